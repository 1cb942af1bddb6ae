import type Database from 'better-sqlite3';
import type { JournalReader, StoredRecord } from '../../hardware/ports/journalStore.ts';

const COLUMNS =
  'seq, txn, kind, body, boot_id AS bootId, monotonic_ms AS monotonicMs, wall_ms AS wallMs, previous_hash AS previousHash, hash';

/** All records in order, as {@link StoredRecord}. */
export const SELECT_RECORDS = `SELECT ${COLUMNS} FROM record ORDER BY seq`;

/** The records that begin the transactions of a card, by its masked number, in a span of time. */
export const SELECT_TRANSACTIONS_OF_CARD = `SELECT ${COLUMNS} FROM record
  WHERE kind IN ('note-keep.intent', 'act.intent', 'carried-over') AND json_extract(body, '$.card.masked') = ? AND wall_ms BETWEEN ? AND ?
  ORDER BY seq`;

/** A row does not have the form of a record. */
class NotARecord extends Error {}

/** A damaged file can hold anything in any column, whatever the table says. */
export function isRecord(row: unknown): row is StoredRecord {
  if (typeof row !== 'object' || row === null) return false;
  const { seq, txn, kind, body, bootId, monotonicMs, wallMs, previousHash, hash } = row as Record<string, unknown>;
  // Spelled out: an auditor asks it of millions of rows.
  return (
    typeof seq === 'number' &&
    typeof monotonicMs === 'number' &&
    typeof wallMs === 'number' &&
    typeof kind === 'string' &&
    typeof body === 'string' &&
    typeof bootId === 'string' &&
    typeof previousHash === 'string' &&
    typeof hash === 'string' &&
    (txn === null || typeof txn === 'string')
  );
}

/** Reads a journal through an open database. Every method throws when the database is damaged there. */
export function sqliteReader(database: Database.Database): JournalReader {
  const prepare = <Parameters extends unknown[]>(rest: string) =>
    database.prepare<Parameters, unknown>(`SELECT ${COLUMNS} FROM record ${rest}`);
  const first = prepare<[]>('ORDER BY seq LIMIT 1');
  const last = prepare<[]>('ORDER BY seq DESC LIMIT 1');
  const get = prepare<[number]>('WHERE seq = ?');
  const checkpoint = prepare<[]>(`WHERE kind = 'checkpoint' ORDER BY seq DESC LIMIT 1`);
  const nextCheckpoint = prepare<[number]>(`WHERE kind = 'checkpoint' AND seq > ? ORDER BY seq LIMIT 1`);
  const after = prepare<[number, number]>('WHERE seq > ? ORDER BY seq LIMIT ?');
  const ofTransaction = prepare<[string]>('WHERE txn = ? ORDER BY seq');
  // The words of the index come first; the bodies of those few are looked into.
  const ofCard = database
    .prepare<[string, string], string>(
      `SELECT DISTINCT txn FROM record WHERE kind IN ('note-keep.intent', 'act.intent', 'carried-over')
       AND json_extract(body, '$.card.masked') = ? AND json_extract(body, '$.card.find') = ? ORDER BY seq`,
    )
    .pluck();
  return {
    first: () => rowOrNone(first.get()),
    last: () => rowOrNone(last.get()),
    get: (seq) => rowOrNone(get.get(seq)),
    newestCheckpoint: () => rowOrNone(checkpoint.get()),
    checkpointAfter: (seq) => rowOrNone(nextCheckpoint.get(seq)),
    readAfter: (seq, limit) => after.all(seq, limit).map(rowOf),
    ofTransaction: (txn) => ofTransaction.all(txn).map(rowOf),
    transactionsOf: ({ masked, find }) => ofCard.all(masked, find),
  };
}

function rowOf(row: unknown): StoredRecord {
  if (!isRecord(row)) throw new NotARecord('a row of the journal does not have the form of a record');
  return row;
}

function rowOrNone(row: unknown): StoredRecord | null {
  return row === undefined ? null : rowOf(row);
}
