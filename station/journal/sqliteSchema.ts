import Database from 'better-sqlite3';
import { NewerJournal, UnreadableJournal } from './unreadableJournal.ts';

/** Marks the file as a kiosk journal ('KSKJ'), so that no other SQLite file is taken for one. */
const APPLICATION_ID = 0x4b534b4a;

/** Versions of the table and what lies beside it; what a record says has versions of its own. */
const FIRST_FORMAT = 1;
const CURRENT_FORMAT = 2;

const TABLE = `
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
`;

/** Lifted for one transaction while rows that lie in the archive leave. */
export const NO_DELETE = `CREATE TRIGGER record_no_delete BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END`;

/** A record is found by its transaction, a transaction by its card, and the newest checkpoint at once. */
const INDEXES = `
  CREATE INDEX record_txn ON record (txn) WHERE txn IS NOT NULL;
  CREATE INDEX record_checkpoint ON record (seq) WHERE kind = 'checkpoint';
  CREATE INDEX record_card ON record (json_extract(body, '$.card.masked'), wall_ms) WHERE kind IN ('note-keep.intent', 'act.intent', 'carried-over');
`;

export type JournalFormat = 'first-format' | 'current';

/**
 * Makes the tables of a new journal, or those that a journal of the first format lacks: all or nothing.
 * @throws UnreadableJournal when the database is something else
 */
export function prepareSchema(database: Database.Database, path: string): void {
  const isNew = versionOf(database) === 0;
  if (!isNew && formatOf(database, path) === 'current') return;
  database.transaction(() => {
    if (isNew) database.exec(`${TABLE} ${NO_DELETE};`);
    database.exec(INDEXES);
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${CURRENT_FORMAT}`);
  })();
}

function versionOf(database: Database.Database): unknown {
  return database.pragma('user_version', { simple: true });
}

/**
 * @throws NewerJournal when its format is one of later software
 * @throws UnreadableJournal when the database is something else
 */
export function formatOf(database: Database.Database, path: string): JournalFormat {
  if (markOf(database, path) !== APPLICATION_ID) throw new UnreadableJournal(`${path}: not a kiosk journal: it bears another mark`);
  const version = versionOf(database);
  if (version === FIRST_FORMAT) return 'first-format';
  if (version === CURRENT_FORMAT) return 'current';
  const Fault = typeof version === 'number' && version > CURRENT_FORMAT ? NewerJournal : UnreadableJournal;
  throw new Fault(`${path}: not a kiosk journal of this version of the software: its format is ${String(version)}`);
}

function markOf(database: Database.Database, path: string): unknown {
  try {
    return database.pragma('application_id', { simple: true });
  } catch (cause) {
    if (!(cause instanceof Database.SqliteError) || cause.code !== 'SQLITE_NOTADB') throw cause;
    throw new UnreadableJournal(`${path}: not a kiosk journal: ${cause.message}`, { cause });
  }
}

interface Item {
  readonly name: string;
  readonly sql: string | null;
}

/** What in the database is not as this software made it, in words; null when all is. A trigger can swallow what is written. */
export function schemaFault(database: Database.Database, format: JournalFormat): string | null {
  const found = itemsOf(database);
  const expected = expectedItems(format);
  for (const { name, sql } of expected) {
    const there = found.find((item) => item.name === name);
    if (there === undefined) return `${name} is missing`;
    if (there.sql !== sql) return `${name} was changed`;
  }
  const [more] = found.filter(({ name }) => !expected.some((item) => item.name === name));
  return more === undefined ? null : `${more.name} does not belong there`;
}

function itemsOf(database: Database.Database): Item[] {
  return database.prepare<[], Item>('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
}

function expectedItems(format: JournalFormat): Item[] {
  const model = new Database(':memory:');
  try {
    model.exec(`${TABLE} ${NO_DELETE}; ${format === 'current' ? INDEXES : ''}`);
    return itemsOf(model);
  } finally {
    model.close();
  }
}
