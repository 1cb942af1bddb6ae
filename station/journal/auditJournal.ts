import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { type ChainFault, faultAfter, holds } from './chain.ts';
import { logOf, openContent, openUntouched, openWithoutLog, sizeOf, type UntouchedDatabase } from './openUntouched.ts';
import { isRecord, SELECT_RECORDS } from './sqliteReader.ts';
import { formatOf, schemaFault } from './sqliteSchema.ts';
import { UnreadableJournal } from './unreadableJournal.ts';
import { applyLog, findLogDamage, type LogDamage } from './writeAheadLog.ts';

export interface JournalFault {
  /** The record that is wrong, or the first that could not be read. */
  readonly seq: number;
  readonly fault: ChainFault['fault'] | 'not-a-record' | 'damaged-file' | 'damaged-log' | 'schema';
  readonly detail: string;
}

export interface JournalAudit {
  /** Records that could be read, whether they hold or not. */
  readonly records: number;
  /** The number of the first of them: more than 1 where older ones left for the archive. 0 when there is none. */
  readonly first: number;
  /** Hash of the last of them; null when there is none. Written down elsewhere, it shows that none is missing at the end. */
  readonly head: string | null;
  /** When the last of them was written, by the machine's clock of then; milliseconds since 1970-01-01 UTC. */
  readonly lastWallMs: number | null;
  /** The first thing that is wrong; null when every record is as it was written. */
  readonly fault: JournalFault | null;
}

export interface AuditOptions {
  /** The record before the first one, as the archive has it. Left out: a file may begin with a checkpoint. */
  readonly after?: StoredRecord | null;
  /** Told every record that can be read, in the order of the file. */
  readonly onRecord?: (record: StoredRecord) => void;
  /** Everything that SQLite itself can find wrong, its indexes too. */
  readonly thorough?: boolean;
}

const CHAIN_WORDS: Readonly<Record<ChainFault['fault'], string>> = {
  gap: 'gap: it does not follow the one before it; what stood between was deleted, or is out of order',
  'previous-hash': 'fork: it does not name the hash of the record before it; one of the two is of another journal',
  hash: 'edit: it was changed after it was written',
  reorder: 'reorder: it is whole under another number, and was moved',
};

/** The largest file that is copied, where a log hides older copies of its pages, and looked through in memory, where it is damaged. Bytes. */
const LARGEST_IN_MEMORY = 64 * 1024 * 1024;
/** A running station may write while a file is read: a damage counts when it is still there at the last look. */
const LOOKS = 3;
/** Between two looks at a frame that may be half written: its writer may have to wait for a processor; milliseconds. */
const PAUSE_MS = 100;

/**
 * Reads a journal from beginning to end, beside a running station if need be, and changes nothing, not even the
 * files that SQLite makes for readers.
 * @throws UnreadableJournal when the file is missing, empty or no kiosk journal
 */
export function auditJournal(path: string, options: AuditOptions = {}): JournalAudit {
  const audit = (): JournalAudit => auditDatabase(openUntouched(path, 'beside'), path, options);
  const bytes = sizeOf(path) ?? 0;
  if (bytes === 0) return audit();
  const logPath = logOf(path);
  const hasLog = (sizeOf(logPath) ?? 0) > 0;
  const inMemory = bytes <= LARGEST_IN_MEMORY;
  if (!hasLog) return audit();

  const damage = lastingDamage(() => lookAtLog(logPath));
  if (damage !== null) {
    const found = readable(audit);
    const changed = inMemory ? findChangeInLog(readFileSync(path), readFileSync(logPath), damage) : null;
    return { ...found, fault: { seq: changed ?? Math.max(1, found.first) + found.records, fault: 'damaged-log', detail: damage.detail } };
  }
  const sound = audit();
  if (sound.fault !== null) return sound;
  // Where the log holds a newer copy of a page, SQLite does not look at the older one in the database itself: a record
  // that was changed there would be found only once the log is gone.
  const hidden = inMemory ? lastingDamage(() => findChange(() => openWithoutLog(path)).changed) : null;
  return hidden === null ? sound : { ...sound, fault: { seq: hidden, fault: 'hash', detail: CHAIN_WORDS.hash } };
}

/** All records of a journal that is sound. @throws Error when it is not */
export function readRecords(path: string): readonly StoredRecord[] {
  const records: StoredRecord[] = [];
  const { fault } = auditJournal(path, { onRecord: (record) => records.push(record) });
  if (fault !== null) throw new Error(`${path}: record ${fault.seq}: ${fault.detail}`);
  return records;
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
    if (cause instanceof UnreadableJournal) return { records: 0, first: 0, head: null, lastWallMs: null, fault: null };
    throw cause;
  }
}

function auditDatabase(
  { database, close }: UntouchedDatabase,
  path: string,
  { onRecord, after = null, thorough = false }: AuditOptions,
): JournalAudit {
  let [records, first] = [0, 0];
  let last: StoredRecord | null = null;
  let broken: JournalFault | null = null;
  const audit = (fault: JournalFault | null): JournalAudit => ({
    records,
    first,
    head: last?.hash ?? null,
    lastWallMs: last?.wallMs ?? null,
    fault: broken ?? fault,
  });
  const afterLast = (fault: JournalFault['fault'], detail: string): JournalAudit => audit({ seq: (last?.seq ?? 0) + 1, fault, detail });
  try {
    refuseForeign(database, path);
    // To the end even when the chain is broken: an auditor who reads along sees the records behind the broken one, too.
    for (const row of database.prepare<[], unknown>(SELECT_RECORDS).iterate()) {
      if (!isRecord(row)) return afterLast('not-a-record', 'it does not have the form of a record');
      if (broken === null) {
        const fault = last === null && after === null ? faultAtBeginning(row) : faultAfter(last ?? after, row);
        if (fault !== null) broken = { ...fault, detail: CHAIN_WORDS[fault.fault] };
      }
      // A damaged file can lead round and round.
      if (last !== null && row.seq <= last.seq) return audit(null);
      if (records === 0) first = row.seq;
      records += 1;
      last = row;
      onRecord?.(row);
    }
    // A page that nothing leads to any more may hold records: only SQLite's own check misses it.
    const verdict: unknown = database.pragma(thorough ? 'integrity_check(1)' : 'quick_check(1)', { simple: true });
    if (verdict !== 'ok') return afterLast('damaged-file', `the file is damaged behind the last record: ${String(verdict)}`);
    // Every record holds, and a trigger that is missing or one too many decides what becomes of the next.
    const changed = schemaFault(database, formatOf(database, path));
    return changed === null ? audit(null) : afterLast('schema', `the tables are not as they were made: ${changed}`);
  } catch (cause) {
    if (cause instanceof UnreadableJournal) throw cause;
    return afterLast('damaged-file', `the file is damaged here: ${textOf(cause)}`);
  } finally {
    close();
  }
}

/** A file begins with record 1, or with the checkpoint before which everything left for the archive. */
function faultAtBeginning(row: StoredRecord): ChainFault | null {
  if (row.kind !== 'checkpoint' || row.seq === 1) return faultAfter(null, row);
  return holds(row) ? null : { seq: row.seq, fault: 'hash' };
}

function refuseForeign(database: Database.Database, path: string): void {
  try {
    formatOf(database, path);
  } catch (cause) {
    // A database that is cut short may have been a journal: that is damage, and somebody must hear of it as such.
    if (cause instanceof UnreadableJournal || (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_CORRUPT')))
      throw cause;
    throw new UnreadableJournal(`${path}: not a kiosk journal: ${textOf(cause)}`);
  }
}

/**
 * The record whose change made SQLite drop part of a log. The log holds a page as often as it was written: the damaged
 * frame may be an older copy, which the later ones hide.
 */
function findChangeInLog(database: Uint8Array, log: Uint8Array, { frame }: LogDamage): number | null {
  const untilDamage = findChange(() => openContent(applyLog(database, log, frame ?? undefined)));
  return untilDamage.changed ?? findChange(() => openContent(applyLog(database, log))).changed ?? untilDamage.unreadable;
}

/** What is wrong with a database alone: its first record that is not as it was written, or that cannot be read after others could. */
function findChange(open: () => UntouchedDatabase): { readonly changed: number | null; readonly unreadable: number | null } {
  let opened: UntouchedDatabase | null = null;
  let previous: StoredRecord | null = null;
  try {
    opened = open();
    for (const row of opened.database.prepare<[], unknown>(SELECT_RECORDS).iterate()) {
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
    opened?.close();
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
