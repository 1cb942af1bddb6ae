import Database from 'better-sqlite3';

/** Single rows of text into a new SQLite file, each durable before the next: the least that a journal could do. */
export function openRawCommits(path: string): { commit(body: string): void; close(): void } {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE row (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO row (body) VALUES (?)');
  return { commit: (body) => insert.run(body), close: () => database.close() };
}
