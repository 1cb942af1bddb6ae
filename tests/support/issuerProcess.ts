import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { IssuerDoor } from '../../station/issuer/issuerDoor.ts';
import type { Seed } from '../../lab/issuer/seed.ts';

/** The reference issuer as a process, over books that outlive it. */
export class IssuerProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kiosk-issuer-'));
  #child: ChildProcess | null = null;

  constructor(seed: Seed) {
    writeFileSync(this.#at('seed.json'), JSON.stringify(seed));
  }

  /** Starts it over the same books, as often as wanted, at an address of its own each time. */
  async start(): Promise<URL> {
    return new URL(await this.#launch([]));
  }

  /** Starts it behind a unix socket, the same each time. */
  async startBehindSocket(): Promise<IssuerDoor> {
    return { kind: 'socket', path: await this.#launch(['--socket', this.#at('issuer.sock')]) };
  }

  /** Starts another one over the same books. @returns how it ended */
  startTwice(): Promise<unknown> {
    return once(spawn(process.execPath, this.#words(), { stdio: 'ignore' }), 'exit');
  }

  /** Starts another one with these words too. @returns why it would not */
  refuses(words: readonly string[]): string {
    return spawnSync(process.execPath, [...this.#words(), ...words], { encoding: 'utf8', timeout: 20_000 }).stderr;
  }

  #words(): string[] {
    return ['lab/issuer/main.ts', '--books', this.#at('books.sqlite'), '--seed', this.#at('seed.json')];
  }

  async #launch(place: readonly string[]): Promise<string> {
    const child = spawn(process.execPath, [...this.#words(), ...place], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    const [line] = await once(child.stdout, 'data');
    const { address } = JSON.parse(String(line)) as { address: string };
    return address;
  }

  /** @returns how it ended: exit code and signal. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<unknown> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return null;
    const gone = once(child, 'exit');
    child.kill(signal);
    return gone;
  }

  /** One value of its books, beside the running process. */
  read(sql: string): unknown {
    const books = new Database(this.#at('books.sqlite'), { readonly: true });
    try {
      return books.prepare(sql).pluck().get();
    } finally {
      books.close();
    }
  }

  /** Somebody else at the issuer changes its books, beside the running process. */
  change(sql: string): void {
    const books = new Database(this.#at('books.sqlite'));
    try {
      books.prepare(sql).run();
    } finally {
      books.close();
    }
  }

  async dispose(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.#folder, { recursive: true });
  }

  #at(file: string): string {
    return join(this.#folder, file);
  }
}
