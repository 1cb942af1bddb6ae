import { existsSync, mkdirSync, statSync, unlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { type HeldFile, holdFile } from './heldFile.ts';
import { OTHERS, OTHERS_WRITE } from './secretFile.ts';

/** The data folder cannot be used; nothing in it was changed. */
export class DataFolderError extends Error {}

/** One station's folder, with the lock and the socket that say «in use». Its journal is another matter. */
export interface DataFolder {
  readonly path: string;
  /** What is known of the issuer's lock list; may be deleted, it is fetched again. */
  readonly lockListPath: string;
  /** The roster of the staff that was taken over last. */
  readonly rosterPath: string;
  release(): Promise<void>;
}

/** Bytes of a unix socket's path on Linux, its end mark left out (unix(7)). */
export const LONGEST_SOCKET_PATH = 107;

/** Who answers here uses the folder. */
export function stationSocketIn(folder: string): string {
  return join(folder, 'station.sock');
}

/**
 * Takes a data folder for one station, making it if need be.
 * @throws DataFolderError when another station uses it, or it cannot be used.
 */
export async function takeDataFolder(folder: string): Promise<DataFolder> {
  if (Buffer.byteLength(stationSocketIn(folder)) > LONGEST_SOCKET_PATH) {
    throw new DataFolderError(`${folder} has too long a path: the socket in it may have ${LONGEST_SOCKET_PATH} bytes`);
  }
  makeFolder(folder);
  refuseSharedFolder(folder);
  refuseOpenSecrets(folder);
  const lock = takeLock(folder);
  try {
    const door = await openDoor(stationSocketIn(folder));
    return {
      path: folder,
      lockListPath: join(folder, 'lock-list.db'),
      rosterPath: join(folder, 'staff-roster.json'),
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

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new DataFolderError(`${folder} cannot be a data folder: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Whoever may put files into a folder chooses what a station finds in it. */
function refuseSharedFolder(folder: string): void {
  if ((statSync(folder).mode & OTHERS_WRITE) !== 0) {
    throw new DataFolderError(`${folder}: others may put files into this folder: chmod 700 ${folder}`);
  }
}

/** The journal's keys must be the kiosk's alone. */
function refuseOpenSecrets(folder: string): void {
  for (const path of [join(folder, 'journal.key'), join(folder, 'machine.key')]) {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & OTHERS) !== 0) throw new DataFolderError(`${path}: holds a secret, and others may use it: chmod 600 ${path}`);
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
