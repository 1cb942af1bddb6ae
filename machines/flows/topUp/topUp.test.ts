import { initialTransition } from 'xstate';
import { expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { notes, someCard, T1, TODAY_MS } from '../../../tests/support/testVisit.ts';
import { transitionTable } from '../../../tests/support/transitionTable.ts';
import { createTopUpMachine, type TopUpEvent, type TopUpSnapshot } from './topUp.ts';

const machine = createTopUpMachine(() => undefined);
const [begun] = initialTransition(machine, { facts: someCard(), atMs: TODAY_MS, denominations: notes, credit: null });
const at = (value: TopUpSnapshot['value']) =>
  machine.resolveState({ value, context: { ...begun.context, checks: 1, note: dollars(500), transaction: T1 } });

const places = {
  opening: at('opening'),
  inviting: at('inviting'),
  full: at('full'),
  seen: at('seen'),
  checking: at('checking'),
  keeping: at('keeping'),
  writing: at('writing'),
  abandoning: at('abandoning'),
  closing: at('closing'),
} satisfies Record<Exclude<TopUpSnapshot['value'], 'deciding' | 'ended'>, unknown>;

const events = {
  'NOTE.SEEN': { type: 'NOTE.SEEN' },
  'NOTE.ESCROWED': { type: 'NOTE.ESCROWED', value: dollars(100) },
  'NOTE.RETURNED': { type: 'NOTE.RETURNED' },
  'NOTE.KEPT': { type: 'NOTE.KEPT', transaction: T1, value: dollars(500) },
  'NOTE.IN-DOUBT': { type: 'NOTE.IN-DOUBT', transaction: T1, value: dollars(500) },
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
  'CARD.CHECKED, an earlier note': { type: 'CARD.CHECKED', ticket: 0, fit: true },
} satisfies Record<string, TopUpEvent>;

it('answers every event as this table says, wherever a top-up stands', () => {
  expect(transitionTable(machine, places, { ...events, ...variants })).toMatchInlineSnapshot(`
    "opening: NOTE.SEEN -> seen
    opening: NOTE.ESCROWED -> checking, checks, note, check-card
    opening: NOTE.RETURNED -> opening, noteReturned
    opening: CASH.OPENED -> inviting
    opening: CASH.FAILED -> ended, outcome
    opening: CASH.OUT -> abandoning, outcome, cash-in-rollback
    opening: CARD.REMOVED -> closing, ending, cash-in-rollback
    opening: MACHINE.BROKEN -> closing, ending, cash-in-rollback
    opening: WIND-UP -> closing, ending, cash-in-rollback
    opening: FINISH -> closing, cash-in-rollback
    inviting: NOTE.SEEN -> seen
    inviting: NOTE.ESCROWED -> checking, checks, note, check-card
    inviting: NOTE.RETURNED -> inviting, noteReturned
    inviting: CASH.OPENED -> -
    inviting: CASH.FAILED -> abandoning, outcome, cash-in-rollback
    inviting: CASH.OUT -> abandoning, outcome, cash-in-rollback
    inviting: CARD.REMOVED -> closing, ending, cash-in-rollback
    inviting: MACHINE.BROKEN -> closing, ending, cash-in-rollback
    inviting: WIND-UP -> closing, ending, cash-in-rollback
    inviting: FINISH -> closing, cash-in-rollback
    full: CASH.OUT -> -
    full: CARD.REMOVED -> closing, ending, cash-in-rollback
    full: MACHINE.BROKEN -> closing, ending, cash-in-rollback
    full: WIND-UP -> closing, ending, cash-in-rollback
    full: FINISH -> closing, cash-in-rollback
    seen: NOTE.ESCROWED -> checking, checks, note, check-card, time-out
    seen: NOTE.RETURNED -> inviting, note, noteReturned, time-out
    seen: CASH.OPENED -> -
    seen: CASH.FAILED -> abandoning, outcome, cash-in-rollback, time-out
    seen: CASH.OUT -> abandoning, outcome, cash-in-rollback, time-out
    seen: CARD.REMOVED -> closing, ending, cash-in-rollback, time-out
    seen: MACHINE.BROKEN -> closing, ending, cash-in-rollback, time-out
    seen: WIND-UP -> closing, ending, cash-in-rollback, time-out
    checking: NOTE.RETURNED -> inviting, note, noteReturned
    checking: CASH.OPENED -> -
    checking: CASH.FAILED -> abandoning, outcome, cash-in-rollback
    checking: CASH.OUT -> abandoning, outcome, cash-in-rollback
    checking: CARD.CHECKED -> keeping, keep-note
    checking: CARD.REMOVED -> closing, ending, cash-in-rollback
    checking: MACHINE.BROKEN -> closing, ending, cash-in-rollback
    checking: WIND-UP -> closing, ending, cash-in-rollback
    checking: CARD.CHECKED, unfit -> closing, cash-in-rollback
    checking: CARD.CHECKED, an earlier note -> -
    keeping: NOTE.RETURNED -> opening, note, noteReturned, cash-in-start
    keeping: NOTE.KEPT -> writing, write-card
    keeping: NOTE.IN-DOUBT -> ended, outcome
    keeping: CASH.OUT -> -
    keeping: CARD.REMOVED -> keeping, ending
    keeping: MACHINE.BROKEN -> keeping, ending
    keeping: WIND-UP -> keeping, ending
    writing: CASH.OUT -> -
    writing: CARD.WRITTEN -> opening, balance, note, transaction, added, cash-in-start
    writing: CARD.UNDECIDED -> ended, outcome
    writing: CARD.UNTOUCHED -> ended, outcome
    writing: CARD.CONFLICT -> ended, outcome
    writing: CARD.REMOVED -> writing, ending
    writing: MACHINE.BROKEN -> writing, ending
    writing: WIND-UP -> writing, ending
    abandoning: NOTE.SEEN -> -
    abandoning: NOTE.ESCROWED -> -
    abandoning: NOTE.RETURNED -> -
    abandoning: CASH.OPENED -> -
    abandoning: CASH.FAILED -> -
    abandoning: CASH.CLOSED -> ended
    abandoning: CASH.OUT -> -
    abandoning: CARD.CHECKED -> -
    abandoning: CARD.REMOVED -> abandoning, ending
    abandoning: MACHINE.BROKEN -> abandoning, ending
    abandoning: WIND-UP -> abandoning, ending
    abandoning: CARD.CHECKED, unfit -> -
    abandoning: CARD.CHECKED, an earlier note -> -
    closing: NOTE.SEEN -> -
    closing: NOTE.ESCROWED -> -
    closing: NOTE.RETURNED -> -
    closing: CASH.OPENED -> -
    closing: CASH.FAILED -> -
    closing: CASH.CLOSED -> ended
    closing: CASH.OUT -> -
    closing: CARD.CHECKED -> -
    closing: CARD.REMOVED -> closing, ending
    closing: MACHINE.BROKEN -> closing, ending
    closing: WIND-UP -> closing, ending
    closing: CARD.CHECKED, unfit -> -
    closing: CARD.CHECKED, an earlier note -> -"
  `);
});
