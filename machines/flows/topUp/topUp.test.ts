import { initialTransition, transition } from 'xstate';
import { expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { DECIDED, notes, someCard, T1, T2, TODAY_MS } from '../../../tests/support/testVisit.ts';
import { transitionTable } from '../../../tests/support/transitionTable.ts';
import { type TopUpContext, createTopUpMachine, type TopUpEvent, type TopUpSnapshot } from './topUp.ts';

const machine = createTopUpMachine(() => undefined);
const [begun] = initialTransition(machine, { facts: someCard(), atMs: TODAY_MS, denominations: notes, credit: null });
const at = (value: TopUpSnapshot['value'], change: Partial<TopUpContext> = {}) =>
  machine.resolveState({ value, context: { ...begun.context, checks: 1, note: dollars(500), transaction: T1, ...change } });

const places = {
  opening: at('opening'),
  inviting: at('inviting'),
  full: at('full'),
  seen: at('seen'),
  checking: at('checking'),
  keeping: at('keeping'),
  writing: at('writing'),
  closing: at('closing'),
} satisfies Record<Exclude<TopUpSnapshot['value'], 'deciding' | 'ended'>, unknown>;

const events = {
  'NOTE.SEEN': { type: 'NOTE.SEEN' },
  'NOTE.ESCROWED': { type: 'NOTE.ESCROWED', transaction: T2, value: dollars(100) },
  'NOTE.RETURNED': { type: 'NOTE.RETURNED', transaction: T1, value: dollars(500), reason: 'host' },
  'NOTE.KEPT': { type: 'NOTE.KEPT', transaction: T1, value: dollars(500), ...DECIDED },
  'NOTE.IN-DOUBT': { type: 'NOTE.IN-DOUBT', transaction: T1, value: dollars(500), ...DECIDED },
  'CASH.OPENED': { type: 'CASH.OPENED' },
  'CASH.FAILED': { type: 'CASH.FAILED' },
  'CASH.CLOSED': { type: 'CASH.CLOSED' },
  'CASH.OUT': { type: 'CASH.OUT' },
  'CARD.CHECKED': { type: 'CARD.CHECKED', ticket: 1, fit: true },
  'CARD.WRITTEN': { type: 'CARD.WRITTEN', transaction: T1, before: dollars(320), after: dollars(820), found: false },
  'CARD.UNDECIDED': { type: 'CARD.UNDECIDED', transaction: T1, otherCard: false },
  'CARD.UNTOUCHED': { type: 'CARD.UNTOUCHED', transaction: T1, fault: 'contradictory' },
  'CARD.CONFLICT': { type: 'CARD.CONFLICT', transaction: T1 },
  'CARD.REMOVED': { type: 'CARD.REMOVED' },
  'MACHINE.BROKEN': { type: 'MACHINE.BROKEN' },
  'WIND-UP': { type: 'WIND-UP' },
  FINISH: { type: 'FINISH' },
} satisfies Record<TopUpEvent['type'], TopUpEvent>;

const variants = {
  'CARD.CHECKED, unfit': { type: 'CARD.CHECKED', ticket: 1, fit: false },
  'NOTE.RETURNED, another note': { type: 'NOTE.RETURNED', transaction: T2, value: dollars(100), reason: 'host' },
  'CARD.CHECKED, an earlier note': { type: 'CARD.CHECKED', ticket: 0, fit: true },
} satisfies Record<string, TopUpEvent>;

it('ends when the path is closed, unless a note that was kept is still to be written', () => {
  const kept = at('closing', { kept: [{ transaction: T1, value: dollars(500) }] });
  const closed = { 'CASH.CLOSED': events['CASH.CLOSED'] };
  expect(transitionTable(machine, { closing: places.closing, 'closing, a note kept': kept }, closed)).toMatchInlineSnapshot(`
    "closing: CASH.CLOSED -> ended
    closing, a note kept: CASH.CLOSED -> writing, write-card"
  `);
});

it('takes no further note when it is to end and the card has been written', () => {
  const ending = at('writing', { ending: true, kept: [{ transaction: T1, value: dollars(500) }] });
  const written = { 'CARD.WRITTEN': events['CARD.WRITTEN'] };
  expect(transitionTable(machine, { 'writing, to end': ending }, written)).toMatchInlineSnapshot(
    `"writing, to end: CARD.WRITTEN -> closing, balance, note, transaction, kept, added, cash-in-rollback"`,
  );
});

it('answers every event as this table says, wherever a top-up stands', () => {
  expect(transitionTable(machine, places, { ...events, ...variants })).toMatchInlineSnapshot(`
    "opening: NOTE.SEEN -> seen
    opening: NOTE.ESCROWED -> checking, checks, note, transaction, check-card
    opening: NOTE.RETURNED -> -
    opening: NOTE.KEPT -> opening, kept
    opening: NOTE.IN-DOUBT -> closing, ending, outcome, cash-in-rollback
    opening: CASH.OPENED -> inviting
    opening: CASH.FAILED -> ended, ending, outcome
    opening: CASH.OUT -> closing, ending, outcome, cash-in-rollback
    opening: CARD.CHECKED -> -
    opening: CARD.REMOVED -> closing, ending, cash-in-rollback
    opening: MACHINE.BROKEN -> closing, ending, cash-in-rollback
    opening: WIND-UP -> closing, ending, cash-in-rollback
    opening: FINISH -> closing, cash-in-rollback
    opening: CARD.CHECKED, unfit -> -
    opening: NOTE.RETURNED, another note -> -
    opening: CARD.CHECKED, an earlier note -> -
    inviting: NOTE.SEEN -> seen
    inviting: NOTE.ESCROWED -> checking, checks, note, transaction, check-card
    inviting: NOTE.RETURNED -> -
    inviting: NOTE.KEPT -> closing, kept, cash-in-rollback
    inviting: NOTE.IN-DOUBT -> closing, ending, outcome, cash-in-rollback
    inviting: CASH.OPENED -> -
    inviting: CASH.FAILED -> closing, ending, outcome, cash-in-rollback
    inviting: CASH.OUT -> closing, ending, outcome, cash-in-rollback
    inviting: CARD.CHECKED -> -
    inviting: CARD.REMOVED -> closing, ending, cash-in-rollback
    inviting: MACHINE.BROKEN -> closing, ending, cash-in-rollback
    inviting: WIND-UP -> closing, ending, cash-in-rollback
    inviting: FINISH -> closing, cash-in-rollback
    inviting: CARD.CHECKED, unfit -> -
    inviting: NOTE.RETURNED, another note -> -
    inviting: CARD.CHECKED, an earlier note -> -
    full: NOTE.RETURNED -> -
    full: NOTE.KEPT -> closing, kept, cash-in-rollback
    full: NOTE.IN-DOUBT -> closing, ending, outcome, cash-in-rollback
    full: CASH.OPENED -> -
    full: CASH.OUT -> -
    full: CARD.CHECKED -> -
    full: CARD.REMOVED -> closing, ending, cash-in-rollback
    full: MACHINE.BROKEN -> closing, ending, cash-in-rollback
    full: WIND-UP -> closing, ending, cash-in-rollback
    full: FINISH -> closing, cash-in-rollback
    full: CARD.CHECKED, unfit -> -
    full: NOTE.RETURNED, another note -> -
    full: CARD.CHECKED, an earlier note -> -
    seen: NOTE.ESCROWED -> checking, checks, note, transaction, check-card, time-out
    seen: NOTE.RETURNED -> inviting, time-out
    seen: NOTE.KEPT -> seen, kept
    seen: NOTE.IN-DOUBT -> closing, ending, outcome, cash-in-rollback, time-out
    seen: CASH.OPENED -> -
    seen: CASH.FAILED -> closing, ending, outcome, cash-in-rollback, time-out
    seen: CASH.OUT -> closing, ending, outcome, cash-in-rollback, time-out
    seen: CARD.CHECKED -> -
    seen: CARD.REMOVED -> closing, ending, cash-in-rollback, time-out
    seen: MACHINE.BROKEN -> closing, ending, cash-in-rollback, time-out
    seen: WIND-UP -> closing, ending, cash-in-rollback, time-out
    seen: CARD.CHECKED, unfit -> -
    seen: NOTE.RETURNED, another note -> inviting, time-out
    seen: CARD.CHECKED, an earlier note -> -
    checking: NOTE.RETURNED -> opening, note, transaction, cash-in-start
    checking: NOTE.KEPT -> closing, kept, cash-in-rollback
    checking: NOTE.IN-DOUBT -> closing, ending, outcome, cash-in-rollback
    checking: CASH.OPENED -> -
    checking: CASH.FAILED -> closing, ending, outcome, cash-in-rollback
    checking: CASH.OUT -> closing, ending, outcome, cash-in-rollback
    checking: CARD.CHECKED -> keeping, keep-note
    checking: CARD.REMOVED -> closing, ending, cash-in-rollback
    checking: MACHINE.BROKEN -> closing, ending, cash-in-rollback
    checking: WIND-UP -> closing, ending, cash-in-rollback
    checking: CARD.CHECKED, unfit -> closing, cash-in-rollback
    checking: NOTE.RETURNED, another note -> -
    checking: CARD.CHECKED, an earlier note -> -
    keeping: NOTE.RETURNED -> opening, note, transaction, cash-in-start
    keeping: NOTE.KEPT -> writing, kept, write-card
    keeping: NOTE.IN-DOUBT -> ended, ending, outcome
    keeping: CASH.OPENED -> -
    keeping: CASH.OUT -> -
    keeping: CARD.CHECKED -> -
    keeping: CARD.REMOVED -> keeping, ending
    keeping: MACHINE.BROKEN -> keeping, ending
    keeping: WIND-UP -> keeping, ending
    keeping: CARD.CHECKED, unfit -> -
    keeping: NOTE.RETURNED, another note -> -
    keeping: CARD.CHECKED, an earlier note -> -
    writing: NOTE.RETURNED -> -
    writing: NOTE.KEPT -> writing, kept
    writing: NOTE.IN-DOUBT -> writing, ending, outcome
    writing: CASH.OPENED -> -
    writing: CASH.OUT -> -
    writing: CARD.CHECKED -> -
    writing: CARD.WRITTEN -> opening, balance, note, transaction, added, cash-in-start
    writing: CARD.UNDECIDED -> ended, outcome
    writing: CARD.UNTOUCHED -> ended, outcome
    writing: CARD.CONFLICT -> ended, outcome
    writing: CARD.REMOVED -> writing, ending
    writing: MACHINE.BROKEN -> writing, ending
    writing: WIND-UP -> writing, ending
    writing: CARD.CHECKED, unfit -> -
    writing: NOTE.RETURNED, another note -> -
    writing: CARD.CHECKED, an earlier note -> -
    closing: NOTE.SEEN -> -
    closing: NOTE.ESCROWED -> closing, note, transaction
    closing: NOTE.RETURNED -> -
    closing: NOTE.KEPT -> closing, kept
    closing: NOTE.IN-DOUBT -> closing, ending, outcome
    closing: CASH.OPENED -> -
    closing: CASH.FAILED -> -
    closing: CASH.CLOSED -> ended
    closing: CASH.OUT -> -
    closing: CARD.CHECKED -> -
    closing: CARD.REMOVED -> closing, ending
    closing: MACHINE.BROKEN -> closing, ending
    closing: WIND-UP -> closing, ending
    closing: CARD.CHECKED, unfit -> -
    closing: NOTE.RETURNED, another note -> -
    closing: CARD.CHECKED, an earlier note -> -"
  `);
});

it.each([
  ['a note that is kept and not on the card is written first', { kept: [{ transaction: T1, value: dollars(500) }] }, 'writing'],
  ['whoever ends is let go', { ending: true }, 'closing'],
  ['a card that takes no note of this machine is told so', { denominations: [] }, 'full'],
  ['otherwise the note path is opened', {}, 'opening'],
] as const)('decides by what it knows: %s', (_, change, place) => {
  const [next] = transition(machine, at('deciding', change as Partial<TopUpContext>), { type: 'CASH.OPENED' });
  expect(next.value).toBe(place);
});
