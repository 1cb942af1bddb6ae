import { dollars } from '../../hardware/ports/dollars.ts';
import {
  type BoxCounted,
  type BoxTaken,
  caseId,
  caseOfRecord,
  type DayStatement,
  decisionsFor,
  type OpenCase,
  type Today,
} from '../../machines/flows/staff.ts';
import { type Picture, project } from '../../machines/view/project.ts';
import {
  atTheDoor,
  AUDITOR,
  CASHIER,
  CLERK,
  comesIn,
  doubtful,
  inside,
  lays,
  signed,
  ticketOf,
  today,
  types,
} from '../support/staffWalks.ts';
import type { TestVisit } from '../support/testVisit.ts';

const many: readonly OpenCase[] = [
  doubtful,
  { ...signed, id: caseId('BBBBB22222'), claimCode: 'K15-22222', card: '****4471' },
  {
    ...doubtful,
    id: caseId('CCCCC33333'),
    kind: 'undecided',
    amount: dollars(1000),
    claimCode: 'K15-33333',
    card: '****0098',
    decisions: decisionsFor('undecided'),
  },
  {
    ...doubtful,
    id: caseOfRecord(412),
    kind: 'unexplained-note',
    amount: null,
    claimCode: null,
    card: null,
    evidence: [],
    decisions: decisionsFor('unexplained-note'),
  },
  {
    ...doubtful,
    id: caseOfRecord(413),
    kind: 'counters-disagree',
    amount: null,
    claimCode: null,
    card: null,
    evidence: [],
    decisions: decisionsFor('counters-disagree'),
  },
];

function pressed(visit: TestVisit, ...choices: readonly string[]): TestVisit {
  for (const choice of choices) visit.press('staff-choose', choice);
  return visit;
}

function typing(text: string): TestVisit {
  const visit = atTheDoor();
  lays(visit);
  for (const key of text) visit.press('staff-key', key);
  return visit;
}

function refused(waitMs: number): TestVisit {
  const visit = atTheDoor();
  lays(visit);
  types(visit, '102938');
  visit.say({ type: 'STAFF.NOT-ENTERED', ticket: ticketOf(visit), waitMs });
  return visit;
}

function firstTime(): TestVisit {
  const visit = atTheDoor();
  comesIn(visit, CLERK, [], true);
  return visit;
}

function troubled(): TestVisit {
  const visit = atTheDoor();
  visit.say({ type: 'CASH.OUT', why: 'acceptor-jammed' });
  lays(visit);
  types(visit, '102938');
  visit.say({ type: 'STAFF.ENTERED', ticket: ticketOf(visit), person: CLERK, mustChoosePin: false });
  const facts = { ...today(...many), paper: 'out', box: { serial: null, notes: 612, status: 'full' } } as const;
  visit.say({ type: 'STAFF.TODAY', ticket: ticketOf(visit), today: facts });
  return visit;
}

/** The box is out, and everything else that can be wrong at once is. */
function worst(): TestVisit {
  const visit = atTheDoor();
  visit.say({ type: 'CASH.OUT', why: 'acceptor-not-understood' });
  visit.say({ type: 'AUXILIARIES.JUDGED', why: 'contact-broken' });
  lays(visit);
  types(visit, '102938');
  visit.say({ type: 'STAFF.ENTERED', ticket: ticketOf(visit), person: CLERK, mustChoosePin: false });
  const facts = {
    ...today(...many),
    paper: 'out',
    box: { serial: null, notes: 0, status: 'missing' },
    exchange: taken,
    waiting: [taken],
    service: { notes: 'taken', work: '2026-06-14' },
  } as const;
  visit.say({ type: 'STAFF.TODAY', ticket: ticketOf(visit), today: facts });
  visit.press('cancel');
  return visit;
}

function searching(): TestVisit {
  const visit = pressed(inside(CLERK, ...many), 'cases', 'search');
  for (const key of 'ABCD') visit.press('staff-key', key);
  return visit;
}

function confirmingFound(): TestVisit {
  return pressed(inside(CLERK, ...many), 'cases', doubtful.id, 'found', '500');
}

const taken: BoxTaken = {
  exchange: 7,
  serial: 'B0417',
  seal: 'S220931',
  atMs: Date.parse('2026-05-12T23:40:00+08:00'),
  person: 'P02',
  next: null,
  prints: 0,
};

const counted: BoxCounted = {
  exchange: 6,
  serial: 'B0416',
  expected: { notes: 212, value: dollars(48_300), unvalued: 1, inDoubt: { notes: 0, value: dollars(0) } },
  counted: { notes: 212, value: dollars(48_200) },
  difference: -100,
  prints: 0,
};

function keyed(visit: TestVisit, text: string): TestVisit {
  for (const key of text) visit.press('staff-key', key);
  return visit;
}

/** Somebody came in, and this is what the journal says of the box. */
function withBox(about: Partial<Today>): TestVisit {
  const visit = atTheDoor();
  lays(visit);
  types(visit, '102938');
  visit.say({ type: 'STAFF.ENTERED', ticket: ticketOf(visit), person: CLERK, mustChoosePin: false });
  visit.say({ type: 'STAFF.TODAY', ticket: ticketOf(visit), today: { ...today(), ...about } });
  return visit;
}

function withBoxes(): TestVisit {
  return withBox({
    box: { serial: 'B0418', notes: 31, status: 'ok' },
    waiting: [{ ...taken, next: 'B0418', prints: 2 }],
    lastCount: counted,
  });
}

function takingOut(): TestVisit {
  const visit = pressed(withBox({ box: { serial: 'B0411', notes: 212, status: 'ok' } }), 'exchange');
  for (const text of ['B0417', 'S220931']) pressed(keyed(visit, text), 'enter');
  return visit;
}

function exchanging(exchange: BoxTaken): TestVisit {
  return withBox({ exchange, box: { serial: exchange.next, notes: 0, status: 'missing' } });
}

function leftOpen(): TestVisit {
  const visit = exchanging(taken);
  visit.press('cancel');
  return visit;
}

function counting(): TestVisit {
  const visit = pressed(withBoxes(), 'boxes', '7');
  for (const count of ['12', '0', '30', '8', '0']) pressed(keyed(visit, count), 'enter');
  return visit;
}

function stated(): TestVisit {
  const visit = pressed(inside(CLERK), 'statements', 'day');
  visit.press('confirm');
  const statement: DayStatement = {
    number: 41,
    what: 'day',
    from: 80_112,
    to: 83_904,
    notes: 211,
    unvalued: 1,
    kept: 48_300,
    written: 47_800,
    issued: 12_500,
    inBox: 243,
    difference: 1,
    openCases: 1,
    exported: 'verified',
  };
  visit.say({ type: 'STAFF.STATED', ticket: ticketOf(visit), statement, printed: true });
  return visit;
}

function forgotten(): TestVisit {
  const visit = atTheDoor();
  visit.say({ type: 'DOOR', door: 'open' });
  visit.clock.increment(60_000);
  return visit;
}

/** Every page of the staff, as a machine that holds these cases shows it. */
export function staffPictures(): Readonly<Record<string, Picture>> {
  const scenes: Readonly<Record<string, TestVisit>> = {
    'staff-awaited': atTheDoor(),
    'staff-door-open': forgotten(),
    'staff-pin': typing('1234'),
    'staff-pin-refused': refused(0),
    'staff-locked': refused(120_000),
    'staff-choose-pin': firstTime(),
    'staff-today-well': inside(CLERK),
    'staff-today-troubled': troubled(),
    'staff-cases': pressed(inside(CLERK, ...many), 'cases'),
    'staff-cases-none': pressed(inside(CLERK), 'cases'),
    'staff-search': searching(),
    'staff-case': pressed(inside(CLERK, ...many), 'cases', doubtful.id),
    'staff-case-signed': pressed(inside(CASHIER, ...many), 'cases', 'BBBBB22222'),
    'staff-case-doubted': pressed(inside(CASHIER, { ...signed, doubtedBy: CLERK }), 'cases', signed.id),
    'staff-case-refused': pressed(inside(AUDITOR, ...many), 'cases', doubtful.id, 'nothing-owed'),
    'staff-reason': pressed(inside(CLERK, ...many), 'cases', doubtful.id, 'paid-at-counter'),
    'staff-confirm': pressed(inside(CLERK, ...many), 'cases', doubtful.id, 'paid-at-counter', 'claim-shown'),
    'staff-found': pressed(inside(CLERK), 'found'),
    'staff-confirm-found': confirmingFound(),
    'staff-box-serial': keyed(pressed(inside(CLERK), 'exchange'), 'B0417'),
    'staff-confirm-out': takingOut(),
    'staff-exchange-out': exchanging(taken),
    'staff-exchange-in': exchanging({ ...taken, next: 'B0418', prints: 2 }),
    'staff-today-exchange': leftOpen(),
    'staff-today-worst': worst(),
    'staff-boxes': pressed(withBoxes(), 'boxes'),
    'staff-boxes-own': pressed(
      withBox({
        box: { serial: 'B0418', notes: 31, status: 'ok' },
        waiting: [{ ...taken, person: CLERK.person, next: 'B0418', prints: 2 }],
      }),
      'boxes',
      '7',
    ),
    'staff-count': keyed(pressed(withBoxes(), 'boxes', '7'), '12'),
    'staff-confirm-count': counting(),
    'staff-statements': pressed(inside(CLERK), 'statements'),
    'staff-confirm-statement': pressed(inside(CLERK), 'statements', 'day'),
    'staff-stated': stated(),
    'staff-service': pressed(withBox({ service: { notes: 'not-taken', work: '2026-06-14' } }), 'service'),
    'staff-work-day': keyed(pressed(inside(CLERK), 'service', 'plan-work'), '0614'),
    'staff-counted': pressed(withBoxes(), 'boxes', 'last-count'),
  };
  return Object.fromEntries(
    Object.entries(scenes).map(([name, visit]) => [
      name,
      project(visit.actor.getSnapshot(), { station: '臺北車站', machine: 'TPE-0042' }, '2026-05-12'),
    ]),
  );
}
