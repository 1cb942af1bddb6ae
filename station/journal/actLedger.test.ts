import { beforeEach, describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { type ActStanding, actStandingOf } from './actLedger.ts';
import { createCardSeal, openPlan } from './cardSeal.ts';
import { Journal } from './journal.ts';
import type { JournalBodies } from './records.ts';
import { MemoryJournalStore } from './testing.ts';

const ID = transactionId('A1');
const UID = '08A1B2C3';
const number = new CardNumber('0123456789');
const seal = createCardSeal(new Uint8Array(32).fill(7), new SeededRandom(1));
const card = seal.sealCard(number);
const AUTOLOAD = { act: 'autoload', amount: dollars(500) } as const;

let store: MemoryJournalStore;
let journal: Journal;

beforeEach(() => {
  store = new MemoryJournalStore();
  journal = open();
});

function open(): Journal {
  return new Journal({ store, clock: new VirtualClock(), bootId: 'boot' });
}

const steps = {
  intent: (order: JournalBodies['act.intent']['order'] = AUTOLOAD) =>
    journal.append('act.intent', ID, {
      card,
      order,
      balance: order.act === 'lock' ? null : 60,
      currency: 'TWD',
      sequence: 7,
      consent: { confirmations: 1, clauses: ['R-001-22'] },
      key: 'kiosk-BL18-03-A1',
    }),
  answer: (body: JournalBodies['act.answer']) => journal.append('act.answer', ID, body),
  approved: () => steps.answer({ outcome: 'approved', approval: AUTOLOAD }),
  begun: () =>
    journal.append('card-change.intent', ID, {
      plan: {
        act: 'autoload',
        profile: 'easycard-classic',
        uid: seal.sealText(UID),
        blocks: [{ block: 8, before: '00', after: '01' }],
        purse: { amount: 500, balanceBefore: 60, balanceAfter: 560, sequenceBefore: 7 },
      },
    }),
  outcome: (verdict: JournalBodies['card-change.outcome']['verdict']) =>
    journal.append('card-change.outcome', ID, { verdict, found: false, detail: '' }),
  released: () => journal.append('act.released', ID, { reason: 'not-written', detail: '' }),
  closed: () => journal.append('act.closed', ID, { by: 'reversal', end: 'reversed', detail: '' }),
};

/** How the act stands, in this boot and in the next. */
function standing(): ActStanding {
  const [now, next] = [journal, open()].map(({ ledger }) => {
    const act = ledger.acts.find(ID);
    if (act === undefined) throw new Error('no act');
    return actStandingOf(act);
  });
  expect(next).toBe(now);
  return next ?? 'closed';
}

describe('an act stands', () => {
  it.each<[ActStanding, () => void]>([
    ['asked', () => undefined],
    ['approved', () => steps.approved()],
    ['closed', () => steps.answer({ outcome: 'refused', refusal: 'K08' })],
    ['closed', () => steps.answer({ outcome: 'unreachable', detail: '' })],
    ['closed', () => steps.answer({ outcome: 'rejected', detail: '' })],
    ['reversal-due', () => steps.answer({ outcome: 'no-answer', detail: '' })],
    ['reversal-due', () => steps.released()],
    ['reversal-due', () => [steps.approved(), steps.released()]],
    ['closed', () => [steps.approved(), steps.released(), steps.closed()]],
    ['undecided', () => [steps.approved(), steps.begun()]],
    ['undecided', () => [steps.approved(), steps.begun(), steps.outcome('unknown')]],
    ['advice-due', () => [steps.approved(), steps.begun(), steps.outcome('written')]],
    ['case', () => [steps.approved(), steps.begun(), steps.outcome('conflict')]],
  ])('%s', (expected, happens) => {
    steps.intent();
    happens();
    expect(standing()).toBe(expected);
    expect(journal.ledger.acts.mayBeHeldFor(card.find)).toBe(['asked', 'approved', 'reversal-due'].includes(expected));
  });

  it('closed when it is a lock, however that ends: no issuer waits for it', () => {
    steps.intent({ act: 'lock' });
    expect(standing()).toBe('closed');
    expect(journal.ledger.acts.asked).toEqual([]);
    steps.begun();
    expect(journal.ledger.acts.unfinishedLock(card.find)?.plan).toMatchObject({ by: 'change' });
    steps.outcome('written');
    expect(journal.ledger.acts.unfinishedLock(card.find)).toBeUndefined();
  });
});

describe('for a card that is laid down', () => {
  const opened = (): unknown => journal.ledger.openFor(card.find).map(({ purpose, amount, state }) => [purpose, amount, state]);

  it('an act is open while only the card can tell, and a case until its claim was shown', () => {
    steps.intent();
    steps.approved();
    expect(opened()).toEqual([]);
    steps.begun();
    expect(opened()).toEqual([['autoload', 500, 'undecided']]);
    steps.outcome('conflict');
    expect(opened()).toEqual([['autoload', 500, 'unclaimed']]);
    journal.append('claim', ID, { code: 'K15-A1', amount: 500 });
    journal.append('slip', ID, { what: 'claim', printed: true, detail: '' });
    expect(opened()).toEqual([]);
    expect(journal.ledger.acts.find(ID)).toMatchObject({ claimCode: 'K15-A1', claimShown: true });
  });

  it('a case without a slip is told once more when its card comes back (R-000-13)', () => {
    steps.intent();
    steps.approved();
    steps.begun();
    steps.outcome('conflict');
    journal.append('claim', ID, { code: 'K15-A1', amount: 500 });
    for (const still of [[['autoload', 500, 'unclaimed']], []]) {
      journal.append('slip', ID, { what: 'claim', printed: false, detail: 'paper-out' });
      expect(opened()).toEqual(still);
    }
  });

  it('what was begun on the card comes before cash that is owed to it', () => {
    const note = transactionId('T1');
    journal.append('note-keep.intent', note, { card, value: 100, currency: 'TWD', counters: null });
    journal.append('note-keep.outcome', note, { end: 'kept', value: 100, by: 'device', counters: null, detail: '' });
    steps.intent({ act: 'refund' });
    steps.answer({ outcome: 'approved', approval: { act: 'refund', transfer: dollars(60), fee: dollars(0), days: 40 } });
    steps.begun();
    expect(opened()).toEqual([
      ['refund', null, 'undecided'],
      ['top-up', 100, 'owed'],
    ]);
  });
});

it('keeps neither the number nor the UID of the card in clear (R-003-70)', () => {
  steps.intent();
  steps.approved();
  steps.begun();
  const rows = JSON.stringify(store.rows);
  expect(rows).not.toContain(UID);
  expect(rows).not.toContain('0123456789');
  const sealed = open().ledger.acts.find(ID)?.plan?.plan;
  expect(sealed && openPlan(seal, sealed).uid).toBe(UID);
});
