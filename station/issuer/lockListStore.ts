import { createHash } from 'node:crypto';
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

const SCHEMA_VERSION = 2;

const SCHEMA = `
  CREATE TABLE state (only INTEGER PRIMARY KEY CHECK (only = 0), key_mark TEXT NOT NULL, upto INTEGER NOT NULL,
    folded TEXT NOT NULL, digest TEXT NOT NULL) STRICT;
  CREATE TABLE listed (find TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  INSERT INTO state VALUES (0, '', 0, '0', '');
`;

interface State {
  readonly keyMark: string;
  readonly upto: number;
  /** All finds, folded into one number that is easily kept when one comes or goes. */
  readonly folded: string;
  readonly digest: string;
}

const NO_FINDS = 0n;

/** A change in any find shows in it; SQLite itself would not notice one. */
function fold(folded: bigint, find: string): bigint {
  return folded ^ BigInt(`0x${createHash('sha256').update(find).digest('hex')}`);
}

function digestOf({ keyMark, upto, folded }: Omit<State, 'digest'>): string {
  return createHash('sha256').update(`${keyMark} ${upto} ${folded}`).digest('hex');
}

/**
 * The lock list on SQLite: a power cut leaves the list before a page or after it. The list can be fetched again, so a file
 * that is damaged or of another version is thrown away. The file is opened or made when it is first asked.
 */
export function openLockListStore(path: string): LockListStore {
  let opened: Database.Database | null = null;
  const database = (): Database.Database => (opened ??= open(path) ?? openAnew(path));
  const readState = (): State | undefined =>
    database().prepare<[], State>('SELECT key_mark AS keyMark, upto, folded, digest FROM state').get();
  const writeState = (state: Omit<State, 'digest'>): void => {
    database()
      .prepare<State>('UPDATE state SET key_mark = @keyMark, upto = @upto, folded = @folded, digest = @digest')
      .run({ ...state, digest: digestOf(state) });
  };
  const begin = (keyMark: string): void => {
    database().transaction(() => {
      database().exec('DELETE FROM listed');
      writeState({ keyMark, upto: 0, folded: String(NO_FINDS) });
    })();
  };
  return {
    read: () => {
      const state = readState();
      const finds = database().prepare<[], string>('SELECT find FROM listed').pluck().all();
      const folded = String(finds.reduce(fold, NO_FINDS));
      if (state !== undefined && state.digest === digestOf({ ...state, folded }))
        return { keyMark: state.keyMark, upto: state.upto, finds };
      begin('');
      return { keyMark: '', upto: 0, finds: [] };
    },
    begin,
    apply: (upto, changes) => {
      database().transaction(() => {
        const insert = database().prepare<[string]>('INSERT OR IGNORE INTO listed VALUES (?)');
        const remove = database().prepare<[string]>('DELETE FROM listed WHERE find = ?');
        const state = readState();
        let folded = BigInt(state?.folded ?? NO_FINDS);
        for (const { find, listed } of changes) if ((listed ? insert : remove).run(find).changes > 0) folded = fold(folded, find);
        writeState({ keyMark: state?.keyMark ?? '', upto, folded: String(folded) });
      })();
    },
    close: () => {
      opened?.close();
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
