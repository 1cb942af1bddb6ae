import type { NoAnswer } from '../../hardware/escpos/conversation.ts';
import type { ModuleFault } from '../../hardware/modbus/module.ts';
import type { PrinterStatus } from '../../hardware/escpos/status.ts';
import type { ReaderListFault } from '../../hardware/pcsc/listReaders.ts';
import type { SocketState } from '../../hardware/pcsc/reader-process/serviceProbe.ts';
import type { PcscFault } from '../../hardware/ports/pcsc.ts';
import type { Result } from '../../hardware/ports/result.ts';
import type { EscposConfig, ModbusConfig, StationSettings } from '../config.ts';
import type { JournalPaths } from '../journal/journalFiles.ts';
import type { DoorFault, IssuerDoor, RawAnswer } from '../issuer/issuerDoor.ts';

/** Native parts, by the package that brings them. */
export const NATIVE_PARTS = ['better-sqlite3', 'serialport', '@napi-rs/canvas', 'nfc-pcsc'] as const;
export type NativePart = (typeof NATIVE_PARTS)[number];

export interface PathFacts {
  readonly kind: 'file' | 'folder' | 'character-device' | 'other';
  /** Whether this user may read and write it. */
  readonly usable: boolean;
  /** Name of its group, or the number of one without a name. */
  readonly group: string;
  /** Permission bits, e.g. 0o700. */
  readonly mode: number;
  readonly bytes: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly modifiedMs: number;
  /** The number by which the kernel knows a device, whatever its name; null for what is none. */
  readonly device: number | null;
}

export interface FileSystemFacts {
  readonly freeBytes: number;
  /** The kernel's number of the kind of file system (statfs(2)). */
  readonly type: number;
}

export interface ProcessFacts {
  readonly pid: number;
  readonly name: string;
}

/** What `kiosk journal verify --json` says; `unreadable`: that it is no journal, and why. */
export type JournalVerdict =
  | {
      readonly readable: true;
      readonly records: number;
      readonly lastWallMs: number | null;
      readonly fault: string | null;
      /** What nothing proves, its beginning or its end; null when all is proven. */
      readonly unproven: string | null;
    }
  | { readonly readable: false; readonly why: string };

/** Why a validator does not introduce itself. */
export interface ValidatorFault {
  readonly kind: 'busy' /** the line cannot be opened */ | 'silent' | 'refused' /** it answers, and is not what is needed */;
  readonly detail: string;
}

/**
 * What the doctor asks the machine. Nothing here changes anything. Every answer may take for ever (a dead network
 * disk, a hanging service): whoever asks has a deadline, and aborts `signal` when it has passed.
 */
export interface Probe {
  /** The user who runs this. */
  readonly user: string;
  node(): Promise<{ readonly running: string; readonly pinned: string }>;
  /** Loads the part in a process of its own. @returns null when it loads, otherwise why not */
  loadNativePart(part: NativePart, signal: AbortSignal): Promise<string | null>;
  readText(path: string): Promise<Result<string, string>>;
  /** Follows links. @returns null when nothing is there */
  path(path: string): Promise<PathFacts | null>;
  /** Names in a folder; none when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  fileSystem(path: string): Promise<FileSystemFacts>;
  /** Who is behind a unix socket. */
  socket(path: string, signal: AbortSignal): Promise<SocketState>;
  /** The process that listens on a unix socket; null when it cannot be seen by this user. */
  socketOwner(path: string): Promise<ProcessFacts | null>;
  /** Processes that have a device open; only those this user may look into. */
  holders(path: string): Promise<readonly ProcessFacts[]>;
  /** Where the PC/SC service listens. */
  readonly pcscSocket: string;
  readers(signal: AbortSignal): Promise<Result<readonly string[], ReaderListFault>>;
  /** Takes the reader as the kiosk does, for a moment. @returns why it cannot be used; null when it can, with a card on it or without */
  useReader(name: string, signal: AbortSignal): Promise<PcscFault | null>;
  /** Asks the unit on a serial line who it is (SSP). @returns its own words */
  validator(path: string, signal: AbortSignal): Promise<Result<string, ValidatorFault>>;
  /** Asks the module of key switch and door where they stand; no output is touched. @returns how they stand, in words */
  auxiliaries(module: ModbusConfig, signal: AbortSignal): Promise<Result<string, ModuleFault>>;
  /** Asks the slip printer how it is; nothing is printed. */
  printer(place: EscposConfig, signal: AbortSignal): Promise<Result<PrinterStatus, NoAnswer>>;
  /** Asks the issuer's host for something that changes nothing. @param machine this machine's number */
  askIssuer(door: IssuerDoor, machine: string, signal: AbortSignal): Promise<Result<RawAnswer, DoorFault>>;
  /** Looks for the key that signs the journal on its token. @returns why it cannot be used; null when it can */
  machineKey(settings: Pick<StationSettings, 'machineKey'>, signal: AbortSignal): Promise<string | null>;
  verifyJournal(paths: JournalPaths, signal: AbortSignal): Promise<JournalVerdict>;
  /** Whether the kernel's clock follows a time server; null when nobody can tell. */
  clockSynchronised(signal: AbortSignal): Promise<boolean | null>;
  /** What a window could be drawn by. */
  screen(): Promise<{ readonly display: string | null; readonly browser: string | null; readonly electron: string | null }>;
}
