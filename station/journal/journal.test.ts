import { beforeEach, describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { type CardSeal, createCardSeal, openPlan } from './cardSeal.ts';
import { BrokenJournal, findChainFault } from './chain.ts';
import { Journal } from './journal.ts';
import { moneyStateOf } from './ledger.ts';
import { MemoryJournalStore } from './testing.ts';

const T1 = transactionId('T1');
const card = new CardNumber('0123456789');
const plan = {
  profile: 'easycard-classic',
  amount: 500,
  balanceBefore: 320,
  balanceAfter: 820,
  sequenceBefore: 41,
  recordBefore: '00',
  recordAfter: '01',
} as const;

let store: MemoryJournalStore;
let seal: CardSeal;

function open(): Journal {
  return new Journal({ store, clock: new VirtualClock(), bootId: 'boot' });
}

function keepNote(journal: Journal): void {
  journal.append('note-keep.intent', T1, {
    card: seal.sealCard(card),
    value: 500,
    currency: 'TWD',
    counters: { serial: '1', notesKept: 7 },
  });
}

function noteKept(journal: Journal): void {
  journal.append('note-keep.outcome', T1, { end: 'kept', value: 500, by: 'device', counters: { serial: '1', notesKept: 8 }, detail: '' });
}

beforeEach(() => {
  store = new MemoryJournalStore();
  seal = createCardSeal(new Uint8Array(32).fill(7), new SeededRandom(1));
});

describe('the chain', () => {
  it('is gapless, and every record rests on the one before', () => {
    const journal = open();
    keepNote(journal);
    noteKept(journal);
    expect(store.rows.map((row) => row.seq)).toEqual([1, 2]);
    expect(store.rows[1]?.previousHash).toBe(store.rows[0]?.hash);
    expect(findChainFault(store.rows)).toBeNull();
  });

  it.each([
    ['a body', { body: '{"end":"returned"}' }, 'hash'],
    ['a time', { wallMs: 1 }, 'hash'],
    ['a transaction', { txn: 'T2' }, 'hash'],
    ['a number', { seq: 7 }, 'hash'],
    ['a hash', { hash: 'f'.repeat(64) }, 'hash'],
    ['a hash of the record before', { previousHash: 'f'.repeat(64) }, 'previous-hash'],
  ])('finds %s that was changed', (_, change, fault) => {
    const journal = open();
    keepNote(journal);
    noteKept(journal);
    const [first, second] = store.rows;
    if (first === undefined || second === undefined) throw new Error('two records were written');
    expect(findChainFault([first, { ...second, ...change }])).toEqual({ seq: 2, fault });
  });

  it('finds a record that was taken out', () => {
    const journal = open();
    keepNote(journal);
    noteKept(journal);
    expect(findChainFault(store.rows.slice(1))).toMatchObject({ fault: 'gap' });
  });

  it('refuses to go on with a broken one', () => {
    keepNote(open());
    const [row] = store.rows;
    if (row !== undefined) store.rows[0] = { ...row, wallMs: 5 };
    expect(open).toThrow(BrokenJournal);
  });

  it('is read row by row, for it may be longer than memory, and no further than it holds', () => {
    keepNote(open());
    const [row] = store.rows;
    let read = 0;
    store.readAfter = () => (row === undefined || (read += 1) > 1_000 ? [] : [{ ...row, wallMs: 5 }]);
    expect(open).toThrow(BrokenJournal);
    expect(read).toBe(1);
  });
});

describe('a disk that fails', () => {
  it('keeps nothing, and the journal takes no further record in this boot', () => {
    const journal = open();
    store.failNext = new Error('ENOSPC');
    expect(() => keepNote(journal)).toThrow('ENOSPC');
    expect(() => keepNote(journal)).toThrow('failed earlier');
    expect(journal.ledger.transactions).toEqual([]);
    expect(journal.failed).toBe(true);
  });

  it('goes on after a restart from what is stored', () => {
    const journal = open();
    keepNote(journal);
    store.failNext = new Error('EIO');
    expect(() => noteKept(journal)).toThrow('EIO');
    const reopened = open();
    noteKept(reopened);
    expect(findChainFault(store.rows)).toBeNull();
    expect(reopened.ledger.find(T1)?.note).toBe('kept');
  });
});

describe('the ledger', () => {
  it('follows a top-up from intent to the card', () => {
    const journal = open();
    const standing = (): string => {
      const transaction = journal.ledger.find(T1);
      return transaction === undefined ? 'none' : moneyStateOf(transaction);
    };
    keepNote(journal);
    expect(standing()).toBe('note-pending');
    noteKept(journal);
    expect(standing()).toBe('owed');
    journal.append('card-write.intent', T1, { plan: { ...plan, uid: seal.sealText('08A1B2C3') } });
    expect(standing()).toBe('undecided');
    journal.append('card-write.outcome', T1, { verdict: 'unknown', balance: null, found: false, detail: '' });
    expect(standing()).toBe('undecided');
    journal.append('card-write.outcome', T1, { verdict: 'written', balance: 820, found: true, detail: '' });
    expect(standing()).toBe('closed');
    expect(journal.ledger.find(T1)?.balanceAfter).toBe(820);
  });

  it('gives the same answer after a restart, plan and all', () => {
    const journal = open();
    keepNote(journal);
    noteKept(journal);
    journal.append('card-write.intent', T1, { plan: { ...plan, uid: seal.sealText('08A1B2C3') } });
    expect(open().ledger.transactions).toEqual(journal.ledger.transactions);
    const sealed = open().ledger.find(T1)?.plan;
    expect(sealed && openPlan(seal, sealed)).toEqual({ ...plan, uid: '08A1B2C3' });
  });

  it('finds what is open for a card, and nothing for another', () => {
    const journal = open();
    keepNote(journal);
    noteKept(journal);
    expect(journal.ledger.openFor(seal.sealCard(card).find).map((each) => each.transaction)).toEqual([T1]);
    expect(journal.ledger.openFor(seal.sealCard(new CardNumber('1111')).find)).toEqual([]);
  });

  it('tells a case without a slip once more when its card comes back, and then leaves it to staff (R-000-13)', () => {
    const journal = open();
    keepNote(journal);
    noteKept(journal);
    journal.append('card-write.outcome', T1, { verdict: 'conflict', balance: null, found: false, detail: '' });
    journal.append('claim', T1, { code: 'K15-T1', amount: 500 });
    for (const still of [['unclaimed'], []]) {
      journal.append('slip', T1, { what: 'claim', printed: false, detail: 'paper-out' });
      expect(journal.ledger.openFor(seal.sealCard(card).find).map(({ state }) => state)).toEqual(still);
    }
  });

  it('leaves a case to staff once its claim was handed out, and not before', () => {
    const journal = open();
    const opened = (): string[] => journal.ledger.openFor(seal.sealCard(card).find).map((each) => each.transaction);
    keepNote(journal);
    expect(opened()).toEqual([T1]);
    noteKept(journal);
    journal.append('card-write.outcome', T1, { verdict: 'conflict', balance: null, found: false, detail: '' });
    expect(opened()).toEqual([T1]);
    journal.append('claim', T1, { code: 'K15-T1', amount: 500 });
    expect(opened()).toEqual([T1]);
    journal.append('slip', T1, { what: 'claim', printed: true, detail: '' });
    expect(opened()).toEqual([]);
  });
});

describe('card numbers', () => {
  it('lie sealed: the whole number and the UID are nowhere in the rows (R-000-17, R-003-08, R-003-70, R-003-77, R-003-92)', () => {
    const journal = open();
    keepNote(journal);
    journal.append('card-write.intent', T1, { plan: { ...plan, uid: seal.sealText('08A1B2C3') } });
    const text = JSON.stringify(store.rows);
    expect(text).not.toContain('0123456789');
    expect(text).not.toContain('08A1B2C3');
    expect(text).toContain('****6789');
  });

  it('open only with the key that sealed them', () => {
    const sealed = seal.sealCard(card);
    expect(seal.openCard(sealed).equals(card)).toBe(true);
    const other = createCardSeal(new Uint8Array(32).fill(8), new SeededRandom(1));
    expect(() => other.openCard(sealed)).toThrow();
    expect(other.sealCard(card).find).not.toBe(sealed.find);
  });
});
