import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, constants, readdir, readFile, stat, statfs } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { extname, join, resolve } from 'node:path';
import type { NoAnswer } from '../../hardware/escpos/conversation.ts';
import { askPrinter } from '../../hardware/escpos/printer.ts';
import type { PrinterStatus } from '../../hardware/escpos/status.ts';
import { createSerialLine } from '../../hardware/lines/serialLine.ts';
import { askAuxiliaries } from '../../hardware/modbus/askAuxiliaries.ts';
import { listReaders } from '../../hardware/pcsc/listReaders.ts';
import { openReaderProcess } from '../../hardware/pcsc/readerProcess.ts';
import { createRemotePcsc } from '../../hardware/pcsc/remotePcsc.ts';
import { askSocket, serviceSocket } from '../../hardware/pcsc/reader-process/serviceProbe.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { PcscFault } from '../../hardware/ports/pcsc.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import { SspExchange } from '../../hardware/ssp/exchange.ts';
import { identify } from '../../hardware/ssp/identify.ts';
import { SSP_LIMITS } from '../../hardware/ssp/limits.ts';
import type { EscposConfig, StationSettings } from '../config.ts';
import { openMachineKey } from '../openMachineKey.ts';
import { openModbusLine } from '../modbusLine.ts';
import { createPrinterLine } from '../printerLine.ts';
import { postTo } from '../issuer/issuerDoor.ts';
import type { JournalPaths } from '../journal/journalFiles.ts';
import { findBrowser, hasDisplay } from '../../shell/browserWindow.ts';
import { installedElectron } from '../../shell/electronBinary.ts';
import type { JournalVerdict, NativePart, PathFacts, Probe, ValidatorFault } from './probe.ts';
import { holdersOf, ownerOfSocket } from './systemProcesses.ts';

/** The command line lies beside this folder, as source or compiled. */
const COMMAND_LINE = resolve(import.meta.dirname, `../cli${extname(import.meta.filename)}`);

/** What loads the native part of each package: not every import does. */
const LOAD: Readonly<Record<NativePart, string>> = {
  'better-sqlite3': "new (await import('better-sqlite3')).default(':memory:').close()",
  serialport: "await import('serialport')",
  '@napi-rs/canvas': "(await import('@napi-rs/canvas')).createCanvas(1, 1)",
  'nfc-pcsc': "await import('nfc-pcsc')",
};

/** Fewer than a running station sends: the doctor has ten seconds in all (ours). */
const VALIDATOR_LIMITS = { ...SSP_LIMITS, replyTimeoutMs: 500, repeats: 3 };

/** The machine that this runs on. `projectRoot`: the folder with package.json. */
export function systemProbe(clock: Clock, projectRoot: string): Probe {
  return {
    user: userInfo().username,
    pcscSocket: serviceSocket(),
    async node() {
      const { optionalDependencies } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')) as {
        optionalDependencies: Readonly<Record<string, string>>;
      };
      return { running: process.versions.node, pinned: optionalDependencies[`node-linux-${process.arch}`] ?? '?' };
    },
    async loadNativePart(part, signal) {
      const { code, stderr } = await run(process.execPath, ['--input-type=module', '--eval', LOAD[part]], { signal, cwd: projectRoot });
      return code === 0 ? null : (lastWords(stderr) ?? `it ended with ${code}`);
    },
    async readText(path) {
      try {
        return ok(await readFile(path, 'utf8'));
      } catch (cause) {
        return fail(textOf(cause));
      }
    },
    path: pathFacts,
    list: (folder) => readdir(folder).catch(() => []),
    async fileSystem(path) {
      const { bavail, bsize, type } = await statfs(path);
      return { freeBytes: bavail * bsize, type };
    },
    socket: askSocket,
    socketOwner: ownerOfSocket,
    holders: holdersOf,
    readers: () => listReaders(clock),
    useReader: (name, signal) => useReader(clock, name, signal),
    validator: (path, signal) => askValidator(clock, path, signal),
    auxiliaries: (module, signal) => {
      const line = openModbusLine(module);
      signal.addEventListener('abort', () => void line.close());
      return askAuxiliaries({ line, clock, unit: module.unit, points: module });
    },
    printer: (place, signal) => askHowPrinterIs(clock, place, signal),
    // Behind the end of any list: an answer without a change.
    askIssuer: (door, machine, signal) => postTo(door, 'lock-list', { machine, after: Number.MAX_SAFE_INTEGER }, { clock, signal }),
    machineKey: (settings) => Promise.resolve(lookForMachineKey(settings)),
    verifyJournal,
    async clockSynchronised(signal) {
      const { stdout } = await run('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { signal });
      return { yes: true, no: false }[stdout.trim()] ?? null;
    },
    screen: () => {
      const electron = installedElectron(projectRoot, process.env);
      return Promise.resolve({
        display: hasDisplay(process.env) ? (process.env['WAYLAND_DISPLAY'] ?? process.env['DISPLAY'] ?? null) : null,
        browser: findBrowser(process.env),
        electron: 'binary' in electron ? electron.binary : null,
      });
    },
  };
}

interface Ended {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; one that cannot be started ends with a code in words. */
function run(file: string, args: readonly string[], options: { readonly signal: AbortSignal; readonly cwd?: string }): Promise<Ended> {
  return new Promise((settle) => {
    execFile(file, args, { ...options, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      settle({ code: error === null ? 0 : (error.code ?? error.signal ?? 'unknown'), stdout, stderr });
    });
  });
}

/** The line of a stack trace that says what happened. */
function lastWords(stderr: string): string | null {
  return /^\w*Error\b.*$/m.exec(stderr)?.[0] ?? null;
}

async function pathFacts(path: string): Promise<PathFacts | null> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return null;
    throw cause;
  });
  if (found === null) return null;
  const needed = constants.R_OK | constants.W_OK | (found.isDirectory() ? constants.X_OK : 0);
  return {
    kind: found.isFile() ? 'file' : found.isDirectory() ? 'folder' : found.isCharacterDevice() ? 'character-device' : 'other',
    usable: await access(path, needed).then(
      () => true,
      () => false,
    ),
    group: await groupName(found.gid),
    mode: found.mode & 0o7777,
    bytes: found.size,
    modifiedMs: found.mtimeMs,
    device: found.isCharacterDevice() ? found.rdev : null,
  };
}

async function groupName(gid: number): Promise<string> {
  const groups = await readFile('/etc/group', 'utf8').catch(() => '');
  const row = groups.split('\n').find((line) => line.split(':')[2] === String(gid));
  return row?.split(':')[0] ?? String(gid);
}

/** Connects as the kiosk will, twice: what a process of ours that just ended holds is free by then. */
async function useReader(clock: Clock, name: string, signal: AbortSignal): Promise<PcscFault | null> {
  const pcsc = createRemotePcsc({ clock, open: () => openReaderProcess(), reader: name });
  const attached = Promise.withResolvers<void>();
  pcsc.onEvent(({ type }) => {
    if (type === 'reader-attached') attached.resolve();
  });
  signal.addEventListener('abort', () => void pcsc.stop());
  pcsc.start();
  try {
    await attached.promise;
    const first = await pcsc.connect();
    const connected = first.ok ? first : await pcsc.connect();
    // No card, or one that cannot be powered: nothing that keeps the reader from us.
    return connected.ok || !KEEPS_US_OUT.has(connected.error.kind) ? null : connected.error;
  } finally {
    await pcsc.stop();
  }
}

const KEEPS_US_OUT: ReadonlySet<PcscFault['kind']> = new Set(['in-use', 'forbidden', 'no-service', 'timed-out']);

/** Greets the unit and asks who it is. It takes no notes from that, and forgets it. */
async function askValidator(clock: Clock, path: string, signal: AbortSignal): Promise<Result<string, ValidatorFault>> {
  const exchange = new SspExchange({ line: createSerialLine({ path }), clock, limits: VALIDATOR_LIMITS, address: 0 });
  signal.addEventListener('abort', () => exchange.halt('the deadline has passed'));
  try {
    const opened = await exchange.open();
    if (!opened.ok) return fail({ kind: opened.error.kind === 'line' ? 'busy' : 'silent', detail: opened.error.detail });
    const unit = await identify(exchange);
    if (!unit.ok) return fail({ kind: unit.error.kind === 'offline' ? 'silent' : 'refused', detail: unit.error.detail });
    const { serial, dataset } = unit.value;
    const values = dataset.channels.map(({ value }) => value).join(', ');
    return ok(`${dataset.unit} ${serial}, firmware ${dataset.firmware}, SSP protocol ${dataset.protocol}, NT$ ${values}`);
  } finally {
    await exchange.close();
  }
}

async function askHowPrinterIs(clock: Clock, place: EscposConfig, signal: AbortSignal): Promise<Result<PrinterStatus, NoAnswer>> {
  const line = createPrinterLine(place, clock);
  signal.addEventListener('abort', () => void line.close());
  return askPrinter({ line, clock });
}

/** In a process of its own: reading a database cannot be interrupted. */
async function verifyJournal({ journal, anchor, archive }: JournalPaths, signal: AbortSignal): Promise<JournalVerdict> {
  const places = [...(existsSync(anchor) ? ['--anchor', anchor] : []), '--archive', archive];
  const { code, stdout, stderr } = await run(process.execPath, [COMMAND_LINE, 'journal', 'verify', '--json', ...places, journal], {
    signal,
  });
  if (code !== 0 && code !== 1 && code !== 3)
    return { readable: false, why: stderr.trim() || `the journal could not be verified: ${code}` };
  const { records, lastWallMs, fault, beginProven, endProven } = JSON.parse(stdout) as Verified;
  return {
    readable: true,
    records,
    lastWallMs,
    fault: fault === null ? null : `broken at record ${fault.seq}: ${fault.detail}`,
    unproven: !beginProven
      ? `what left it for the archive is not in ${archive}`
      : endProven
        ? null
        : `${anchor} is not there, and nothing proves that its end is the end`,
  };
}

/** As the station opens it; the token is asked for a moment. */
function lookForMachineKey(settings: Pick<StationSettings, 'machineKey'>): string | null {
  try {
    const found = openMachineKey(settings)?.();
    if (found?.state === 'absent') return `the token ${settings.machineKey?.token} has no key ${settings.machineKey?.key}`;
    return found?.state === 'damaged' ? found.detail : null;
  } catch (cause) {
    return textOf(cause);
  }
}

/** What of `kiosk journal verify --json` is told on. */
interface Verified {
  readonly records: number;
  readonly lastWallMs: number | null;
  readonly fault: { readonly seq: number; readonly detail: string } | null;
  readonly beginProven: boolean;
  readonly endProven: boolean;
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
