import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hashRecord } from './chain.ts';
import { beginNewEpoch, repairJournal } from './commission.ts';
import { UnknownRecord } from './records.ts';
import { openSqliteJournalStore } from './sqliteJournalStore.ts';
import { FolderBench, MACHINE, payIn } from './testdata/folderBench.ts';

/** A machine whose software was a newer one for a while: an open note, and whatever `later` did to its journal. */
function machineOfNewerSoftware(later: (path: string) => void): FolderBench {
  const bench = new FolderBench();
  onTestFinished(() => bench.remove());
  bench.boot((journal, seal) => payIn(journal, seal, 'T00000001', false));
  later(bench.paths.journal);
  return bench;
}

/** A record as the chain wants it, and that only newer software understands. */
function appendUnknown(kind: string, body: object): (path: string) => void {
  return (path) => {
    const store = openSqliteJournalStore(path);
    const last = store.last();
    if (last === null) throw new Error('the journal is empty');
    const { seq, hash: previousHash, bootId, monotonicMs, wallMs } = last;
    const row = { seq: seq + 1, txn: null, kind, body: JSON.stringify(body), bootId, monotonicMs, wallMs, previousHash };
    store.append({ ...row, hash: hashRecord(row) });
    store.close();
  };
}

const journals = [
  ['a kind of record that is not known', appendUnknown('coin-keep.intent', {})],
  ['a version of a body that is not known', appendUnknown('claim', { v: 99 })],
  ['a body that says more than is known', appendUnknown('claim', { amount: 100, code: 'claim-1', paidBy: 'bank' })],
  [
    'a format of the file that is not known',
    (path: string) => {
      const database = new Database(path);
      database.pragma('user_version = 3');
      database.close();
    },
  ],
] as const;

describe.each(journals)('a journal with %s', (_, later) => {
  it('is refused as one of other software, not as damaged, and nothing is changed', () => {
    const bench = machineOfNewerSoftware(later);
    const before = bench.files();
    expect(bench.refusal()).toMatchObject({ cause: 'journal-not-understood' });
    expect(bench.files()).toEqual(before);
  });
});

describe.each(journals.slice(0, 3))('a journal with %s', (_, later) => {
  // What it holds would be declared missing, and an open note forgotten with it.
  it.each([
    ['repaired', repairJournal],
    ['given up for a new one', beginNewEpoch],
  ])('is not %s: the version that wrote it can read it', (_way, act) => {
    const bench = machineOfNewerSoftware(later);
    const before = bench.files();
    const { paths, clock, random } = bench;
    expect(() => act({ paths, machine: MACHINE, by: 'Lin', reason: 'test', clock, random })).toThrow(UnknownRecord);
    expect(bench.files()).toEqual(before);
  });
});
