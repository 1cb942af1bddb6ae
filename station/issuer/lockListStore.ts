import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';

/** A card's keyed hash, and whether it is on the list from now on. */
export interface LockListChange {
  readonly find: string;
  readonly listed: boolean;
}

/** The lock list as it lies on the disk. */
export interface KeptLockList {
  /** Names the key of the hashes; empty on a new disk. Hashes of another key find nothing. */
  readonly keyMark: string;
  /** The state of the issuer's list that this is; 0: none. */
  readonly upto: number;
  readonly finds: readonly string[];
}

/** Where a machine keeps the lock list (鎖卡名單). What it cannot do it throws: the caller then takes nothing for kept. */
export interface LockListStore {
  read(): KeptLockList;
  /** Forgets everything and begins a list of this key. */
  begin(keyMark: string): void;
  /** Keeps one page: all of it, with the state it leads to, or nothing. */
  apply(upto: number, changes: readonly LockListChange[]): void;
  close(): void;
}

const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE state (only INTEGER PRIMARY KEY CHECK (only = 0), key_mark TEXT NOT NULL, upto INTEGER NOT NULL) STRICT;
  CREATE TABLE listed (find TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  INSERT INTO state VALUES (0, '', 0);
`;

/**
 * The lock list on SQLite: a power cut leaves the list before a page or after it. The list can be fetched again, so a file
 * that is damaged or of another version is thrown away.
 * @throws Error when the file can be neither opened nor made.
 */
export function openLockListStore(path: string): LockListStore {
  const database = open(path) ?? openAnew(path);
  const insert = database.prepare<[string]>('INSERT OR IGNORE INTO listed VALUES (?)');
  const remove = database.prepare<[string]>('DELETE FROM listed WHERE find = ?');
  const setState = database.prepare<[string, number]>('UPDATE state SET key_mark = ?, upto = ?');
  const setUpto = database.prepare<[number]>('UPDATE state SET upto = ?');
  return {
    read: () => {
      const state = database.prepare<[], { keyMark: string; upto: number }>('SELECT key_mark AS keyMark, upto FROM state').get();
      return {
        keyMark: state?.keyMark ?? '',
        upto: state?.upto ?? 0,
        finds: database.prepare<[], string>('SELECT find FROM listed').pluck().all(),
      };
    },
    begin: database.transaction((keyMark: string) => {
      database.exec('DELETE FROM listed');
      setState.run(keyMark, 0);
    }),
    apply: database.transaction((upto: number, changes: readonly LockListChange[]) => {
      for (const { find, listed } of changes) (listed ? insert : remove).run(find);
      setUpto.run(upto);
    }),
    close: () => {
      database.close();
    },
  };
}

/** Null: there is something else than a lock list of this version. */
function open(path: string): Database.Database | null {
  let database: Database.Database | null = null;
  try {
    database = new Database(path);
    database.pragma('journal_mode = WAL');
    // The newest page may be lost with the power: it is fetched again.
    database.pragma('synchronous = NORMAL');
    const version = database.pragma('user_version', { simple: true });
    if (version === 0) {
      database.exec(`BEGIN; ${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`);
      return database;
    }
    if (version === SCHEMA_VERSION && database.pragma('quick_check(1)', { simple: true }) === 'ok') return database;
  } catch (cause) {
    const damaged = cause instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(cause.code);
    if (!damaged) {
      database?.close();
      throw cause;
    }
  }
  database?.close();
  return null;
}

function openAnew(path: string): Database.Database {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
  const database = open(path);
  if (database === null) throw new Error(`${path} cannot be made`);
  return database;
}

/** The lock list of a machine without a disk, for worlds and tests; it outlives the stations that use it. */
export function memoryLockListStore(): LockListStore {
  let kept = { keyMark: '', upto: 0 };
  const finds = new Set<string>();
  return {
    read: () => ({ ...kept, finds: [...finds] }),
    begin: (keyMark) => {
      kept = { keyMark, upto: 0 };
      finds.clear();
    },
    apply: (upto, changes) => {
      for (const { find, listed } of changes) finds[listed ? 'add' : 'delete'](find);
      kept = { ...kept, upto };
    },
    close: () => undefined,
  };
}
