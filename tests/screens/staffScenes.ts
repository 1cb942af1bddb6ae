import { dollars } from '../../hardware/ports/dollars.ts';
import { caseId, caseOfRecord, decisionsFor, type OpenCase } from '../../machines/flows/staff.ts';
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

function searching(): TestVisit {
  const visit = pressed(inside(CLERK, ...many), 'cases', 'search');
  for (const key of 'ABCD') visit.press('staff-key', key);
  return visit;
}

function confirmingFound(): TestVisit {
  return pressed(inside(CLERK, ...many), 'cases', doubtful.id, 'found', '500');
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
  };
  return Object.fromEntries(
    Object.entries(scenes).map(([name, visit]) => [
      name,
      project(visit.actor.getSnapshot(), { station: '臺北車站', machine: 'TPE-0042' }, '2026-05-12'),
    ]),
  );
}
