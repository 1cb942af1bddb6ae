import { createActor } from 'xstate';
import { expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import {
  DECIDED,
  notes,
  someCard,
  someHost,
  someLink,
  startInService,
  T1,
  TODAY_MS,
  writingCard,
} from '../../../tests/support/testVisit.ts';
import { statement, today } from '../../../tests/support/staffWalks.ts';
import { transitionTable } from '../../../tests/support/transitionTable.ts';
import { createVisitMachine, type VisitSnapshot } from './visit.ts';
import type { VisitContext } from './visitContext.ts';
import type { VisitEvent } from './visitEvents.ts';

const machine = createVisitMachine(() => undefined);
const begun = createActor(machine, { input: { language: 'zh-Hant', hasIssuer: true } }).getSnapshot();
const card = someCard({ registered: true });
const facts = { ...begun.context.facts, reader: 'online', cash: 'ready', denominations: notes } as const;

type Stands = Partial<VisitSnapshot['value']>;

function at(service: VisitSnapshot['value']['service'], change: Partial<VisitContext> = {}, regions: Stands = {}) {
  return machine.resolveState({
    value: { service, card: 'present', operator: 'none', attention: 'counting', notes: 'silent', ...regions },
    context: {
      ...begun.context,
      facts,
      card,
      readAtMs: TODAY_MS,
      balance: card.balance,
      host: { state: 'asking' },
      ticket: 1,
      slips: 1,
      ...change,
    },
  });
}

const added = { note: dollars(100), before: dollars(card.balance - 100), after: card.balance } as const;
const hall = { card: null, host: { state: 'none' }, balance: null } as const;
const purse = { number: card.number, issuer: card.issuer, balance: card.balance };
const read = { type: 'CARD.READ', ticket: 1, facts: card, atMs: TODAY_MS, credit: null, open: [] } as const;
const linked = { state: 'known', facts: someHost({ link: someLink() }) } as const;
const lockListed = { state: 'known', facts: someHost({ status: 'blocked' }) } as const;
const claim = {
  transaction: T1,
  code: '',
  amount: null,
  card: null,
  atMs: TODAY_MS,
  cause: 'card-away',
  issuer: 'easycard',
  balance: null,
  qr: '',
} as const;
const owed = [{ transaction: T1, purpose: 'top-up', amount: dollars(100), state: 'undecided' }] as const;

/** What the other regions decide by where they stand. */
const ofStaffSlipsAndCards = {
  'OPERATOR.SWITCH, maintenance': { type: 'OPERATOR.SWITCH', position: 'maintenance' },
  'OPERATOR.SWITCH, run': { type: 'OPERATOR.SWITCH', position: 'run' },
  'DOOR, open': { type: 'DOOR', door: 'open' },
  'DOOR, closed': { type: 'DOOR', door: 'closed' },
  'DOOR.UNATTENDED': { type: 'DOOR.UNATTENDED' },
  'STAFF.CARD': { type: 'STAFF.CARD', ticket: 1, readable: true },
  'STAFF.ENTERED': { type: 'STAFF.ENTERED', ticket: 1, person: { person: 'P01', role: 'clerk' }, mustChoosePin: false },
  'STAFF.NOT-ENTERED': { type: 'STAFF.NOT-ENTERED', ticket: 1, waitMs: 0 },
  'STAFF.TODAY': { type: 'STAFF.TODAY', ticket: 1, today: today() },
  'STAFF.DONE': { type: 'STAFF.DONE', ticket: 1, end: 'failed' },
  'STAFF.STATED': { type: 'STAFF.STATED', ticket: 1, statement, printed: true },
  'PRINT-SLIP': { type: 'PRINT-SLIP' },
  'PRINT-STATEMENT': { type: 'PRINT-STATEMENT' },
  'SLIP.PRINTED': { type: 'SLIP.PRINTED', ticket: 1 },
  'SLIP.PRINTED, an earlier slip': { type: 'SLIP.PRINTED', ticket: 0 },
  'SLIP.FAILED': { type: 'SLIP.FAILED', ticket: 1 },
  'SLIP.FAILED, an earlier slip': { type: 'SLIP.FAILED', ticket: 0 },
  'MORE-TIME': { type: 'MORE-TIME' },
  'CARD.PLACED': { type: 'CARD.PLACED' },
  'CARD.REMOVED': { type: 'CARD.REMOVED' },
} satisfies Record<string, VisitEvent>;

/** What is heard wherever the service stands: by the other regions. */
const heardEverywhere = {
  'STATION.FAULTY': { type: 'STATION.FAULTY' },
  'READER.ONLINE': { type: 'READER.ONLINE' },
  'CASH.READY': { type: 'CASH.READY', denominations: [dollars(100)] },
  'CASH.OUT': { type: 'CASH.OUT', why: 'acceptor-line-absent' },
  'JOURNAL.FAILED': { type: 'JOURNAL.FAILED' },
  'AUXILIARIES.JUDGED': { type: 'AUXILIARIES.JUDGED', why: 'contact-broken' },
  'CLOCK.JUDGED': { type: 'CLOCK.JUDGED', clock: 'wrong' },
  'SERVICE.SET': { type: 'SERVICE.SET', service: { notes: 'not-taken', work: null } },
  'HOURS.JUDGED': { type: 'HOURS.JUDGED', outside: { opens: '06:00', closes: '23:00' } },
  LANGUAGE: { type: 'LANGUAGE', language: 'en' },
  'TOGGLE-HISTORY': { type: 'TOGGLE-HISTORY' },
  'TOGGLE-AMOUNTS': { type: 'TOGGLE-AMOUNTS' },
  'TOGGLE-PLACES': { type: 'TOGGLE-PLACES' },
  'CALL-STAFF': { type: 'CALL-STAFF' },
  'STAFF.QUIET': { type: 'STAFF.QUIET' },
  'PASSENGER.ACTED': { type: 'PASSENGER.ACTED' },
  ...ofStaffSlipsAndCards,
} satisfies Record<string, VisitEvent>;

/** What is heard by the service. */
const heardByService = {
  'STATION.RECOVERED': { type: 'STATION.RECOVERED' },
  'READER.OFFLINE': { type: 'READER.OFFLINE', why: 'reader-absent' },
  'PURSE.READ': { type: 'PURSE.READ', ticket: 1, purse },
  'PURSE.READ, an earlier card': { type: 'PURSE.READ', ticket: 0, purse },
  'CARD.READ, takes value': read,
  'CARD.READ, on the lock list': { ...read, facts: someCard({ status: 'blocked' }) },
  'CARD.READ, run out': { ...read, facts: someCard({ expiresOn: '2020-01-01' }) },
  'CARD.READ, refunded': { ...read, facts: someCard({ status: 'refunded' }) },
  'CARD.READ, owed something': { ...read, open: owed },
  'CARD.READ, an earlier card': { ...read, ticket: 0 },
  'CARD.UNREADABLE': { type: 'CARD.UNREADABLE', ticket: 1, fault: 'unreadable' },
  'CARD.UNREADABLE, an earlier card': { type: 'CARD.UNREADABLE', ticket: 0, fault: 'unreadable' },
  'CARD.REMOVED': { type: 'CARD.REMOVED' },
  'CARD.PLACED': { type: 'CARD.PLACED' },
  'CARD.LOCKED': { type: 'CARD.LOCKED', locked: true },
  'HOST.ANSWERED': { type: 'HOST.ANSWERED', ticket: 1, host: linked },
  'HOST.ANSWERED, on the lock list': { type: 'HOST.ANSWERED', ticket: 1, host: lockListed },
  'HOST.ANSWERED, an earlier card': { type: 'HOST.ANSWERED', ticket: 0, host: linked },
  'CLAIM.SLIP': { type: 'CLAIM.SLIP', transaction: T1, printed: true },
  'MORE-SERVICES': { type: 'MORE-SERVICES' },
  'CHOOSE-SERVICE': { type: 'CHOOSE-SERVICE', service: 'refund' },
  HELP: { type: 'HELP', topic: 'refund' },
  CANCEL: { type: 'CANCEL' },
  FINISH: { type: 'FINISH' },
  'IDLE.EXPIRED': { type: 'IDLE.EXPIRED' },
} satisfies Record<string, VisitEvent>;

/** What only a flow waits for. */
const heardByFlows = {
  'NOTE.SEEN': { type: 'NOTE.SEEN' },
  'NOTE.ESCROWED': { type: 'NOTE.ESCROWED', transaction: T1, value: dollars(100) },
  'NOTE.RETURNED': { type: 'NOTE.RETURNED', transaction: T1, value: dollars(500), reason: 'host' },
  'NOTE.HELD': { type: 'NOTE.HELD' },
  'NOTE.TAKEN': { type: 'NOTE.TAKEN' },
  'NOTE.KEPT': { type: 'NOTE.KEPT', transaction: T1, value: dollars(100), ...DECIDED },
  'NOTE.IN-DOUBT': { type: 'NOTE.IN-DOUBT', transaction: T1, value: dollars(100), ...DECIDED },
  'CASH.OPENED': { type: 'CASH.OPENED' },
  'CASH.FAILED': { type: 'CASH.FAILED' },
  'CASH.CLOSED': { type: 'CASH.CLOSED' },
  'CARD.CHECKED': { type: 'CARD.CHECKED', ticket: 1, fit: true },
  'CARD.WRITTEN': { type: 'CARD.WRITTEN', transaction: T1, before: dollars(320), after: dollars(420), found: false },
  'CARD.UNDECIDED': { type: 'CARD.UNDECIDED', transaction: T1, otherCard: false },
  'CARD.UNTOUCHED': { type: 'CARD.UNTOUCHED', transaction: T1, fault: 'unreadable' },
  'CARD.CONFLICT': { type: 'CARD.CONFLICT', transaction: T1 },
  'ACT.APPROVED': { type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval: { act: 'autoload', amount: dollars(500) } },
  'ACT.REFUSED': { type: 'ACT.REFUSED', ticket: 1, refusal: 'K13' },
  'ACT.UNANSWERED': { type: 'ACT.UNANSWERED', ticket: 1, perhapsHeld: true },
  'CLAIM.OPENED': { type: 'CLAIM.OPENED', claim },
  CONFIRM: { type: 'CONFIRM' },
  'ADD-CASH': { type: 'ADD-CASH' },
  'GIVE-UP-CARD': { type: 'GIVE-UP-CARD' },
  'CLAIM-SEEN': { type: 'CLAIM-SEEN' },
} satisfies Record<string, VisitEvent>;

it('hears of the machine and of its passenger while a card is served', () => {
  expect(transitionTable(machine, { served: at('query') }, heardEverywhere)).toMatchInlineSnapshot(`
    "served: STATION.FAULTY -> query present none counting silent, facts
    served: READER.ONLINE -> query present none counting silent
    served: CASH.READY -> query present none counting silent, facts
    served: CASH.OUT -> query present none counting silent, facts
    served: JOURNAL.FAILED -> query present none counting silent, facts
    served: AUXILIARIES.JUDGED -> query present none counting silent, facts
    served: CLOCK.JUDGED -> query present none counting silent, facts
    served: SERVICE.SET -> query present none counting silent, facts
    served: HOURS.JUDGED -> query present none counting silent, facts
    served: LANGUAGE -> query present none counting silent, language, time-out
    served: TOGGLE-HISTORY -> query present none counting silent, historyShown, time-out
    served: TOGGLE-AMOUNTS -> query present none counting silent, amountsHidden, time-out
    served: TOGGLE-PLACES -> query present none counting silent, placesShown, time-out
    served: CALL-STAFF -> query present none counting silent, staffCalled, call-staff, time-out
    served: STAFF.QUIET -> query present none counting silent
    served: PASSENGER.ACTED -> query present none counting silent, time-out
    served: OPERATOR.SWITCH, maintenance -> query present requested counting silent, facts
    served: OPERATOR.SWITCH, run -> query present none counting silent
    served: DOOR, open -> query present requested counting silent, facts, record-door, time-out
    served: DOOR, closed -> query present none counting silent, record-door, time-out
    served: DOOR.UNATTENDED -> query present none counting silent, facts, record-door, call-staff
    served: STAFF.CARD -> -
    served: STAFF.ENTERED -> query present none counting silent, staff-leave
    served: STAFF.NOT-ENTERED -> -
    served: STAFF.TODAY -> -
    served: STAFF.DONE -> -
    served: STAFF.STATED -> -
    served: PRINT-SLIP -> query present none counting silent, slip, slips, print-refusal, time-out
    served: PRINT-STATEMENT -> query present none counting silent, slip, slips, print-statement, time-out
    served: SLIP.PRINTED -> -
    served: SLIP.PRINTED, an earlier slip -> -
    served: SLIP.FAILED -> -
    served: SLIP.FAILED, an earlier slip -> -
    served: MORE-TIME -> query present none counting silent, time-out
    served: CARD.PLACED -> -
    served: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, balance, time-out"
  `);
});

it('hears of staff, of slips and of a card wherever they stand', () => {
  const wanted = { ...facts, staffWanted: { key: true, door: false, exchange: false } };
  const staffThere = startInService({ hasStaffMode: true });
  staffThere.say({ type: 'OPERATOR.SWITCH', position: 'maintenance' });
  const places = {
    'nobody there': at('attract', hall, { card: 'absent' }),
    'staff waits': at('query', {}, { operator: 'requested' }),
    'nobody can come in': at('outOfService', { ...hall, facts: wanted }, { card: 'absent', operator: 'closed' }),
    'staff there': staffThere.actor.getSnapshot(),
    'more time asked for': at('query', { flowWaits: true }, { attention: 'warning' }),
    'a slip due': at('query', { completed: [T1] }),
    'a slip being printed': at('query', { completed: [T1], slip: 'printing' }),
  };
  expect(transitionTable(machine, places, ofStaffSlipsAndCards)).toMatchInlineSnapshot(`
    "nobody there: OPERATOR.SWITCH, maintenance -> outOfService absent closed counting silent, facts
    nobody there: OPERATOR.SWITCH, run -> attract absent none counting silent
    nobody there: DOOR, open -> outOfService absent closed counting silent, facts, record-door, time-out
    nobody there: DOOR, closed -> attract absent none counting silent, record-door, time-out
    nobody there: DOOR.UNATTENDED -> attract absent none counting silent, facts, record-door, call-staff
    nobody there: STAFF.CARD -> -
    nobody there: STAFF.ENTERED -> attract absent none counting silent, staff-leave
    nobody there: STAFF.NOT-ENTERED -> -
    nobody there: STAFF.TODAY -> -
    nobody there: STAFF.DONE -> -
    nobody there: STAFF.STATED -> -
    nobody there: SLIP.PRINTED -> -
    nobody there: SLIP.PRINTED, an earlier slip -> -
    nobody there: SLIP.FAILED -> -
    nobody there: SLIP.FAILED, an earlier slip -> -
    nobody there: MORE-TIME -> attract absent none counting silent, time-out
    nobody there: CARD.PLACED -> reading present none counting silent, cardLies, ticket, read-card, time-out
    staff waits: OPERATOR.SWITCH, maintenance -> query present requested counting silent, facts
    staff waits: OPERATOR.SWITCH, run -> query present none counting silent
    staff waits: DOOR, open -> query present requested counting silent, facts, record-door, time-out
    staff waits: DOOR, closed -> query present none counting silent, record-door, time-out
    staff waits: DOOR.UNATTENDED -> query present none counting silent, facts, record-door, call-staff
    staff waits: STAFF.CARD -> -
    staff waits: STAFF.ENTERED -> query present none counting silent, staff-leave
    staff waits: STAFF.NOT-ENTERED -> -
    staff waits: STAFF.TODAY -> -
    staff waits: STAFF.DONE -> -
    staff waits: STAFF.STATED -> -
    staff waits: PRINT-SLIP -> query present none counting silent, slip, slips, print-refusal, time-out
    staff waits: PRINT-STATEMENT -> query present none counting silent, slip, slips, print-statement, time-out
    staff waits: SLIP.PRINTED -> -
    staff waits: SLIP.PRINTED, an earlier slip -> -
    staff waits: SLIP.FAILED -> -
    staff waits: SLIP.FAILED, an earlier slip -> -
    staff waits: MORE-TIME -> query present none counting silent, time-out
    staff waits: CARD.PLACED -> -
    staff waits: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, balance, time-out
    nobody can come in: OPERATOR.SWITCH, maintenance -> outOfService absent closed counting silent
    nobody can come in: OPERATOR.SWITCH, run -> attract absent none counting silent, readAtMs, facts, time-out
    nobody can come in: DOOR, open -> outOfService absent closed counting silent, facts, record-door, time-out
    nobody can come in: DOOR, closed -> outOfService absent closed counting silent, record-door, time-out
    nobody can come in: DOOR.UNATTENDED -> outOfService absent closed counting silent, facts, record-door, call-staff
    nobody can come in: STAFF.CARD -> -
    nobody can come in: STAFF.ENTERED -> outOfService absent closed counting silent, staff-leave
    nobody can come in: STAFF.NOT-ENTERED -> -
    nobody can come in: STAFF.TODAY -> -
    nobody can come in: STAFF.DONE -> -
    nobody can come in: STAFF.STATED -> -
    nobody can come in: SLIP.PRINTED -> -
    nobody can come in: SLIP.PRINTED, an earlier slip -> -
    nobody can come in: SLIP.FAILED -> -
    nobody can come in: SLIP.FAILED, an earlier slip -> -
    nobody can come in: MORE-TIME -> outOfService absent closed counting silent, time-out
    nobody can come in: CARD.PLACED -> outOfService present closed counting silent, cardLies, time-out
    staff there: OPERATOR.SWITCH, maintenance -> outOfService absent active counting silent, tells STAFF.REOPEN
    staff there: OPERATOR.SWITCH, run -> outOfService absent active counting silent, facts, tells STAFF.CLOSE
    staff there: DOOR, open -> outOfService absent active counting silent, facts, record-door, tells STAFF.REOPEN, time-out
    staff there: DOOR, closed -> outOfService absent active counting silent, record-door, tells STAFF.REOPEN, time-out
    staff there: DOOR.UNATTENDED -> outOfService absent active counting silent, facts, record-door, call-staff
    staff there: STAFF.CARD -> outOfService absent active counting silent, tells STAFF.CARD
    staff there: STAFF.ENTERED -> outOfService absent active counting silent, tells STAFF.ENTERED, time-out
    staff there: STAFF.NOT-ENTERED -> outOfService absent active counting silent, tells STAFF.NOT-ENTERED
    staff there: STAFF.TODAY -> outOfService absent active counting silent, tells STAFF.TODAY
    staff there: STAFF.DONE -> outOfService absent active counting silent, tells STAFF.DONE
    staff there: STAFF.STATED -> outOfService absent active counting silent, tells STAFF.STATED
    staff there: SLIP.PRINTED -> -
    staff there: SLIP.PRINTED, an earlier slip -> -
    staff there: SLIP.FAILED -> -
    staff there: SLIP.FAILED, an earlier slip -> -
    staff there: MORE-TIME -> outOfService absent active counting silent, time-out
    staff there: CARD.PLACED -> outOfService present active counting silent, cardLies, tells CARD.PLACED, time-out
    staff there: CARD.REMOVED -> outOfService absent active counting silent, tells CARD.REMOVED
    more time asked for: OPERATOR.SWITCH, maintenance -> query present requested warning silent, facts
    more time asked for: OPERATOR.SWITCH, run -> query present none warning silent
    more time asked for: DOOR, open -> query present requested warning silent, facts, record-door, time-out
    more time asked for: DOOR, closed -> query present none warning silent, record-door, time-out
    more time asked for: DOOR.UNATTENDED -> query present none warning silent, facts, record-door, call-staff
    more time asked for: STAFF.CARD -> -
    more time asked for: STAFF.ENTERED -> query present none warning silent, staff-leave
    more time asked for: STAFF.NOT-ENTERED -> -
    more time asked for: STAFF.TODAY -> -
    more time asked for: STAFF.DONE -> -
    more time asked for: STAFF.STATED -> -
    more time asked for: PRINT-SLIP -> query present none counting silent, slip, slips, print-refusal, time-out
    more time asked for: PRINT-STATEMENT -> query present none counting silent, slip, slips, print-statement, time-out
    more time asked for: SLIP.PRINTED -> -
    more time asked for: SLIP.PRINTED, an earlier slip -> -
    more time asked for: SLIP.FAILED -> -
    more time asked for: SLIP.FAILED, an earlier slip -> -
    more time asked for: MORE-TIME -> query present none counting silent, time-out
    more time asked for: CARD.PLACED -> -
    more time asked for: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, balance, flowWaits, time-out
    a slip due: OPERATOR.SWITCH, maintenance -> query present requested counting silent, facts
    a slip due: OPERATOR.SWITCH, run -> query present none counting silent
    a slip due: DOOR, open -> query present requested counting silent, facts, record-door, time-out
    a slip due: DOOR, closed -> query present none counting silent, record-door, time-out
    a slip due: DOOR.UNATTENDED -> query present none counting silent, facts, record-door, call-staff
    a slip due: STAFF.CARD -> -
    a slip due: STAFF.ENTERED -> query present none counting silent, staff-leave
    a slip due: STAFF.NOT-ENTERED -> -
    a slip due: STAFF.TODAY -> -
    a slip due: STAFF.DONE -> -
    a slip due: STAFF.STATED -> -
    a slip due: PRINT-SLIP -> query present none counting silent, slip, slips, print-refusal, time-out
    a slip due: PRINT-STATEMENT -> query present none counting silent, slip, slips, print-statement, time-out
    a slip due: SLIP.PRINTED -> -
    a slip due: SLIP.PRINTED, an earlier slip -> -
    a slip due: SLIP.FAILED -> -
    a slip due: SLIP.FAILED, an earlier slip -> -
    a slip due: MORE-TIME -> query present none counting silent, time-out
    a slip due: CARD.PLACED -> -
    a slip due: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, completed, balance, time-out
    a slip being printed: OPERATOR.SWITCH, maintenance -> query present requested counting silent, facts
    a slip being printed: OPERATOR.SWITCH, run -> query present none counting silent
    a slip being printed: DOOR, open -> query present requested counting silent, facts, record-door, time-out
    a slip being printed: DOOR, closed -> query present none counting silent, record-door, time-out
    a slip being printed: DOOR.UNATTENDED -> query present none counting silent, facts, record-door, call-staff
    a slip being printed: STAFF.CARD -> -
    a slip being printed: STAFF.ENTERED -> query present none counting silent, staff-leave
    a slip being printed: STAFF.NOT-ENTERED -> -
    a slip being printed: STAFF.TODAY -> -
    a slip being printed: STAFF.DONE -> -
    a slip being printed: STAFF.STATED -> -
    a slip being printed: SLIP.PRINTED -> query present none counting silent, slip
    a slip being printed: SLIP.PRINTED, an earlier slip -> -
    a slip being printed: SLIP.FAILED -> query present none counting silent, slip
    a slip being printed: SLIP.FAILED, an earlier slip -> -
    a slip being printed: MORE-TIME -> query present none counting silent, time-out
    a slip being printed: CARD.PLACED -> -
    a slip being printed: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, completed, balance, slip, time-out"
  `);
});

it('hears of a note that went back, as this table says', () => {
  const places = {
    moving: at('query', {}, { notes: 'moving' }),
    returned: at('query', {}, { notes: 'returned' }),
    held: at('query', {}, { notes: 'held' }),
  };
  const events = {
    'NOTE.HELD': { type: 'NOTE.HELD' },
    'NOTE.TAKEN': { type: 'NOTE.TAKEN' },
    'CASH.CLOSED': { type: 'CASH.CLOSED' },
  } satisfies Record<string, VisitEvent>;
  expect(transitionTable(machine, places, events)).toMatchInlineSnapshot(`
    "moving: NOTE.HELD -> -
    moving: NOTE.TAKEN -> -
    moving: CASH.CLOSED -> query present none counting silent
    returned: NOTE.HELD -> query present none counting held, time-out
    returned: NOTE.TAKEN -> -
    held: NOTE.HELD -> -
    held: NOTE.TAKEN -> query present none counting silent"
  `);
});

it('passes on to the running flow what the flow accepts anywhere, as this table says', () => {
  const toppingUp = startInService();
  toppingUp.present(card);
  const acting = startInService();
  acting.present(card);
  acting.say({ type: 'CHOOSE-SERVICE', service: 'refund' });
  acting.say({ type: 'CASH.CLOSED' });
  const undecided = writingCard();
  undecided.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
  const places = { topUp: toppingUp.actor.getSnapshot(), cardAct: acting.actor.getSnapshot(), resolving: undecided.actor.getSnapshot() };
  expect(transitionTable(machine, places, { ...heardEverywhere, ...heardByService, ...heardByFlows })).toMatchInlineSnapshot(`
    "topUp: STATION.FAULTY -> topUp present none counting silent, facts, tells MACHINE.BROKEN
    topUp: READER.ONLINE -> topUp present none counting silent
    topUp: CASH.READY -> topUp present none counting silent, facts
    topUp: CASH.OUT -> topUp present none counting silent, facts, tells CASH.OUT
    topUp: JOURNAL.FAILED -> topUp present none counting silent, facts, tells MACHINE.BROKEN
    topUp: AUXILIARIES.JUDGED -> topUp present none counting silent, facts
    topUp: CLOCK.JUDGED -> topUp present none counting silent, facts
    topUp: SERVICE.SET -> topUp present none counting silent, facts
    topUp: HOURS.JUDGED -> topUp present none counting silent, facts
    topUp: LANGUAGE -> topUp present none counting silent, language, time-out
    topUp: TOGGLE-HISTORY -> topUp present none counting silent, historyShown, time-out
    topUp: TOGGLE-AMOUNTS -> topUp present none counting silent, amountsHidden, time-out
    topUp: TOGGLE-PLACES -> topUp present none counting silent, placesShown, time-out
    topUp: CALL-STAFF -> topUp present none counting silent, staffCalled, call-staff, time-out
    topUp: STAFF.QUIET -> topUp present none counting silent
    topUp: PASSENGER.ACTED -> topUp present none counting silent, time-out
    topUp: OPERATOR.SWITCH, maintenance -> topUp present requested counting silent, facts
    topUp: OPERATOR.SWITCH, run -> topUp present none counting silent
    topUp: DOOR, open -> topUp present requested counting silent, facts, record-door, time-out
    topUp: DOOR, closed -> topUp present none counting silent, record-door, time-out
    topUp: DOOR.UNATTENDED -> topUp present none counting silent, facts, record-door, call-staff
    topUp: STAFF.CARD -> -
    topUp: STAFF.ENTERED -> topUp present none counting silent, staff-leave
    topUp: STAFF.NOT-ENTERED -> -
    topUp: STAFF.TODAY -> -
    topUp: STAFF.DONE -> -
    topUp: STAFF.STATED -> -
    topUp: PRINT-STATEMENT -> topUp present none counting silent, slip, slips, print-statement, time-out
    topUp: SLIP.PRINTED -> -
    topUp: SLIP.PRINTED, an earlier slip -> -
    topUp: SLIP.FAILED -> -
    topUp: SLIP.FAILED, an earlier slip -> -
    topUp: MORE-TIME -> topUp present none counting silent, time-out
    topUp: CARD.PLACED -> -
    topUp: CARD.REMOVED -> topUp absent none counting silent, cardLifted, cardLies, tells CARD.REMOVED
    topUp: READER.OFFLINE -> topUp absent none counting silent, cardLifted, facts, cardLies, tells CARD.REMOVED
    topUp: PURSE.READ, an earlier card -> -
    topUp: CARD.READ, an earlier card -> -
    topUp: CARD.UNREADABLE, an earlier card -> -
    topUp: HOST.ANSWERED -> topUp present none counting silent, host
    topUp: HOST.ANSWERED, on the lock list -> topUp present none counting silent, host, next, tells WIND-UP
    topUp: HOST.ANSWERED, an earlier card -> -
    topUp: CLAIM.SLIP -> -
    topUp: MORE-SERVICES -> topUp present none counting silent, next, tells WIND-UP, time-out
    topUp: CHOOSE-SERVICE -> topUp present none counting silent, next, tells WIND-UP, time-out
    topUp: FINISH -> topUp present none counting silent, tells FINISH
    topUp: IDLE.EXPIRED -> topUp present none counting silent, tells FINISH
    topUp: NOTE.SEEN -> topUp present none counting moving, tells NOTE.SEEN, time-out
    topUp: NOTE.ESCROWED -> topUp present none counting moving, noteInEscrow, newestNote, tells NOTE.ESCROWED
    topUp: NOTE.RETURNED -> topUp present none counting returned, returned, tells NOTE.RETURNED, time-out
    topUp: NOTE.HELD -> -
    topUp: NOTE.TAKEN -> -
    topUp: NOTE.KEPT -> topUp present none counting silent, tells NOTE.KEPT
    topUp: NOTE.IN-DOUBT -> topUp present none counting silent, tells NOTE.IN-DOUBT
    topUp: CASH.OPENED -> topUp present none counting silent, tells CASH.OPENED
    topUp: CASH.FAILED -> topUp present none counting silent, tells CASH.FAILED
    topUp: CASH.CLOSED -> topUp present none counting silent, tells CASH.CLOSED
    topUp: CARD.CHECKED -> topUp present none counting silent, tells CARD.CHECKED
    topUp: CARD.WRITTEN -> topUp present none counting silent, writtenSinceRead, completed, added, visitTotal, balance, tells CARD.WRITTEN, time-out
    topUp: CARD.UNDECIDED -> topUp present none counting silent, tells CARD.UNDECIDED
    topUp: CARD.UNTOUCHED -> topUp present none counting silent, tells CARD.UNTOUCHED
    topUp: CARD.CONFLICT -> topUp present none counting silent, tells CARD.CONFLICT
    topUp: ACT.APPROVED -> topUp present none counting silent, release-act
    topUp: ACT.REFUSED -> -
    topUp: ACT.UNANSWERED -> -
    cardAct: STATION.FAULTY -> cardAct present none counting silent, facts, tells MACHINE.BROKEN
    cardAct: READER.ONLINE -> cardAct present none counting silent
    cardAct: CASH.READY -> cardAct present none counting silent, facts
    cardAct: CASH.OUT -> cardAct present none counting silent, facts
    cardAct: JOURNAL.FAILED -> cardAct present none counting silent, facts, tells MACHINE.BROKEN
    cardAct: AUXILIARIES.JUDGED -> cardAct present none counting silent, facts
    cardAct: CLOCK.JUDGED -> cardAct present none counting silent, facts
    cardAct: SERVICE.SET -> cardAct present none counting silent, facts
    cardAct: HOURS.JUDGED -> cardAct present none counting silent, facts
    cardAct: LANGUAGE -> cardAct present none counting silent, language, time-out
    cardAct: TOGGLE-HISTORY -> cardAct present none counting silent, historyShown, time-out
    cardAct: TOGGLE-AMOUNTS -> cardAct present none counting silent, amountsHidden, time-out
    cardAct: TOGGLE-PLACES -> cardAct present none counting silent, placesShown, time-out
    cardAct: CALL-STAFF -> cardAct present none counting silent, staffCalled, call-staff, time-out
    cardAct: STAFF.QUIET -> cardAct present none counting silent
    cardAct: PASSENGER.ACTED -> cardAct present none counting silent, time-out
    cardAct: OPERATOR.SWITCH, maintenance -> cardAct present requested counting silent, facts
    cardAct: OPERATOR.SWITCH, run -> cardAct present none counting silent
    cardAct: DOOR, open -> cardAct present requested counting silent, facts, record-door, time-out
    cardAct: DOOR, closed -> cardAct present none counting silent, record-door, time-out
    cardAct: DOOR.UNATTENDED -> cardAct present none counting silent, facts, record-door, call-staff
    cardAct: STAFF.CARD -> -
    cardAct: STAFF.ENTERED -> cardAct present none counting silent, staff-leave
    cardAct: STAFF.NOT-ENTERED -> -
    cardAct: STAFF.TODAY -> -
    cardAct: STAFF.DONE -> -
    cardAct: STAFF.STATED -> -
    cardAct: PRINT-STATEMENT -> cardAct present none counting silent, slip, slips, print-statement, time-out
    cardAct: SLIP.PRINTED -> -
    cardAct: SLIP.PRINTED, an earlier slip -> -
    cardAct: SLIP.FAILED -> -
    cardAct: SLIP.FAILED, an earlier slip -> -
    cardAct: MORE-TIME -> cardAct present none counting silent, time-out
    cardAct: CARD.PLACED -> cardAct present none counting silent, tells CARD.PLACED
    cardAct: CARD.REMOVED -> cardAct absent none counting silent, cardLifted, cardLies, tells CARD.REMOVED
    cardAct: READER.OFFLINE -> cardAct absent none counting silent, cardLifted, facts, cardLies, tells CARD.REMOVED
    cardAct: PURSE.READ, an earlier card -> -
    cardAct: CARD.READ, an earlier card -> -
    cardAct: CARD.UNREADABLE, an earlier card -> -
    cardAct: HOST.ANSWERED -> cardAct present none counting silent, host
    cardAct: HOST.ANSWERED, on the lock list -> cardAct present none counting silent, host
    cardAct: HOST.ANSWERED, an earlier card -> -
    cardAct: CLAIM.SLIP -> -
    cardAct: CANCEL -> cardAct present none counting silent, tells CANCEL, time-out
    cardAct: FINISH -> cardAct present none counting silent, tells FINISH
    cardAct: IDLE.EXPIRED -> cardAct present none counting silent, tells FINISH
    cardAct: NOTE.SEEN -> cardAct present none counting moving
    cardAct: NOTE.ESCROWED -> cardAct present none counting moving, noteInEscrow, newestNote
    cardAct: NOTE.RETURNED -> cardAct present none counting returned, returned
    cardAct: NOTE.HELD -> -
    cardAct: NOTE.TAKEN -> -
    cardAct: NOTE.KEPT -> cardAct present none counting silent, lateNote
    cardAct: NOTE.IN-DOUBT -> cardAct present none counting silent, lateNote
    cardAct: CARD.WRITTEN -> cardAct present none counting silent, writtenSinceRead, completed, visitTotal, balance, tells CARD.WRITTEN, time-out
    cardAct: CARD.UNDECIDED -> cardAct present none counting silent, tells CARD.UNDECIDED
    cardAct: CARD.UNTOUCHED -> cardAct present none counting silent, tells CARD.UNTOUCHED
    cardAct: CARD.CONFLICT -> cardAct present none counting silent, tells CARD.CONFLICT
    cardAct: ACT.APPROVED -> cardAct present none counting silent, tells ACT.APPROVED
    cardAct: ACT.REFUSED -> cardAct present none counting silent, tells ACT.REFUSED
    cardAct: ACT.UNANSWERED -> cardAct present none counting silent, tells ACT.UNANSWERED
    cardAct: CONFIRM -> cardAct present none counting silent, tells CONFIRM, time-out
    cardAct: ADD-CASH -> cardAct present none counting silent, tells ADD-CASH, time-out
    resolving: STATION.FAULTY -> resolving present none counting silent, facts, tells MACHINE.BROKEN
    resolving: READER.ONLINE -> resolving present none counting silent
    resolving: CASH.READY -> resolving present none counting silent, facts
    resolving: CASH.OUT -> resolving present none counting silent, facts
    resolving: JOURNAL.FAILED -> resolving present none counting silent, facts, tells MACHINE.BROKEN
    resolving: AUXILIARIES.JUDGED -> resolving present none counting silent, facts
    resolving: CLOCK.JUDGED -> resolving present none counting silent, facts
    resolving: SERVICE.SET -> resolving present none counting silent, facts
    resolving: HOURS.JUDGED -> resolving present none counting silent, facts
    resolving: LANGUAGE -> resolving present none counting silent, language, tells LANGUAGE, time-out
    resolving: TOGGLE-HISTORY -> resolving present none counting silent, historyShown, time-out
    resolving: TOGGLE-AMOUNTS -> resolving present none counting silent, amountsHidden, time-out
    resolving: TOGGLE-PLACES -> resolving present none counting silent, placesShown, time-out
    resolving: CALL-STAFF -> resolving present none counting silent, staffCalled, call-staff, time-out
    resolving: STAFF.QUIET -> resolving present none counting silent
    resolving: PASSENGER.ACTED -> resolving present none counting silent, time-out
    resolving: OPERATOR.SWITCH, maintenance -> resolving present requested counting silent, facts
    resolving: OPERATOR.SWITCH, run -> resolving present none counting silent
    resolving: DOOR, open -> resolving present requested counting silent, facts, record-door, time-out
    resolving: DOOR, closed -> resolving present none counting silent, record-door, time-out
    resolving: DOOR.UNATTENDED -> resolving present none counting silent, facts, record-door, call-staff
    resolving: STAFF.CARD -> -
    resolving: STAFF.ENTERED -> resolving present none counting silent, staff-leave
    resolving: STAFF.NOT-ENTERED -> -
    resolving: STAFF.TODAY -> -
    resolving: STAFF.DONE -> -
    resolving: STAFF.STATED -> -
    resolving: PRINT-STATEMENT -> resolving present none counting silent, slip, slips, print-statement, time-out
    resolving: SLIP.PRINTED -> -
    resolving: SLIP.PRINTED, an earlier slip -> -
    resolving: SLIP.FAILED -> -
    resolving: SLIP.FAILED, an earlier slip -> -
    resolving: MORE-TIME -> resolving present none counting silent, tells MORE-TIME, time-out
    resolving: CARD.PLACED -> resolving present none counting silent, tells CARD.PLACED
    resolving: CARD.REMOVED -> resolving absent none counting silent, cardLies, tells CARD.REMOVED
    resolving: READER.OFFLINE -> resolving absent none counting silent, facts, cardLies, tells CARD.REMOVED
    resolving: PURSE.READ, an earlier card -> -
    resolving: CARD.READ, an earlier card -> -
    resolving: CARD.UNREADABLE, an earlier card -> -
    resolving: HOST.ANSWERED -> -
    resolving: HOST.ANSWERED, on the lock list -> -
    resolving: HOST.ANSWERED, an earlier card -> -
    resolving: CLAIM.SLIP -> resolving present none counting silent, tells CLAIM.SLIP
    resolving: NOTE.SEEN -> resolving present none counting moving
    resolving: NOTE.ESCROWED -> resolving present none counting moving, noteInEscrow
    resolving: NOTE.RETURNED -> resolving present none counting returned, returned
    resolving: NOTE.HELD -> -
    resolving: NOTE.TAKEN -> -
    resolving: NOTE.KEPT -> resolving present none counting silent, lateNote
    resolving: NOTE.IN-DOUBT -> resolving present none counting silent, lateNote
    resolving: CARD.WRITTEN -> resolving present none counting silent, writtenSinceRead, completed, added, visitTotal, balance, tells CARD.WRITTEN, time-out
    resolving: CARD.UNDECIDED -> resolving present none counting silent, tells CARD.UNDECIDED
    resolving: CARD.UNTOUCHED -> resolving present none counting silent, tells CARD.UNTOUCHED
    resolving: CARD.CONFLICT -> resolving present none counting silent, tells CARD.CONFLICT
    resolving: ACT.APPROVED -> resolving present none counting silent, release-act
    resolving: ACT.REFUSED -> -
    resolving: ACT.UNANSWERED -> -
    resolving: CLAIM.OPENED -> resolving present none counting silent, tells CLAIM.OPENED
    resolving: GIVE-UP-CARD -> resolving present none counting silent, tells GIVE-UP-CARD
    resolving: CLAIM-SEEN -> resolving present none counting silent, tells CLAIM-SEEN"
  `);
});

it('answers what concerns its service as this table says, where no flow runs', () => {
  const places = {
    starting: at('starting', hall, { card: 'absent' }),
    attract: at('attract', hall, { card: 'absent' }),
    outOfService: at('outOfService', { ...hall, facts: begun.context.facts }, { card: 'absent' }),
    reading: at('reading'),
    'reading, without an acceptor': at('reading', { facts: { ...facts, cash: 'out' } }),
    refused: at('refused'),
    query: at('query'),
    menu: at('menu'),
    locking: at('locking'),
    'locking, card taken': at('locking', {}, { card: 'absent' }),
    help: at('help'),
    'help, nobody there': at('help', hall, { card: 'absent' }),
    takeCard: at('takeCard'),
    'takeCard, after a top-up': at('takeCard', { added }),
    result: at('result', { added, completed: [T1] }, { card: 'absent' }),
  };
  expect(transitionTable(machine, places, heardByService)).toMatchInlineSnapshot(`
    "starting: STATION.RECOVERED -> attract absent none counting silent, readAtMs, time-out
    starting: READER.OFFLINE -> starting absent none counting silent, facts
    starting: PURSE.READ, an earlier card -> -
    starting: CARD.READ, an earlier card -> -
    starting: CARD.UNREADABLE, an earlier card -> -
    starting: CARD.PLACED -> starting present none counting silent, cardLies, time-out
    starting: HOST.ANSWERED, an earlier card -> -
    starting: CLAIM.SLIP -> -
    attract: READER.OFFLINE -> outOfService absent none counting silent, facts
    attract: PURSE.READ -> -
    attract: PURSE.READ, an earlier card -> -
    attract: CARD.READ, takes value -> -
    attract: CARD.READ, on the lock list -> -
    attract: CARD.READ, run out -> -
    attract: CARD.READ, refunded -> -
    attract: CARD.READ, owed something -> -
    attract: CARD.READ, an earlier card -> -
    attract: CARD.UNREADABLE -> -
    attract: CARD.UNREADABLE, an earlier card -> -
    attract: CARD.PLACED -> reading present none counting silent, cardLies, ticket, read-card, time-out
    attract: HOST.ANSWERED -> -
    attract: HOST.ANSWERED, on the lock list -> -
    attract: HOST.ANSWERED, an earlier card -> -
    attract: CLAIM.SLIP -> -
    attract: HELP -> help absent none counting silent, helpTopic, flowWaits, time-out
    attract: IDLE.EXPIRED -> attract absent none counting silent
    outOfService: READER.OFFLINE -> outOfService absent none counting silent, facts
    outOfService: PURSE.READ -> -
    outOfService: PURSE.READ, an earlier card -> -
    outOfService: CARD.READ, takes value -> -
    outOfService: CARD.READ, on the lock list -> -
    outOfService: CARD.READ, run out -> -
    outOfService: CARD.READ, refunded -> -
    outOfService: CARD.READ, owed something -> -
    outOfService: CARD.READ, an earlier card -> -
    outOfService: CARD.UNREADABLE -> -
    outOfService: CARD.UNREADABLE, an earlier card -> -
    outOfService: CARD.PLACED -> outOfService present none counting silent, cardLies, time-out
    outOfService: HOST.ANSWERED -> -
    outOfService: HOST.ANSWERED, on the lock list -> -
    outOfService: HOST.ANSWERED, an earlier card -> -
    outOfService: CLAIM.SLIP -> -
    reading: READER.OFFLINE -> outOfService absent none counting silent, card, readAtMs, host, balance, facts, time-out
    reading: PURSE.READ -> reading present none counting silent, purse
    reading: PURSE.READ, an earlier card -> -
    reading: CARD.READ, takes value -> topUp present none counting silent
    reading: CARD.READ, on the lock list -> locking present none counting silent, card, refusal, lock-card
    reading: CARD.READ, run out -> query present none counting silent, card, refusal, flowWaits
    reading: CARD.READ, refunded -> refused present none counting silent, card, refusal
    reading: CARD.READ, owed something -> resolving present none counting silent, resolving
    reading: CARD.READ, an earlier card -> -
    reading: CARD.UNREADABLE -> refused present none counting silent, refusal
    reading: CARD.UNREADABLE, an earlier card -> -
    reading: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, balance, time-out
    reading: CARD.PLACED -> -
    reading: HOST.ANSWERED, an earlier card -> -
    reading: CLAIM.SLIP -> -
    reading, without an acceptor: READER.OFFLINE -> outOfService absent none counting silent, card, readAtMs, host, balance, facts, time-out
    reading, without an acceptor: PURSE.READ -> reading present none counting silent, purse
    reading, without an acceptor: PURSE.READ, an earlier card -> -
    reading, without an acceptor: CARD.READ, takes value -> query present none counting silent, flowWaits
    reading, without an acceptor: CARD.READ, on the lock list -> locking present none counting silent, card, refusal, lock-card
    reading, without an acceptor: CARD.READ, run out -> query present none counting silent, card, refusal, flowWaits
    reading, without an acceptor: CARD.READ, refunded -> refused present none counting silent, card, refusal
    reading, without an acceptor: CARD.READ, owed something -> resolving present none counting silent, resolving
    reading, without an acceptor: CARD.READ, an earlier card -> -
    reading, without an acceptor: CARD.UNREADABLE -> refused present none counting silent, refusal
    reading, without an acceptor: CARD.UNREADABLE, an earlier card -> -
    reading, without an acceptor: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, balance, time-out
    reading, without an acceptor: CARD.PLACED -> -
    reading, without an acceptor: HOST.ANSWERED, an earlier card -> -
    reading, without an acceptor: CLAIM.SLIP -> -
    refused: READER.OFFLINE -> outOfService absent none counting silent, card, readAtMs, host, balance, facts, time-out
    refused: PURSE.READ, an earlier card -> -
    refused: CARD.READ, an earlier card -> -
    refused: CARD.UNREADABLE, an earlier card -> -
    refused: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, balance, time-out
    refused: CARD.PLACED -> -
    refused: HOST.ANSWERED -> -
    refused: HOST.ANSWERED, on the lock list -> -
    refused: HOST.ANSWERED, an earlier card -> -
    refused: CLAIM.SLIP -> -
    query: READER.OFFLINE -> outOfService absent none counting silent, card, readAtMs, host, balance, facts, time-out
    query: PURSE.READ, an earlier card -> -
    query: CARD.READ, an earlier card -> -
    query: CARD.UNREADABLE, an earlier card -> -
    query: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, balance, time-out
    query: CARD.PLACED -> -
    query: HOST.ANSWERED -> query present none counting silent, host
    query: HOST.ANSWERED, on the lock list -> locking present none counting silent, host, next, lock-card
    query: HOST.ANSWERED, an earlier card -> -
    query: CLAIM.SLIP -> -
    query: MORE-SERVICES -> menu present none counting silent, flowWaits, time-out
    query: CHOOSE-SERVICE -> cardAct present none counting silent, next, time-out
    query: FINISH -> takeCard present none counting silent
    query: IDLE.EXPIRED -> takeCard present none counting silent
    menu: READER.OFFLINE -> outOfService absent none counting silent, card, readAtMs, host, balance, facts, time-out
    menu: PURSE.READ, an earlier card -> -
    menu: CARD.READ, an earlier card -> -
    menu: CARD.UNREADABLE, an earlier card -> -
    menu: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, balance, time-out
    menu: CARD.PLACED -> -
    menu: HOST.ANSWERED -> menu present none counting silent, host
    menu: HOST.ANSWERED, on the lock list -> locking present none counting silent, host, next, lock-card
    menu: HOST.ANSWERED, an earlier card -> -
    menu: CLAIM.SLIP -> -
    menu: CHOOSE-SERVICE -> cardAct present none counting silent, next, time-out
    menu: HELP -> help present none counting silent, helpTopic, flowWaits, time-out
    menu: CANCEL -> reading present none counting silent, ticket, read-card
    menu: FINISH -> takeCard present none counting silent
    menu: IDLE.EXPIRED -> takeCard present none counting silent
    locking: READER.OFFLINE -> locking absent none counting silent, facts
    locking: PURSE.READ, an earlier card -> -
    locking: CARD.READ, an earlier card -> -
    locking: CARD.UNREADABLE, an earlier card -> -
    locking: CARD.REMOVED -> locking absent none counting silent
    locking: CARD.PLACED -> -
    locking: CARD.LOCKED -> refused present none counting silent, refusal
    locking: HOST.ANSWERED -> -
    locking: HOST.ANSWERED, on the lock list -> -
    locking: HOST.ANSWERED, an earlier card -> -
    locking: CLAIM.SLIP -> -
    locking, card taken: READER.OFFLINE -> locking absent none counting silent, facts
    locking, card taken: PURSE.READ, an earlier card -> -
    locking, card taken: CARD.READ, an earlier card -> -
    locking, card taken: CARD.UNREADABLE, an earlier card -> -
    locking, card taken: CARD.PLACED -> locking present none counting silent, cardLies, time-out
    locking, card taken: CARD.LOCKED -> attract absent none counting silent, card, readAtMs, host, balance, time-out
    locking, card taken: HOST.ANSWERED -> -
    locking, card taken: HOST.ANSWERED, on the lock list -> -
    locking, card taken: HOST.ANSWERED, an earlier card -> -
    locking, card taken: CLAIM.SLIP -> -
    help: READER.OFFLINE -> outOfService absent none counting silent, card, readAtMs, host, balance, facts, time-out
    help: PURSE.READ -> -
    help: PURSE.READ, an earlier card -> -
    help: CARD.READ, takes value -> -
    help: CARD.READ, on the lock list -> -
    help: CARD.READ, run out -> -
    help: CARD.READ, refunded -> -
    help: CARD.READ, owed something -> -
    help: CARD.READ, an earlier card -> -
    help: CARD.UNREADABLE -> -
    help: CARD.UNREADABLE, an earlier card -> -
    help: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, balance, time-out
    help: CARD.PLACED -> reading present none counting silent, ticket, read-card
    help: HOST.ANSWERED -> help present none counting silent, host
    help: HOST.ANSWERED, on the lock list -> locking present none counting silent, host, next, lock-card
    help: HOST.ANSWERED, an earlier card -> -
    help: CLAIM.SLIP -> -
    help: HELP -> help present none counting silent, helpTopic, flowWaits, time-out
    help: CANCEL -> menu present none counting silent, flowWaits, time-out
    help: IDLE.EXPIRED -> takeCard present none counting silent
    help, nobody there: READER.OFFLINE -> outOfService absent none counting silent, readAtMs, facts, time-out
    help, nobody there: PURSE.READ -> -
    help, nobody there: PURSE.READ, an earlier card -> -
    help, nobody there: CARD.READ, takes value -> -
    help, nobody there: CARD.READ, on the lock list -> -
    help, nobody there: CARD.READ, run out -> -
    help, nobody there: CARD.READ, refunded -> -
    help, nobody there: CARD.READ, owed something -> -
    help, nobody there: CARD.READ, an earlier card -> -
    help, nobody there: CARD.UNREADABLE -> -
    help, nobody there: CARD.UNREADABLE, an earlier card -> -
    help, nobody there: CARD.REMOVED -> attract absent none counting silent, readAtMs, time-out
    help, nobody there: CARD.PLACED -> reading present none counting silent, cardLies, ticket, read-card, time-out
    help, nobody there: HOST.ANSWERED -> help absent none counting silent, host
    help, nobody there: HOST.ANSWERED, on the lock list -> help absent none counting silent, host
    help, nobody there: HOST.ANSWERED, an earlier card -> -
    help, nobody there: CLAIM.SLIP -> -
    help, nobody there: HELP -> help absent none counting silent, helpTopic, flowWaits, time-out
    help, nobody there: CANCEL -> attract absent none counting silent, readAtMs, time-out
    help, nobody there: IDLE.EXPIRED -> attract absent none counting silent, readAtMs, time-out
    takeCard: READER.OFFLINE -> outOfService absent none counting silent, card, readAtMs, host, balance, facts, time-out
    takeCard: PURSE.READ -> -
    takeCard: PURSE.READ, an earlier card -> -
    takeCard: CARD.READ, takes value -> -
    takeCard: CARD.READ, on the lock list -> -
    takeCard: CARD.READ, run out -> -
    takeCard: CARD.READ, refunded -> -
    takeCard: CARD.READ, owed something -> -
    takeCard: CARD.READ, an earlier card -> -
    takeCard: CARD.UNREADABLE -> -
    takeCard: CARD.UNREADABLE, an earlier card -> -
    takeCard: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, balance, time-out
    takeCard: CARD.PLACED -> -
    takeCard: HOST.ANSWERED -> -
    takeCard: HOST.ANSWERED, on the lock list -> -
    takeCard: HOST.ANSWERED, an earlier card -> -
    takeCard: CLAIM.SLIP -> -
    takeCard, after a top-up: READER.OFFLINE -> result absent none counting silent, facts, time-out
    takeCard, after a top-up: PURSE.READ -> -
    takeCard, after a top-up: PURSE.READ, an earlier card -> -
    takeCard, after a top-up: CARD.READ, takes value -> -
    takeCard, after a top-up: CARD.READ, on the lock list -> -
    takeCard, after a top-up: CARD.READ, run out -> -
    takeCard, after a top-up: CARD.READ, refunded -> -
    takeCard, after a top-up: CARD.READ, owed something -> -
    takeCard, after a top-up: CARD.READ, an earlier card -> -
    takeCard, after a top-up: CARD.UNREADABLE -> -
    takeCard, after a top-up: CARD.UNREADABLE, an earlier card -> -
    takeCard, after a top-up: CARD.REMOVED -> result absent none counting silent, time-out
    takeCard, after a top-up: CARD.PLACED -> -
    takeCard, after a top-up: HOST.ANSWERED -> -
    takeCard, after a top-up: HOST.ANSWERED, on the lock list -> -
    takeCard, after a top-up: HOST.ANSWERED, an earlier card -> -
    takeCard, after a top-up: CLAIM.SLIP -> -
    result: READER.OFFLINE -> result absent none counting silent, facts
    result: PURSE.READ -> -
    result: PURSE.READ, an earlier card -> -
    result: CARD.READ, takes value -> -
    result: CARD.READ, on the lock list -> -
    result: CARD.READ, run out -> -
    result: CARD.READ, refunded -> -
    result: CARD.READ, owed something -> -
    result: CARD.READ, an earlier card -> -
    result: CARD.UNREADABLE -> -
    result: CARD.UNREADABLE, an earlier card -> -
    result: CARD.PLACED -> reading present none counting silent, card, readAtMs, host, completed, added, balance, cardLies, ticket, read-card, time-out
    result: HOST.ANSWERED -> -
    result: HOST.ANSWERED, on the lock list -> -
    result: HOST.ANSWERED, an earlier card -> -
    result: CLAIM.SLIP -> -
    result: FINISH -> attract absent none counting silent, card, readAtMs, host, completed, added, balance, time-out"
  `);
});

it('answers what concerns the choice among period passes as this table says', () => {
  const places = {
    'before a card': at('passes', hall, { card: 'absent' }),
    'card read': at('passes'),
    'card read, and value added': at('passes', { completed: [T1], added }),
    'card read, and a pass chosen': at('passes', { wantedPass: { choice: { product: 1, startsAfterDays: 0 }, price: null } }),
  };
  const events = { ...heardByService, 'CHOOSE-PASS': { type: 'CHOOSE-PASS', choice: { product: 1, startsAfterDays: 0 } } } satisfies Record<
    string,
    VisitEvent
  >;
  expect(transitionTable(machine, places, events)).toMatchInlineSnapshot(`
    "before a card: READER.OFFLINE -> outOfService absent none counting silent, readAtMs, facts, time-out
    before a card: PURSE.READ -> -
    before a card: PURSE.READ, an earlier card -> -
    before a card: CARD.READ, takes value -> -
    before a card: CARD.READ, on the lock list -> -
    before a card: CARD.READ, run out -> -
    before a card: CARD.READ, refunded -> -
    before a card: CARD.READ, owed something -> -
    before a card: CARD.READ, an earlier card -> -
    before a card: CARD.UNREADABLE -> -
    before a card: CARD.UNREADABLE, an earlier card -> -
    before a card: CARD.REMOVED -> attract absent none counting silent, readAtMs, time-out
    before a card: CARD.PLACED -> reading present none counting silent, cardLies, ticket, read-card, time-out
    before a card: HOST.ANSWERED -> passes absent none counting silent, host
    before a card: HOST.ANSWERED, on the lock list -> passes absent none counting silent, host
    before a card: HOST.ANSWERED, an earlier card -> -
    before a card: CLAIM.SLIP -> -
    before a card: CANCEL -> attract absent none counting silent, readAtMs, time-out
    before a card: IDLE.EXPIRED -> attract absent none counting silent, readAtMs, time-out
    before a card: CHOOSE-PASS -> passes absent none counting silent, wantedPass, time-out
    card read: READER.OFFLINE -> outOfService absent none counting silent, card, readAtMs, host, balance, facts, time-out
    card read: PURSE.READ -> -
    card read: PURSE.READ, an earlier card -> -
    card read: CARD.READ, takes value -> -
    card read: CARD.READ, on the lock list -> -
    card read: CARD.READ, run out -> -
    card read: CARD.READ, refunded -> -
    card read: CARD.READ, owed something -> -
    card read: CARD.READ, an earlier card -> -
    card read: CARD.UNREADABLE -> -
    card read: CARD.UNREADABLE, an earlier card -> -
    card read: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, balance, time-out
    card read: CARD.PLACED -> reading present none counting silent, ticket, read-card
    card read: HOST.ANSWERED -> passes present none counting silent, host
    card read: HOST.ANSWERED, on the lock list -> locking present none counting silent, host, next, lock-card
    card read: HOST.ANSWERED, an earlier card -> -
    card read: CLAIM.SLIP -> -
    card read: CANCEL -> menu present none counting silent, flowWaits, time-out
    card read: IDLE.EXPIRED -> takeCard present none counting silent
    card read: CHOOSE-PASS -> passes present none counting silent, wantedPass, time-out
    card read, and value added: READER.OFFLINE -> outOfService absent none counting silent, card, readAtMs, host, completed, added, balance, facts, time-out
    card read, and value added: PURSE.READ -> -
    card read, and value added: PURSE.READ, an earlier card -> -
    card read, and value added: CARD.READ, takes value -> -
    card read, and value added: CARD.READ, on the lock list -> -
    card read, and value added: CARD.READ, run out -> -
    card read, and value added: CARD.READ, refunded -> -
    card read, and value added: CARD.READ, owed something -> -
    card read, and value added: CARD.READ, an earlier card -> -
    card read, and value added: CARD.UNREADABLE -> -
    card read, and value added: CARD.UNREADABLE, an earlier card -> -
    card read, and value added: CARD.REMOVED -> result absent none counting silent, cardLifted
    card read, and value added: CARD.PLACED -> reading present none counting silent, ticket, read-card
    card read, and value added: HOST.ANSWERED -> passes present none counting silent, host
    card read, and value added: HOST.ANSWERED, on the lock list -> locking present none counting silent, host, next, lock-card
    card read, and value added: HOST.ANSWERED, an earlier card -> -
    card read, and value added: CLAIM.SLIP -> -
    card read, and value added: CANCEL -> menu present none counting silent, flowWaits, time-out
    card read, and value added: IDLE.EXPIRED -> takeCard present none counting silent
    card read, and value added: CHOOSE-PASS -> passes present none counting silent, wantedPass, time-out
    card read, and a pass chosen: READER.OFFLINE -> outOfService absent none counting silent, card, readAtMs, host, wantedPass, balance, facts, time-out
    card read, and a pass chosen: PURSE.READ -> -
    card read, and a pass chosen: PURSE.READ, an earlier card -> -
    card read, and a pass chosen: CARD.READ, takes value -> -
    card read, and a pass chosen: CARD.READ, on the lock list -> -
    card read, and a pass chosen: CARD.READ, run out -> -
    card read, and a pass chosen: CARD.READ, refunded -> -
    card read, and a pass chosen: CARD.READ, owed something -> -
    card read, and a pass chosen: CARD.READ, an earlier card -> -
    card read, and a pass chosen: CARD.UNREADABLE -> -
    card read, and a pass chosen: CARD.UNREADABLE, an earlier card -> -
    card read, and a pass chosen: CARD.REMOVED -> attract absent none counting silent, card, readAtMs, host, wantedPass, balance, time-out
    card read, and a pass chosen: CARD.PLACED -> reading present none counting silent, ticket, read-card
    card read, and a pass chosen: HOST.ANSWERED -> cardAct present none counting silent, host, next, wantedPass
    card read, and a pass chosen: HOST.ANSWERED, on the lock list -> locking present none counting silent, host, next, lock-card
    card read, and a pass chosen: HOST.ANSWERED, an earlier card -> -
    card read, and a pass chosen: CLAIM.SLIP -> -
    card read, and a pass chosen: CANCEL -> menu present none counting silent, wantedPass, flowWaits, time-out
    card read, and a pass chosen: IDLE.EXPIRED -> takeCard present none counting silent
    card read, and a pass chosen: CHOOSE-PASS -> passes present none counting silent, time-out"
  `);
});

it('turns to a note that ended late wherever nothing else is under way, and never forgets one', () => {
  const waits = { card: null, host: { state: 'none' }, balance: null } as const;
  const ends = {
    'NOTE.KEPT': heardByFlows['NOTE.KEPT'],
    'NOTE.IN-DOUBT': heardByFlows['NOTE.IN-DOUBT'],
    "NOTE.KEPT, an earlier process's": { ...heardByFlows['NOTE.KEPT'], earlier: true },
  };
  const closed = { ...facts, clock: 'wrong' } as const;
  const offline = { ...facts, reader: 'offline' } as const;
  const places = {
    attract: at('attract', waits, { card: 'absent' }),
    outOfService: at('outOfService', { ...waits, facts: closed }, { card: 'absent' }),
    'outOfService, no reader': at('outOfService', { ...waits, facts: offline }, { card: 'absent' }),
    refused: at('refused', { refusal: 'K03' }),
    query: at('query'),
    menu: at('menu', { host: linked }),
    help: at('help', waits, { card: 'absent' }),
    passes: at('passes', waits, { card: 'absent' }),
    'outOfService, staff is in': at('outOfService', waits, { card: 'absent', operator: 'active' }),
    takeCard: at('takeCard'),
    result: at('result', { ...waits, added }, { card: 'absent' }),
  };
  expect(transitionTable(machine, places, ends)).toMatchInlineSnapshot(`
    "attract: NOTE.KEPT -> resolving absent none counting silent, resolving
    attract: NOTE.IN-DOUBT -> resolving absent none counting silent, resolving
    attract: NOTE.KEPT, an earlier process's -> attract absent none counting silent
    outOfService: NOTE.KEPT -> resolving absent none counting silent, resolving
    outOfService: NOTE.IN-DOUBT -> resolving absent none counting silent, resolving
    outOfService: NOTE.KEPT, an earlier process's -> outOfService absent none counting silent
    outOfService, no reader: NOTE.KEPT -> outOfService absent none counting silent, lateNote
    outOfService, no reader: NOTE.IN-DOUBT -> outOfService absent none counting silent, lateNote
    outOfService, no reader: NOTE.KEPT, an earlier process's -> outOfService absent none counting silent
    refused: NOTE.KEPT -> reading present none counting silent, ticket, read-card
    refused: NOTE.IN-DOUBT -> reading present none counting silent, ticket, read-card
    refused: NOTE.KEPT, an earlier process's -> reading present none counting silent, ticket, read-card
    query: NOTE.KEPT -> reading present none counting silent, ticket, read-card
    query: NOTE.IN-DOUBT -> reading present none counting silent, ticket, read-card
    query: NOTE.KEPT, an earlier process's -> reading present none counting silent, ticket, read-card
    menu: NOTE.KEPT -> reading present none counting silent, ticket, read-card
    menu: NOTE.IN-DOUBT -> reading present none counting silent, ticket, read-card
    menu: NOTE.KEPT, an earlier process's -> reading present none counting silent, ticket, read-card
    help: NOTE.KEPT -> resolving absent none counting silent, resolving
    help: NOTE.IN-DOUBT -> resolving absent none counting silent, resolving
    help: NOTE.KEPT, an earlier process's -> help absent none counting silent
    passes: NOTE.KEPT -> resolving absent none counting silent, resolving
    passes: NOTE.IN-DOUBT -> resolving absent none counting silent, resolving
    passes: NOTE.KEPT, an earlier process's -> passes absent none counting silent
    outOfService, staff is in: NOTE.KEPT -> outOfService absent active counting silent, lateNote
    outOfService, staff is in: NOTE.IN-DOUBT -> outOfService absent active counting silent, lateNote
    outOfService, staff is in: NOTE.KEPT, an earlier process's -> outOfService absent active counting silent
    takeCard: NOTE.KEPT -> reading present none counting silent, ticket, read-card, time-out
    takeCard: NOTE.IN-DOUBT -> reading present none counting silent, ticket, read-card, time-out
    takeCard: NOTE.KEPT, an earlier process's -> reading present none counting silent, ticket, read-card, time-out
    result: NOTE.KEPT -> resolving absent none counting silent, resolving, time-out
    result: NOTE.IN-DOUBT -> resolving absent none counting silent, resolving, time-out
    result: NOTE.KEPT, an earlier process's -> result absent none counting silent"
  `);
});
