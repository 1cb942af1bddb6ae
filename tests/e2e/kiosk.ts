import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Locator, type Page, test as base } from '@playwright/test';
import { readSqliteJournal } from '../../station/journal/sqliteJournalStore.ts';

const projectRoot = resolve(import.meta.dirname, '../..');

/** Longest time that the simulated parts, a restart included, need for one step of a visit, milliseconds. */
export const STEP_MS = 20_000;

export interface JournalEntry {
  readonly txn: string | null;
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

/** A kiosk of its own for one test: shell, station, bench, data folder, and a browser page that is its screen. */
export class Kiosk {
  readonly page: Page;
  readonly address: string;
  readonly dataFolder: string;
  readonly #process: ChildProcess;

  constructor(options: { page: Page; address: string; dataFolder: string; process: ChildProcess }) {
    this.page = options.page;
    this.address = options.address;
    this.dataFolder = options.dataFolder;
    this.#process = options.process;
  }

  /** Process ids of the running station. */
  stationPids(): number[] {
    try {
      const found = execFileSync('pgrep', ['-P', String(this.#process.pid), '-f', 'station/main'], { encoding: 'utf8' });
      return found.trim().split('\n').map(Number);
    } catch {
      return [];
    }
  }

  killStation(): void {
    for (const pid of this.stationPids()) process.kill(pid, 'SIGKILL');
  }

  /** The journal as it lies on the disk, oldest first. */
  journal(): JournalEntry[] {
    return readSqliteJournal(join(this.dataFolder, 'journal.db')).map((row) => ({
      txn: row.txn,
      kind: row.kind,
      body: JSON.parse(row.body) as Record<string, unknown>,
    }));
  }

  /** What the journal says of money: kinds in order. */
  moneyKinds(): string[] {
    return this.journal()
      .map((entry) => entry.kind)
      .filter((kind) => kind.startsWith('note-keep') || kind.startsWith('card-write'));
  }

  /** A text on the passenger's screen. */
  text(words: string): Locator {
    return this.page.getByTestId('screen').getByText(words);
  }

  async expectScreen(name: string): Promise<void> {
    await expect(this.page.getByTestId('screen')).toHaveAttribute('data-screen', name, { timeout: STEP_MS });
  }

  /** Presses a control of the passenger's screen; the dock must not lie over it. */
  async press(control: string): Promise<void> {
    await this.#slideDock('false');
    await this.page.getByTestId(`control-${control}`).click();
  }

  /** Presses something in the dock. */
  async dock(name: string): Promise<void> {
    await this.#slideDock('true');
    await this.page.getByTestId(`dock-${name}`).click();
  }

  async #slideDock(open: 'true' | 'false'): Promise<void> {
    const drawer = this.page.locator('aside[data-open]');
    if ((await drawer.getAttribute('data-open')) !== open) await this.page.getByTestId('dock-handle').click();
    await expect(drawer).toHaveAttribute('data-open', open);
  }

  placeCard(id: string): Promise<void> {
    return this.dock(`place-${id}`);
  }

  /** Waits until the machine takes notes of this value, then inserts one. */
  async insertNote(value: number): Promise<void> {
    await this.#slideDock('true');
    const note = this.page.getByTestId(`dock-note-${value}`);
    await expect(note).toHaveAttribute('data-faint', 'false', { timeout: STEP_MS });
    await note.click();
  }

  async stop(): Promise<number | null> {
    if (this.#process.exitCode === null) {
      this.#process.kill('SIGTERM');
      await once(this.#process, 'exit');
    }
    return this.#process.exitCode;
  }
}

async function printedAddress(child: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of child.stdout ?? []) {
    printed += String(chunk);
    const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(printed);
    if (address !== null) return address[0];
  }
  throw new Error(`the kiosk ended without printing an address: ${printed}`);
}

export interface KioskOptions {
  /** Path of a configuration, from the project's folder. */
  readonly config: string;
}

export const test = base.extend<KioskOptions & { kiosk: Kiosk }>({
  config: ['config/kiosk.simulated.json', { option: true }],
  kiosk: async ({ page, config }, use, testInfo) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'kiosk-e2e-'));
    const child = spawn(process.execPath, ['station/cli.ts', 'start', '--no-window', '--data', dataFolder, '--config', config], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, KIOSK_SHELL: 'browser' },
    });
    let log = '';
    child.stderr.on('data', (chunk) => {
      log += String(chunk);
    });
    const address = await printedAddress(child);
    const kiosk = new Kiosk({ page, address, dataFolder, process: child });
    await page.goto(address);
    await kiosk.expectScreen('attract');
    await use(kiosk);
    await kiosk.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('kiosk.log', { body: log, contentType: 'text/plain' });
    rmSync(dataFolder, { recursive: true });
  },
});

export { expect };
