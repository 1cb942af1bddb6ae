import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { STEP_MS } from './bounds.ts';
import { expect, type Locator, type Page, test as base } from '@playwright/test';
import type { DockActFault, PullMoment } from '../../link/dock.ts';
import type { CardActName } from '../../machines/flows/cardAct.ts';
import { readRecords } from '../../station/journal/auditJournal.ts';

export const projectRoot = resolve(import.meta.dirname, '../..');

export interface JournalEntry {
  readonly txn: string | null;
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

/** What an issuer is asked to do for a card, or a machine does of itself. */
type ActRecorded = CardActName | 'lock';

/** A kiosk of its own for one test: shell, station, bench, data folder, and a page that is its screen. */
export class Kiosk {
  readonly page: Page;
  /** Where the screen was opened. */
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
    // Its own, or the laboratory's.
    return this.#pidsOf('(station/main|lab/station)');
  }

  /** SIGKILL, as a crash; the shell starts it again. */
  killIssuer(): void {
    const benches = this.#pidsOf('lab/bench/main');
    for (const pid of benches.flatMap((bench) => this.#pidsOf('lab/issuer/main', bench))) process.kill(pid, 'SIGKILL');
  }

  #pidsOf(program: string, parent = this.#process.pid): number[] {
    try {
      const found = execFileSync('pgrep', ['-P', String(parent), '-f', program], { encoding: 'utf8' });
      return found.trim().split('\n').map(Number);
    } catch {
      return [];
    }
  }

  /** SIGKILL, as a crash; or SIGSTOP, after which it hangs. */
  strikeStation(signal: 'SIGKILL' | 'SIGSTOP'): void {
    for (const pid of this.stationPids()) process.kill(pid, signal);
  }

  /** Begins to note every screen that the passenger sees, the shortest too. */
  async watchScreens(): Promise<() => Promise<string[]>> {
    const seen = await this.page.evaluateHandle(() => {
      const screens: string[] = [];
      const look = (): void => {
        const screen = document.querySelector('[data-testid="screen"]')?.getAttribute('data-screen') ?? '';
        if (screens.at(-1) !== screen) screens.push(screen);
      };
      look();
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
      return screens;
    });
    return () => seen.jsonValue();
  }

  /** @throws Error when the chain of the journal on the disk does not hold. */
  verifyJournal(): void {
    execFileSync(process.execPath, ['dist/station/cli.js', 'journal', 'verify', join(this.dataFolder, 'journal.db')], { cwd: projectRoot });
  }

  /** The journal as it lies on the disk, oldest first. */
  journal(): JournalEntry[] {
    return readRecords(join(this.dataFolder, 'journal.db')).map((row) => ({
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

  /** What the journal says of the newest act of this name: its records in order, slips left out. */
  recordsOf(act: ActRecorded): JournalEntry[] {
    const journal = this.journal();
    const begun = journal.findLast(({ kind, body }) => kind === 'act.intent' && (body['order'] as { act: string }).act === act);
    return begun === undefined ? [] : journal.filter(({ txn, kind }) => txn === begun.txn && kind !== 'slip');
  }

  /** A text on the passenger's screen. */
  text(words: string): Locator {
    return this.page.getByTestId('screen').getByText(words);
  }

  async expectScreen(name: string): Promise<void> {
    await expect(this.page.getByTestId('screen')).toHaveAttribute('data-screen', name);
  }

  /** Whoever got a note back is told so for 20 s, whatever else the machine does; then it goes on. */
  async expectReturned(): Promise<void> {
    await this.expectScreen('note-returned');
    await expect(this.page.getByTestId('screen')).not.toHaveAttribute('data-screen', 'note-returned', { timeout: 2 * STEP_MS });
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

  /** The screen as it stands in a hall. */
  closeDock(): Promise<void> {
    return this.#slideDock('false');
  }

  async #slideDock(open: 'true' | 'false'): Promise<void> {
    const drawer = this.page.locator('aside[data-open]');
    // With real parts there is none.
    if (open === 'false' && (await drawer.count()) === 0) return;
    if ((await drawer.getAttribute('data-open')) !== open) await this.page.getByTestId('dock-handle').click();
    await expect(drawer).toHaveAttribute('data-open', open);
  }

  placeCard(id: string): Promise<void> {
    return this.dock(`place-${id}`);
  }

  /** The card is pulled as soon as it has written so many blocks, or with the last of them half written. */
  async pullsWhileWriting(block: number, when: PullMoment): Promise<void> {
    await this.#slideDock('true');
    await this.page.getByTestId('dock-pull-block').selectOption(String(block));
    await this.page.getByTestId('dock-pull-within').setChecked(when === 'within');
    await this.dock('pull-while-writing');
  }

  /** The wire to the issuer does this to the next request about an act. */
  async failsNextAct(fault: DockActFault): Promise<void> {
    await this.#slideDock('true');
    await this.page.getByTestId('dock-act-fault').selectOption(fault);
    await this.dock('fail-next-act');
  }

  /** Waits until the machine takes notes of this value, then inserts one. */
  async insertNote(value: number): Promise<void> {
    await this.#slideDock('true');
    const note = this.page.getByTestId(`dock-note-${value}`);
    await expect(note).toHaveAttribute('data-faint', 'false');
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

/** A kiosk process without a screen yet. */
export interface Launched {
  readonly process: ChildProcess;
  /** What it has written to stderr so far. */
  log(): string;
  /** The address on stdout. Rejects when the kiosk ends without one. */
  address(): Promise<string>;
}

/** `kiosk start` with this configuration and this data folder: compiled, as a hall runs it, which starts in half the time too. */
export function launchKiosk(config: string, dataFolder: string): Launched {
  const child = spawn(process.execPath, ['dist/lab/cli.js', 'start', '--no-window', '--data', dataFolder, '--config', config], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, KIOSK_SHELL: 'browser' },
  });
  let log = '';
  child.stderr.on('data', (chunk) => {
    log += String(chunk);
  });
  return { process: child, log: () => log, address: () => printedAddress(child) };
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

export const test = base.extend<KioskOptions & { dataFolder: string; kiosk: Kiosk }>({
  config: ['config/kiosk.simulated.json', { option: true }],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of a fixture's needs here
  dataFolder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'kiosk-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
  kiosk: async ({ page, config, dataFolder }, use, testInfo) => {
    const launched = launchKiosk(config, dataFolder);
    const address = await launched.address();
    const kiosk = new Kiosk({ page, address, dataFolder, process: launched.process });
    try {
      await page.goto(address);
      await kiosk.expectScreen('attract');
      await use(kiosk);
    } finally {
      await kiosk.stop();
    }
    if (testInfo.status !== testInfo.expectedStatus)
      await testInfo.attach('kiosk.log', { body: launched.log(), contentType: 'text/plain' });
  },
});

export { expect };
