import { readFileSync, realpathSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { type ChainFault, faultAfter, holds } from './chain.ts';
import { assertKioskJournal, SELECT_RECORDS } from './sqliteJournalStore.ts';
import { applyLog, findLogDamage, type LogDamage } from './writeAheadLog.ts';

/** The file is no journal, or cannot be read at all: nothing can be said about any record. */
export class UnreadableJournal extends Error {}

export interface JournalFault {
  /** The record that is wrong, or the first that could not be read. */
  readonly seq: number;
  readonly fault: ChainFault['fault'] | 'not-a-record' | 'damaged-file' | 'damaged-log';
  readonly detail: string;
}

export interface JournalAudit {
  /** Records that could be read, whether they hold or not. */
  readonly records: number;
  /** Hash of the last of them; null when there is none. Written down elsewhere, it shows that none is missing at the end. */
  readonly head: string | null;
  /** When the last of them was written, by the machine's clock of then; milliseconds since 1970-01-01 UTC. */
  readonly lastWallMs: number | null;
  /** The first thing that is wrong; null when every record is as it was written. */
  readonly fault: JournalFault | null;
}

const CHAIN_WORDS: Readonly<Record<ChainFault['fault'], string>> = {
  gap: 'it does not follow the one before it: a record is missing or out of order',
  'previous-hash': 'it does not name the hash of the record before it',
  hash: 'it was changed after it was written',
};

/** Every SQLite database begins with a header of this length. */
const HEADER_BYTES = 100;
/** How long a reader waits for a station that is just closing the file; milliseconds. */
const BUSY_MS = 2_000;
/** The largest file that is read into memory; Node reads none above 2 GiB at once. */
const LARGEST_IN_MEMORY = 2 ** 31 - 1;
/** A running station may write while a file is read: a damage counts when it is still there at the last look. */
const LOOKS = 3;
/** Between two looks at a frame that may be half written: its writer may have to wait for a processor; milliseconds. */
const PAUSE_MS = 100;

/**
 * Reads a journal from beginning to end, beside a running station if need be, and changes nothing, not even the
 * files that SQLite makes for readers.
 * @param onRecord told every record that can be read, in the order of the file
 * @throws UnreadableJournal when the file is missing, empty or no kiosk journal
 */
export function auditJournal(path: string, onRecord: (record: StoredRecord) => void = () => undefined): JournalAudit {
  const bytes = sizeOf(path);
  if (bytes === null) throw new UnreadableJournal(`${path}: there is no such file`);
  if (bytes === 0) throw new UnreadableJournal(`${path}: the file is empty, not a kiosk journal`);
  if (bytes < HEADER_BYTES) throw new UnreadableJournal(`${path}: not a kiosk journal: ${bytes} bytes are no database`);
  // The log lies beside the file itself, not beside a link to it: without it the newest records would be missing.
  const logPath = `${realpathSync(path)}-wal`;
  const hasLog = (sizeOf(logPath) ?? 0) > 0;
  const inMemory = bytes <= LARGEST_IN_MEMORY;
  const audit = (): JournalAudit => auditDatabase(open(path, hasLog || !inMemory), path, onRecord);
  if (!hasLog) return audit();

  const damage = lastingDamage(() => lookAtLog(logPath));
  if (damage !== null) {
    const { records, ...rest } = readable(audit);
    const changed = inMemory ? findChangeInLog(readFileSync(path), readFileSync(logPath), damage) : null;
    return { records, ...rest, fault: { seq: changed ?? records + 1, fault: 'damaged-log', detail: damage.detail } };
  }
  const sound = audit();
  if (sound.fault !== null) return sound;
  // Where the log holds a newer copy of a page, SQLite does not look at the older one in the database itself: a record
  // that was changed there would be found only once the log is gone.
  const hidden = inMemory ? lastingDamage(() => findChange(readFileSync(path)).changed) : null;
  return hidden === null ? sound : { ...sound, fault: { seq: hidden, fault: 'hash', detail: CHAIN_WORDS.hash } };
}

/** A frame behind which nothing follows may be just being written: it is given time. */
function lookAtLog(logPath: string): LogDamage | null {
  const damage = findLogDamage(readFileSync(logPath));
  if (damage?.atEnd === true) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  return damage;
}

/** What is left without the damaged part of a log, which may be everything that makes the file a journal. */
function readable(audit: () => JournalAudit): JournalAudit {
  try {
    return audit();
  } catch (cause) {
    if (cause instanceof UnreadableJournal) return { records: 0, head: null, lastWallMs: null, fault: null };
    throw cause;
  }
}

/** Bytes of a file; null when there is none. @throws UnreadableJournal when it is something else than a file. */
function sizeOf(path: string): number | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) throw new UnreadableJournal(`${path}: this is not a file`);
  return found?.size ?? null;
}

/**
 * Without a log the database is read as a copy in memory: opening the file itself would make a log for readers beside
 * it. Such a copy cannot have a log, so it is told that its journal mode is the plain one (bytes 18 and 19 of the header).
 */
function openCopy(content: Uint8Array): Database.Database {
  const copy = Buffer.from(content);
  copy.fill(1, 18, 20);
  return new Database(copy, { readonly: true });
}

function open(path: string, inPlace: boolean): Database.Database {
  try {
    return inPlace ? new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS }) : openCopy(readFileSync(path));
  } catch (cause) {
    throw new UnreadableJournal(`${path}: cannot be read: ${textOf(cause)}`);
  }
}

function auditDatabase(database: Database.Database, path: string, onRecord: (record: StoredRecord) => void): JournalAudit {
  let records = 0;
  let last: StoredRecord | null = null;
  let broken: JournalFault | null = null;
  const audit = (fault: JournalFault | null): JournalAudit => ({
    records,
    head: last?.hash ?? null,
    lastWallMs: last?.wallMs ?? null,
    fault: broken ?? fault,
  });
  const afterLast = (fault: JournalFault['fault'], detail: string): JournalAudit => audit({ seq: records + 1, fault, detail });
  try {
    refuseForeign(database, path);
    // To the end even when the chain is broken: an auditor who reads along sees the records behind the broken one, too.
    for (const row of database.prepare<[], unknown>(SELECT_RECORDS).iterate()) {
      if (!isRecord(row)) return afterLast('not-a-record', 'it does not have the form of a record');
      if (broken === null) {
        const fault = faultAfter(last, row);
        if (fault !== null) broken = { ...fault, detail: CHAIN_WORDS[fault.fault] };
      }
      records += 1;
      last = row;
      onRecord(row);
    }
    // A page that nothing leads to any more may hold records: only SQLite's own check misses it.
    const verdict: unknown = database.pragma('integrity_check(1)', { simple: true });
    return verdict === 'ok' ? audit(null) : afterLast('damaged-file', `the file is damaged behind the last record: ${String(verdict)}`);
  } catch (cause) {
    if (cause instanceof UnreadableJournal) throw cause;
    return afterLast('damaged-file', `the file is damaged here: ${textOf(cause)}`);
  } finally {
    database.close();
  }
}

function refuseForeign(database: Database.Database, path: string): void {
  try {
    assertKioskJournal(database, path);
  } catch (cause) {
    // A database that is cut short may have been a journal: that is damage, and somebody must hear of it as such.
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_CORRUPT')) throw cause;
    throw new UnreadableJournal(`${path}: not a kiosk journal: ${textOf(cause)}`);
  }
}

/** A damaged file can hold anything in any column, whatever the table says. */
function isRecord(row: unknown): row is StoredRecord {
  if (typeof row !== 'object' || row === null) return false;
  const { seq, txn, kind, body, bootId, monotonicMs, wallMs, previousHash, hash } = row as Record<string, unknown>;
  return (
    [seq, monotonicMs, wallMs].every((value) => typeof value === 'number') &&
    [kind, body, bootId, previousHash, hash].every((value) => typeof value === 'string') &&
    (txn === null || typeof txn === 'string')
  );
}

/**
 * The record whose change made SQLite drop part of a log. The log holds a page as often as it was written: the damaged
 * frame may be an older copy, which the later ones hide.
 */
function findChangeInLog(database: Uint8Array, log: Uint8Array, { frame }: LogDamage): number | null {
  const untilDamage = findChange(applyLog(database, log, frame ?? undefined));
  return untilDamage.changed ?? findChange(applyLog(database, log)).changed ?? untilDamage.unreadable;
}

/** What is wrong with a database alone: its first record that is not as it was written, or that cannot be read after others could. */
function findChange(content: Uint8Array): { readonly changed: number | null; readonly unreadable: number | null } {
  let database: Database.Database | null = null;
  let previous: StoredRecord | null = null;
  try {
    database = openCopy(content);
    for (const row of database.prepare<[], unknown>(SELECT_RECORDS).iterate()) {
      const next: number = (previous?.seq ?? 0) + 1;
      if (!isRecord(row)) return { changed: next, unreadable: null };
      const fault = faultAfter(previous, row);
      // Pages of different age lie beside each other here: what is missing may be in a newer one.
      if (fault !== null && (fault.seq === next || !holds(row))) return { changed: fault.seq, unreadable: null };
      previous = row;
    }
  } catch {
    // Without its log, or with a damaged one, a database need not be whole.
    return { changed: null, unreadable: previous === null ? null : previous.seq + 1 };
  } finally {
    database?.close();
  }
  return { changed: null, unreadable: null };
}

function lastingDamage<Damage>(look: () => Damage | null): Damage | null {
  let damage: Damage | null = null;
  for (let looks = 0; looks < LOOKS; looks += 1) {
    damage = look();
    if (damage === null) return null;
  }
  return damage;
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
