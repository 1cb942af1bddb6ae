import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Found, JournalFindings } from '../../hardware/ports/journalDisk.ts';
import type { MachineKey } from '../../hardware/ports/machineKey.ts';
import { ANCHOR_FILE } from './anchorFile.ts';
import { JOURNAL_KEY_BYTES } from './cardSeal.ts';
import { parseMachineKey } from './machineKeyFile.ts';
import { logOf, openUntouched, type UntouchedDatabase } from './openUntouched.ts';
import { sqliteReader } from './sqliteReader.ts';
import { formatOf, schemaFault } from './sqliteSchema.ts';
import { NewerJournal } from './unreadableJournal.ts';
import { findLogDamage } from './writeAheadLog.ts';

/** Where the files of a machine's journal lie. */
export interface JournalPaths {
  readonly folder: string;
  readonly journal: string;
  readonly sealKey: string;
  readonly machineKey: string;
  readonly anchor: string;
  /** A folder; it need not be there. */
  readonly archive: string;
}

/** Folders outside of the data folder, as a configuration names them. */
export interface JournalPlaces {
  /** Left out: the data folder itself, where a folder that was put back brings its anchor with it. */
  readonly anchor?: { readonly folder: string } | undefined;
  /** Left out: a folder in the data folder. */
  readonly archive?: { readonly folder?: string | undefined } | undefined;
}

export function journalPathsIn(folder: string, { anchor, archive }: JournalPlaces = {}): JournalPaths {
  return {
    folder,
    journal: join(folder, 'journal.db'),
    sealKey: join(folder, 'journal.key'),
    machineKey: join(folder, 'machine.key'),
    anchor: join(anchor?.folder ?? folder, ANCHOR_FILE),
    archive: archive?.folder ?? join(folder, 'archive'),
  };
}

/** Where the archive of a journal lies, when nobody says otherwise. */
export function archiveBeside(journal: string): string {
  return journalPathsIn(dirname(journal)).archive;
}

export function findSealKey(path: string): Found<Uint8Array> {
  if (!existsSync(path)) return { state: 'absent' };
  const key = readFileSync(path);
  if (key.length === JOURNAL_KEY_BYTES) return { state: 'there', it: key };
  return { state: 'damaged', detail: `${path}: ${key.length} bytes, must be ${JOURNAL_KEY_BYTES}` };
}

export function findMachineKey(path: string): Found<MachineKey> {
  if (!existsSync(path)) return { state: 'absent' };
  try {
    return { state: 'there', it: parseMachineKey(readFileSync(path, 'utf8')) };
  } catch (cause) {
    return { state: 'damaged', detail: `${path}: not a key of a machine: ${textOf(cause)}` };
  }
}

/** Opens a journal to look at it; whoever is given one closes it. */
export function findJournal(path: string): { readonly journal: JournalFindings['journal']; readonly close: () => void } {
  const nothing = { close: () => undefined };
  if (!existsSync(path)) return { journal: { state: 'absent' }, ...nothing };
  let opened: UntouchedDatabase | null = null;
  try {
    opened = openUntouched(path, 'alone');
    const { database, close } = opened;
    const format = formatOf(database, path);
    const fault = schemaFault(database, format);
    if (fault !== null) throw new Error(`the tables are not as they were made: ${fault}`);
    const lost = (): string | null => lostBehind(path);
    return { journal: { state: 'there', it: { format, reader: sqliteReader(database), lost } }, close };
  } catch (cause) {
    opened?.close();
    if (cause instanceof NewerJournal) return { journal: { state: 'newer', detail: cause.message }, ...nothing };
    const damage = existsSync(path) ? lostBehind(path) : null;
    return {
      journal: { state: 'damaged', detail: [`${path}: ${textOf(cause)}`, ...(damage === null ? [] : [damage])].join('; ') },
      ...nothing,
    };
  }
}

/** SQLite drops a damaged end of its log without a word. */
function lostBehind(path: string): string | null {
  const log = logOf(path);
  return existsSync(log) ? (findLogDamage(readFileSync(log))?.detail ?? null) : null;
}

function textOf(cause: unknown): string {
  if (cause instanceof Database.SqliteError) return `${cause.message} (${cause.code})`;
  return cause instanceof Error ? cause.message : String(cause);
}
