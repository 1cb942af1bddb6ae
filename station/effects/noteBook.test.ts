import { describe, expect, it } from 'vitest';
import { cardNumberOfUid } from '../../hardware/card-profiles/cardNumberOfUid.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { fromHex } from '../../hardware/ports/hex.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { effectBench, silentLine } from '../../lab/world/effectBench.ts';
import { caseOfTransaction, type Decision, type Reason } from '../../machines/flows/staff.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import type { Journal } from '../journal/journal.ts';
import { moneyStateOf } from '../journal/ledger.ts';
import { NoteBook } from './noteBook.ts';

const T = transactionId('AAAAABBBBB');
const CASE = caseOfTransaction(T);
const CLERK = { person: 'P01', role: 'clerk' } as const;
const CASHIER = { person: 'P02', role: 'cashier' } as const;

/** A note of NT$500 whose end the counters could not tell; then what staff does; then the unit says that it kept it after all. */
function turnsUp(staff: (journal: Journal) => void, claimed = false) {
  const { deps } = effectBench((clock) => createSspAcceptor({ line: silentLine, clock }));
  const { journal, seal } = deps;
  const card = seal.sealCard(cardNumberOfUid(fromHex('08b00001')));
  const note = { card, value: dollars(500), currency: 'TWD', counters: null } as const;
  journal.append('note-escrow', T, note);
  journal.append('note-keep.intent', T, note);
  if (claimed) journal.append('claim', T, { code: 'K15-BBBBB', amount: 500 });
  journal.append('note-keep.outcome', T, { end: 'unknown', value: 500, by: 'counters', counters: null, detail: '' });
  journal.append('case', T, { cause: 'note-in-doubt', detail: '' });
  staff(journal);
  journal.append('note-told', null, { where: 'kept', value: dollars(500), atStart: false });
  const owed = new NoteBook(deps).reconcile({ counters: null, stackingOver: true, stackMs: 30_000 });
  const transaction = journal.ledger.find(T);
  return {
    journal,
    owed: owed?.map(({ id }) => id),
    standing: transaction === undefined ? null : moneyStateOf(transaction),
    toCard: journal.ledger.openFor(card.find),
  };
}

const signed = (decision: Decision, reason: Reason) => ({ case: CASE, decision, reason, amount: 500, currency: 'TWD' }) as const;

describe('a note in doubt that the unit tells of late', () => {
  it('is owed to its card', () => {
    expect(turnsUp(() => undefined)).toMatchObject({ owed: [T], standing: 'owed', toCard: [{ state: 'owed' }] });
  });

  it('is owed to its card although a second signature to add it there is awaited', () => {
    const sign = (journal: Journal): unknown => journal.append('case-signed', T, { ...CLERK, ...signed('add-to-card', 'counters-agree') });
    expect(turnsUp(sign)).toMatchObject({ owed: [T], standing: 'owed', toCard: [{ state: 'owed' }] });
  });

  it.each<readonly [string, (journal: Journal) => void]>([
    ['somebody signed about', (journal) => journal.append('case-signed', T, { ...CLERK, ...signed('paid-at-counter', 'claim-shown') })],
    ['somebody found', (journal) => journal.append('money-found', T, { ...CLERK, case: CASE, value: 500, currency: 'TWD' })],
  ])('stays with staff when it is one that %s', (_, staff) => {
    expect(turnsUp(staff)).toMatchObject({ owed: [], standing: 'case' });
  });

  it('stays with staff when its claim was given out before its end was known', () => {
    expect(turnsUp(() => undefined, true)).toMatchObject({ owed: [], standing: 'case' });
  });

  it('contradicts its case when two had settled that nothing is owed', () => {
    const body = { ...CASHIER, ...signed('nothing-owed', 'note-returned'), first: CLERK };
    const { journal, owed, standing } = turnsUp((each) => each.append('case-settled', T, body));
    expect([owed, standing]).toEqual([[], 'closed']);
    expect(journal.ledger.staff.state.loose).toMatchObject([{ kind: 'settled-note-found', about: { value: 500 } }]);
  });
});

/** A note of NT$500 whose end is unknown; then the unit counts one more, and says nothing of it. */
function countedLater(counts: {
  readonly before: number | null;
  readonly end: number | null;
  readonly told?: number;
  readonly out?: number;
}) {
  const { deps, store } = effectBench((clock) => createSspAcceptor({ line: silentLine, clock }));
  const { journal, seal } = deps;
  const at = (notesKept: number | null) => (notesKept === null ? null : { serial: '1', notesKept });
  const card = seal.sealCard(cardNumberOfUid(fromHex('08b00001')));
  const note = { card, value: dollars(500), currency: 'TWD', counters: at(counts.before) } as const;
  journal.append('cash-ready', null, { counters: at(counts.before), powerUp: [] });
  journal.append('note-escrow', T, note);
  journal.append('note-keep.intent', T, note);
  if (counts.told !== undefined) journal.append('note-told', T, { where: 'kept', value: dollars(counts.told), atStart: false });
  journal.append('note-keep.outcome', T, { end: 'unknown', value: 500, by: 'counters', counters: at(counts.end), detail: '' });
  journal.append('case', T, { cause: 'note-in-doubt', detail: '' });
  journal.append('cash-ready', null, { counters: at(counts.end), powerUp: [] });
  const book = new NoteBook(deps);
  if (counts.out !== undefined) journal.append('note-told', null, { where: 'returned', value: dollars(counts.out), atStart: true });
  if (counts.end === null) journal.append('note-told', null, { where: 'kept', value: dollars(500), atStart: false });
  const owed = book.reconcile({ counters: at(counts.end === null ? null : counts.end + 1), stackingOver: true, stackMs: 30_000 });
  const causes = store
    .readAfter(0, 100)
    .flatMap(({ kind, body }) => (kind === 'case' ? [(JSON.parse(body) as { cause: string }).cause] : []));
  return { owed: owed?.length, causes };
}

describe('a note that the unit counts after another one’s end was called unknown', () => {
  it.each<readonly [string, Parameters<typeof countedLater>[0]]>([
    ['had not counted one for it', { before: 7, end: 7 }],
    ['does not count, and had said nothing', { before: null, end: null }],
    ['is to count the one that it told of', { before: 7, end: 7, told: 500 }],
    ['said since that another one is out', { before: 7, end: 7, out: 100 }],
  ])('is that one, where the unit %s', (_, counts) => {
    expect(countedLater(counts)).toEqual({ owed: 1, causes: ['note-in-doubt'] });
  });

  it.each<readonly [string, Parameters<typeof countedLater>[0]]>([
    ['had counted one for it', { before: 7, end: 8 }],
    ['had told of another value in its place', { before: 7, end: 7, told: 100 }],
    ['does not count, and had told of it already', { before: null, end: null, told: 500 }],
    ['had said since that it is out', { before: 7, end: 7, out: 500 }],
  ])('is nobody’s, where the unit %s', (_, counts) => {
    expect(countedLater(counts)).toEqual({ owed: 0, causes: ['note-in-doubt', 'unexplained-note'] });
  });
});

it('a note in doubt that the counters alone find, and that comes out then, is in doubt again and not owed to its card', () => {
  const { deps } = effectBench((clock) => createSspAcceptor({ line: silentLine, clock }));
  const { journal, seal } = deps;
  const at = (notesKept: number) => ({ serial: '1', notesKept });
  const note = {
    card: seal.sealCard(cardNumberOfUid(fromHex('08b00001'))),
    value: dollars(500),
    currency: 'TWD',
    counters: at(7),
  } as const;
  journal.append('cash-ready', null, { counters: at(7), powerUp: [] });
  journal.append('note-escrow', T, note);
  journal.append('note-keep.intent', T, note);
  journal.append('note-keep.outcome', T, { end: 'unknown', value: 500, by: 'counters', counters: at(7), detail: '' });
  journal.append('case', T, { cause: 'note-in-doubt', detail: '' });
  const book = new NoteBook(deps);
  const word = { counters: at(8), stackingOver: true, stackMs: 30_000 };
  expect(book.reconcile(word)).toMatchObject([{ id: T }]);
  const out = { where: 'returned', value: dollars(500), atStart: true } as const;
  expect(book.contradicts(out, word.stackMs)).toBe(true);
  book.told(out);
  expect(book.withdraw(word)).toMatchObject({ id: T });
  expect(journal.ledger.find(T)).toMatchObject({ note: 'unknown', traceable: false });
  expect(journal.ledger.box.state.content).toMatchObject({ notes: 0, value: 0, inDoubt: [{ transaction: T }] });
});
