import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { Random } from '../hardware/ports/random.ts';
import { type HeldFile, holdFile } from './heldFile.ts';
import { OTHERS } from './secretFile.ts';
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

/** Bytes of a unix socket's path on Linux, its end mark left out (unix(7)). */
export const LONGEST_SOCKET_PATH = 107;

/** Who answers here uses the folder. */
export function stationSocketIn(folder: string): string {
  return join(folder, 'station.sock');
}

/**
 * Takes a data folder for one station, making it if need be.
 * @throws DataFolderError when another station uses it, or its key is damaged.
 */
export async function takeDataFolder(folder: string, random: Random): Promise<DataFolder> {
  if (Buffer.byteLength(stationSocketIn(folder)) > LONGEST_SOCKET_PATH) {
    throw new DataFolderError(`${folder} has too long a path: the socket in it may have ${LONGEST_SOCKET_PATH} bytes`);
  }
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
            lock.release();
            resolve();
          }),
        ),
    };
  } catch (cause) {
    lock.release();
    throw cause;
  }
}

/** Two stations that start in the same moment must not both believe that a socket was left by a dead one. */
function takeLock(folder: string): HeldFile {
  let lock: HeldFile | null;
  try {
    lock = holdFile(join(folder, 'station.lock'));
  } catch (cause) {
    throw new DataFolderError(`${folder} cannot be locked: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (lock === null) throw new DataFolderError(`${folder} is in use by another station`);
  return lock;
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
    const { mode } = statSync(path);
    if ((mode & OTHERS) !== 0) throw new DataFolderError(`${path}: holds a secret, and others may use it: chmod 600 ${path}`);
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
