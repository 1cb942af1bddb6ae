import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { createCardSeal } from './cardSeal.ts';
import { anchorJournal, beginNewEpoch, type CommissionParts, repairJournal } from './commission.ts';
import { openFolderDisk } from './folderJournalDisk.ts';
import type { OnStep } from './journalExchange.ts';
import { openJournal } from './openJournal.ts';
import { CARD, FolderBench, MACHINE, payIn } from './testdata/folderBench.ts';

let bench: FolderBench;

beforeEach(() => {
  bench = new FolderBench();
});

afterEach(() => bench.remove());

function parts(onStep?: OnStep): CommissionParts {
  const { paths, clock, random } = bench;
  return { paths, clock, random, machine: MACHINE, by: 'A. Chen', reason: 'the disk was exchanged', ...(onStep && { onStep }) };
}

/** One note on its card, one owed. */
function live(): void {
  bench.boot((journal, seal) => {
    payIn(journal, seal, 'T1', true);
    payIn(journal, seal, 'T2', false);
  });
}

/** What the next start finds. */
function next() {
  const opening = bench.open(bench.disk(), MACHINE, false);
  if (opening.refused !== null) throw new Error(opening.refused.detail);
  const { journal, store, sealKey } = opening;
  const seal = createCardSeal(sealKey, bench.random);
  const open = journal.ledger.openFor(seal.cardHashOf(CARD));
  const found = { epoch: journal.epoch, records: journal.tail(9).toReversed(), open };
  store.close();
  return found;
}

function staffOf() {
  const opening = bench.open(bench.disk(), MACHINE, false);
  if (opening.refused !== null) throw new Error(opening.refused.detail);
  const { state } = opening.journal.ledger.staff;
  opening.store.close();
  return state;
}

const damage = (): void => {
  const log = `${bench.paths.journal}-wal`;
  const bytes = readFileSync(log);
  const at = Math.floor(bytes.length * 0.8);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(log, bytes);
};

describe('a machine that is commissioned', () => {
  it('begins its journal by the word of a named person', () => {
    expect(beginNewEpoch(parts())).toMatchObject({ before: null, open: [], kept: null });
    expect(next().records).toMatchObject([{ kind: 'commissioned', body: { by: 'A. Chen', machine: MACHINE, before: null } }]);
  });

  it('begins another life of it that names the head of the one before, and pays nothing that was open', () => {
    live();
    const before = bench.files();
    const done = beginNewEpoch(parts());
    expect(done.open.map(({ transaction, body }) => [transaction, body.standing])).toEqual([['T2', 'owed']]);
    const { epoch, records, open } = next();
    expect(epoch).toBe(done.epoch);
    expect(records).toMatchObject([
      { kind: 'commissioned', seq: 1, body: { before: { seq: 7 } } },
      { kind: 'carried-over', transaction: 'T2', body: { what: { kind: 'cash', value: 500 } } },
      // The box still holds both notes.
      { kind: 'box-carried-over', body: { content: { notes: 2, value: 1_000 } } },
    ]);
    // Its card is recognised, and its holder gets a claim, not the money a second time.
    expect(open).toEqual([{ transaction: 'T2', purpose: 'top-up', amount: 500, state: 'unclaimed' }]);
    const kept = bench.files(done.kept ?? '');
    for (const file of ['/journal.db', '/journal.db-wal', '/journal.anchor']) expect(kept[file]).toBe(before[file]);
  });

  it('keeps what the staff said: roster, lock-out, signatures, found money, and cases that no transaction stands for', () => {
    live();
    const who = { person: 'P01', role: 'clerk' } as const;
    const decided = { decision: 'paid-at-counter', reason: 'claim-shown', amount: 500, currency: 'TWD' } as const;
    const card = 'a'.repeat(64);
    bench.boot((journal) => {
      journal.append('staff-roster', null, { version: 3, persons: 4, hash: 'b'.repeat(64) });
      for (let tries = 0; tries < 3; tries += 1)
        journal.append('staff-entry', null, { end: 'refused', card, person: 'P01', role: 'clerk' });
      journal.append('case-signed', transactionId('T2'), { ...who, case: 'T2', ...decided });
      journal.append('money-found', transactionId('T2'), { ...who, case: 'T2', value: 200, currency: 'TWD' });
      journal.append('money-found', null, { ...who, case: null, value: 1_000, currency: 'TWD' });
    });
    beginNewEpoch(parts());
    const staff = staffOf();
    expect(staff).toMatchObject({ rosterVersion: 3, failures: [{ card, count: 3 }] });
    expect(staff.notes).toContainEqual(
      expect.objectContaining({ case: 'T2', signed: expect.objectContaining(who) as unknown, found: 200 }),
    );
    expect(staff.loose).toMatchObject([{ kind: 'unexplained-note' }]);
    // Their names stand for records of the journal before: no record of this one may get the same.
    expect(staff.loose[0]?.id).not.toMatch(/^R\d+$/);
    const [loose] = staff.loose;
    beginNewEpoch(parts());
    expect(staffOf().loose).toEqual([loose]);
  });

  it('gets its anchor again, and what was open is a case: nobody knows how old the journal is', () => {
    live();
    rmSync(bench.paths.anchor);
    expect(anchorJournal(parts()).open).toHaveLength(1);
    expect(next()).toMatchObject({ open: [{ state: 'unclaimed' }] });
  });
});

describe('a damaged journal', () => {
  it('is repaired: what verifies is salvaged, what is missing is declared, and the files are kept', () => {
    live();
    damage();
    expect(bench.refusal()).toMatchObject({ cause: 'journal-damaged' });
    const { open, kept } = repairJournal(parts());
    const { records } = next();
    expect(records.map(({ kind }) => kind)).toEqual(['commissioned', 'repaired', ...open.map(() => 'carried-over'), 'box-carried-over']);
    const [, repaired] = records;
    const body = repaired?.kind === 'repaired' ? repaired.body : null;
    expect(body?.missing).toEqual({ from: (body?.salvaged?.seq ?? 0) + 1, to: 7 });
    expect(readdirSync(kept ?? '')).toContain('journal.db-wal');
  });

  it('of which not one record can be read is declared missing as a whole', () => {
    live();
    for (const file of ['-wal', '-shm']) rmSync(`${bench.paths.journal}${file}`);
    writeFileSync(bench.paths.journal, 'gone');
    repairJournal(parts());
    expect(next().records[1]).toMatchObject({ kind: 'repaired', body: { salvaged: null, missing: { from: 1, to: 7 } } });
  });
});

/** Runs into a power cut before every step in turn, and looks what the next start makes of it. */
function interruptedEverywhere(prepare: () => void, act: (onStep: OnStep) => void, judge: () => void): number {
  for (let at = 1; ; at += 1) {
    bench.remove();
    bench = new FolderBench();
    prepare();
    let steps = 0;
    try {
      act(() => {
        steps += 1;
        if (steps === at) throw new Error('the power went');
      });
      return at - 1;
    } catch (cause) {
      if (!String(cause).includes('the power went')) throw cause;
    }
    judge();
  }
}

describe('a power cut at every step', () => {
  it('of a new life of the journal leaves the old one or the new one, whole', () => {
    const ends = new Set<string>();
    const steps = interruptedEverywhere(
      live,
      (onStep) => beginNewEpoch(parts(onStep)),
      () => {
        const { records, open } = next();
        const [first] = records;
        ends.add(first?.kind === 'commissioned' && first.body.by === 'A. Chen' ? 'new' : 'old');
        expect(open).toMatchObject([{ transaction: 'T2', amount: 500 }]);
        expect(existsSync(join(bench.folder, 'exchange'))).toBe(false);
      },
    );
    expect(steps).toBeGreaterThan(8);
    expect([...ends]).toEqual(['old', 'new']);
  });

  it('of a repair leaves the damaged journal refused, or a new one', () => {
    const ends = new Set<string>();
    interruptedEverywhere(
      () => {
        live();
        damage();
      },
      (onStep) => repairJournal(parts(onStep)),
      () => ends.add(bench.refusal()?.cause ?? 'served'),
    );
    expect([...ends]).toEqual(['journal-damaged', 'served']);
  });

  it('of a machine’s first start leaves nothing, or a journal', () => {
    const begin = (onStep?: OnStep): void => {
      const disk = openFolderDisk({ paths: bench.paths, random: bench.random, ...(onStep && { onStep }) });
      const opening = openJournal({ disk, machine: MACHINE, clock: bench.clock, bootId: 'first', mayBegin: true });
      if (opening.refused === null) opening.store.close();
      expect(opening.refused).toBeNull();
    };
    interruptedEverywhere(
      () => undefined,
      begin,
      () => begin(),
    );
    expect(next().records).toHaveLength(1);
  });

  it('of the take-over of a journal of the first format loses no open claim', () => {
    const first = join(import.meta.dirname, '../../lab/world/testdata/firstVersion');
    const start = (boom: (what: string) => void): void => {
      const disk = bench.disk();
      const broken = {
        ...disk,
        takeOver: (anchor: Parameters<typeof disk.takeOver>[0]) => {
          boom('take over');
          disk.takeOver(anchor);
          boom('taken over');
        },
        open: () => {
          boom('open');
          const opened = disk.open();
          try {
            boom('opened');
          } catch (cause) {
            opened.store.close();
            throw cause;
          }
          return opened;
        },
      };
      const opening = openJournal({ disk: broken, machine: 'SIM-1', clock: bench.clock, bootId: 'taking over', mayBegin: false });
      if (opening.refused !== null) throw new Error(opening.refused.detail);
      const { transactions, acts } = opening.journal.ledger;
      opening.store.close();
      expect([transactions.map(({ value }) => value), acts.asked.length]).toEqual([[100, 200], 1]);
    };
    const steps = interruptedEverywhere(
      () => {
        for (const name of ['journal.db', 'journal.key']) cpSync(join(first, name), join(bench.folder, name));
      },
      start,
      () => start(() => undefined),
    );
    expect(steps).toBe(4);
  });
});
