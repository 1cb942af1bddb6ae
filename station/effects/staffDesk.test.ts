import { describe, expect, it } from 'vitest';
import { taipeiDate } from '../../hardware/ports/clock.ts';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { effectBench, silentLine } from '../../lab/world/effectBench.ts';
import type { ServiceChange } from '../../machines/flows/serviceState.ts';
import { type CaseId, caseOfRecord, caseOfTransaction, oneDecides, type StaffPerson } from '../../machines/flows/staff.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { Journal } from '../journal/journal.ts';
import { Ledger } from '../journal/ledger.ts';
import { ledgerState } from '../journal/ledgerState.ts';
import { parseRecord } from '../journal/records.ts';
import { NoteBook } from './noteBook.ts';
import { openCases } from './openCases.ts';
import { StaffDesk } from './staffDesk.ts';

const CARD = new CardNumber('0144764929');
const T = transactionId('AAAAABBBBB');
const CASE = caseOfTransaction(T);
const CLERK: StaffPerson = { person: 'P01', role: 'clerk' };
const CASHIER: StaffPerson = { person: 'P02', role: 'cashier' };
const TECHNICIAN: StaffPerson = { person: 'P03', role: 'technician' };

/** A journal with one note of NT$500 that ended so, for which a claim was given out or not; nothing was written to its card. */
function noteThat(end: 'kept' | 'unknown', claimed = true) {
  const bench = effectBench((clock) => createSspAcceptor({ line: silentLine, clock }));
  const { journal, seal } = bench.deps;
  const note = { card: seal.sealCard(CARD), value: 500, currency: 'TWD', counters: null } as const;
  journal.append('note-escrow', T, note);
  journal.append('note-keep.intent', T, note);
  journal.append('note-keep.outcome', T, { end, value: 500, by: claimed ? 'device' : 'counters', counters: null, detail: '' });
  if (end === 'unknown') journal.append('case', T, { cause: 'note-in-doubt', detail: 'jam' });
  if (claimed) {
    journal.append('claim', T, { code: 'K15-BBBBB', amount: 500 });
    journal.append('slip', T, { what: 'claim', printed: true, detail: '' });
  }
  const desk = new StaffDesk(bench.deps);
  let ticket = 0;
  const end_ = (): unknown => {
    const said = bench.told.at(-1);
    return said?.type === 'STAFF.DONE' && said.ticket === ticket ? said.end : said;
  };
  type Signed = Parameters<StaffDesk['sign']>[0];
  return {
    ...bench,
    desk,
    open: () => openCases(journal.ledger),
    /** What the machine would do for the card. */
    owed: () => journal.ledger.openFor(seal.cardHashOf(CARD)),
    sign: (person: StaffPerson, decision: Signed['decision'], reason: Signed['reason'], of = CASE) => {
      ticket += 1;
      desk.sign({ do: 'staff-sign', ticket, person, case: of, decision, reason });
      return end_();
    },
    withdraw: (person: StaffPerson) => {
      ticket += 1;
      desk.withdraw({ do: 'staff-withdraw', ticket, person, case: CASE });
      return end_();
    },
    found: (value: number, person = CLERK, of: CaseId | null = CASE) => {
      ticket += 1;
      desk.found({ do: 'staff-found', ticket, person, case: of, value: dollars(value) });
      return end_();
    },
  };
}

describe('money that was paid at the counter', () => {
  it('is not paid again from the first signature on, nor ever after the second', () => {
    const { sign, owed, open } = noteThat('kept');
    expect(owed()).toMatchObject([{ state: 'owed', amount: 500 }]);
    expect(sign(CLERK, 'paid-at-counter', 'claim-shown')).toBe('signed-first');
    expect(owed()).toEqual([]);
    expect(open()).toMatchObject([{ signed: { person: 'P01' } }]);
    expect(sign(CASHIER, 'paid-at-counter', 'claim-shown')).toBe('settled');
    expect([owed(), open()]).toEqual([[], []]);
  });

  it('is owed again when both say that nothing was paid, whoever says it first', () => {
    for (const [one, other] of [
      [CLERK, CASHIER],
      [CASHIER, CLERK],
    ] as const) {
      const { sign, withdraw, owed, open } = noteThat('kept');
      sign(CLERK, 'paid-at-counter', 'claim-shown');
      expect(withdraw(one)).toBe('withdrawal-asked');
      expect([owed(), open()]).toMatchObject([[], [{ signed: { person: 'P01' }, doubtedBy: one }]]);
      expect(withdraw(one)).toBe('needs-another-person');
      expect(withdraw(other)).toBe('withdrawn');
      expect([owed(), open()]).toMatchObject([[{ state: 'owed' }], [{ signed: null, doubtedBy: null }]]);
    }
  });

  // Only who signed first knows whether the passenger has the money already.
  it('is not owed again by the word of others: who signed first may have paid', () => {
    const { sign, withdraw, owed } = noteThat('kept');
    sign(CLERK, 'paid-at-counter', 'claim-shown');
    expect(withdraw(CASHIER)).toBe('withdrawal-asked');
    expect(withdraw({ person: 'P09', role: 'clerk' })).toBe('needs-another-person');
    expect(owed()).toEqual([]);
    expect(sign(CASHIER, 'paid-at-counter', 'claim-shown')).toBe('settled');
    expect(owed()).toEqual([]);
  });

  it('is not settled on the signature of one who says that nothing was paid', () => {
    const { sign, withdraw, owed, open } = noteThat('kept');
    sign(CLERK, 'paid-at-counter', 'claim-shown');
    withdraw(CLERK);
    expect(sign(CASHIER, 'paid-at-counter', 'claim-shown')).toBe('changed-meanwhile');
    expect(open()).toHaveLength(1);
    expect(withdraw(CASHIER)).toBe('withdrawn');
    expect(owed()).toMatchObject([{ state: 'owed' }]);
  });

  it('stays settled when the unit counts the note later', () => {
    const { deps, sign, owed } = noteThat('unknown');
    sign(CLERK, 'paid-at-counter', 'claim-shown');
    sign(CASHIER, 'paid-at-counter', 'claim-shown');
    deps.journal.append('note-found', T, { credited: true, detail: '' });
    expect(owed()).toEqual([]);
  });
});

it('that nothing is owed for a note is decided anew, and knowing it, when the unit counts it between two signatures', () => {
  const { deps, store, sign, open } = noteThat('unknown');
  sign(CLERK, 'nothing-owed', 'note-returned');
  deps.journal.append('note-found', T, { credited: false, detail: '' });
  expect(open()).toMatchObject([{ signed: null, evidence: expect.arrayContaining([{ says: 'unit-counted-late', value: 500 }]) }]);
  sign(CASHIER, 'nothing-owed', 'note-returned');
  expect(open()).toHaveLength(1);
  const read = new Ledger();
  for (const row of store.rows) read.apply(parseRecord(row));
  const again = new Ledger({ state: ledgerState.parse(JSON.parse(JSON.stringify(read.state))) });
  expect(openCases(again)).toEqual(open());
});

it('who signed as paid at the counter cannot take it back alone', () => {
  const { sign, withdraw, owed } = noteThat('kept');
  sign(CLERK, 'paid-at-counter', 'claim-shown');
  expect(withdraw(CLERK)).toBe('withdrawal-asked');
  expect(owed()).toEqual([]);
});

describe('a note that the unit counts after its case was settled', () => {
  const settled = (
    decision: Parameters<ReturnType<typeof noteThat>['sign']>[1],
    reason: Parameters<ReturnType<typeof noteThat>['sign']>[2],
    found = 0,
  ) => {
    const made = noteThat('unknown');
    if (found > 0) made.found(found);
    made.sign(CLERK, decision, reason);
    made.sign(CASHIER, decision, reason);
    // As on a machine: what is closed is read from the journal again.
    const journal = new Journal({ store: made.store, clock: made.deps.clock, bootId: 'next' });
    const book = new NoteBook({ ...made.deps, journal });
    journal.append('cash-ready', null, { counters: { serial: 'A1', notesKept: 7 }, powerUp: [] });
    const owed = book.reconcile({ counters: { serial: 'A1', notesKept: 8 }, stackingOver: true, stackMs: 30_000 });
    return { journal, owed, seal: made.deps.seal, open: () => openCases(journal.ledger) };
  };

  it.each([
    ['paid-at-counter', 'claim-shown'],
    ['add-to-card', 'counters-agree'],
  ] as const)('is the note of that case, and nobody’s twice (%s)', (decision, reason) => {
    const { journal, owed, open } = settled(decision, reason);
    expect(owed).toEqual([]);
    expect(journal.tail(9).filter(({ kind }) => kind === 'note-found')).toMatchObject([{ transaction: T, body: { credited: false } }]);
    expect(open().filter(({ kind }) => kind !== 'owed')).toEqual([]);
  });

  it('contradicts what was decided when nothing was owed: a case that names the first one', () => {
    const { open, journal, seal } = settled('nothing-owed', 'note-returned');
    expect(journal.ledger.openFor(seal.cardHashOf(CARD))).toEqual([]);
    expect(open()).toMatchObject([
      { kind: 'settled-note-found', amount: 500, card: '****4929', claimCode: 'K15-BBBBB', decisions: ['paid-at-counter', 'unowned'] },
    ]);
  });

  it('is another one when a note that was found had paid for the case', () => {
    const { open, journal } = settled('paid-at-counter', 'note-found', 500);
    expect(open()).toMatchObject([{ kind: 'settled-note-found', amount: 500, decisions: ['paid-at-counter', 'unowned'] }]);
    expect(journal.ledger.box.state.content).toMatchObject({ notes: 1, value: 500 });
  });

  it('is not paid for by what was found, where two persons say that it lies in the box by the counters', () => {
    const { journal, open } = settled('add-to-card', 'counters-agree', 500);
    expect(journal.ledger.box.state.content).toMatchObject({ notes: 1, value: 500 });
    expect(open().filter(({ kind }) => kind !== 'owed')).toMatchObject([{ kind: 'unexplained-note', amount: 500, found: 500 }]);
  });

  it('is the note of that case, when what was found for it is less than the note', () => {
    const { journal, open } = settled('paid-at-counter', 'claim-shown', 100);
    expect(journal.ledger.box.state.content).toMatchObject({ notes: 1, value: 500 });
    expect(open()).toMatchObject([{ kind: 'unexplained-note', amount: 100, found: 100 }]);
  });

  it('lies in the box once, whoever said first that it does', () => {
    const { journal } = settled('add-to-card', 'counters-agree');
    expect(journal.ledger.box.state.content).toEqual({ notes: 1, value: 500, unvalued: 0, inDoubt: [] });
    expect(journal.ledger.days.state.sums).toMatchObject({ notes: 1, kept: 500 });
  });

  it('is another one’s once a later note was kept', () => {
    const { journal } = settled('paid-at-counter', 'claim-shown');
    expect(journal.ledger.doubtfulNotes()).toEqual([]);
  });
});

it('who signed another decision may take it back', () => {
  const { sign, withdraw } = noteThat('unknown');
  sign(CLERK, 'nothing-owed', 'note-returned');
  expect(withdraw(CLERK)).toBe('withdrawn');
});

it('a passenger without a claim gets one although somebody signed', () => {
  const { sign, owed } = noteThat('kept', false);
  sign(CLERK, 'paid-at-counter', 'card-defective');
  expect(owed()).toMatchObject([{ transaction: T, state: 'unclaimed', amount: 500 }]);
});

it('a note that was to be added, and that the unit counts then, waits for no second signature', () => {
  const { deps, sign, owed, open } = noteThat('unknown', false);
  expect(sign(CLERK, 'add-to-card', 'counters-agree')).toBe('signed-first');
  deps.journal.append('note-found', T, { credited: true, detail: '' });
  expect(owed()).toMatchObject([{ state: 'owed', amount: 500 }]);
  expect(open()).toMatchObject([{ kind: 'owed', signed: null }]);
  expect(sign(CASHIER, 'add-to-card', 'counters-agree')).toBe('changed-meanwhile');
});

describe('a card that may have been written', () => {
  it('tells that itself: staff decides only when it is defective', () => {
    const { deps, sign, open } = noteThat('kept');
    const block = '00'.repeat(16);
    const amounts = { amount: 500, balanceBefore: 0, balanceAfter: 500, sequenceBefore: 1 };
    const plan = { profile: 'test', uid: deps.seal.sealText('08b00001'), ...amounts, recordBefore: block, recordAfter: block };
    deps.journal.append('card-write.intent', T, { plan });
    expect(open()).toMatchObject([{ kind: 'undecided', decisions: ['paid-at-counter'] }]);
    expect(sign(CLERK, 'nothing-owed', 'value-on-card')).toBe('changed-meanwhile');
    expect(sign(CLERK, 'paid-at-counter', 'claim-shown')).toBe('changed-meanwhile');
    expect(sign(CLERK, 'paid-at-counter', 'card-defective')).toBe('signed-first');
  });

  it.each(['owed', 'note-pending'])('is paid by no machine in another life of the journal (%s)', (standing) => {
    const { deps, open } = noteThat('kept');
    const old = transactionId('CCCCCDDDDD');
    const what = { kind: 'cash', value: 500, currency: 'TWD' } as const;
    deps.journal.append('carried-over', old, {
      card: deps.seal.sealCard(CARD),
      what,
      standing,
      openedAtMs: 0,
      claimCode: null,
      claimShown: false,
    });
    expect(open()[0]).toMatchObject({ transaction: old, decisions: ['paid-at-counter', 'nothing-owed'] });
    expect(open()[0]?.evidence).toContainEqual({ says: 'carried-over' });
  });

  it.each(['undecided', 'case'])('is never written again in another life of the journal (%s)', (standing) => {
    const { deps, open } = noteThat('kept');
    const old = transactionId('CCCCCDDDDD');
    const what = { kind: 'cash', value: 500, currency: 'TWD' } as const;
    const body = { card: deps.seal.sealCard(CARD), what, standing, openedAtMs: 0, claimCode: null, claimShown: false };
    deps.journal.append('carried-over', old, body);
    const [carried] = open();
    expect(carried).toMatchObject({ transaction: old, kind: 'card-conflict', decisions: ['paid-at-counter', 'nothing-owed'] });
    expect(carried?.evidence).not.toContainEqual({ says: 'card-not-written' });
  });
});

describe('a note that was found', () => {
  it('is a reason only when it is the whole sum', () => {
    const { sign, found } = noteThat('unknown');
    expect(sign(CLERK, 'add-to-card', 'note-found')).toBe('changed-meanwhile');
    found(100);
    expect(sign(CLERK, 'add-to-card', 'note-found')).toBe('changed-meanwhile');
    found(200);
    found(200);
    expect(sign(CLERK, 'add-to-card', 'note-found')).toBe('signed-first');
  });

  it('stays on record when its case ends without it', () => {
    const { deps, found, open, sign } = noteThat('kept');
    found(500);
    deps.journal.append('card-write.outcome', T, { verdict: 'written', balance: 820, found: true, detail: '' });
    deps.journal.append('slip', T, { what: 'receipt', printed: true, detail: '' });
    expect(open()).toMatchObject([{ id: CASE, kind: 'unexplained-note', amount: 500, found: 500, decisions: ['unowned', 'nothing-owed'] }]);
    sign(CLERK, 'unowned', 'no-owner-found');
    expect(sign(CASHIER, 'unowned', 'no-owner-found')).toBe('settled');
    expect(open()).toEqual([]);
  });

  it.each([
    ['nothing-owed', 'note-returned', 500, 500],
    ['paid-at-counter', 'claim-shown', 500, null],
    ['paid-at-counter', 'claim-shown', 1_000, 500],
  ] as const)('leaves what its case does not use (%s, %s, NT$%i)', (decision, reason, value, left) => {
    const { found, open, sign } = noteThat('unknown');
    found(value);
    sign(CLERK, decision, reason);
    sign(CASHIER, decision, reason);
    expect(open().map(({ kind, amount }) => [kind, amount])).toEqual(left === null ? [] : [['unexplained-note', left]]);
  });

  it('is left over when the unit counted the note of its case, too', () => {
    const { deps, found, open, sign } = noteThat('unknown');
    found(500);
    deps.journal.append('note-found', T, { credited: false, detail: '' });
    sign(CLERK, 'paid-at-counter', 'claim-shown');
    expect(sign(CASHIER, 'paid-at-counter', 'claim-shown')).toBe('settled');
    expect(open()).toMatchObject([{ kind: 'unexplained-note', amount: 500 }]);
  });

  it('is left over when the note of its case had been kept before: it lies in the box', () => {
    const { found, open, sign } = noteThat('kept');
    found(500);
    sign(CLERK, 'paid-at-counter', 'claim-shown');
    expect(sign(CASHIER, 'paid-at-counter', 'claim-shown')).toBe('settled');
    expect(open()).toMatchObject([{ kind: 'unexplained-note', amount: 500 }]);
  });

  it('and is added to its card is kept, counted by no unit, and lies in no box', () => {
    const { deps, found, sign } = noteThat('unknown');
    found(500);
    sign(CLERK, 'add-to-card', 'note-found');
    sign(CASHIER, 'add-to-card', 'note-found');
    const { days, box, totals } = deps.journal.ledger;
    expect([days.state.sums, box.state.content, totals.kept]).toMatchObject([
      { notes: 0, kept: 500 },
      { notes: 0, value: 0, inDoubt: [] },
      500,
    ]);
  });

  it('outlives a case that is about no money', () => {
    const { deps, sign, found, open } = noteThat('kept');
    deps.journal.append('case', null, { cause: 'counters-disagree', detail: '' });
    const of = caseOfRecord(deps.journal.head.seq);
    found(500, CLERK, of);
    sign(CLERK, 'nothing-owed', 'explained', of);
    expect(sign(CASHIER, 'nothing-owed', 'explained', of)).toBe('settled');
    expect(open()).toContainEqual(expect.objectContaining({ id: of, kind: 'unexplained-note', amount: 500 }));
  });

  it('is a case of its own when it is nobody’s, and two persons end it', () => {
    const { deps, sign, found, open } = noteThat('kept');
    found(1_000, CLERK, null);
    const of = caseOfRecord(deps.journal.head.seq);
    expect(open()).toContainEqual(expect.objectContaining({ id: of, kind: 'unexplained-note', amount: 1_000, found: 1_000 }));
    expect(sign(CLERK, 'unowned', 'no-owner-found', of)).toBe('signed-first');
    expect(sign(CASHIER, 'unowned', 'no-owner-found', of)).toBe('settled');
    expect(open().map(({ id }) => id)).toEqual([CASE]);
  });
});

it('what the machine would pay needs two persons, however little it is', () => {
  expect(oneDecides('nothing-owed', dollars(100), 500)).toBe(true);
  expect(oneDecides('add-to-card', dollars(100), 500)).toBe(false);
});

it('what a role may not do is not done, whoever asks for it, and goes on record', () => {
  const { deps, sign, withdraw, found, open } = noteThat('unknown');
  expect(sign(CASHIER, 'nothing-owed', 'note-returned')).toBe('needs-another-person');
  expect(deps.journal.tail(1)).toMatchObject([{ kind: 'staff-refused', body: { ...CASHIER, act: 'sign-case' } }]);
  expect(found(500, CASHIER)).toBe('needs-another-person');
  sign(CLERK, 'nothing-owed', 'note-returned');
  expect(sign(TECHNICIAN, 'nothing-owed', 'note-returned')).toBe('needs-another-person');
  expect(withdraw(TECHNICIAN)).toBe('needs-another-person');
  expect(open()).toMatchObject([{ signed: CLERK, found: 0 }]);
});

it('one person never signs twice (R-000-18)', () => {
  const { sign, open } = noteThat('unknown');
  sign(CLERK, 'nothing-owed', 'note-returned');
  expect(sign(CLERK, 'nothing-owed', 'note-returned')).toBe('needs-another-person');
  expect(open()).toHaveLength(1);
});

it('the second person signs what the first signed, or nothing', () => {
  const { sign, open } = noteThat('unknown');
  sign(CLERK, 'nothing-owed', 'note-returned');
  expect(sign(CASHIER, 'paid-at-counter', 'claim-shown')).toBe('changed-meanwhile');
  expect(open()).toHaveLength(1);
});

it('a note that nobody knows of is added to its card when two say so', () => {
  const { sign, owed, found, open } = noteThat('unknown');
  expect(owed()).toEqual([]);
  expect(found(500)).toBe('found-recorded');
  expect(open()).toMatchObject([{ found: 500 }]);
  sign(CLERK, 'add-to-card', 'note-found');
  expect(owed()).toEqual([]);
  sign(CASHIER, 'add-to-card', 'note-found');
  expect(owed()).toMatchObject([{ transaction: T, state: 'owed', amount: 500 }]);
});

it('a decision that this case does not have is refused, and so is one about a case that is over', () => {
  const { sign } = noteThat('kept');
  expect(sign(CLERK, 'add-to-card', 'note-found')).toBe('changed-meanwhile');
  expect(sign(CLERK, 'nothing-owed', 'explained', caseOfRecord(99))).toBe('changed-meanwhile');
});

it('a case without a transaction is settled too', () => {
  const { deps, sign, open } = noteThat('kept');
  deps.journal.append('case', null, { cause: 'unexplained-note', detail: '' });
  const of = caseOfRecord(deps.journal.head.seq);
  sign(CLERK, 'unowned', 'no-owner-found', of);
  expect(sign(CASHIER, 'unowned', 'no-owner-found', of)).toBe('settled');
  expect(open().map(({ id }) => id)).toEqual([CASE]);
});

it('what cannot be recorded does not happen', () => {
  const { store, sign, owed, told } = noteThat('kept');
  store.failKind = 'case-signed';
  expect(sign(CLERK, 'paid-at-counter', 'claim-shown')).toBe('failed');
  expect(told).toContainEqual({ type: 'JOURNAL.FAILED' });
  expect(owed()).toHaveLength(1);
});

it('a restart at any record finds the same, by the records as by a checkpoint', () => {
  const { deps, store, sign, found } = noteThat('unknown');
  found(500);
  sign(CLERK, 'add-to-card', 'note-found');
  sign(CASHIER, 'add-to-card', 'note-found');
  const { state } = deps.journal.ledger;
  expect(new Journal({ store, clock: deps.clock, bootId: 'next' }).ledger.state).toEqual(state);
  for (let at = 0; at <= store.rows.length; at += 1) {
    const before = new Ledger();
    for (const row of store.rows.slice(0, at)) before.apply(parseRecord(row));
    const after = new Ledger({ state: ledgerState.parse(JSON.parse(JSON.stringify(before.state))) });
    for (const row of store.rows.slice(at)) after.apply(parseRecord(row));
    expect(after.state).toEqual(state);
  }
});

it('a checkpoint of before there was staff is one in which nobody has signed anything', () => {
  const { deps } = noteThat('unknown');
  const { staff: _, ...before } = deps.journal.ledger.state;
  const opened = new Ledger({ state: ledgerState.parse(JSON.parse(JSON.stringify(before))) });
  expect(openCases(opened)).toMatchObject([{ id: CASE, signed: null }]);
});

it('what is offered is set by who may, holds over a restart, and is told at once', () => {
  const { deps, desk, told, store } = noteThat('kept');
  const set = (change: ServiceChange, person = CLERK): unknown => {
    desk.setService({ do: 'staff-service', ticket: 1, person, change });
    const done = told.findLast(({ type }) => type === 'STAFF.DONE');
    return done?.type === 'STAFF.DONE' ? done.end : null;
  };
  expect(set({ set: 'notes', to: 'not-taken' }, { person: 'P09', role: 'auditor' })).toBe('needs-another-person');
  expect(set({ set: 'notes', to: 'not-taken' })).toBe('service-changed');
  const day = taipeiDate(deps.clock.wallMs() + 20 * 86_400_000);
  expect(set({ set: 'work', monthDay: day.slice(5).replace('-', '') })).toBe('service-changed');
  expect(told.findLast(({ type }) => type === 'SERVICE.SET')).toEqual({ type: 'SERVICE.SET', service: { notes: 'not-taken', work: day } });
  expect(set({ set: 'work', monthDay: taipeiDate(deps.clock.wallMs()).slice(5).replace('-', '') })).toBe('too-soon');
  const after = new Journal({ store, clock: deps.clock, bootId: 'next' }).ledger;
  expect(after.service).toEqual({ notes: 'not-taken', work: day });
  expect(new Ledger({ state: ledgerState.parse(JSON.parse(JSON.stringify(after.state))) }).service).toEqual(after.service);
  expect(set({ set: 'no-work' })).toBe('service-changed');
  expect(deps.journal.ledger.service.work).toBeNull();
});
