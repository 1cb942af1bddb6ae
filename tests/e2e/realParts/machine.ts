import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base } from '@playwright/test';
import { LAYOUT } from '../../../hardware/card-profiles/easycard-classic/layout.ts';
import { decodeValueBlock } from '../../../hardware/card-profiles/valueBlock.ts';
import { checkEasyCardImage } from '../../../lab/devices/card/checkEasyCardImage.ts';
import { preparedCards } from '../../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../../lab/devices/card/simulatedCard.ts';
import { SimulatedReader } from '../../../lab/devices/card/simulatedReader.ts';
import { VirtualCard } from '../../../lab/devices/card/virtualCard.ts';
import { systemClock } from '../../../hardware/system/systemClock.ts';
import { type Pcscd, startPcscd } from '../../../lab/speed/pcscd.ts';
import { ModbusModuleOnPty } from '../../support/modbusModuleOnPty.ts';
import { ValidatorOnPty } from '../../support/validatorOnPty.ts';
import { expect, Kiosk, launchKiosk } from '../kiosk.ts';

const projectRoot = resolve(import.meta.dirname, '../../..');

/** Ticks of `/proc/PID/stat` per second on every Linux of today (sysconf(_SC_CLK_TCK)). */
const TICKS_PER_SECOND = 100;

/** What is connected, switched on and configured when the kiosk starts. */
export interface AtStart {
  readonly service: boolean;
  readonly line: boolean;
  /** The reader of the configuration; Debian's virtual one is "Virtual PCD 00 00". */
  readonly readerName: string;
  /** Key switch, door, bell and lights behind a Modbus module on a line of its own. */
  readonly smallParts: boolean;
}

/**
 * A machine of real parts: the station over nfc-pcsc and pcscd, and over a serial port, with nothing simulated inside.
 * The hands and the far ends are this test process's: a card behind the virtual reader, a validator at the other end of
 * the line. Runs in namespaces of its own, the browser included.
 */
export class Machine {
  readonly kiosk: Kiosk;
  readonly validator: ValidatorOnPty;
  readonly reader: SimulatedReader;
  readonly card: SimulatedCard;
  readonly configPath: string;
  readonly log: () => string;
  #service: Pcscd | null;

  constructor(parts: Pick<Machine, 'kiosk' | 'validator' | 'reader' | 'card' | 'configPath' | 'log'> & { service: Pcscd | null }) {
    this.kiosk = parts.kiosk;
    this.validator = parts.validator;
    this.reader = parts.reader;
    this.card = parts.card;
    this.configPath = parts.configPath;
    this.log = parts.log;
    this.#service = parts.service;
  }

  async startService(how: 'well' | 'hanging' = 'well'): Promise<void> {
    this.#service = await startPcscd();
    if (how === 'hanging') process.kill(this.#service.pid, 'SIGSTOP');
  }

  letServiceGoOn(): void {
    if (this.#service !== null) process.kill(this.#service.pid, 'SIGCONT');
  }

  async stopService(): Promise<void> {
    // One that a test has left hanging would never hear that it shall end, and keep the reader from the next test.
    this.letServiceGoOn();
    await this.#service?.stop();
    this.#service = null;
  }

  /** Waits until the validator takes notes, then inserts one. */
  async insertNote(value: number): Promise<void> {
    await expect.poll(() => this.validator.unit.accepting).toBe(true);
    expect(this.validator.unit.insertNote(value)).toBe('taken-in');
  }

  /** The screen offers notes; without a card on the reader that is the whole way back into service. */
  async expectInService(): Promise<void> {
    await this.kiosk.expectScreen('attract');
    await expect(this.kiosk.page.getByTestId('screen')).toContainText('不找零');
  }

  /** Both purses as they stand on the card, which must be sound in every other way too. */
  cardBalances(): (number | null)[] {
    expect(checkEasyCardImage(this.card.image, systemClock.wallMs() + 1_000)).toEqual([]);
    return [LAYOUT.purse, LAYOUT.backupPurse].map(({ block }) => decodeValueBlock(this.card.image.subarray(block * 16, block * 16 + 16)));
  }

  /** What the journal says became of notes and of writes, in order; its chain must hold. */
  journalOutcomes(): string[] {
    const verified = spawnSync(process.execPath, ['dist/station/cli.js', 'journal', 'verify', join(this.kiosk.dataFolder, 'journal.db')], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    expect({ status: verified.status, stdout: verified.stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^ok: /) });
    return this.kiosk
      .journal()
      .filter(({ kind }) => kind === 'note-keep.outcome' || kind === 'card-write.outcome' || kind === 'case' || kind === 'claim')
      .map(({ kind, body }) => {
        const word = [body['end'], body['verdict'], body['cause']].find((each) => typeof each === 'string');
        return word === undefined ? kind : `${kind} ${word}`;
      });
  }

  /** Processes that the station has started and not yet lost. */
  stationChildren(): number[] {
    return childrenOf(this.stationPid());
  }

  stationPid(): number {
    const [pid] = this.kiosk.stationPids();
    if (pid === undefined) throw new Error('no station runs');
    return pid;
  }

  /** Seconds of processor time that the station and its ended children have used. */
  stationSeconds(): number {
    // After the name in brackets: state is field 3; utime, stime, cutime and cstime are 14 to 17 (proc_pid_stat(5)).
    const fields = readFileSync(`/proc/${this.stationPid()}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
  }
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  return stdout.trim().split('\n').filter(Boolean).map(Number);
}

/** Command lines of all processes below this one, for what must not be among them. */
export function commandLinesBelow(pid: number): string[] {
  return childrenOf(pid).flatMap((child) => {
    const line = spawnSync('ps', ['-o', 'args=', '-p', String(child)], { encoding: 'utf8' }).stdout.trim();
    return [line, ...commandLinesBelow(child)];
  });
}

/** Where the small parts of {@link smallParts} are wired to. */
export const WIRED = {
  unit: 1,
  key: { input: 0, alarmAt: 1, opposite: 1 },
  door: { input: 2, alarmAt: 0 },
  bell: 0,
  trayLight: 1,
  slotLight: 2,
} as const;

/** A module with the key on run and the door closed; none: the machine has no small parts. */
async function startModule(wired: boolean): Promise<ModbusModuleOnPty | null> {
  if (!wired) return null;
  const module = await ModbusModuleOnPty.start(WIRED.unit);
  module.setInput(WIRED.key.opposite, true);
  module.setInput(WIRED.door.input, true);
  return module;
}

function realConfig(readerName: string, path: string, module: ModbusModuleOnPty | null): object {
  return {
    station: '市政府',
    machine: 'BL18-03',
    language: 'zh-Hant',
    cardRecord: { place: 99, device: 10_551_297 },
    reader: { kind: 'pcsc', name: readerName },
    acceptor: { kind: 'ssp', path },
    printer: { kind: 'none' },
    auxiliaries: module === null ? { kind: 'none' } : { kind: 'modbus', path: module.pty.hostEnd, parity: 'none', ...WIRED },
    issuer: { kind: 'none' },
    securityModule: { kind: 'file', file: resolve(projectRoot, 'lab/artificial-keys.json') },
    artificialCards: true,
    dock: false,
  };
}

function ordinaryCard(): SimulatedCard {
  const prepared = preparedCards(systemClock.wallMs()).find(({ id }) => id === 'ordinary');
  if (prepared === undefined) throw new Error('no ordinary card');
  return new SimulatedCard(prepared.image);
}

export const test = base.extend<{ atStart: AtStart; smallParts: ModbusModuleOnPty | null; machine: Machine }>({
  atStart: [{ service: true, line: true, readerName: 'Virtual PCD 00 00', smallParts: false }, { option: true }],

  smallParts: async ({ atStart }, use) => {
    const module = await startModule(atStart.smallParts);
    await use(module);
    await module?.end();
  },

  machine: async ({ page, atStart, smallParts }, use, testInfo) => {
    const service = atStart.service ? await startPcscd() : null;
    const validator = await ValidatorOnPty.start();
    if (!atStart.line) await validator.unplug();
    const reader = new SimulatedReader({ clock: systemClock });
    const virtualCard = new VirtualCard({ reader, clock: systemClock });
    const dataFolder = mkdtempSync(join(tmpdir(), 'kiosk-real-'));
    const configPath = join(dataFolder, 'kiosk.json');
    writeFileSync(configPath, JSON.stringify(realConfig(atStart.readerName, validator.path, smallParts)));

    const launched = launchKiosk(configPath, dataFolder);
    const address = await launched.address();
    const kiosk = new Kiosk({ page, address, dataFolder, process: launched.process });
    await page.goto(address);
    const machine = new Machine({ kiosk, validator, reader, card: ordinaryCard(), configPath, log: () => launched.log(), service });
    await use(machine);
    await kiosk.stop();
    if (testInfo.status !== testInfo.expectedStatus)
      await testInfo.attach('kiosk.log', { body: launched.log(), contentType: 'text/plain' });
    virtualCard.stop();
    await validator.end();
    await machine.stopService();
    rmSync(dataFolder, { recursive: true });
  },
});

export { expect };
