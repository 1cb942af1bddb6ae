import { createActor } from 'xstate';
import { expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { AUDITOR, CASHIER, CLERK, doubtful, signed, today } from '../../../tests/support/staffWalks.ts';
import { transitionTable } from '../../../tests/support/transitionTable.ts';
import { nobodyIn, type StaffContext } from './staffContext.ts';
import { createStaffMachine, type StaffFlowEvent, type StaffSnapshot } from './staffFlow.ts';

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
    today: FINISH -> resting, person, today, time-out
    today, an auditor: STAFF.CHOOSE, look-again -> looking, ticket, staff-look, time-out
    today, an auditor: STAFF.CHOOSE, cases -> cases, time-out
    today, an auditor: STAFF.CHOOSE, found -> today, notice, time-out
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
