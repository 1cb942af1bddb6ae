import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { JournalStore, StoredRecord } from '../../hardware/ports/journalStore.ts';

/** Marks the file as a kiosk journal ('KSKJ'), so that no other SQLite file is taken for one. */
const APPLICATION_ID = 0x4b534b4a;
const SCHEMA_VERSION = 1;

/** 3.51.3 is the first version without the WAL-reset corruption of 3.7.0 to 3.51.2. */
const OLDEST_SQLITE = [3, 51, 3] as const;

const SCHEMA = `
  CREATE TABLE record (
    seq INTEGER PRIMARY KEY,
    txn TEXT,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    boot_id TEXT NOT NULL,
    monotonic_ms INTEGER NOT NULL,
    wall_ms INTEGER NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER record_no_update BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER record_no_delete BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
`;

const COLUMNS =
  'seq, txn, kind, body, boot_id AS bootId, monotonic_ms AS monotonicMs, wall_ms AS wallMs, previous_hash AS previousHash, hash';

/** All records in order, as {@link StoredRecord}. */
export const SELECT_RECORDS = `SELECT ${COLUMNS} FROM record ORDER BY seq`;

const SELECT_AFTER = `SELECT ${COLUMNS} FROM record WHERE seq > ? ORDER BY seq LIMIT ?`;

/** What must hold for a returned append to survive a power cut. Set, then read back: a pragma that did not take is silent. */
const REQUIRED = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, trusted_schema: 0, temp_store: 2 } as const;

function openForWriting(path: string): Database.Database {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('temp_store = MEMORY');
  database.pragma('wal_autocheckpoint = 200');
  database.pragma('busy_timeout = 0');
  return database;
}

function assertDurable(database: Database.Database): void {
  for (const [pragma, expected] of Object.entries(REQUIRED)) {
    const found: unknown = database.pragma(pragma, { simple: true });
    if (found !== expected) throw new Error(`SQLite: ${pragma} is ${String(found)}, must be ${expected}`);
  }
}

function assertVersion(database: Database.Database): void {
  const version = String(database.prepare('SELECT sqlite_version()').pluck().get());
  const parts = version.split('.').map(Number);
  for (const [index, oldest] of OLDEST_SQLITE.entries()) {
    const part = parts[index] ?? 0;
    if (part > oldest) return;
    if (part < oldest) throw new Error(`SQLite ${version} may lose data; ${OLDEST_SQLITE.join('.')} or newer is needed`);
  }
}

/** A new file is only there after a power cut if its directory was synced too. */
function syncDirectory(path: string): void {
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function prepareSchema(database: Database.Database, path: string): void {
  const version: unknown = database.pragma('user_version', { simple: true });
  if (version === 0) {
    database.transaction(() => {
      database.exec(SCHEMA);
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${SCHEMA_VERSION}`);
    })();
    syncDirectory(path);
  }
  assertKioskJournal(database, path);
}

/** @throws Error when the database is something else, or a journal of another version. */
export function assertKioskJournal(database: Database.Database, path: string): void {
  if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw new Error(`${path} is not a kiosk journal`);
  if (database.pragma('user_version', { simple: true }) !== SCHEMA_VERSION)
    throw new Error(`${path} was written by another version of the kiosk`);
}

/**
 * The journal on SQLite, WAL and `synchronous=FULL`: an append returns after its fsync.
 * @throws Error when the file cannot be opened, is no journal, or would not be durable.
 */
export function openSqliteJournalStore(path: string): JournalStore {
  const database = openForWriting(path);
  try {
    assertVersion(database);
    prepareSchema(database, path);
    assertDurable(database);
  } catch (cause) {
    database.close();
    throw cause;
  }
  const insert = database.prepare<StoredRecord>(
    'INSERT INTO record VALUES (@seq, @txn, @kind, @body, @bootId, @monotonicMs, @wallMs, @previousHash, @hash)',
  );
  const select = database.prepare<[], StoredRecord>(SELECT_RECORDS);
  const selectAfter = database.prepare<[number, number], StoredRecord>(SELECT_AFTER);
  return {
    append: (record) => {
      insert.run(record);
    },
    readAll: () => select.iterate(),
    readAfter: (seq, limit) => selectAfter.all(seq, limit),
    close: () => {
      database.close();
    },
  };
}

/** Reads a journal beside a running station. @throws Error when the file is missing or no journal. */
export function readSqliteJournal(path: string): StoredRecord[] {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    assertKioskJournal(database, path);
    return database.prepare<[], StoredRecord>(SELECT_RECORDS).all();
  } finally {
    database.close();
  }
}
