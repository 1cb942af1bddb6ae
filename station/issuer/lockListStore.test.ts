import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LockListStore, memoryLockListStore, openLockListStore } from './lockListStore.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-lock-list-'));
  path = join(folder, 'lock-list.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const contents = (store: LockListStore) => {
  const { finds, ...state } = store.read();
  return { ...state, finds: [...finds].sort() };
};

describe.each([
  ['on a disk', () => openLockListStore(path)],
  ['in memory', memoryLockListStore],
])('a lock list %s', (_where, open) => {
  it('keeps pages, and what they add and take away', () => {
    const store = open();
    expect(contents(store)).toEqual({ keyMark: '', upto: 0, finds: [] });
    store.begin('key');
    store.apply(2, [
      { find: 'a', listed: true },
      { find: 'b', listed: true },
    ]);
    store.apply(4, [
      { find: 'a', listed: true },
      { find: 'b', listed: false },
      { find: 'never there', listed: false },
    ]);
    expect(contents(store)).toEqual({ keyMark: 'key', upto: 4, finds: ['a'] });
    store.begin('other');
    expect(contents(store)).toEqual({ keyMark: 'other', upto: 0, finds: [] });
    store.close();
  });
});

describe('a lock list on a disk', () => {
  it('is there again', () => {
    const store = openLockListStore(path);
    store.begin('key');
    store.apply(1, [{ find: 'a', listed: true }]);
    store.close();
    const again = openLockListStore(path);
    expect(contents(again)).toEqual({ keyMark: 'key', upto: 1, finds: ['a'] });
    again.close();
  });

  it('has a page whole or not at all', () => {
    const store = openLockListStore(path);
    store.begin('key');
    const torn = [{ find: 'a', listed: true }, null] as unknown as { find: string; listed: boolean }[];
    expect(() => store.apply(9, torn)).toThrow(TypeError);
    expect(contents(store)).toEqual({ keyMark: 'key', upto: 0, finds: [] });
    store.close();
  });

  it.each([
    ['no database', () => writeFileSync(path, 'x'.repeat(5_000))],
    [
      'one of another version',
      () => {
        const other = new Database(path);
        other.pragma('user_version = 99');
        other.close();
      },
    ],
    [
      'something else with a table of that name',
      () => {
        const other = new Database(path);
        other.exec('CREATE TABLE listed (x)');
        other.close();
      },
    ],
  ])('begins anew where there is %s: it can be fetched again', (_what, spoil) => {
    spoil();
    const store = openLockListStore(path);
    expect(contents(store)).toEqual({ keyMark: '', upto: 0, finds: [] });
    store.close();
  });

  it('is thrown away when a card on it is another one than was kept', () => {
    const store = openLockListStore(path);
    store.begin('key');
    store.apply(2, [{ find: 'abc', listed: true }]);
    store.close();
    const database = new Database(path);
    database.exec("UPDATE listed SET find = 'abd'");
    database.close();
    const again = openLockListStore(path);
    expect(contents(again)).toEqual({ keyMark: '', upto: 0, finds: [] });
    again.close();
  });

  it('says so where no file can be', () => {
    expect(() => openLockListStore(join(folder, 'missing', 'lock-list.db')).read()).toThrow();
  });
});
