import { beforeEach, describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { caseOfTransaction } from '../../machines/flows/staff.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { createCardSeal } from './cardSeal.ts';
import { Journal } from './journal.ts';
import { type LedgerTransaction, moneyStateOf } from './ledger.ts';
import { MemoryJournalStore } from './testing.ts';

const T = transactionId('AAAAABBBBB');
const seal = createCardSeal(new Uint8Array(32).fill(7), new SeededRandom(1));
const card = seal.sealCard(new CardNumber('0123456789'));
const counted = (notesKept: number) => ({ serial: '1', notesKept });
const NOTE = { card, value: dollars(500), currency: 'TWD', counters: counted(7) } as const;
const SIGNED = {
  person: 'P01',
  role: 'clerk',
  case: caseOfTransaction(T),
  decision: 'paid-at-counter',
  reason: 'claim-shown',
  amount: 500,
  currency: 'TWD',
} as const;

let clock: VirtualClock;
let journal: Journal;

beforeEach(() => {
  clock = new VirtualClock();
  journal = new Journal({ store: new MemoryJournalStore(), clock, bootId: 'boot' });
  journal.append('note-escrow', T, NOTE);
  journal.append('note-keep.intent', T, NOTE);
});

const end = (how: 'kept' | 'returned' | 'unknown', by: 'device' | 'counters', counters: number | null = null): void =>
  journal.append('note-keep.outcome', T, {
    end: how,
    value: 500,
    by,
    counters: counters === null ? null : counted(counters),
    detail: '',
  });

const standing = (): string | null => {
  const found = journal.ledger.find(T);
  return found === undefined ? null : moneyStateOf(found);
};

describe('where the money of a note is', () => {
  it.each<[LedgerTransaction['note'], LedgerTransaction['write'], string]>([
    ['pending', 'none', 'note-pending'],
    ['returned', 'none', 'closed'],
    ['unknown', 'none', 'case'],
    ['kept', 'none', 'owed'],
    ['kept', 'undecided', 'undecided'],
    ['kept', 'conflict', 'case'],
    ['kept', 'written', 'closed'],
  ])('%s, %s: %s', (note, write, state) => {
    expect(moneyStateOf({ note, write, settled: undefined })).toBe(state);
    expect(moneyStateOf({ note, write, settled: 'nothing-owed' })).toBe('closed');
  });
});

describe('a note', () => {
  it('is one, however many records open it', () => {
    end('kept', 'device', 8);
    journal.append('note-keep.intent', T, NOTE);
    expect(journal.ledger.find(T)).toMatchObject({ note: 'kept' });
    expect(journal.ledger.transactions).toHaveLength(1);
  });

  it('whose intent was never acted on went back, and is no late credit of anybody', () => {
    journal.append('not-begun', T, { intent: 'note-keep.intent' });
    expect([standing(), journal.ledger.pendingNotes(), journal.ledger.lastSentBack()]).toEqual(['closed', [], null]);
  });

  it('in doubt by the counters is with staff once its claim was given out, before or after', () => {
    end('unknown', 'counters');
    expect(journal.ledger.find(T)?.withStaff).toBe(false);
    journal.append('claim', T, { code: 'K15-BBBBB', amount: 500 });
    expect(journal.ledger.find(T)?.withStaff).toBe(true);
  });

  it('that somebody signed about is not said to be owed', () => {
    end('kept', 'device', 8);
    expect(journal.ledger.openFor(card.find)).toMatchObject([{ state: 'owed' }]);
    journal.append('case-signed', T, SIGNED);
    expect(journal.ledger.openFor(card.find)).toMatchObject([{ state: 'unclaimed' }]);
    journal.append('case-withdrawn', T, { person: 'P01', role: 'clerk', case: caseOfTransaction(T) });
    expect(journal.ledger.openFor(card.find)).toMatchObject([{ state: 'owed' }]);
  });

  it('that the counters alone called kept and that comes out leaves no trace in the sums', () => {
    end('kept', 'counters', 8);
    expect(journal.ledger.lastCounted).toMatchObject({ transaction: T, value: 500 });
    expect(journal.ledger.totals).toMatchObject({ notes: 1, kept: 500 });
    end('unknown', 'counters');
    expect(journal.ledger.totals).toMatchObject({ notes: 0, kept: 0 });
    expect([standing(), journal.ledger.lastCounted]).toEqual(['case', null]);
  });

  it.each<readonly [string, boolean, () => void]>([
    ['the unit had counted none for it', true, () => end('unknown', 'counters', 7)],
    ['the unit had counted one for it', false, () => end('unknown', 'counters', 8)],
    [
      'the counters alone had called it kept',
      false,
      () => {
        end('kept', 'counters', 8);
        end('unknown', 'counters');
      },
    ],
    [
      'the unit said since that it is out',
      false,
      () => {
        end('unknown', 'counters', 7);
        journal.append('note-told', null, { where: 'returned', value: dollars(500), atStart: true });
      },
    ],
    [
      'another unit stands there since',
      false,
      () => {
        end('unknown', 'counters', 7);
        journal.append('cash-ready', null, { counters: { serial: '2', notesKept: 90 }, powerUp: [] });
      },
    ],
  ])('in doubt may be what the unit counts later, where %s: %s', (_, traceable, happens) => {
    happens();
    expect(journal.ledger.find(T)?.traceable).toBe(traceable);
  });

  it('in doubt that the counters alone find may come out all the same, and leaves no trace in the sums then', () => {
    end('unknown', 'counters', 7);
    journal.append('note-found', T, { credited: true, detail: '' });
    expect(journal.ledger.lastCounted).toMatchObject({ transaction: T, value: 500 });
    end('unknown', 'counters');
    const { box, days, lastCounted, totals } = journal.ledger;
    expect([standing(), lastCounted, totals.kept, days.state.sums.kept]).toEqual(['case', null, 0, 0]);
    expect(box.state.content).toEqual({ notes: 0, value: 0, unvalued: 0, inDoubt: [{ transaction: T, value: 500 }] });
    expect(journal.ledger.find(T)?.traceable).toBe(false);
  });

  it('in doubt that the unit itself tells as kept is kept', () => {
    end('unknown', 'counters', 7);
    journal.append('note-told', null, { where: 'kept', value: dollars(500), atStart: false });
    journal.append('note-found', T, { credited: true, detail: '' });
    expect(journal.ledger.lastCounted).toBeNull();
  });

  it('that went back and was kept all the same was not returned', () => {
    end('returned', 'device');
    expect(journal.ledger.lastReturn).toMatchObject({ transaction: T });
    journal.append('note-found', T, { credited: true, detail: '' });
    expect(journal.ledger.lastReturn).toBeNull();
  });

  it('that turns up is one of those that the counters are beyond what is on record', () => {
    end('unknown', 'counters', 7);
    expect(journal.ledger.baseline.explained).toBe(0);
    journal.append('note-found', T, { credited: true, detail: '' });
    expect(journal.ledger.baseline).toMatchObject({ counters: counted(7), explained: 1 });
    expect(standing()).toBe('owed');
  });
});

it.each(['undecided', 'case', 'owed'])('what was carried over from another journal (%s) is never paid by the machine', (was) => {
  const old = transactionId('CCCCCDDDDD');
  journal.append('carried-over', old, {
    card,
    what: { kind: 'cash', value: 500, currency: 'TWD' },
    standing: was,
    openedAtMs: 0,
    claimCode: null,
    claimShown: true,
  });
  const found = journal.ledger.find(old);
  expect(found).toMatchObject({ withStaff: true, caseOpen: true, write: was === 'owed' ? 'none' : 'conflict' });
  expect(found === undefined ? null : moneyStateOf(found)).toBe('case');
  expect(journal.ledger.openFor(card.find).filter(({ transaction }) => transaction === old)).toEqual([]);
});
