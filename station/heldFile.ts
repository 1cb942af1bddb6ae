import Database from 'better-sqlite3';

/** A file that this process holds. */
export interface HeldFile {
  release(): void;
}

/**
 * Takes a file for this process alone, making it if need be. The lock is SQLite's, which is the kernel's: only one process can
 * hold it, and it ends with that process, however that ends.
 * @returns null when another process holds it
 * @throws Error when the file cannot be opened or made
 */
export function holdFile(path: string): HeldFile | null {
  const lock = new Database(path, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return { release: () => lock.close() };
  } catch (cause) {
    lock.close();
    if (cause instanceof Database.SqliteError && cause.code === 'SQLITE_BUSY') return null;
    throw cause;
  }
}
