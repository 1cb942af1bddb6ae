import { createActor } from 'xstate';
import { expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import type { BoxTaken } from '../staff.ts';
import { AUDITOR, CASHIER, CLERK, doubtful, signed, statement, today } from '../../../tests/support/staffWalks.ts';
import { transitionTable } from '../../../tests/support/transitionTable.ts';
import { nobodyIn, type StaffContext } from './staffContext.ts';
import { createStaffMachine, type StaffSnapshot } from './staffFlow.ts';
import type { StaffFlowEvent } from './staffSetup.ts';

const machine = createStaffMachine(() => undefined);
const context: StaffContext = { ...nobodyIn, ticket: 1, notice: null, waitMs: 0, closing: false, cardPresent: true };
const clerkIn: Partial<StaffContext> = { person: CLERK, today: today(doubtful) };

function at(value: StaffSnapshot['value'], change: Partial<StaffContext> = {}) {
  return machine.resolveState({ value, context: { ...context, ...change } });
}

type Inside = Extract<StaffSnapshot['value'], object>['inside'];

function inside(state: NonNullable<Inside>, change: Partial<StaffContext> = {}) {
  return at({ inside: state }, { ...clerkIn, ...change });
}

const choose = (choice: string) => ({ type: 'STAFF.CHOOSE', choice }) as const;

/** What the hall does, and what the station answers. */
const heard = {
  'CARD.PLACED': { type: 'CARD.PLACED' },
  'CARD.REMOVED': { type: 'CARD.REMOVED' },
  'STAFF.CLOSE': { type: 'STAFF.CLOSE' },
  'STAFF.REOPEN': { type: 'STAFF.REOPEN' },
  'STAFF.IDLE': { type: 'STAFF.IDLE' },
  'STAFF.CARD': { type: 'STAFF.CARD', ticket: 1, readable: true },
  'STAFF.CARD, not readable': { type: 'STAFF.CARD', ticket: 1, readable: false },
  'STAFF.CARD, an earlier question': { type: 'STAFF.CARD', ticket: 0, readable: true },
  'STAFF.ENTERED': { type: 'STAFF.ENTERED', ticket: 1, person: CASHIER, mustChoosePin: false },
  'STAFF.ENTERED, by a PIN for once': { type: 'STAFF.ENTERED', ticket: 1, person: CASHIER, mustChoosePin: true },
  'STAFF.ENTERED, an earlier question': { type: 'STAFF.ENTERED', ticket: 0, person: CASHIER, mustChoosePin: false },
  'STAFF.NOT-ENTERED': { type: 'STAFF.NOT-ENTERED', ticket: 1, waitMs: 0 },
  'STAFF.NOT-ENTERED, locked out': { type: 'STAFF.NOT-ENTERED', ticket: 1, waitMs: 60_000 },
  'STAFF.TODAY': { type: 'STAFF.TODAY', ticket: 1, today: today() },
  'STAFF.TODAY, an earlier question': { type: 'STAFF.TODAY', ticket: 0, today: today() },
  'STAFF.DONE': { type: 'STAFF.DONE', ticket: 1, end: 'failed' },
  'STAFF.DONE, PIN saved': { type: 'STAFF.DONE', ticket: 1, end: 'pin-saved' },
  'STAFF.DONE, an earlier question': { type: 'STAFF.DONE', ticket: 0, end: 'failed' },
} satisfies Record<string, StaffFlowEvent>;

/** What fingers say. */
const touched = {
  'STAFF.KEY, 7': { type: 'STAFF.KEY', key: '7' },
  'STAFF.KEY, A': { type: 'STAFF.KEY', key: 'A' },
  'STAFF.KEY, erase': { type: 'STAFF.KEY', key: 'erase' },
  'STAFF.CHOOSE, enter': choose('enter'),
  'STAFF.CHOOSE, look-again': choose('look-again'),
  'STAFF.CHOOSE, cases': choose('cases'),
  'STAFF.CHOOSE, found': choose('found'),
  'STAFF.CHOOSE, search': choose('search'),
  'STAFF.CHOOSE, more': choose('more'),
  'STAFF.CHOOSE, the case': choose(doubtful.id),
  'STAFF.CHOOSE, a decision': choose('paid-at-counter'),
  'STAFF.CHOOSE, a reason': choose('claim-shown'),
  'STAFF.CHOOSE, withdraw': choose('withdraw'),
  'STAFF.CHOOSE, a note': choose('500'),
  'STAFF.CHOOSE, exchange': choose('exchange'),
  'STAFF.CHOOSE, boxes': choose('boxes'),
  'STAFF.CHOOSE, test-print': choose('test-print'),
  'STAFF.CHOOSE, new-box': choose('new-box'),
  'STAFF.CHOOSE, print': choose('print'),
  'STAFF.CHOOSE, close': choose('close'),
  'STAFF.CHOOSE, a box': choose('7'),
  'STAFF.CHOOSE, last-count': choose('last-count'),
  'STAFF.CHOOSE, statements': choose('statements'),
  'STAFF.CHOOSE, end of the day': choose('day'),
  'STAFF.CHOOSE, what is not there': choose('everything'),
  CONFIRM: { type: 'CONFIRM' },
  CANCEL: { type: 'CANCEL' },
  FINISH: { type: 'FINISH' },
} satisfies Record<string, StaffFlowEvent>;

const outside = {
  resting: at('resting', { cardPresent: false }),
  reading: at('reading'),
  'typing a PIN': at('typingPin', { typed: '10293' }),
  'typed six digits': at('typingPin', { typed: '102938' }),
  'checking the PIN': at('checkingPin'),
  'locked out': at('lockedOut', { waitMs: 60_000 }),
};

const decided: Partial<StaffContext> = { case: doubtful.id, decision: 'paid-at-counter' };
const withReason: Partial<StaffContext> = { ...decided, reason: 'claim-shown' };

const pages = {
  'choosing a PIN': inside('choosingPin', { typed: '102938' }),
  'repeating the PIN': inside('repeatingPin', { typed: '102938', firstPin: '102938' }),
  'repeating another PIN': inside('repeatingPin', { typed: '102939', firstPin: '102938' }),
  'saving the PIN': inside('savingPin', { mustChoosePin: true }),
  looking: inside('looking'),
  'looking, from a case': inside('looking', withReason),
  today: inside('today'),
  'today, an auditor': inside('today', { person: AUDITOR }),
  cases: inside('cases'),
  'cases, searched': inside('cases', { search: '6789' }),
  'cases, the first page of two': inside('cases', { today: today(doubtful, doubtful, doubtful, doubtful, doubtful) }),
  'cases, the second page': inside('cases', { from: 4 }),
  searching: inside('searching', { typed: '678' }),
  'searching, four characters': inside('searching', { typed: '6789' }),
  'a case': inside('case', { case: doubtful.id }),
  'a case, an auditor': inside('case', { person: AUDITOR, case: doubtful.id }),
  'a signed case, a clerk': inside('case', { today: today(signed), case: signed.id }),
  'a signed case, a cashier': inside('case', { person: CASHIER, today: today(signed), case: signed.id }),
  'a signed case, an auditor': inside('case', { person: AUDITOR, today: today(signed), case: signed.id }),
  'a reason': inside('reason', decided),
  confirming: inside('confirming', withReason),
  signing: inside('signing', withReason),
  withdrawing: inside('withdrawing', { person: CASHIER, today: today(signed), case: signed.id }),
  'a note found': inside('found'),
  'a note found, of a case': inside('found', { case: doubtful.id }),
  'confirming a note': inside('confirmingFound', { foundValue: dollars(500) }),
  'recording a note': inside('recordingFound', { foundValue: dollars(500) }),
};

const taken: BoxTaken = { exchange: 7, serial: 'B0417', seal: 'S22', atMs: 0, person: 'P02', next: null, prints: 0 };
const boxOut: Partial<StaffContext> = { today: { ...today(), exchange: taken } };
const boxIn: Partial<StaffContext> = { today: { ...today(), exchange: { ...taken, next: 'B0418', prints: 2 } } };
const counted = { notes: 1, value: dollars(500) };
const expected = { ...counted, unvalued: 0, inDoubt: { notes: 0, value: dollars(0) } };
const lastCount = { exchange: 6, serial: 'B0416', expected, counted, difference: 0, prints: 0 };
const withBoxes: Partial<StaffContext> = { today: { ...today(), waiting: [taken], lastCount } };

const boxPages = {
  'a box’s serial': inside('boxSerial', { typed: 'B04' }),
  'a box’s seal': inside('boxSeal', { typed: 'S2' }),
  'confirming a box': inside('confirmingOut', { boxSerial: 'B04', boxSeal: 'S22' }),
  'taking it out': inside('takingOut'),
  'an exchange, the box is out': inside('exchange', boxOut),
  'an exchange, the box is in': inside('exchange', boxIn),
  'an exchange, an auditor': inside('exchange', { ...boxIn, person: AUDITOR }),
  'today, with an exchange': inside('today', boxOut),
  'a new box’s serial': inside('newBox', { ...boxOut, typed: 'B0418' }),
  boxes: inside('boxes', withBoxes),
  'boxes, of who took one out': inside('boxes', { ...withBoxes, person: CASHIER }),
  counting: inside('counting', { ...withBoxes, counting: 7, typed: '12' }),
  'counting the last notes': inside('counting', { ...withBoxes, counting: 7, typed: '0', counts: [1, 2, 3, 4] }),
  'confirming a count': inside('confirmingCount', { ...withBoxes, counting: 7, counts: [1, 2, 3, 4, 0] }),
  'recording a count': inside('recordingCount', { ...withBoxes, counting: 7, counts: [1, 2, 3, 4, 0] }),
  statements: inside('statements'),
  'confirming a statement': inside('confirmingStatement', { stating: 'day' }),
  'making a statement': inside('stating', { stating: 'day' }),
  'a statement': inside('stated'),
  counted: inside('counted', withBoxes),
  'counted, an auditor': inside('counted', { ...withBoxes, person: AUDITOR }),
};

it('goes on from what the station answers about box and day as this table says', () => {
  const withExchange = { ...today(), exchange: taken };
  const answers = {
    'STAFF.DONE': heard['STAFF.DONE'],
    'STAFF.DONE, an earlier question': heard['STAFF.DONE, an earlier question'],
    'STAFF.STATED': { type: 'STAFF.STATED', ticket: 1, statement, printed: true },
    'STAFF.STATED, an earlier question': { type: 'STAFF.STATED', ticket: 0, statement, printed: true },
    'STAFF.TODAY': heard['STAFF.TODAY'],
    'STAFF.TODAY, an exchange is open': { type: 'STAFF.TODAY', ticket: 1, today: withExchange },
    'STAFF.CHOOSE, enter': choose('enter'),
    'STAFF.CHOOSE, new-box': choose('new-box'),
  } satisfies Record<string, StaffFlowEvent>;
  const places = {
    'a box’s whole seal': inside('boxSeal', { typed: 'S22' }),
    'an exchange, the box is out, an auditor': inside('exchange', { ...boxOut, person: AUDITOR }),
    'putting a box in': inside('puttingIn', { ...boxOut, typed: 'B0418' }),
    'printing the statement of an exchange': inside('printing', boxIn),
    'closing an exchange': inside('closing', boxIn),
    'printing a test': inside('printingTest'),
    'printing a count': inside('printingCount', withBoxes),
    'making a statement': boxPages['making a statement'],
    looking: pages.looking,
    'looking, from a count': inside('looking', { ...withBoxes, counting: 7 }),
    today: pages.today,
  };
  expect(transitionTable(machine, places, answers)).toMatchInlineSnapshot(`
    "a box’s whole seal: STAFF.DONE -> -
    a box’s whole seal: STAFF.DONE, an earlier question -> -
    a box’s whole seal: STAFF.STATED -> -
    a box’s whole seal: STAFF.STATED, an earlier question -> -
    a box’s whole seal: STAFF.TODAY -> -
    a box’s whole seal: STAFF.TODAY, an exchange is open -> -
    a box’s whole seal: STAFF.CHOOSE, enter -> confirmingOut, boxSeal, time-out
    an exchange, the box is out, an auditor: STAFF.DONE -> -
    an exchange, the box is out, an auditor: STAFF.DONE, an earlier question -> -
    an exchange, the box is out, an auditor: STAFF.STATED -> -
    an exchange, the box is out, an auditor: STAFF.STATED, an earlier question -> -
    an exchange, the box is out, an auditor: STAFF.TODAY -> -
    an exchange, the box is out, an auditor: STAFF.TODAY, an exchange is open -> -
    an exchange, the box is out, an auditor: STAFF.CHOOSE, new-box -> exchange, notice, time-out
    putting a box in: STAFF.DONE -> looking, ticket, notice, staff-look
    putting a box in: STAFF.DONE, an earlier question -> -
    putting a box in: STAFF.STATED -> -
    putting a box in: STAFF.STATED, an earlier question -> -
    putting a box in: STAFF.TODAY -> -
    putting a box in: STAFF.TODAY, an exchange is open -> -
    printing the statement of an exchange: STAFF.DONE -> looking, ticket, notice, staff-look
    printing the statement of an exchange: STAFF.DONE, an earlier question -> -
    printing the statement of an exchange: STAFF.STATED -> -
    printing the statement of an exchange: STAFF.STATED, an earlier question -> -
    printing the statement of an exchange: STAFF.TODAY -> -
    printing the statement of an exchange: STAFF.TODAY, an exchange is open -> -
    closing an exchange: STAFF.DONE -> looking, ticket, notice, staff-look
    closing an exchange: STAFF.DONE, an earlier question -> -
    closing an exchange: STAFF.STATED -> -
    closing an exchange: STAFF.STATED, an earlier question -> -
    closing an exchange: STAFF.TODAY -> -
    closing an exchange: STAFF.TODAY, an exchange is open -> -
    printing a test: STAFF.DONE -> looking, ticket, notice, staff-look
    printing a test: STAFF.DONE, an earlier question -> -
    printing a test: STAFF.STATED -> -
    printing a test: STAFF.STATED, an earlier question -> -
    printing a test: STAFF.TODAY -> -
    printing a test: STAFF.TODAY, an exchange is open -> -
    printing a count: STAFF.DONE -> counted, notice
    printing a count: STAFF.DONE, an earlier question -> -
    printing a count: STAFF.STATED -> -
    printing a count: STAFF.STATED, an earlier question -> -
    printing a count: STAFF.TODAY -> -
    printing a count: STAFF.TODAY, an exchange is open -> -
    making a statement: STAFF.DONE -> looking, ticket, notice, staff-look
    making a statement: STAFF.DONE, an earlier question -> -
    making a statement: STAFF.STATED -> stated, stated, notice
    making a statement: STAFF.STATED, an earlier question -> -
    making a statement: STAFF.TODAY -> -
    making a statement: STAFF.TODAY, an exchange is open -> -
    looking: STAFF.DONE -> -
    looking: STAFF.DONE, an earlier question -> -
    looking: STAFF.STATED -> -
    looking: STAFF.STATED, an earlier question -> -
    looking: STAFF.TODAY -> today, today
    looking: STAFF.TODAY, an exchange is open -> exchange, today
    looking, from a count: STAFF.DONE -> -
    looking, from a count: STAFF.DONE, an earlier question -> -
    looking, from a count: STAFF.STATED -> -
    looking, from a count: STAFF.STATED, an earlier question -> -
    looking, from a count: STAFF.TODAY -> counted, today, counting
    looking, from a count: STAFF.TODAY, an exchange is open -> exchange, today
    today: STAFF.DONE -> -
    today: STAFF.DONE, an earlier question -> -
    today: STAFF.STATED -> -
    today: STAFF.STATED, an earlier question -> -
    today: STAFF.TODAY -> -
    today: STAFF.TODAY, an exchange is open -> -"
  `);
});

it('exchanges and counts the box as this table says', () => {
  expect(transitionTable(machine, boxPages, { ...heard, ...touched })).toMatchInlineSnapshot(`
    "a box’s serial: CARD.PLACED -> boxSerial
    a box’s serial: CARD.REMOVED -> boxSerial, cardPresent
    a box’s serial: STAFF.CLOSE -> ended, closing, time-out
    a box’s serial: STAFF.REOPEN -> boxSerial
    a box’s serial: STAFF.IDLE -> resting, person, typed, today, time-out
    a box’s serial: STAFF.CARD -> -
    a box’s serial: STAFF.CARD, not readable -> -
    a box’s serial: STAFF.CARD, an earlier question -> -
    a box’s serial: STAFF.ENTERED -> boxSerial, staff-leave
    a box’s serial: STAFF.ENTERED, by a PIN for once -> boxSerial, staff-leave
    a box’s serial: STAFF.ENTERED, an earlier question -> boxSerial, staff-leave
    a box’s serial: STAFF.NOT-ENTERED -> -
    a box’s serial: STAFF.NOT-ENTERED, locked out -> -
    a box’s serial: STAFF.TODAY -> -
    a box’s serial: STAFF.TODAY, an earlier question -> -
    a box’s serial: STAFF.DONE -> -
    a box’s serial: STAFF.DONE, PIN saved -> -
    a box’s serial: STAFF.DONE, an earlier question -> -
    a box’s serial: STAFF.KEY, 7 -> boxSerial, typed, time-out
    a box’s serial: STAFF.KEY, A -> boxSerial, typed, time-out
    a box’s serial: STAFF.KEY, erase -> boxSerial, typed, time-out
    a box’s serial: STAFF.CHOOSE, enter -> boxSeal, typed, boxSerial, time-out
    a box’s serial: CANCEL -> today, time-out
    a box’s serial: FINISH -> resting, person, typed, today, time-out
    a box’s seal: CARD.PLACED -> boxSeal
    a box’s seal: CARD.REMOVED -> boxSeal, cardPresent
    a box’s seal: STAFF.CLOSE -> ended, closing, time-out
    a box’s seal: STAFF.REOPEN -> boxSeal
    a box’s seal: STAFF.IDLE -> resting, person, typed, today, time-out
    a box’s seal: STAFF.CARD -> -
    a box’s seal: STAFF.CARD, not readable -> -
    a box’s seal: STAFF.CARD, an earlier question -> -
    a box’s seal: STAFF.ENTERED -> boxSeal, staff-leave
    a box’s seal: STAFF.ENTERED, by a PIN for once -> boxSeal, staff-leave
    a box’s seal: STAFF.ENTERED, an earlier question -> boxSeal, staff-leave
    a box’s seal: STAFF.NOT-ENTERED -> -
    a box’s seal: STAFF.NOT-ENTERED, locked out -> -
    a box’s seal: STAFF.TODAY -> -
    a box’s seal: STAFF.TODAY, an earlier question -> -
    a box’s seal: STAFF.DONE -> -
    a box’s seal: STAFF.DONE, PIN saved -> -
    a box’s seal: STAFF.DONE, an earlier question -> -
    a box’s seal: STAFF.KEY, 7 -> boxSeal, typed, time-out
    a box’s seal: STAFF.KEY, A -> boxSeal, typed, time-out
    a box’s seal: STAFF.KEY, erase -> boxSeal, typed, time-out
    a box’s seal: CANCEL -> boxSerial, typed, time-out
    a box’s seal: FINISH -> resting, person, typed, today, time-out
    confirming a box: CARD.PLACED -> confirmingOut
    confirming a box: CARD.REMOVED -> confirmingOut, cardPresent
    confirming a box: STAFF.CLOSE -> ended, closing, time-out
    confirming a box: STAFF.REOPEN -> confirmingOut
    confirming a box: STAFF.IDLE -> resting, person, today, boxSerial, boxSeal, time-out
    confirming a box: STAFF.CARD -> -
    confirming a box: STAFF.CARD, not readable -> -
    confirming a box: STAFF.CARD, an earlier question -> -
    confirming a box: STAFF.ENTERED -> confirmingOut, staff-leave
    confirming a box: STAFF.ENTERED, by a PIN for once -> confirmingOut, staff-leave
    confirming a box: STAFF.ENTERED, an earlier question -> confirmingOut, staff-leave
    confirming a box: STAFF.NOT-ENTERED -> -
    confirming a box: STAFF.NOT-ENTERED, locked out -> -
    confirming a box: STAFF.TODAY -> -
    confirming a box: STAFF.TODAY, an earlier question -> -
    confirming a box: STAFF.DONE -> -
    confirming a box: STAFF.DONE, PIN saved -> -
    confirming a box: STAFF.DONE, an earlier question -> -
    confirming a box: CONFIRM -> takingOut, ticket, staff-exchange, time-out
    confirming a box: CANCEL -> boxSerial, time-out
    confirming a box: FINISH -> resting, person, today, boxSerial, boxSeal, time-out
    taking it out: CARD.PLACED -> takingOut
    taking it out: CARD.REMOVED -> takingOut, cardPresent
    taking it out: STAFF.CLOSE -> ended, closing, time-out
    taking it out: STAFF.REOPEN -> takingOut
    taking it out: STAFF.IDLE -> resting, person, today, time-out
    taking it out: STAFF.CARD -> -
    taking it out: STAFF.CARD, not readable -> -
    taking it out: STAFF.CARD, an earlier question -> -
    taking it out: STAFF.ENTERED -> takingOut, staff-leave
    taking it out: STAFF.ENTERED, by a PIN for once -> takingOut, staff-leave
    taking it out: STAFF.ENTERED, an earlier question -> takingOut, staff-leave
    taking it out: STAFF.NOT-ENTERED -> -
    taking it out: STAFF.NOT-ENTERED, locked out -> -
    taking it out: STAFF.TODAY -> -
    taking it out: STAFF.TODAY, an earlier question -> -
    taking it out: STAFF.DONE -> looking, ticket, notice, staff-look
    taking it out: STAFF.DONE, PIN saved -> looking, ticket, notice, staff-look
    taking it out: STAFF.DONE, an earlier question -> -
    taking it out: FINISH -> resting, person, today, time-out
    an exchange, the box is out: CARD.PLACED -> exchange
    an exchange, the box is out: CARD.REMOVED -> exchange, cardPresent
    an exchange, the box is out: STAFF.CLOSE -> ended, closing, time-out
    an exchange, the box is out: STAFF.REOPEN -> exchange
    an exchange, the box is out: STAFF.IDLE -> exchange, time-out
    an exchange, the box is out: STAFF.CARD -> -
    an exchange, the box is out: STAFF.CARD, not readable -> -
    an exchange, the box is out: STAFF.CARD, an earlier question -> -
    an exchange, the box is out: STAFF.ENTERED -> exchange, staff-leave
    an exchange, the box is out: STAFF.ENTERED, by a PIN for once -> exchange, staff-leave
    an exchange, the box is out: STAFF.ENTERED, an earlier question -> exchange, staff-leave
    an exchange, the box is out: STAFF.NOT-ENTERED -> -
    an exchange, the box is out: STAFF.NOT-ENTERED, locked out -> -
    an exchange, the box is out: STAFF.TODAY -> -
    an exchange, the box is out: STAFF.TODAY, an earlier question -> -
    an exchange, the box is out: STAFF.DONE -> -
    an exchange, the box is out: STAFF.DONE, PIN saved -> -
    an exchange, the box is out: STAFF.DONE, an earlier question -> -
    an exchange, the box is out: STAFF.CHOOSE, new-box -> newBox, time-out
    an exchange, the box is out: CANCEL -> today, time-out
    an exchange, the box is out: FINISH -> resting, person, today, time-out
    an exchange, the box is in: CARD.PLACED -> exchange
    an exchange, the box is in: CARD.REMOVED -> exchange, cardPresent
    an exchange, the box is in: STAFF.CLOSE -> ended, closing, time-out
    an exchange, the box is in: STAFF.REOPEN -> exchange
    an exchange, the box is in: STAFF.IDLE -> exchange, time-out
    an exchange, the box is in: STAFF.CARD -> -
    an exchange, the box is in: STAFF.CARD, not readable -> -
    an exchange, the box is in: STAFF.CARD, an earlier question -> -
    an exchange, the box is in: STAFF.ENTERED -> exchange, staff-leave
    an exchange, the box is in: STAFF.ENTERED, by a PIN for once -> exchange, staff-leave
    an exchange, the box is in: STAFF.ENTERED, an earlier question -> exchange, staff-leave
    an exchange, the box is in: STAFF.NOT-ENTERED -> -
    an exchange, the box is in: STAFF.NOT-ENTERED, locked out -> -
    an exchange, the box is in: STAFF.TODAY -> -
    an exchange, the box is in: STAFF.TODAY, an earlier question -> -
    an exchange, the box is in: STAFF.DONE -> -
    an exchange, the box is in: STAFF.DONE, PIN saved -> -
    an exchange, the box is in: STAFF.DONE, an earlier question -> -
    an exchange, the box is in: STAFF.CHOOSE, print -> printing, ticket, staff-exchange, time-out
    an exchange, the box is in: STAFF.CHOOSE, close -> closing, ticket, staff-exchange, time-out
    an exchange, the box is in: CANCEL -> today, time-out
    an exchange, the box is in: FINISH -> resting, person, today, time-out
    an exchange, an auditor: CARD.PLACED -> exchange
    an exchange, an auditor: CARD.REMOVED -> exchange, cardPresent
    an exchange, an auditor: STAFF.CLOSE -> ended, closing, time-out
    an exchange, an auditor: STAFF.REOPEN -> exchange
    an exchange, an auditor: STAFF.IDLE -> exchange, time-out
    an exchange, an auditor: STAFF.CARD -> -
    an exchange, an auditor: STAFF.CARD, not readable -> -
    an exchange, an auditor: STAFF.CARD, an earlier question -> -
    an exchange, an auditor: STAFF.ENTERED -> exchange, staff-leave
    an exchange, an auditor: STAFF.ENTERED, by a PIN for once -> exchange, staff-leave
    an exchange, an auditor: STAFF.ENTERED, an earlier question -> exchange, staff-leave
    an exchange, an auditor: STAFF.NOT-ENTERED -> -
    an exchange, an auditor: STAFF.NOT-ENTERED, locked out -> -
    an exchange, an auditor: STAFF.TODAY -> -
    an exchange, an auditor: STAFF.TODAY, an earlier question -> -
    an exchange, an auditor: STAFF.DONE -> -
    an exchange, an auditor: STAFF.DONE, PIN saved -> -
    an exchange, an auditor: STAFF.DONE, an earlier question -> -
    an exchange, an auditor: STAFF.CHOOSE, print -> exchange, notice, time-out
    an exchange, an auditor: STAFF.CHOOSE, close -> exchange, notice, time-out
    an exchange, an auditor: CANCEL -> today, time-out
    an exchange, an auditor: FINISH -> resting, person, today, time-out
    today, with an exchange: CARD.PLACED -> today
    today, with an exchange: CARD.REMOVED -> today, cardPresent
    today, with an exchange: STAFF.CLOSE -> ended, closing, time-out
    today, with an exchange: STAFF.REOPEN -> today
    today, with an exchange: STAFF.IDLE -> today, time-out
    today, with an exchange: STAFF.CARD -> -
    today, with an exchange: STAFF.CARD, not readable -> -
    today, with an exchange: STAFF.CARD, an earlier question -> -
    today, with an exchange: STAFF.ENTERED -> today, staff-leave
    today, with an exchange: STAFF.ENTERED, by a PIN for once -> today, staff-leave
    today, with an exchange: STAFF.ENTERED, an earlier question -> today, staff-leave
    today, with an exchange: STAFF.NOT-ENTERED -> -
    today, with an exchange: STAFF.NOT-ENTERED, locked out -> -
    today, with an exchange: STAFF.TODAY -> -
    today, with an exchange: STAFF.TODAY, an earlier question -> -
    today, with an exchange: STAFF.DONE -> -
    today, with an exchange: STAFF.DONE, PIN saved -> -
    today, with an exchange: STAFF.DONE, an earlier question -> -
    today, with an exchange: STAFF.CHOOSE, look-again -> looking, ticket, staff-look, time-out
    today, with an exchange: STAFF.CHOOSE, cases -> cases, time-out
    today, with an exchange: STAFF.CHOOSE, found -> found, time-out
    today, with an exchange: STAFF.CHOOSE, exchange -> exchange, time-out
    today, with an exchange: STAFF.CHOOSE, boxes -> boxes, time-out
    today, with an exchange: STAFF.CHOOSE, test-print -> printingTest, ticket, staff-print, time-out
    today, with an exchange: STAFF.CHOOSE, statements -> statements, time-out
    today, with an exchange: FINISH -> resting, person, today, time-out
    a new box’s serial: CARD.PLACED -> newBox
    a new box’s serial: CARD.REMOVED -> newBox, cardPresent
    a new box’s serial: STAFF.CLOSE -> ended, closing, time-out
    a new box’s serial: STAFF.REOPEN -> newBox
    a new box’s serial: STAFF.IDLE -> newBox, time-out
    a new box’s serial: STAFF.CARD -> -
    a new box’s serial: STAFF.CARD, not readable -> -
    a new box’s serial: STAFF.CARD, an earlier question -> -
    a new box’s serial: STAFF.ENTERED -> newBox, staff-leave
    a new box’s serial: STAFF.ENTERED, by a PIN for once -> newBox, staff-leave
    a new box’s serial: STAFF.ENTERED, an earlier question -> newBox, staff-leave
    a new box’s serial: STAFF.NOT-ENTERED -> -
    a new box’s serial: STAFF.NOT-ENTERED, locked out -> -
    a new box’s serial: STAFF.TODAY -> -
    a new box’s serial: STAFF.TODAY, an earlier question -> -
    a new box’s serial: STAFF.DONE -> -
    a new box’s serial: STAFF.DONE, PIN saved -> -
    a new box’s serial: STAFF.DONE, an earlier question -> -
    a new box’s serial: STAFF.KEY, 7 -> newBox, typed, time-out
    a new box’s serial: STAFF.KEY, A -> newBox, typed, time-out
    a new box’s serial: STAFF.KEY, erase -> newBox, typed, time-out
    a new box’s serial: STAFF.CHOOSE, enter -> puttingIn, ticket, staff-exchange, time-out
    a new box’s serial: CANCEL -> exchange, time-out
    a new box’s serial: FINISH -> resting, person, typed, today, time-out
    boxes: CARD.PLACED -> boxes
    boxes: CARD.REMOVED -> boxes, cardPresent
    boxes: STAFF.CLOSE -> ended, closing, time-out
    boxes: STAFF.REOPEN -> boxes
    boxes: STAFF.IDLE -> resting, person, today, time-out
    boxes: STAFF.CARD -> -
    boxes: STAFF.CARD, not readable -> -
    boxes: STAFF.CARD, an earlier question -> -
    boxes: STAFF.ENTERED -> boxes, staff-leave
    boxes: STAFF.ENTERED, by a PIN for once -> boxes, staff-leave
    boxes: STAFF.ENTERED, an earlier question -> boxes, staff-leave
    boxes: STAFF.NOT-ENTERED -> -
    boxes: STAFF.NOT-ENTERED, locked out -> -
    boxes: STAFF.TODAY -> -
    boxes: STAFF.TODAY, an earlier question -> -
    boxes: STAFF.DONE -> -
    boxes: STAFF.DONE, PIN saved -> -
    boxes: STAFF.DONE, an earlier question -> -
    boxes: STAFF.CHOOSE, a box -> counting, counting, time-out
    boxes: STAFF.CHOOSE, last-count -> counted, time-out
    boxes: CANCEL -> today, time-out
    boxes: FINISH -> resting, person, today, time-out
    boxes, of who took one out: CARD.PLACED -> boxes
    boxes, of who took one out: CARD.REMOVED -> boxes, cardPresent
    boxes, of who took one out: STAFF.CLOSE -> ended, closing, time-out
    boxes, of who took one out: STAFF.REOPEN -> boxes
    boxes, of who took one out: STAFF.IDLE -> resting, person, today, time-out
    boxes, of who took one out: STAFF.CARD -> -
    boxes, of who took one out: STAFF.CARD, not readable -> -
    boxes, of who took one out: STAFF.CARD, an earlier question -> -
    boxes, of who took one out: STAFF.ENTERED -> boxes, staff-leave
    boxes, of who took one out: STAFF.ENTERED, by a PIN for once -> boxes, staff-leave
    boxes, of who took one out: STAFF.ENTERED, an earlier question -> boxes, staff-leave
    boxes, of who took one out: STAFF.NOT-ENTERED -> -
    boxes, of who took one out: STAFF.NOT-ENTERED, locked out -> -
    boxes, of who took one out: STAFF.TODAY -> -
    boxes, of who took one out: STAFF.TODAY, an earlier question -> -
    boxes, of who took one out: STAFF.DONE -> -
    boxes, of who took one out: STAFF.DONE, PIN saved -> -
    boxes, of who took one out: STAFF.DONE, an earlier question -> -
    boxes, of who took one out: STAFF.CHOOSE, a box -> boxes, notice, time-out
    boxes, of who took one out: STAFF.CHOOSE, last-count -> counted, time-out
    boxes, of who took one out: CANCEL -> today, time-out
    boxes, of who took one out: FINISH -> resting, person, today, time-out
    counting: CARD.PLACED -> counting
    counting: CARD.REMOVED -> counting, cardPresent
    counting: STAFF.CLOSE -> ended, closing, time-out
    counting: STAFF.REOPEN -> counting
    counting: STAFF.IDLE -> resting, person, typed, today, counting, time-out
    counting: STAFF.CARD -> -
    counting: STAFF.CARD, not readable -> -
    counting: STAFF.CARD, an earlier question -> -
    counting: STAFF.ENTERED -> counting, staff-leave
    counting: STAFF.ENTERED, by a PIN for once -> counting, staff-leave
    counting: STAFF.ENTERED, an earlier question -> counting, staff-leave
    counting: STAFF.NOT-ENTERED -> -
    counting: STAFF.NOT-ENTERED, locked out -> -
    counting: STAFF.TODAY -> -
    counting: STAFF.TODAY, an earlier question -> -
    counting: STAFF.DONE -> -
    counting: STAFF.DONE, PIN saved -> -
    counting: STAFF.DONE, an earlier question -> -
    counting: STAFF.KEY, 7 -> counting, typed, time-out
    counting: STAFF.KEY, erase -> counting, typed, time-out
    counting: STAFF.CHOOSE, enter -> counting, typed, counts, time-out
    counting: CANCEL -> boxes, counting, time-out
    counting: FINISH -> resting, person, typed, today, counting, time-out
    counting the last notes: CARD.PLACED -> counting
    counting the last notes: CARD.REMOVED -> counting, cardPresent
    counting the last notes: STAFF.CLOSE -> ended, closing, time-out
    counting the last notes: STAFF.REOPEN -> counting
    counting the last notes: STAFF.IDLE -> resting, person, typed, today, counting, counts, time-out
    counting the last notes: STAFF.CARD -> -
    counting the last notes: STAFF.CARD, not readable -> -
    counting the last notes: STAFF.CARD, an earlier question -> -
    counting the last notes: STAFF.ENTERED -> counting, staff-leave
    counting the last notes: STAFF.ENTERED, by a PIN for once -> counting, staff-leave
    counting the last notes: STAFF.ENTERED, an earlier question -> counting, staff-leave
    counting the last notes: STAFF.NOT-ENTERED -> -
    counting the last notes: STAFF.NOT-ENTERED, locked out -> -
    counting the last notes: STAFF.TODAY -> -
    counting the last notes: STAFF.TODAY, an earlier question -> -
    counting the last notes: STAFF.DONE -> -
    counting the last notes: STAFF.DONE, PIN saved -> -
    counting the last notes: STAFF.DONE, an earlier question -> -
    counting the last notes: STAFF.KEY, 7 -> counting, typed, time-out
    counting the last notes: STAFF.KEY, erase -> counting, typed, time-out
    counting the last notes: STAFF.CHOOSE, enter -> confirmingCount, counts, time-out
    counting the last notes: CANCEL -> boxes, counting, counts, time-out
    counting the last notes: FINISH -> resting, person, typed, today, counting, counts, time-out
    confirming a count: CARD.PLACED -> confirmingCount
    confirming a count: CARD.REMOVED -> confirmingCount, cardPresent
    confirming a count: STAFF.CLOSE -> ended, closing, time-out
    confirming a count: STAFF.REOPEN -> confirmingCount
    confirming a count: STAFF.IDLE -> resting, person, today, counting, counts, time-out
    confirming a count: STAFF.CARD -> -
    confirming a count: STAFF.CARD, not readable -> -
    confirming a count: STAFF.CARD, an earlier question -> -
    confirming a count: STAFF.ENTERED -> confirmingCount, staff-leave
    confirming a count: STAFF.ENTERED, by a PIN for once -> confirmingCount, staff-leave
    confirming a count: STAFF.ENTERED, an earlier question -> confirmingCount, staff-leave
    confirming a count: STAFF.NOT-ENTERED -> -
    confirming a count: STAFF.NOT-ENTERED, locked out -> -
    confirming a count: STAFF.TODAY -> -
    confirming a count: STAFF.TODAY, an earlier question -> -
    confirming a count: STAFF.DONE -> -
    confirming a count: STAFF.DONE, PIN saved -> -
    confirming a count: STAFF.DONE, an earlier question -> -
    confirming a count: CONFIRM -> recordingCount, ticket, staff-count, time-out
    confirming a count: CANCEL -> counting, counts, time-out
    confirming a count: FINISH -> resting, person, today, counting, counts, time-out
    recording a count: CARD.PLACED -> recordingCount
    recording a count: CARD.REMOVED -> recordingCount, cardPresent
    recording a count: STAFF.CLOSE -> ended, closing, time-out
    recording a count: STAFF.REOPEN -> recordingCount
    recording a count: STAFF.IDLE -> resting, person, today, counting, counts, time-out
    recording a count: STAFF.CARD -> -
    recording a count: STAFF.CARD, not readable -> -
    recording a count: STAFF.CARD, an earlier question -> -
    recording a count: STAFF.ENTERED -> recordingCount, staff-leave
    recording a count: STAFF.ENTERED, by a PIN for once -> recordingCount, staff-leave
    recording a count: STAFF.ENTERED, an earlier question -> recordingCount, staff-leave
    recording a count: STAFF.NOT-ENTERED -> -
    recording a count: STAFF.NOT-ENTERED, locked out -> -
    recording a count: STAFF.TODAY -> -
    recording a count: STAFF.TODAY, an earlier question -> -
    recording a count: STAFF.DONE -> looking, ticket, notice, staff-look
    recording a count: STAFF.DONE, PIN saved -> looking, ticket, notice, staff-look
    recording a count: STAFF.DONE, an earlier question -> -
    recording a count: FINISH -> resting, person, today, counting, counts, time-out
    statements: CARD.PLACED -> statements
    statements: CARD.REMOVED -> statements, cardPresent
    statements: STAFF.CLOSE -> ended, closing, time-out
    statements: STAFF.REOPEN -> statements
    statements: STAFF.IDLE -> resting, person, today, time-out
    statements: STAFF.CARD -> -
    statements: STAFF.CARD, not readable -> -
    statements: STAFF.CARD, an earlier question -> -
    statements: STAFF.ENTERED -> statements, staff-leave
    statements: STAFF.ENTERED, by a PIN for once -> statements, staff-leave
    statements: STAFF.ENTERED, an earlier question -> statements, staff-leave
    statements: STAFF.NOT-ENTERED -> -
    statements: STAFF.NOT-ENTERED, locked out -> -
    statements: STAFF.TODAY -> -
    statements: STAFF.TODAY, an earlier question -> -
    statements: STAFF.DONE -> -
    statements: STAFF.DONE, PIN saved -> -
    statements: STAFF.DONE, an earlier question -> -
    statements: STAFF.CHOOSE, end of the day -> confirmingStatement, stating, time-out
    statements: CANCEL -> today, time-out
    statements: FINISH -> resting, person, today, time-out
    confirming a statement: CARD.PLACED -> confirmingStatement
    confirming a statement: CARD.REMOVED -> confirmingStatement, cardPresent
    confirming a statement: STAFF.CLOSE -> ended, closing, time-out
    confirming a statement: STAFF.REOPEN -> confirmingStatement
    confirming a statement: STAFF.IDLE -> resting, person, today, stating, time-out
    confirming a statement: STAFF.CARD -> -
    confirming a statement: STAFF.CARD, not readable -> -
    confirming a statement: STAFF.CARD, an earlier question -> -
    confirming a statement: STAFF.ENTERED -> confirmingStatement, staff-leave
    confirming a statement: STAFF.ENTERED, by a PIN for once -> confirmingStatement, staff-leave
    confirming a statement: STAFF.ENTERED, an earlier question -> confirmingStatement, staff-leave
    confirming a statement: STAFF.NOT-ENTERED -> -
    confirming a statement: STAFF.NOT-ENTERED, locked out -> -
    confirming a statement: STAFF.TODAY -> -
    confirming a statement: STAFF.TODAY, an earlier question -> -
    confirming a statement: STAFF.DONE -> -
    confirming a statement: STAFF.DONE, PIN saved -> -
    confirming a statement: STAFF.DONE, an earlier question -> -
    confirming a statement: CONFIRM -> stating, ticket, staff-state, time-out
    confirming a statement: CANCEL -> statements, time-out
    confirming a statement: FINISH -> resting, person, today, stating, time-out
    making a statement: CARD.PLACED -> stating
    making a statement: CARD.REMOVED -> stating, cardPresent
    making a statement: STAFF.CLOSE -> ended, closing, time-out
    making a statement: STAFF.REOPEN -> stating
    making a statement: STAFF.IDLE -> resting, person, today, stating, time-out
    making a statement: STAFF.CARD -> -
    making a statement: STAFF.CARD, not readable -> -
    making a statement: STAFF.CARD, an earlier question -> -
    making a statement: STAFF.ENTERED -> stating, staff-leave
    making a statement: STAFF.ENTERED, by a PIN for once -> stating, staff-leave
    making a statement: STAFF.ENTERED, an earlier question -> stating, staff-leave
    making a statement: STAFF.NOT-ENTERED -> -
    making a statement: STAFF.NOT-ENTERED, locked out -> -
    making a statement: STAFF.TODAY -> -
    making a statement: STAFF.TODAY, an earlier question -> -
    making a statement: STAFF.DONE -> looking, ticket, notice, staff-look
    making a statement: STAFF.DONE, PIN saved -> looking, ticket, notice, staff-look
    making a statement: STAFF.DONE, an earlier question -> -
    making a statement: FINISH -> resting, person, today, stating, time-out
    a statement: CARD.PLACED -> stated
    a statement: CARD.REMOVED -> stated, cardPresent
    a statement: STAFF.CLOSE -> ended, closing, time-out
    a statement: STAFF.REOPEN -> stated
    a statement: STAFF.IDLE -> resting, person, today, time-out
    a statement: STAFF.CARD -> -
    a statement: STAFF.CARD, not readable -> -
    a statement: STAFF.CARD, an earlier question -> -
    a statement: STAFF.ENTERED -> stated, staff-leave
    a statement: STAFF.ENTERED, by a PIN for once -> stated, staff-leave
    a statement: STAFF.ENTERED, an earlier question -> stated, staff-leave
    a statement: STAFF.NOT-ENTERED -> -
    a statement: STAFF.NOT-ENTERED, locked out -> -
    a statement: STAFF.TODAY -> -
    a statement: STAFF.TODAY, an earlier question -> -
    a statement: STAFF.DONE -> -
    a statement: STAFF.DONE, PIN saved -> -
    a statement: STAFF.DONE, an earlier question -> -
    a statement: CANCEL -> looking, ticket, staff-look, time-out
    a statement: FINISH -> resting, person, today, time-out
    counted: CARD.PLACED -> counted
    counted: CARD.REMOVED -> counted, cardPresent
    counted: STAFF.CLOSE -> ended, closing, time-out
    counted: STAFF.REOPEN -> counted
    counted: STAFF.IDLE -> resting, person, today, time-out
    counted: STAFF.CARD -> -
    counted: STAFF.CARD, not readable -> -
    counted: STAFF.CARD, an earlier question -> -
    counted: STAFF.ENTERED -> counted, staff-leave
    counted: STAFF.ENTERED, by a PIN for once -> counted, staff-leave
    counted: STAFF.ENTERED, an earlier question -> counted, staff-leave
    counted: STAFF.NOT-ENTERED -> -
    counted: STAFF.NOT-ENTERED, locked out -> -
    counted: STAFF.TODAY -> -
    counted: STAFF.TODAY, an earlier question -> -
    counted: STAFF.DONE -> -
    counted: STAFF.DONE, PIN saved -> -
    counted: STAFF.DONE, an earlier question -> -
    counted: STAFF.CHOOSE, print -> printingCount, ticket, staff-print, time-out
    counted: CANCEL -> today, time-out
    counted: FINISH -> resting, person, today, time-out
    counted, an auditor: CARD.PLACED -> counted
    counted, an auditor: CARD.REMOVED -> counted, cardPresent
    counted, an auditor: STAFF.CLOSE -> ended, closing, time-out
    counted, an auditor: STAFF.REOPEN -> counted
    counted, an auditor: STAFF.IDLE -> resting, person, today, time-out
    counted, an auditor: STAFF.CARD -> -
    counted, an auditor: STAFF.CARD, not readable -> -
    counted, an auditor: STAFF.CARD, an earlier question -> -
    counted, an auditor: STAFF.ENTERED -> counted, staff-leave
    counted, an auditor: STAFF.ENTERED, by a PIN for once -> counted, staff-leave
    counted, an auditor: STAFF.ENTERED, an earlier question -> counted, staff-leave
    counted, an auditor: STAFF.NOT-ENTERED -> -
    counted, an auditor: STAFF.NOT-ENTERED, locked out -> -
    counted, an auditor: STAFF.TODAY -> -
    counted, an auditor: STAFF.TODAY, an earlier question -> -
    counted, an auditor: STAFF.DONE -> -
    counted, an auditor: STAFF.DONE, PIN saved -> -
    counted, an auditor: STAFF.DONE, an earlier question -> -
    counted, an auditor: STAFF.CHOOSE, print -> counted, notice, time-out
    counted, an auditor: CANCEL -> today, time-out
    counted, an auditor: FINISH -> resting, person, today, time-out"
  `);
});

it('sets what is offered as this table says', () => {
  const events = {
    ...Object.fromEntries(
      ['service', 'notes-off', 'notes-on', 'plan-work', 'no-work', 'enter'].map((key) => [`STAFF.CHOOSE, ${key}`, choose(key)]),
    ),
    'STAFF.KEY, 7': touched['STAFF.KEY, 7'],
    'STAFF.KEY, A': touched['STAFF.KEY, A'],
    'STAFF.DONE': heard['STAFF.DONE'],
    CANCEL: { type: 'CANCEL' },
  } satisfies Record<string, StaffFlowEvent>;
  const withdrawn = { today: { ...today(), service: { notes: 'not-taken', work: '2026-06-14' } as const } };
  const places = {
    today: pages.today,
    'today, an auditor': inside('today', { person: AUDITOR }),
    'full service': inside('service'),
    'no notes, and work planned': inside('service', withdrawn),
    'stopping notes': inside('notesOff'),
    'taking notes again': inside('notesOn', withdrawn),
    'forgetting work': inside('withoutWork', withdrawn),
    'a part of a day': inside('workDay', { typed: '061' }),
    'a whole day': inside('workDay', { typed: '0614' }),
    'planning work': inside('planningWork', { typed: '0614' }),
  };
  expect(transitionTable(machine, places, events)).toMatchInlineSnapshot(`
    "today: STAFF.CHOOSE, service -> service, time-out
    today: STAFF.DONE -> -
    today, an auditor: STAFF.CHOOSE, service -> today, notice, time-out
    today, an auditor: STAFF.DONE -> -
    full service: STAFF.CHOOSE, notes-off -> notesOff, ticket, staff-service, time-out
    full service: STAFF.CHOOSE, plan-work -> workDay, time-out
    full service: STAFF.DONE -> -
    full service: CANCEL -> today, time-out
    no notes, and work planned: STAFF.CHOOSE, notes-on -> notesOn, ticket, staff-service, time-out
    no notes, and work planned: STAFF.CHOOSE, plan-work -> workDay, time-out
    no notes, and work planned: STAFF.CHOOSE, no-work -> withoutWork, ticket, staff-service, time-out
    no notes, and work planned: STAFF.DONE -> -
    no notes, and work planned: CANCEL -> today, time-out
    stopping notes: STAFF.DONE -> looking, ticket, notice, staff-look
    taking notes again: STAFF.DONE -> looking, ticket, notice, staff-look
    forgetting work: STAFF.DONE -> looking, ticket, notice, staff-look
    a part of a day: STAFF.KEY, 7 -> workDay, typed, time-out
    a part of a day: STAFF.DONE -> -
    a part of a day: CANCEL -> service, time-out
    a whole day: STAFF.CHOOSE, enter -> planningWork, ticket, staff-service, time-out
    a whole day: STAFF.DONE -> -
    a whole day: CANCEL -> service, time-out
    planning work: STAFF.DONE -> looking, ticket, notice, staff-look"
  `);
});

it('lets somebody in, and nobody else, as this table says', () => {
  expect(transitionTable(machine, outside, { ...heard, ...touched })).toMatchInlineSnapshot(`
    "resting: CARD.PLACED -> reading, ticket, cardPresent, staff-identify
    resting: CARD.REMOVED -> resting
    resting: STAFF.CLOSE -> ended, closing
    resting: STAFF.REOPEN -> resting
    resting: STAFF.IDLE -> -
    resting: STAFF.CARD -> -
    resting: STAFF.CARD, not readable -> -
    resting: STAFF.CARD, an earlier question -> -
    resting: STAFF.ENTERED -> resting, staff-leave
    resting: STAFF.ENTERED, by a PIN for once -> resting, staff-leave
    resting: STAFF.ENTERED, an earlier question -> resting, staff-leave
    resting: STAFF.NOT-ENTERED -> -
    resting: STAFF.NOT-ENTERED, locked out -> -
    resting: STAFF.TODAY -> -
    resting: STAFF.TODAY, an earlier question -> -
    resting: STAFF.DONE -> -
    resting: STAFF.DONE, PIN saved -> -
    resting: STAFF.DONE, an earlier question -> -
    reading: CARD.PLACED -> reading
    reading: CARD.REMOVED -> resting, cardPresent
    reading: STAFF.CLOSE -> ended, closing
    reading: STAFF.REOPEN -> reading
    reading: STAFF.IDLE -> -
    reading: STAFF.CARD -> typingPin
    reading: STAFF.CARD, not readable -> resting, notice
    reading: STAFF.CARD, an earlier question -> -
    reading: STAFF.ENTERED -> reading, staff-leave
    reading: STAFF.ENTERED, by a PIN for once -> reading, staff-leave
    reading: STAFF.ENTERED, an earlier question -> reading, staff-leave
    reading: STAFF.NOT-ENTERED -> -
    reading: STAFF.NOT-ENTERED, locked out -> -
    reading: STAFF.TODAY -> -
    reading: STAFF.TODAY, an earlier question -> -
    reading: STAFF.DONE -> -
    reading: STAFF.DONE, PIN saved -> -
    reading: STAFF.DONE, an earlier question -> -
    typing a PIN: CARD.PLACED -> typingPin
    typing a PIN: CARD.REMOVED -> resting, typed, cardPresent, time-out
    typing a PIN: STAFF.CLOSE -> ended, closing, time-out
    typing a PIN: STAFF.REOPEN -> typingPin
    typing a PIN: STAFF.IDLE -> -
    typing a PIN: STAFF.CARD -> -
    typing a PIN: STAFF.CARD, not readable -> -
    typing a PIN: STAFF.CARD, an earlier question -> -
    typing a PIN: STAFF.ENTERED -> typingPin, staff-leave
    typing a PIN: STAFF.ENTERED, by a PIN for once -> typingPin, staff-leave
    typing a PIN: STAFF.ENTERED, an earlier question -> typingPin, staff-leave
    typing a PIN: STAFF.NOT-ENTERED -> -
    typing a PIN: STAFF.NOT-ENTERED, locked out -> -
    typing a PIN: STAFF.TODAY -> -
    typing a PIN: STAFF.TODAY, an earlier question -> -
    typing a PIN: STAFF.DONE -> -
    typing a PIN: STAFF.DONE, PIN saved -> -
    typing a PIN: STAFF.DONE, an earlier question -> -
    typing a PIN: STAFF.KEY, 7 -> typingPin, typed
    typing a PIN: STAFF.KEY, erase -> typingPin, typed
    typing a PIN: CANCEL -> resting, typed, time-out
    typed six digits: CARD.PLACED -> typingPin
    typed six digits: CARD.REMOVED -> resting, typed, cardPresent, time-out
    typed six digits: STAFF.CLOSE -> ended, closing, time-out
    typed six digits: STAFF.REOPEN -> typingPin
    typed six digits: STAFF.IDLE -> -
    typed six digits: STAFF.CARD -> -
    typed six digits: STAFF.CARD, not readable -> -
    typed six digits: STAFF.CARD, an earlier question -> -
    typed six digits: STAFF.ENTERED -> typingPin, staff-leave
    typed six digits: STAFF.ENTERED, by a PIN for once -> typingPin, staff-leave
    typed six digits: STAFF.ENTERED, an earlier question -> typingPin, staff-leave
    typed six digits: STAFF.NOT-ENTERED -> -
    typed six digits: STAFF.NOT-ENTERED, locked out -> -
    typed six digits: STAFF.TODAY -> -
    typed six digits: STAFF.TODAY, an earlier question -> -
    typed six digits: STAFF.DONE -> -
    typed six digits: STAFF.DONE, PIN saved -> -
    typed six digits: STAFF.DONE, an earlier question -> -
    typed six digits: STAFF.KEY, 7 -> typingPin, typed
    typed six digits: STAFF.KEY, erase -> typingPin, typed
    typed six digits: STAFF.CHOOSE, enter -> checkingPin, typed, ticket, staff-enter, time-out
    typed six digits: CANCEL -> resting, typed, time-out
    checking the PIN: CARD.PLACED -> checkingPin
    checking the PIN: CARD.REMOVED -> checkingPin, cardPresent
    checking the PIN: STAFF.CLOSE -> checkingPin, closing
    checking the PIN: STAFF.REOPEN -> checkingPin
    checking the PIN: STAFF.IDLE -> -
    checking the PIN: STAFF.CARD -> -
    checking the PIN: STAFF.CARD, not readable -> -
    checking the PIN: STAFF.CARD, an earlier question -> -
    checking the PIN: STAFF.ENTERED -> looking, person, ticket, staff-look, time-out
    checking the PIN: STAFF.ENTERED, by a PIN for once -> choosingPin, person, mustChoosePin, time-out
    checking the PIN: STAFF.ENTERED, an earlier question -> checkingPin, staff-leave
    checking the PIN: STAFF.NOT-ENTERED -> typingPin, notice
    checking the PIN: STAFF.NOT-ENTERED, locked out -> lockedOut, notice, waitMs
    checking the PIN: STAFF.TODAY -> -
    checking the PIN: STAFF.TODAY, an earlier question -> -
    checking the PIN: STAFF.DONE -> -
    checking the PIN: STAFF.DONE, PIN saved -> -
    checking the PIN: STAFF.DONE, an earlier question -> -
    locked out: CARD.PLACED -> lockedOut
    locked out: CARD.REMOVED -> resting, cardPresent, time-out
    locked out: STAFF.CLOSE -> ended, closing, time-out
    locked out: STAFF.REOPEN -> lockedOut
    locked out: STAFF.IDLE -> -
    locked out: STAFF.CARD -> -
    locked out: STAFF.CARD, not readable -> -
    locked out: STAFF.CARD, an earlier question -> -
    locked out: STAFF.ENTERED -> lockedOut, staff-leave
    locked out: STAFF.ENTERED, by a PIN for once -> lockedOut, staff-leave
    locked out: STAFF.ENTERED, an earlier question -> lockedOut, staff-leave
    locked out: STAFF.NOT-ENTERED -> -
    locked out: STAFF.NOT-ENTERED, locked out -> -
    locked out: STAFF.TODAY -> -
    locked out: STAFF.TODAY, an earlier question -> -
    locked out: STAFF.DONE -> -
    locked out: STAFF.DONE, PIN saved -> -
    locked out: STAFF.DONE, an earlier question -> -
    locked out: CANCEL -> resting, time-out"
  `);
});

it('hears hall and station inside as this table says', () => {
  const waiting = ['saving the PIN', 'looking', 'looking, from a case', 'today', 'signing', 'withdrawing', 'recording a note'] as const;
  const places = Object.fromEntries(waiting.map((name) => [name, pages[name]]));
  expect(transitionTable(machine, places, heard)).toMatchInlineSnapshot(`
    "saving the PIN: CARD.PLACED -> savingPin
    saving the PIN: CARD.REMOVED -> savingPin, cardPresent
    saving the PIN: STAFF.CLOSE -> ended, closing, time-out
    saving the PIN: STAFF.REOPEN -> savingPin
    saving the PIN: STAFF.IDLE -> resting, person, mustChoosePin, today, time-out
    saving the PIN: STAFF.CARD -> -
    saving the PIN: STAFF.CARD, not readable -> -
    saving the PIN: STAFF.CARD, an earlier question -> -
    saving the PIN: STAFF.ENTERED -> savingPin, staff-leave
    saving the PIN: STAFF.ENTERED, by a PIN for once -> savingPin, staff-leave
    saving the PIN: STAFF.ENTERED, an earlier question -> savingPin, staff-leave
    saving the PIN: STAFF.NOT-ENTERED -> -
    saving the PIN: STAFF.NOT-ENTERED, locked out -> -
    saving the PIN: STAFF.TODAY -> -
    saving the PIN: STAFF.TODAY, an earlier question -> -
    saving the PIN: STAFF.DONE -> choosingPin, notice
    saving the PIN: STAFF.DONE, PIN saved -> looking, mustChoosePin, ticket, notice, staff-look
    saving the PIN: STAFF.DONE, an earlier question -> -
    looking: CARD.PLACED -> looking
    looking: CARD.REMOVED -> looking, cardPresent
    looking: STAFF.CLOSE -> ended, closing, time-out
    looking: STAFF.REOPEN -> looking
    looking: STAFF.IDLE -> resting, person, today, time-out
    looking: STAFF.CARD -> -
    looking: STAFF.CARD, not readable -> -
    looking: STAFF.CARD, an earlier question -> -
    looking: STAFF.ENTERED -> looking, staff-leave
    looking: STAFF.ENTERED, by a PIN for once -> looking, staff-leave
    looking: STAFF.ENTERED, an earlier question -> looking, staff-leave
    looking: STAFF.NOT-ENTERED -> -
    looking: STAFF.NOT-ENTERED, locked out -> -
    looking: STAFF.TODAY -> today, today
    looking: STAFF.TODAY, an earlier question -> -
    looking: STAFF.DONE -> -
    looking: STAFF.DONE, PIN saved -> -
    looking: STAFF.DONE, an earlier question -> -
    looking, from a case: CARD.PLACED -> looking
    looking, from a case: CARD.REMOVED -> looking, cardPresent
    looking, from a case: STAFF.CLOSE -> ended, closing, time-out
    looking, from a case: STAFF.REOPEN -> looking
    looking, from a case: STAFF.IDLE -> resting, person, today, case, decision, reason, time-out
    looking, from a case: STAFF.CARD -> -
    looking, from a case: STAFF.CARD, not readable -> -
    looking, from a case: STAFF.CARD, an earlier question -> -
    looking, from a case: STAFF.ENTERED -> looking, staff-leave
    looking, from a case: STAFF.ENTERED, by a PIN for once -> looking, staff-leave
    looking, from a case: STAFF.ENTERED, an earlier question -> looking, staff-leave
    looking, from a case: STAFF.NOT-ENTERED -> -
    looking, from a case: STAFF.NOT-ENTERED, locked out -> -
    looking, from a case: STAFF.TODAY -> cases, today, case, decision, reason
    looking, from a case: STAFF.TODAY, an earlier question -> -
    looking, from a case: STAFF.DONE -> -
    looking, from a case: STAFF.DONE, PIN saved -> -
    looking, from a case: STAFF.DONE, an earlier question -> -
    today: CARD.PLACED -> today
    today: CARD.REMOVED -> today, cardPresent
    today: STAFF.CLOSE -> ended, closing, time-out
    today: STAFF.REOPEN -> today
    today: STAFF.IDLE -> resting, person, today, time-out
    today: STAFF.CARD -> -
    today: STAFF.CARD, not readable -> -
    today: STAFF.CARD, an earlier question -> -
    today: STAFF.ENTERED -> today, staff-leave
    today: STAFF.ENTERED, by a PIN for once -> today, staff-leave
    today: STAFF.ENTERED, an earlier question -> today, staff-leave
    today: STAFF.NOT-ENTERED -> -
    today: STAFF.NOT-ENTERED, locked out -> -
    today: STAFF.TODAY -> -
    today: STAFF.TODAY, an earlier question -> -
    today: STAFF.DONE -> -
    today: STAFF.DONE, PIN saved -> -
    today: STAFF.DONE, an earlier question -> -
    signing: CARD.PLACED -> signing
    signing: CARD.REMOVED -> signing, cardPresent
    signing: STAFF.CLOSE -> ended, closing, time-out
    signing: STAFF.REOPEN -> signing
    signing: STAFF.IDLE -> resting, person, today, case, decision, reason, time-out
    signing: STAFF.CARD -> -
    signing: STAFF.CARD, not readable -> -
    signing: STAFF.CARD, an earlier question -> -
    signing: STAFF.ENTERED -> signing, staff-leave
    signing: STAFF.ENTERED, by a PIN for once -> signing, staff-leave
    signing: STAFF.ENTERED, an earlier question -> signing, staff-leave
    signing: STAFF.NOT-ENTERED -> -
    signing: STAFF.NOT-ENTERED, locked out -> -
    signing: STAFF.TODAY -> -
    signing: STAFF.TODAY, an earlier question -> -
    signing: STAFF.DONE -> looking, ticket, notice, staff-look
    signing: STAFF.DONE, PIN saved -> looking, ticket, notice, staff-look
    signing: STAFF.DONE, an earlier question -> -
    withdrawing: CARD.PLACED -> withdrawing
    withdrawing: CARD.REMOVED -> withdrawing, cardPresent
    withdrawing: STAFF.CLOSE -> ended, closing, time-out
    withdrawing: STAFF.REOPEN -> withdrawing
    withdrawing: STAFF.IDLE -> resting, person, today, case, time-out
    withdrawing: STAFF.CARD -> -
    withdrawing: STAFF.CARD, not readable -> -
    withdrawing: STAFF.CARD, an earlier question -> -
    withdrawing: STAFF.ENTERED -> withdrawing, staff-leave
    withdrawing: STAFF.ENTERED, by a PIN for once -> withdrawing, staff-leave
    withdrawing: STAFF.ENTERED, an earlier question -> withdrawing, staff-leave
    withdrawing: STAFF.NOT-ENTERED -> -
    withdrawing: STAFF.NOT-ENTERED, locked out -> -
    withdrawing: STAFF.TODAY -> -
    withdrawing: STAFF.TODAY, an earlier question -> -
    withdrawing: STAFF.DONE -> looking, ticket, notice, staff-look
    withdrawing: STAFF.DONE, PIN saved -> looking, ticket, notice, staff-look
    withdrawing: STAFF.DONE, an earlier question -> -
    recording a note: CARD.PLACED -> recordingFound
    recording a note: CARD.REMOVED -> recordingFound, cardPresent
    recording a note: STAFF.CLOSE -> ended, closing, time-out
    recording a note: STAFF.REOPEN -> recordingFound
    recording a note: STAFF.IDLE -> resting, person, today, foundValue, time-out
    recording a note: STAFF.CARD -> -
    recording a note: STAFF.CARD, not readable -> -
    recording a note: STAFF.CARD, an earlier question -> -
    recording a note: STAFF.ENTERED -> recordingFound, staff-leave
    recording a note: STAFF.ENTERED, by a PIN for once -> recordingFound, staff-leave
    recording a note: STAFF.ENTERED, an earlier question -> recordingFound, staff-leave
    recording a note: STAFF.NOT-ENTERED -> -
    recording a note: STAFF.NOT-ENTERED, locked out -> -
    recording a note: STAFF.TODAY -> -
    recording a note: STAFF.TODAY, an earlier question -> -
    recording a note: STAFF.DONE -> looking, ticket, notice, staff-look
    recording a note: STAFF.DONE, PIN saved -> looking, ticket, notice, staff-look
    recording a note: STAFF.DONE, an earlier question -> -"
  `);
});

it('does what fingers say inside as this table says', () => {
  expect(transitionTable(machine, pages, touched)).toMatchInlineSnapshot(`
    "choosing a PIN: STAFF.KEY, 7 -> choosingPin, typed, time-out
    choosing a PIN: STAFF.KEY, erase -> choosingPin, typed, time-out
    choosing a PIN: STAFF.CHOOSE, enter -> repeatingPin, typed, firstPin, time-out
    choosing a PIN: FINISH -> resting, person, typed, today, time-out
    repeating the PIN: STAFF.KEY, 7 -> repeatingPin, typed, time-out
    repeating the PIN: STAFF.KEY, erase -> repeatingPin, typed, time-out
    repeating the PIN: STAFF.CHOOSE, enter -> savingPin, typed, firstPin, ticket, staff-choose-pin
    repeating the PIN: CANCEL -> choosingPin, typed
    repeating the PIN: FINISH -> resting, person, typed, firstPin, today, time-out
    repeating another PIN: STAFF.KEY, 7 -> repeatingPin, typed, time-out
    repeating another PIN: STAFF.KEY, erase -> repeatingPin, typed, time-out
    repeating another PIN: STAFF.CHOOSE, enter -> choosingPin, typed, notice, time-out
    repeating another PIN: CANCEL -> choosingPin, typed
    repeating another PIN: FINISH -> resting, person, typed, firstPin, today, time-out
    saving the PIN: FINISH -> resting, person, mustChoosePin, today, time-out
    looking: FINISH -> resting, person, today, time-out
    looking, from a case: FINISH -> resting, person, today, case, decision, reason, time-out
    today: STAFF.CHOOSE, look-again -> looking, ticket, staff-look, time-out
    today: STAFF.CHOOSE, cases -> cases, time-out
    today: STAFF.CHOOSE, found -> found, time-out
    today: STAFF.CHOOSE, exchange -> boxSerial, time-out
    today: STAFF.CHOOSE, boxes -> boxes, time-out
    today: STAFF.CHOOSE, test-print -> printingTest, ticket, staff-print, time-out
    today: STAFF.CHOOSE, statements -> statements, time-out
    today: FINISH -> resting, person, today, time-out
    today, an auditor: STAFF.CHOOSE, look-again -> looking, ticket, staff-look, time-out
    today, an auditor: STAFF.CHOOSE, cases -> cases, time-out
    today, an auditor: STAFF.CHOOSE, found -> today, notice, time-out
    today, an auditor: STAFF.CHOOSE, exchange -> today, notice, time-out
    today, an auditor: STAFF.CHOOSE, boxes -> today, notice, time-out
    today, an auditor: STAFF.CHOOSE, test-print -> printingTest, ticket, staff-print, time-out
    today, an auditor: STAFF.CHOOSE, statements -> today, notice, time-out
    today, an auditor: FINISH -> resting, person, today, time-out
    cases: STAFF.CHOOSE, search -> searching, time-out
    cases: STAFF.CHOOSE, the case -> case, case, time-out
    cases: CANCEL -> today, time-out
    cases: FINISH -> resting, person, today, time-out
    cases, searched: STAFF.CHOOSE, search -> searching, time-out
    cases, searched: STAFF.CHOOSE, the case -> case, case, time-out
    cases, searched: CANCEL -> cases, search, time-out
    cases, searched: FINISH -> resting, person, today, search, time-out
    cases, the first page of two: STAFF.CHOOSE, search -> searching, time-out
    cases, the first page of two: STAFF.CHOOSE, more -> cases, from, time-out
    cases, the first page of two: STAFF.CHOOSE, the case -> case, case, time-out
    cases, the first page of two: CANCEL -> today, time-out
    cases, the first page of two: FINISH -> resting, person, today, time-out
    cases, the second page: STAFF.CHOOSE, search -> searching, time-out
    cases, the second page: STAFF.CHOOSE, the case -> case, case, time-out
    cases, the second page: CANCEL -> cases, from, time-out
    cases, the second page: FINISH -> resting, person, today, from, time-out
    searching: STAFF.KEY, 7 -> searching, typed, time-out
    searching: STAFF.KEY, A -> searching, typed, time-out
    searching: STAFF.KEY, erase -> searching, typed, time-out
    searching: CANCEL -> cases, time-out
    searching: FINISH -> resting, person, typed, today, time-out
    searching, four characters: STAFF.KEY, 7 -> searching, typed, time-out
    searching, four characters: STAFF.KEY, A -> searching, typed, time-out
    searching, four characters: STAFF.KEY, erase -> searching, typed, time-out
    searching, four characters: STAFF.CHOOSE, enter -> cases, typed, search, time-out
    searching, four characters: CANCEL -> cases, time-out
    searching, four characters: FINISH -> resting, person, typed, today, time-out
    a case: STAFF.CHOOSE, found -> found, time-out
    a case: STAFF.CHOOSE, a decision -> reason, decision, time-out
    a case: CANCEL -> cases, case, time-out
    a case: FINISH -> resting, person, today, case, time-out
    a case, an auditor: STAFF.CHOOSE, found -> case, notice, time-out
    a case, an auditor: STAFF.CHOOSE, a decision -> case, notice, time-out
    a case, an auditor: CANCEL -> cases, case, time-out
    a case, an auditor: FINISH -> resting, person, today, case, time-out
    a signed case, a clerk: STAFF.CHOOSE, found -> found, time-out
    a signed case, a clerk: STAFF.CHOOSE, withdraw -> withdrawing, ticket, staff-withdraw, time-out
    a signed case, a clerk: CONFIRM -> signing, decision, reason, ticket, staff-sign, time-out
    a signed case, a clerk: CANCEL -> cases, case, time-out
    a signed case, a clerk: FINISH -> resting, person, today, case, time-out
    a signed case, a cashier: STAFF.CHOOSE, found -> case, notice, time-out
    a signed case, a cashier: STAFF.CHOOSE, withdraw -> withdrawing, ticket, staff-withdraw, time-out
    a signed case, a cashier: CONFIRM -> signing, decision, reason, ticket, staff-sign, time-out
    a signed case, a cashier: CANCEL -> cases, case, time-out
    a signed case, a cashier: FINISH -> resting, person, today, case, time-out
    a signed case, an auditor: STAFF.CHOOSE, found -> case, notice, time-out
    a signed case, an auditor: STAFF.CHOOSE, withdraw -> case, notice, time-out
    a signed case, an auditor: CONFIRM -> case, notice, time-out
    a signed case, an auditor: CANCEL -> cases, case, time-out
    a signed case, an auditor: FINISH -> resting, person, today, case, time-out
    a reason: STAFF.CHOOSE, a reason -> confirming, reason, time-out
    a reason: CANCEL -> case, decision, time-out
    a reason: FINISH -> resting, person, today, case, decision, time-out
    confirming: CONFIRM -> signing, ticket, staff-sign, time-out
    confirming: CANCEL -> reason, reason, time-out
    confirming: FINISH -> resting, person, today, case, decision, reason, time-out
    signing: FINISH -> resting, person, today, case, decision, reason, time-out
    withdrawing: FINISH -> resting, person, today, case, time-out
    a note found: STAFF.CHOOSE, a note -> confirmingFound, foundValue, time-out
    a note found: CANCEL -> today, time-out
    a note found: FINISH -> resting, person, today, time-out
    a note found, of a case: STAFF.CHOOSE, a note -> confirmingFound, foundValue, time-out
    a note found, of a case: CANCEL -> case, time-out
    a note found, of a case: FINISH -> resting, person, today, case, time-out
    confirming a note: CONFIRM -> recordingFound, ticket, staff-found, time-out
    confirming a note: CANCEL -> found, foundValue, time-out
    confirming a note: FINISH -> resting, person, today, foundValue, time-out
    recording a note: FINISH -> resting, person, today, foundValue, time-out"
  `);
});

it('begins with the card that lies there, or waits for one', () => {
  const begins = (cardPresent: boolean) => createActor(machine, { input: { cardPresent } }).start().getSnapshot().value;
  expect([begins(true), begins(false)]).toEqual(['reading', 'resting']);
});
