import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { openSqliteJournalStore } from './sqliteJournalStore.ts';

const record: StoredRecord = {
  seq: 1,
  txn: 'T1',
  kind: 'boot',
  body: '{}',
  bootId: 'b',
  monotonicMs: 5,
  wallMs: 1_778_551_200_000,
  previousHash: '0'.repeat(64),
  hash: 'a'.repeat(64),
};

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-journal-'));
  path = join(folder, 'journal.db');
});

afterEach(() => rmSync(folder, { recursive: true }));

it('gives back what was appended, after closing and opening again', () => {
  const store = openSqliteJournalStore(path);
  store.append(record);
  store.append({ ...record, seq: 2, txn: null });
  store.close();
  const again = openSqliteJournalStore(path);
  expect(again.readAfter(0, 9)).toEqual([record, { ...record, seq: 2, txn: null }]);
  again.close();
});

it('stays a write-ahead journal when the file is opened again', () => {
  openSqliteJournalStore(path).close();
  const store = openSqliteJournalStore(path);
  store.append(record);
  store.close();
  const database = new Database(path);
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
  database.close();
});

describe('append-only', () => {
  it.each(["UPDATE record SET body = '{}'", 'DELETE FROM record'])('refuses %s (R-003-48)', (statement) => {
    const store = openSqliteJournalStore(path);
    store.append(record);
    store.close();
    const database = new Database(path);
    expect(() => database.exec(statement)).toThrow('append-only');
    database.close();
  });

  it('refuses the same number twice', () => {
    const store = openSqliteJournalStore(path);
    store.append(record);
    expect(() => store.append(record)).toThrow('UNIQUE');
    store.close();
  });
});

describe('files that are no journal', () => {
  it('refuses another SQLite file and leaves it as it is', () => {
    const database = new Database(path);
    database.exec('CREATE TABLE other (id INTEGER); PRAGMA user_version = 9');
    database.close();
    expect(() => openSqliteJournalStore(path)).toThrow('not a kiosk journal');
    const again = new Database(path, { readonly: true });
    expect(again.pragma('user_version', { simple: true })).toBe(9);
    again.close();
  });
});
