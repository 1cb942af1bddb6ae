import { dollars } from '../../hardware/ports/dollars.ts';
import {
  caseOfTransaction,
  decisionsFor,
  type OpenCase,
  type StaffPerson,
  type Today,
  type DayStatement,
} from '../../machines/flows/staff.ts';
import { FULL_SERVICE } from '../../machines/flows/serviceState.ts';
import { startInService, T1, type TestVisit } from './testVisit.ts';

/** Staff at a machine without a station: answers are given by hand. */

export const CLERK: StaffPerson = { person: 'P01', role: 'clerk' };
export const CASHIER: StaffPerson = { person: 'P02', role: 'cashier' };
export const AUDITOR: StaffPerson = { person: 'P03', role: 'auditor' };

export const doubtful: OpenCase = {
  id: caseOfTransaction(T1),
  kind: 'note-unknown',
  amount: dollars(500),
  card: '****6789',
  claimCode: 'K15-ABCDE',
  sinceMs: Date.parse('2026-05-12T09:30:00+08:00'),
  signed: null,
  doubtedBy: null,
  found: dollars(0),
  evidence: [{ says: 'note-not-known', value: dollars(500) }],
  decisions: decisionsFor('note-unknown'),
};
export const signed: OpenCase = { ...doubtful, signed: { ...CLERK, decision: 'paid-at-counter', reason: 'claim-shown' } };

export function today(...cases: OpenCase[]): Today {
  return {
    cases,
    paper: 'full',
    box: { serial: null, notes: 3, status: 'ok' },
    exchange: null,
    waiting: [],
    lastCount: null,
    service: FULL_SERVICE,
    records: 12,
    rosterVersion: 1,
    software: 'test',
  };
}

/** A day on which nothing differs. */
export const statement: DayStatement = {
  number: 3,
  what: 'day',
  from: 1,
  to: 12,
  notes: 2,
  unvalued: 0,
  kept: 600,
  written: 600,
  issued: 0,
  inBox: 2,
  difference: 0,
  openCases: 0,
  exported: 'off',
};

/** The ticket of the newest question to the station. */
export function ticketOf(visit: TestVisit): number {
  const asked = visit.effects.findLast((effect) => effect.do.startsWith('staff-') && 'ticket' in effect);
  if (asked === undefined || !('ticket' in asked)) throw new Error('nothing was asked');
  return asked.ticket;
}

export function atTheDoor(): TestVisit {
  const visit = startInService({ hasStaffMode: true });
  visit.say({ type: 'OPERATOR.SWITCH', position: 'maintenance' });
  return visit;
}

export function lays(visit: TestVisit, readable = true): void {
  visit.say({ type: 'CARD.PLACED' });
  visit.say({ type: 'STAFF.CARD', ticket: ticketOf(visit), readable });
}

export function types(visit: TestVisit, text: string): void {
  for (const key of text) visit.press('staff-key', key);
  visit.press('staff-choose', 'enter');
}

export function comesIn(visit: TestVisit, person: StaffPerson, cases: readonly OpenCase[] = [], mustChoosePin = false): void {
  lays(visit);
  types(visit, '102938');
  visit.say({ type: 'STAFF.ENTERED', ticket: ticketOf(visit), person, mustChoosePin });
  if (!mustChoosePin) visit.say({ type: 'STAFF.TODAY', ticket: ticketOf(visit), today: today(...cases) });
}

export function inside(person: StaffPerson, ...cases: OpenCase[]): TestVisit {
  const visit = atTheDoor();
  comesIn(visit, person, cases);
  return visit;
}
