import Database from 'better-sqlite3';

/**
 * The issuer's books: accounts, cards, what was asked by which machine, the lock list, and the machines' journals.
 * One SQLite file; every request is one transaction, durable before it is answered.
 */
export type Books = Database.Database;

const SCHEMA = `
  CREATE TABLE account (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('easy-wallet', 'bank', 'credit-line')),
    funds INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE card (
    number TEXT PRIMARY KEY,
    product TEXT NOT NULL,
    registered INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'refunded', 'blocked')),
    expires_on TEXT,
    uses INTEGER,
    first_used_on TEXT,
    account TEXT REFERENCES account (id),
    owner_is_holder INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    per_time INTEGER NOT NULL,
    per_day INTEGER NOT NULL,
    credit_card_activated INTEGER
  ) STRICT;

  CREATE TABLE adjustment (
    id TEXT PRIMARY KEY,
    card TEXT NOT NULL REFERENCES card (number),
    amount INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'held', 'done'))
  ) STRICT;

  -- Every act that was ever asked for or reversed, by its key. request and answer are null where only a reversal has come.
  CREATE TABLE act (
    key TEXT PRIMARY KEY,
    name TEXT,
    machine TEXT NOT NULL,
    card TEXT,
    request TEXT,
    answer TEXT,
    state TEXT NOT NULL CHECK (state IN ('held', 'settled', 'reversed', 'refused', 'barred')),
    amount INTEGER NOT NULL DEFAULT 0,
    day TEXT NOT NULL
  ) STRICT;
  CREATE INDEX act_by_card ON act (card, name, day);

  CREATE TABLE lock_change (
    seq INTEGER PRIMARY KEY,
    card TEXT NOT NULL,
    listed INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE machine_record (
    machine TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    txn TEXT,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    boot_id TEXT NOT NULL,
    monotonic_ms INTEGER NOT NULL,
    wall_ms INTEGER NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (machine, epoch, seq)
  ) STRICT;

  -- The edition of the seed that accounts and cards are from; no row when it had none.
  CREATE TABLE sown (edition TEXT NOT NULL) STRICT;
`;

const SCHEMA_VERSION = 3;

/**
 * Opens the books, or begins new ones.
 * @param path a file, or `:memory:` for the simulated world.
 * @throws when the file is something else or of another version.
 */
export function openBooks(path: string): Books {
  const books = new Database(path);
  books.pragma('journal_mode = WAL');
  books.pragma('synchronous = FULL');
  books.pragma('foreign_keys = ON');
  const version = books.pragma('user_version', { simple: true });
  if (version === 0) {
    books.transaction(() => {
      books.exec(SCHEMA);
      books.pragma(`user_version = ${SCHEMA_VERSION}`);
    })();
  } else if (version !== SCHEMA_VERSION) {
    books.close();
    throw new Error(`${path}: issuer's books of version ${String(version)}, this program knows ${SCHEMA_VERSION}`);
  }
  return books;
}
