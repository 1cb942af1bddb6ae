import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Two ends of a pseudo terminal, so that the real serial port library and the kernel's line discipline take part. The
 * names of its ends stay the same however often it is cut.
 */
export class PtyPair {
  readonly hostEnd: string;
  readonly unitEnd: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'pty-'));
  #socat: ChildProcess | null = null;

  private constructor() {
    this.hostEnd = join(this.#folder, 'host');
    this.unitEnd = join(this.#folder, 'unit');
  }

  static async open(): Promise<PtyPair> {
    const pair = new PtyPair();
    await pair.connect();
    return pair;
  }

  /** Makes both ends, again after `cut`. @throws Error when socat is missing or does not like it. */
  async connect(): Promise<void> {
    const ends = [this.hostEnd, this.unitEnd].map((end) => `pty,raw,echo=0,link=${end}`);
    // Twice "-d" makes it tell when both ends are there.
    const socat = spawn('socat', ['-d', '-d', ...ends], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#socat = socat;
    let said = '';
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
    socat.on('error', (cause) => reject(new Error('pseudo terminals need socat (Debian package "socat")', { cause })));
    socat.on('exit', () => reject(new Error(`socat ended:\n${said}`)));
    socat.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('starting data transfer loop')) resolve();
    });
    await ready;
  }

  /** Takes both ends away at once, without a word to anybody. */
  async cut(): Promise<void> {
    const socat = this.#socat;
    if (socat === null) return;
    this.#socat = null;
    const gone = once(socat, 'exit');
    socat.kill('SIGCONT');
    socat.kill('SIGKILL');
    await gone;
  }

  /** Both ends stay, but nothing comes through until `resume`. */
  stall(): void {
    this.#socat?.kill('SIGSTOP');
  }

  resume(): void {
    this.#socat?.kill('SIGCONT');
  }

  async end(): Promise<void> {
    await this.cut();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
