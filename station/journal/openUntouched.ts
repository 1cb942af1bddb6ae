import { copyFileSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { UnreadableJournal } from './unreadableJournal.ts';

/** Every SQLite database begins with a header of this length, bytes. */
const HEADER_BYTES = 100;

/** What is copied to be read: more would cost more than the files that SQLite makes for readers are worth. Bytes. */
const COPY_LIMIT = 32 * 1024 * 1024;

/** How long a reader waits for a station that is just closing the file; milliseconds. */
const BUSY_MS = 2_000;

/** Bytes of a file; null when there is none. @throws UnreadableJournal when it is something else than a file. */
export function sizeOf(path: string): number | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) throw new UnreadableJournal(`${path}: this is not a file`);
  return found?.size ?? null;
}

/** The log lies beside the file itself, not beside a link to it: without it the newest records would be missing. */
export function logOf(path: string): string {
  return `${realpathSync(path)}-wal`;
}

export interface UntouchedDatabase {
  readonly database: Database.Database;
  readonly close: () => void;
}

/**
 * A database that can only be read, and leaves no trace: a small one is copied, beside a larger one the files that SQLite makes
 * for readers are taken away again.
 * @param use `beside`: a station may be writing it now, so that a log cannot be copied together with its database
 * @throws UnreadableJournal when there is no such file, or it is too short to be a database
 */
export function openUntouched(path: string, use: 'alone' | 'beside'): UntouchedDatabase {
  const bytes = sizeOf(path);
  if (bytes === null) throw new UnreadableJournal(`${path}: there is no such file`);
  if (bytes === 0) throw new UnreadableJournal(`${path}: the file is empty, not a kiosk journal`);
  if (bytes < HEADER_BYTES) throw new UnreadableJournal(`${path}: not a kiosk journal: ${bytes} bytes are no database`);
  const logBytes = sizeOf(logOf(path)) ?? 0;
  try {
    if (bytes + logBytes > COPY_LIMIT) return openInPlace(path);
    if (logBytes === 0) return openContent(readFileSync(path));
    return use === 'alone' ? openCopies(path) : openInPlace(path);
  } catch (cause) {
    if (cause instanceof UnreadableJournal) throw cause;
    throw new UnreadableJournal(`${path}: cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** A database in memory. It cannot have a log, so it is told that its journal mode is the plain one (bytes 18 and 19 of the header). */
export function openContent(content: Uint8Array): UntouchedDatabase {
  const copy = Buffer.from(content);
  copy.fill(1, 18, 20);
  const database = new Database(copy, { readonly: true });
  return { database, close: () => database.close() };
}

/** A copy on the disk, as if the newest pages, which lie in the log, had never been written. */
export function openWithoutLog(path: string): UntouchedDatabase {
  return openCopied((copy) => copyFileSync(path, copy));
}

function openCopies(path: string): UntouchedDatabase {
  return openCopied((copy) => {
    copyFileSync(logOf(path), `${copy}-wal`);
    copyFileSync(path, copy);
  });
}

function openCopied(copyTo: (copy: string) => void): UntouchedDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-journal-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, 'journal.db');
    copyTo(copy);
    const database = new Database(copy, { readonly: true, timeout: BUSY_MS });
    return {
      database,
      close: () => {
        database.close();
        remove();
      },
    };
  } catch (cause) {
    remove();
    throw cause;
  }
}

function openInPlace(path: string): UntouchedDatabase {
  const made = [logOf(path), `${realpathSync(path)}-shm`].filter((file) => sizeOf(file) === null);
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  return {
    database,
    close: () => {
      database.close();
      // A station that was started meanwhile has put something into its log.
      if ((sizeOf(logOf(path)) ?? 0) === 0) for (const file of made) rmSync(file, { force: true });
    },
  };
}
