import { beforeEach, describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { SeededRandom } from '../devices/seededRandom.ts';
import { VirtualClock } from '../devices/virtualClock.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import type { View } from '../../machines/view/view.ts';
import { createCardSeal } from '../../station/journal/cardSeal.ts';
import { Journal } from '../../station/journal/journal.ts';
import { ledgerOf, MemoryJournalStore } from '../../station/journal/testing.ts';
import { findDebt, findFalseAlarm, findImbalance, type Truth } from './invariants.ts';
import { findBrokenPromises } from './promises.ts';

const T1 = transactionId('T1');
const seal = createCardSeal(new Uint8Array(32).fill(7), new SeededRandom(1));
const card = seal.sealCard(new CardNumber('0123456789'));

let store: MemoryJournalStore;
let journal: Journal;

beforeEach(() => {
  store = new MemoryJournalStore();
  journal = new Journal({ store, clock: new VirtualClock(), bootId: 'boot' });
});

function truth(cashKept: number, added: number | null, stuck = 0): Truth {
  return { cashKept, addedTo: new Map([[card.find, added]]), paidSales: new Set(), stuck };
}

function intend(): void {
  journal.append('note-keep.intent', T1, { card, value: 500, currency: 'TWD', counters: null });
}

function end(how: 'kept' | 'returned' | 'unknown'): void {
  journal.append('note-keep.outcome', T1, { end: how, value: 500, by: 'device', counters: null, detail: '' });
}

function written(): void {
  journal.append('card-write.outcome', T1, { verdict: 'written', balance: 820, found: false, detail: '' });
}

describe('at every instant', () => {
  it('a note on its way may be on either side', () => {
    intend();
    expect(findImbalance(ledgerOf(store.rows), truth(0, 0))).toEqual([]);
    expect(findImbalance(ledgerOf(store.rows), truth(500, 0))).toEqual([]);
  });

  it('money without a record is found', () => {
    expect(findImbalance(ledgerOf(store.rows), truth(500, 0))).toHaveLength(1);
    intend();
    expect(findImbalance(ledgerOf(store.rows), truth(1000, 0))).toHaveLength(1);
  });

  it('value that was written before the journal knew of a write is found', () => {
    intend();
    end('kept');
    expect(findImbalance(ledgerOf(store.rows), truth(500, 500))).toHaveLength(1);
  });

  it('value that was written twice, or promised and not written, is found', () => {
    intend();
    end('kept');
    written();
    expect(findImbalance(ledgerOf(store.rows), truth(500, 500))).toEqual([]);
    expect(findImbalance(ledgerOf(store.rows), truth(500, 1000))).toHaveLength(1);
    expect(findImbalance(ledgerOf(store.rows), truth(500, 0))).toHaveLength(1);
  });

  it('a torn purse needs a transaction that says so', () => {
    intend();
    end('kept');
    expect(findImbalance(ledgerOf(store.rows), truth(500, null))).toHaveLength(1);
  });
});

describe('at rest', () => {
  it('what is owed explains the cash', () => {
    intend();
    end('kept');
    expect(findDebt(ledgerOf(store.rows), truth(500, 0))).toEqual([]);
    written();
    expect(findDebt(ledgerOf(store.rows), truth(500, 500))).toEqual([]);
    expect(findDebt(ledgerOf(store.rows), truth(500, 0))).toEqual([expect.stringContaining("nobody's")]);
    expect(findDebt(ledgerOf(store.rows), truth(500, 1000))).toEqual([expect.stringContaining('given out twice')]);
  });

  it('a note that was never reconciled is found', () => {
    intend();
    expect(findDebt(ledgerOf(store.rows), truth(0, 0))).toEqual([expect.stringContaining('never reconciled')]);
  });

  it('a stuck note is explained by its case, and by nothing else', () => {
    expect(findDebt(ledgerOf(store.rows), truth(0, 0, 500))).toHaveLength(1);
    intend();
    end('unknown');
    expect(findDebt(ledgerOf(store.rows), truth(0, 0, 500))).toEqual([]);
  });

  it('a case about a note that has its transaction is a false alarm', () => {
    intend();
    end('kept');
    expect(findFalseAlarm(ledgerOf(store.rows), truth(500, 0), 1)).toHaveLength(1);
    expect(findFalseAlarm(ledgerOf(store.rows), truth(1000, 0), 1)).toEqual([]);
  });
});

describe('a screen', () => {
  const view = {
    screen: 'added',
    controls: [],
    money: { note: 500, before: 320, after: 820, visitTotal: 500 },
    claim: null,
    prompts: [],
  } as unknown as View;

  it('that says more than the journal is found', () => {
    intend();
    end('kept');
    expect(findBrokenPromises(view, ledgerOf(store.rows))).toHaveLength(1);
    written();
    expect(findBrokenPromises(view, ledgerOf(store.rows))).toEqual([]);
  });

  it('that is too large is found', () => {
    const large = { ...view, screen: 'attract', money: null, prompts: ['x'.repeat(5_000)] } as unknown as View;
    expect(findBrokenPromises(large, ledgerOf(store.rows))).toHaveLength(1);
  });
});
