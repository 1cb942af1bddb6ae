import { cpSync, existsSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalDisk } from '../../hardware/ports/journalDisk.ts';
import { type StoredRecord, StoreBusy } from '../../hardware/ports/journalStore.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { createCardSeal } from './cardSeal.ts';
import { journalPathsIn } from './journalFiles.ts';
import { CARD, FolderBench, payIn } from './testdata/folderBench.ts';

let bench: FolderBench;

beforeEach(() => {
  bench = new FolderBench();
});

afterEach(() => bench.remove());

const log = (): string => `${bench.paths.journal}-wal`;

/** What a station would say and do with the folder as it is: its refusal, and whether it left every file as it was. */
function refused(machine?: string): { cause: string | undefined; changed: boolean } {
  const before = bench.files();
  const cause = bench.refusal(machine)?.cause;
  return { cause, changed: JSON.stringify(bench.files()) !== JSON.stringify(before) };
}

function live(): void {
  bench.boot((journal, seal) => {
    payIn(journal, seal, 'T1', true);
    payIn(journal, seal, 'T2', false);
  });
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

describe('a journal that is its own', () => {
  it('is opened after a kill, and what is owed is owed', () => {
    live();
    const opening = bench.open();
    if (opening.refused !== null) throw new Error(opening.refused.detail);
    const seal = createCardSeal(opening.sealKey, bench.random);
    expect(opening.journal.ledger.openFor(seal.cardHashOf(CARD))).toMatchObject([{ transaction: 'T2', amount: 500, state: 'owed' }]);
    expect(opening.journal.ledger.find(transactionId('T1'))).toMatchObject({ write: 'written', balanceAfter: 500 });
    expect(opening.journal.ledger.transactions).toHaveLength(1);
    expect(opening.anchor.boots).toBe(2);
    opening.store.close();
  });

  it('is begun by a machine of artificial cards, and by no other without its commissioning', () => {
    expect(bench.refusal(undefined, false)).toMatchObject({ cause: 'journal-missing' });
    expect(bench.files()).toEqual({});
    expect(bench.refusal()).toBeNull();
    expect(bench.refusal(undefined, false)).toBeNull();
  });

  it('is read from its newest checkpoint on', () => {
    bench.boot((journal, seal) => {
      for (let note = 0; note < 20; note += 1) payIn(journal, seal, `N${note}`, true);
      payIn(journal, seal, 'T2', false);
      journal.writeCheckpoint();
      payIn(journal, seal, 'T3', false);
    });
    const opening = bench.open();
    if (opening.refused !== null) throw new Error(opening.refused.detail);
    expect(opening.journal.tail(64).map(({ kind }) => kind)).toEqual(['note-keep.outcome', 'note-keep.intent', 'checkpoint']);
    expect(opening.journal.ledger.transactions.map(({ id }) => id)).toEqual(['T2', 'T3']);
    expect(opening.journal.ledger.totals).toEqual({ notes: 22, kept: 11_000, written: 10_000, issued: 0 });
    opening.store.close();
  });
});

describe('a damaged journal is refused, and nothing on the disk is changed', () => {
  it('with one byte flipped anywhere in its log', () => {
    live();
    const whole = readFileSync(log());
    const unnoticed: number[] = [];
    for (let at = 40; at < whole.length; at += 997) {
      writeFileSync(log(), whole);
      flip(log(), at);
      const { cause, changed } = refused();
      if (cause !== 'journal-damaged' || changed) unnoticed.push(at);
    }
    expect(unnoticed).toEqual([]);
  });

  it('with its log cut at 60 %, or removed', () => {
    live();
    truncateSync(log(), Math.floor(readFileSync(log()).length * 0.6));
    expect(refused()).toEqual({ cause: expect.stringMatching(/^journal-(behind|damaged)$/), changed: false });
    rmSync(log());
    expect(refused()).toEqual({ cause: expect.stringMatching(/^journal-(behind|damaged)$/), changed: false });
  });

  it('empty, or cut to its first page', () => {
    live();
    rmSync(log());
    truncateSync(bench.paths.journal, 4_096);
    expect(refused()).toEqual({ cause: 'journal-damaged', changed: false });
    truncateSync(bench.paths.journal, 0);
    expect(refused()).toEqual({ cause: 'journal-damaged', changed: false });
  });

  it.each([
    ['a dropped trigger', 'DROP TRIGGER record_no_delete'],
    ['a planted trigger that swallows inserts', 'CREATE TRIGGER quiet BEFORE INSERT ON record BEGIN SELECT RAISE(IGNORE); END'],
    [
      'an emptied table',
      "DROP TRIGGER record_no_delete; DELETE FROM record; CREATE TRIGGER record_no_delete BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    ],
    ['a view in its place', 'ALTER TABLE record RENAME TO other; CREATE VIEW record AS SELECT * FROM other'],
    ['a dropped index', 'DROP INDEX record_checkpoint'],
  ])('with %s', (_, statements) => {
    live();
    const database = new Database(bench.paths.journal);
    database.exec(statements);
    database.close();
    expect(refused()).toEqual({ cause: expect.stringMatching(/^journal-(behind|damaged)$/), changed: false });
  });

  it('with a record changed since the checkpoint', () => {
    live();
    const database = new Database(bench.paths.journal);
    database.exec(`DROP TRIGGER record_no_update; UPDATE record SET body = replace(body, '500', '900') WHERE kind = 'note-keep.intent';
      CREATE TRIGGER record_no_update BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END`);
    database.close();
    expect(refused()).toEqual({ cause: 'journal-damaged', changed: false });
  });

  it('with a damaged anchor, but not with one torn slot', () => {
    live();
    flip(bench.paths.anchor, 10);
    expect(bench.refusal()).toBeNull();
    flip(bench.paths.anchor, 10);
    flip(bench.paths.anchor, 4_096 + 10);
    expect(refused()).toEqual({ cause: 'journal-damaged', changed: false });
  });
});

describe('a journal that does not belong here is refused, and nothing on the disk is changed', () => {
  it('put back from a backup, with the anchor in another place', () => {
    const elsewhere = `${bench.folder}-anchor`;
    bench.paths = journalPathsIn(bench.folder, { anchor: { folder: elsewhere } });
    live();
    const backup = `${bench.folder}-backup`;
    cpSync(bench.folder, backup, { recursive: true });
    live();
    rmSync(bench.folder, { recursive: true });
    renameSync(backup, bench.folder);
    expect(refused()).toEqual({ cause: 'journal-behind', changed: false });
    rmSync(elsewhere, { recursive: true });
  });

  it('on another machine', () => {
    live();
    expect(refused('BL18-04')).toEqual({ cause: 'journal-other-machine', changed: false });
  });

  it('under another key of the right length, or without one', () => {
    live();
    writeFileSync(bench.paths.sealKey, new Uint8Array(32).fill(3));
    expect(refused()).toEqual({ cause: 'journal-other-key', changed: false });
    rmSync(bench.paths.sealKey);
    expect(refused()).toEqual({ cause: 'journal-other-key', changed: false });
  });

  it('without the key that signs', () => {
    live();
    rmSync(bench.paths.machineKey);
    expect(refused()).toEqual({ cause: 'journal-other-key', changed: false });
  });

  it('when it is missing beside its key, or its anchor is', () => {
    live();
    rmSync(bench.paths.anchor);
    expect(refused()).toEqual({ cause: 'journal-missing', changed: false });
    for (const file of [bench.paths.journal, log(), `${bench.paths.journal}-shm`]) rmSync(file, { force: true });
    expect(refused()).toEqual({ cause: 'journal-missing', changed: false });
  });
});

/** A disk whose sync fails for records of this kind: they can be read back, and nobody knows for how long. */
function syncFailsFor(kind: string): JournalDisk {
  const disk = bench.disk();
  return {
    ...disk,
    open: () => {
      const opened = disk.open();
      const append = (record: StoredRecord): void => {
        opened.store.append(record);
        if (record.kind === kind) throw new Error('EIO: input/output error, fsync');
      };
      return { ...opened, store: { ...opened.store, append } };
    },
  };
}

describe('a record whose sync failed', () => {
  it('stands at the next start when it is an outcome, secured before anything is written behind it', () => {
    bench.boot((journal, seal) => {
      expect(() => payIn(journal, seal, 'T1', false)).toThrow('fsync');
      expect(journal.ledger.find(transactionId('T1'))?.note).toBe('pending');
    }, syncFailsFor('note-keep.outcome'));
    const opening = bench.open();
    if (opening.refused !== null) throw new Error(opening.refused.detail);
    expect(opening.journal.ledger.find(transactionId('T1'))?.note).toBe('kept');
    expect(existsSync(log()) ? readFileSync(log()).length : 0).toBe(0);
    opening.store.close();
  });

  it('was never acted on when it is an intent: the note that was given back is nobody’s claim', () => {
    bench.boot((journal, seal) => {
      expect(() => payIn(journal, seal, 'T1', false)).toThrow('fsync');
    }, syncFailsFor('note-keep.intent'));
    bench.boot((journal, seal) => {
      expect(journal.tail(1)).toMatchObject([{ kind: 'not-begun', transaction: 'T1', body: { intent: 'note-keep.intent' } }]);
      expect(journal.ledger.pendingNotes()).toEqual([]);
      expect(journal.ledger.openFor(seal.cardHashOf(CARD))).toEqual([]);
    });
    // Said once.
    bench.boot((journal) => expect(journal.tail(9).filter(({ kind }) => kind === 'not-begun')).toHaveLength(1));
  });
});

/** A disk that keeps no record of this kind. */
function losesAll(kind: string): JournalDisk {
  const disk = bench.disk();
  return {
    ...disk,
    open: () => {
      const opened = disk.open();
      const append = (record: StoredRecord): void => {
        if (record.kind === kind) throw new Error('EIO: input/output error');
        opened.store.append(record);
      };
      return { ...opened, store: { ...opened.store, append } };
    },
  };
}

it('an anchor of some records ago says nothing of an intent that the true one named: it may have been acted on', () => {
  live();
  const old = readFileSync(bench.paths.anchor);
  bench.boot((journal, seal) => payIn(journal, seal, 'T3', true));
  bench.boot((journal, seal) => {
    expect(() => payIn(journal, seal, 'T4', false)).toThrow('EIO');
  }, losesAll('note-keep.outcome'));
  writeFileSync(bench.paths.anchor, old);
  bench.boot((journal) => {
    expect(journal.tail(9).map(({ kind }) => kind)).not.toContain('not-begun');
    expect(journal.ledger.find(transactionId('T4'))?.note).toBe('pending');
  });
});

describe('a disk that is held by somebody else', () => {
  it('for a moment only delays a record; for longer it was not written, and the next one is', () => {
    const opening = bench.open();
    if (opening.refused !== null) throw new Error(opening.refused.detail);
    const { journal, store } = opening;
    const other = new Database(bench.paths.journal);
    other.exec('BEGIN IMMEDIATE');
    const before = journal.head;
    expect(() => journal.append('slip', null, { what: 'receipt', printed: true, detail: '' })).toThrow(StoreBusy);
    expect({ failed: journal.failed, head: journal.head }).toEqual({ failed: false, head: before });
    other.exec('COMMIT');
    other.close();
    journal.append('slip', null, { what: 'receipt', printed: true, detail: '' });
    expect(journal.head.seq).toBe(before.seq + 1);
    store.close();
    expect(bench.refusal()).toBeNull();
  });
});

describe('a journal of the first format', () => {
  const FIRST = join(import.meta.dirname, '../../lab/world/testdata/firstVersion');

  beforeEach(() => {
    for (const name of ['journal.db', 'journal.key']) cpSync(join(FIRST, name), join(bench.folder, name));
  });

  it('is taken over once, with everything that is open', () => {
    const opening = bench.open(bench.disk(), 'SIM-1', false);
    if (opening.refused !== null) throw new Error(opening.refused.detail);
    const { transactions, acts } = opening.journal.ledger;
    expect([transactions.map(({ value }) => value), acts.asked.map(({ order }) => order.act)]).toEqual([[100, 200], ['autoload']]);
    opening.store.close();
    expect(bench.refusal('SIM-1', false)).toBeNull();
    rmSync(bench.paths.anchor);
    expect(bench.refusal('SIM-1', false)).toMatchObject({ cause: 'journal-missing' });
  });

  it('is not taken over on another machine, under another key or with a changed record', () => {
    expect(refused('BL18-03')).toEqual({ cause: 'journal-other-machine', changed: false });
    writeFileSync(bench.paths.sealKey, new Uint8Array(32));
    expect(refused('SIM-1')).toEqual({ cause: 'journal-other-key', changed: false });
    const database = new Database(bench.paths.journal);
    database.exec(`DROP TRIGGER record_no_update; UPDATE record SET wall_ms = 5 WHERE seq = 9;
      CREATE TRIGGER record_no_update BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END`);
    database.close();
    expect(refused('SIM-1')).toEqual({ cause: 'journal-damaged', changed: false });
  });
});
