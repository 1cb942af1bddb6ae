import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { type JournalStore, StoreBusy, type StoredRecord } from '../../hardware/ports/journalStore.ts';
import { sqliteReader } from './sqliteReader.ts';
import { NO_DELETE, prepareSchema } from './sqliteSchema.ts';

/** 3.51.3 is the first version without the WAL-reset corruption of 3.7.0 to 3.51.2. */
const OLDEST_SQLITE = [3, 51, 3] as const;

/** How long a lock of another process is waited for: maintenance looks at the file for moments only. Milliseconds. */
const BUSY_MS = 1_000;

/** Pages of log after which they go into the database (about 800 kB), and what the log may keep of the disk afterwards, bytes. */
const CHECKPOINT_PAGES = 200;
const LOG_LIMIT = 4 * 1024 * 1024;

/** What must hold for a returned append to survive a power cut. Set, then read back: a pragma that did not take is silent. */
const REQUIRED = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, trusted_schema: 0, temp_store: 2 } as const;

function openForWriting(path: string): Database.Database {
  const database = new Database(path, { timeout: BUSY_MS });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('temp_store = MEMORY');
  database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  database.pragma(`journal_size_limit = ${LOG_LIMIT}`);
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

/** A file is only there, or gone, after a power cut if its folder was synced too. */
export function syncFolder(folder: string): void {
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

interface Checkpointed {
  readonly log: number;
  readonly checkpointed: number;
}

/**
 * Writes every row that can be read into the database and syncs it: a row whose own sync failed may be in no more than the
 * kernel's memory, and a sync of the log would say nothing about it.
 */
function makeDurable(database: Database.Database, path: string): void {
  const [done] = database.pragma('wal_checkpoint(TRUNCATE)') as readonly Checkpointed[];
  // A reader beside us may keep the log from being emptied; copied is enough.
  if (done === undefined || done.checkpointed !== done.log)
    throw new StoreBusy(`${path} is being read: its newest records cannot be secured`);
}

export interface SqliteJournalStore extends JournalStore {
  /**
   * Takes away the rows up to this one, which lie elsewhere: all of them, durably, or none.
   * @throws RangeError when what is left would not begin with a checkpoint
   */
  readonly removeUpto: (seq: number) => void;
}

/**
 * The journal on SQLite, WAL and `synchronous=FULL`: an append returns after its fsync. Everything that can be read when this
 * returns is durable.
 * @throws Error when the file cannot be opened, is no journal, or would not be durable.
 */
export function openSqliteJournalStore(path: string): SqliteJournalStore {
  const database = openForWriting(path);
  try {
    assertVersion(database);
    const isNew = database.pragma('user_version', { simple: true }) === 0;
    prepareSchema(database, path);
    assertDurable(database);
    makeDurable(database, path);
    if (isNew) syncFolder(dirname(path));
  } catch (cause) {
    database.close();
    throw cause;
  }
  const insert = database.prepare<StoredRecord>(
    'INSERT INTO record VALUES (@seq, @txn, @kind, @body, @bootId, @monotonicMs, @wallMs, @previousHash, @hash)',
  );
  const reader = sqliteReader(database);
  return {
    ...reader,
    removeUpto: (seq) => {
      if (reader.get(seq + 1)?.kind !== 'checkpoint')
        throw new RangeError(`record ${seq + 1} is no checkpoint: nothing before it may leave`);
      const remove = database.transaction(() => removeRows(database, seq));
      unlessBusy(() => remove.immediate());
    },
    append: (record) => {
      const { changes } = unlessBusy(() => insert.run(record));
      if (changes !== 1) throw new Error(`record ${record.seq} was not kept: something in the database swallowed it`);
    },
    backlogBytes: () => statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    close: () => {
      database.close();
    },
  };
}

/** The trigger that refuses it is back before anybody else can write. */
function removeRows(database: Database.Database, upto: number): void {
  database.exec('DROP TRIGGER record_no_delete');
  database.prepare('DELETE FROM record WHERE seq <= ?').run(upto);
  database.exec(NO_DELETE);
}

function unlessBusy<Answer>(act: () => Answer): Answer {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) throw new StoreBusy(cause.message, { cause });
    throw cause;
  }
}
