import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Random } from '../hardware/ports/random.ts';
import { JOURNAL_KEY_BYTES } from './journal/cardSeal.ts';

/** The data folder cannot be used; nothing in it was changed. */
export class DataFolderError extends Error {}

/** One station's files: journal, key, the lock, and the socket that says «in use». */
export interface DataFolder {
  readonly journalPath: string;
  readonly journalKey: Uint8Array;
  /** What is known of the issuer's lock list; may be deleted, it is fetched again. */
  readonly lockListPath: string;
  release(): Promise<void>;
}

export function journalPathIn(folder: string): string {
  return join(folder, 'journal.db');
}

export function keyPathIn(folder: string): string {
  return join(folder, 'journal.key');
}

/** Who answers here uses the folder. */
export function stationSocketIn(folder: string): string {
  return join(folder, 'station.sock');
}

/**
 * Takes a data folder for one station, making it if need be.
 * @throws DataFolderError when another station uses it, or its key is damaged.
 */
export async function takeDataFolder(folder: string, random: Random): Promise<DataFolder> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = takeLock(folder);
  try {
    const journalKey = readOrMakeKey(keyPathIn(folder), existsSync(journalPathIn(folder)), random);
    const door = await openDoor(stationSocketIn(folder));
    return {
      journalPath: journalPathIn(folder),
      journalKey,
      lockListPath: join(folder, 'lock-list.db'),
      release: () =>
        new Promise((resolve) =>
          door.close(() => {
            lock.close();
            resolve();
          }),
        ),
    };
  } catch (cause) {
    lock.close();
    throw cause;
  }
}

/**
 * Two stations that start in the same moment must not both believe that a socket was left by a dead one. SQLite's lock
 * is the kernel's: only one process can hold it, and it ends with that process, however that ends.
 */
function takeLock(folder: string): Database.Database {
  const lock = new Database(join(folder, 'station.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    if (cause instanceof Database.SqliteError && cause.code === 'SQLITE_BUSY')
      throw new DataFolderError(`${folder} is in use by another station`, { cause });
    throw new DataFolderError(`${folder} cannot be locked: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** The socket that tells others that a station lives here. Whoever holds the lock may clear away that of a dead one. */
function openDoor(path: string): Promise<Server> {
  if (existsSync(path)) unlinkSync(path);
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end());
    server.once('error', (cause) => reject(new DataFolderError(`${path} cannot be opened: ${cause.message}`)));
    server.listen(path, () => resolve(server));
  });
}

/** Without its key a journal's card numbers are lost: a new key is made only where there is no journal yet. */
function readOrMakeKey(path: string, journalExists: boolean, random: Random): Uint8Array {
  if (existsSync(path)) {
    const key = readFileSync(path);
    if (key.length !== JOURNAL_KEY_BYTES)
      throw new DataFolderError(`${path} is damaged: ${key.length} bytes, must be ${JOURNAL_KEY_BYTES}`);
    return key;
  }
  if (journalExists) throw new DataFolderError(`${path} is missing, and the journal beside it was sealed with it`);
  const key = random.bytes(JOURNAL_KEY_BYTES);
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, key);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  return key;
}
