import { beforeEach, describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { SeededRandom } from '../devices/seededRandom.ts';
import { VirtualClock } from '../devices/virtualClock.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import type { View } from '../../machines/view/view.ts';
import { createCardSeal } from '../../station/journal/cardSeal.ts';
import { Journal } from '../../station/journal/journal.ts';
import type { JournalBodies } from '../../station/journal/records.ts';
import { ledgerOf, MemoryJournalStore } from '../../station/journal/testing.ts';
import { type BookedAct, findActDebt, findActImbalance, type IssuerTruth } from './actInvariants.ts';
import { findDebt, findImbalance } from './invariants.ts';
import { findBrokenPromises } from './promises.ts';

const ID = transactionId('A1');
const KEY = 'kiosk-SIM-1-A1';
const seal = createCardSeal(new Uint8Array(32).fill(7), new SeededRandom(1));
const card = seal.sealCard(new CardNumber('0123456789'));
const AUTOLOAD = { act: 'autoload', amount: dollars(500) } as const;

let store: MemoryJournalStore;
let journal: Journal;

beforeEach(() => {
  store = new MemoryJournalStore();
  journal = new Journal({ store, clock: new VirtualClock(), bootId: 'boot' });
});

function asked(order: typeof AUTOLOAD | { readonly act: 'refund' } = AUTOLOAD): void {
  const consent = { confirmations: 1, clauses: [] };
  journal.append('act.intent', ID, { card, order, balance: 60, currency: 'TWD', sequence: 7, consent, key: KEY });
}

function approved(): void {
  journal.append('act.answer', ID, { outcome: 'approved', approval: AUTOLOAD });
}

function begun(): void {
  const purse = { amount: 500, balanceBefore: 60, balanceAfter: 560, sequenceBefore: 7 };
  const plan = { act: 'autoload', profile: 'easycard-classic', uid: seal.sealText('08A1B2C3'), blocks: [], purse } as const;
  journal.append('card-change.intent', ID, { plan });
}

function outcome(verdict: 'written' | 'unknown' | 'conflict'): void {
  journal.append('card-change.outcome', ID, { verdict, found: false, detail: '' });
}

function truth(state: BookedAct['state'] | null, change: Partial<IssuerTruth['cards'][number]> = {}): IssuerTruth {
  const marks = { autoload: false, locked: false, refunded: false, expiresOn: '2030-01-01', ticket: null };
  const booked = { status: 'active', enabled: 0, expiresOn: '2030-01-01' } as const;
  return {
    acts: state === null ? [] : [{ key: KEY, state }],
    cards: [{ find: card.find, untouched: false, marks, booked, ...change }],
  };
}

describe('at every instant', () => {
  it('an act on its way may be on either side', () => {
    asked();
    approved();
    begun();
    expect(findActImbalance(ledgerOf(store.rows), truth('held'))).toEqual([]);
    outcome('written');
    expect(findActImbalance(ledgerOf(store.rows), truth('held'))).toEqual([]);
    expect(findActImbalance(ledgerOf(store.rows), truth('settled'))).toEqual([]);
  });

  it('an act that nobody recorded, or that nobody approved, is found', () => {
    expect(findActImbalance(ledgerOf(store.rows), truth('held', { untouched: true }))).toHaveLength(1);
    asked();
    begun();
    expect(findActImbalance(ledgerOf(store.rows), truth(null))).toHaveLength(1);
  });

  it.each(['reversed', 'barred', 'refused'] as const)('an act that is %s while the card may carry it is found', (state) => {
    asked();
    approved();
    begun();
    expect(findActImbalance(ledgerOf(store.rows), truth(state))).toHaveLength(1);
  });

  it('an act that is settled before it is durably written is found', () => {
    asked();
    approved();
    begun();
    expect(findActImbalance(ledgerOf(store.rows), truth('settled'))).toHaveLength(1);
  });

  it('a card that was changed for an act that never began is found', () => {
    asked();
    approved();
    expect(findActImbalance(ledgerOf(store.rows), truth('held', { untouched: true }))).toEqual([]);
    expect(findActImbalance(ledgerOf(store.rows), truth('held'))).toHaveLength(1);
  });

  it('value of the issuer counts on the card like cash, once', () => {
    asked();
    approved();
    const on = (added: number): string[] =>
      findImbalance(ledgerOf(store.rows), { cashKept: 0, addedTo: new Map([[card.find, added]]), paidSales: new Set(), stuck: 0 });
    expect(on(500)).toHaveLength(1);
    begun();
    expect([...on(0), ...on(500)]).toEqual([]);
    outcome('written');
    expect(on(500)).toEqual([]);
    expect([on(0), on(1000)].map(({ length }) => length)).toEqual([1, 1]);
  });
});

describe('when everything is quiet', () => {
  const cash = (added: number): string[] =>
    findDebt(ledgerOf(store.rows), { cashKept: 0, addedTo: new Map([[card.find, added]]), paidSales: new Set(), stuck: 0 });
  const closed = (end: 'settled' | 'reversed' | 'disagrees'): void =>
    journal.append('act.closed', ID, { by: end === 'reversed' ? 'reversal' : 'advice', end, detail: '' });

  it('an act is settled and on the card, or undone', () => {
    asked();
    approved();
    begun();
    outcome('written');
    closed('settled');
    expect(findActDebt(ledgerOf(store.rows), truth('settled'))).toEqual([]);
    expect(cash(500)).toEqual([]);
    expect(cash(0)).toHaveLength(1);
  });

  it('one of which the issuer was not told, or that it holds for nobody, is found', () => {
    asked();
    approved();
    expect(findActDebt(ledgerOf(store.rows), truth('held'))).toHaveLength(2);
    journal.append('act.released', ID, { reason: 'given-up', detail: '' });
    expect(findActDebt(ledgerOf(store.rows), truth('reversed'))).toHaveLength(1);
    closed('reversed');
    expect(findActDebt(ledgerOf(store.rows), truth('reversed'))).toEqual([]);
  });

  it('one that is undecided although its card came back is found, and a case that nobody claims', () => {
    asked();
    approved();
    begun();
    expect(findActDebt(ledgerOf(store.rows), truth('held'))).toHaveLength(2);
    outcome('conflict');
    expect(findActDebt(ledgerOf(store.rows), truth('held'))).toHaveLength(1);
    journal.append('claim', ID, { code: 'K15-A1', amount: 500 });
    expect(findActDebt(ledgerOf(store.rows), truth('held'))).toEqual([]);
  });

  it('an issuer that disagrees is found', () => {
    asked();
    approved();
    begun();
    outcome('written');
    closed('disagrees');
    expect(findActDebt(ledgerOf(store.rows), truth('settled'))).toHaveLength(1);
  });

  it('a card that carries what the books do not know is found, and books that say what no card carries', () => {
    const refunded = { autoload: false, locked: true, refunded: true, expiresOn: '2030-01-01', ticket: null };
    expect(findActDebt(ledgerOf(store.rows), truth(null, { marks: refunded }))).toHaveLength(1);
    expect(findActDebt(ledgerOf(store.rows), truth(null, { booked: { status: 'refunded', enabled: 0, expiresOn: null } }))).toHaveLength(1);
  });
});

describe('a period ticket', () => {
  const pass = { product: 1, area: 1, validFrom: '2026-05-12', firstDay: '2026-05-12', lastDay: '2026-06-10', price: dollars(1_200) };

  function sold(): void {
    const consent = { confirmations: 1, clauses: [] };
    const order = { act: 'buy-pass', pass, autoload: dollars(500) } as const;
    journal.append('act.intent', ID, { card, order, balance: 700, currency: 'TWD', sequence: 7, consent, key: KEY });
    journal.append('act.answer', ID, {
      outcome: 'approved',
      approval: { act: 'buy-pass', lastDay: '2026-06-10', price: dollars(1_200), autoload: dollars(500) },
    });
    const purse = { amount: 500, balanceBefore: 700, balanceAfter: 0, sequenceBefore: 7 };
    const plan = { act: 'buy-pass', profile: 'easycard-classic', uid: seal.sealText('08A1B2C3'), blocks: [], purse } as const;
    journal.append('card-change.intent', ID, { plan });
  }
  const faultsOf = (added: number, sales: readonly string[]): string[] =>
    findImbalance(ledgerOf(store.rows), { cashKept: 0, addedTo: new Map([[card.find, added]]), paidSales: new Set(sales), stuck: 0 });

  it('that a card carries before its purse has paid is found', () => {
    sold();
    expect([...faultsOf(0, []), ...faultsOf(-700, []), ...faultsOf(-700, [ID])]).toEqual([]);
    expect(faultsOf(0, [ID])).toHaveLength(1);
    expect(faultsOf(-1_200, [])).toHaveLength(1);
  });

  it('that was paid and is not on its card is found', () => {
    sold();
    outcome('written');
    journal.append('act.closed', ID, { by: 'advice', end: 'settled', detail: '' });
    const marks = { autoload: false, locked: false, refunded: false, expiresOn: '2030-01-01' };
    expect(findActDebt(ledgerOf(store.rows), truth('settled'))).toHaveLength(1);
    expect(findActDebt(ledgerOf(store.rows), truth('settled', { marks: { ...marks, ticket: 'ANOTHER' } }))).toHaveLength(1);
    expect(findActDebt(ledgerOf(store.rows), truth('settled', { marks: { ...marks, ticket: ID } }))).toEqual([]);
  });
});

it.each<[string, JournalBodies['act.answer']]>([
  ['it did not answer', { outcome: 'no-answer', detail: '' }],
  ['it approved what the card did not take', { outcome: 'approved', approval: { act: 'autoload', amount: dollars(500) } }],
])('a screen that says that nothing was taken, while the issuer may hold it, is found: %s', (_, answer) => {
  const screen = (id: string): View =>
    ({ screen: 'service-refused', controls: [], money: null, claim: null, prompts: [{ id }] }) as unknown as View;
  asked();
  journal.append('act.answer', ID, answer);
  expect(findBrokenPromises(screen('service.nothing-taken'), ledgerOf(store.rows))).toHaveLength(1);
  expect(findBrokenPromises(screen('service.undone'), ledgerOf(store.rows))).toEqual([]);
  journal.append('act.closed', ID, { by: 'reversal', end: 'reversed', detail: 'barred' });
  expect(findBrokenPromises(screen('service.nothing-taken'), ledgerOf(store.rows))).toEqual([]);
});
