import { and, assign, not } from 'xstate';
import { ignored } from '../ignored.ts';
import { cashFacts } from './visitContext.ts';
import { passOn } from './passOn.ts';
import type { VisitFlows, VisitSetup } from './visitSetup.ts';

const recordDoor = (door: 'opened' | 'closed' | 'alarm') => ({ type: 'perform', params: { do: 'record-door', door } }) as const;

/** Staff, whom key switch or door ask for, and the facts that they look after. */
export function operatorRegion(visit: VisitSetup, flows: VisitFlows) {
  return visit.createStateConfig({
    initial: 'none',
    states: {
      none: { always: { guard: 'staffWanted', target: 'requested' } },
      /** Staff waits until the passenger who is being served has finished, and the unit has told what became of an earlier note. */
      requested: {
        always: [
          { guard: not('staffWanted'), target: 'none' },
          { guard: 'noteChecked' },
          { guard: and(['nobodyServed', 'hasStaffMode']), target: 'active' },
          { guard: 'nobodyServed', target: 'closed' },
        ],
      },
      /** Nobody can come in here: the machine is out of service, and that is all. */
      closed: { always: { guard: not('staffWanted'), target: 'none' } },
      active: {
        invoke: {
          src: 'staff',
          id: 'staff',
          input: ({ context }) => ({ cardPresent: context.cardLies }),
          // Its own timers move it: without a word to the root the screen would stand still.
          onSnapshot: {},
          onDone: 'none',
        },
        on: {
          ...passOn('staff', flows.staff, {}),
          'STAFF.ENTERED': { actions: ['doorAttended', { type: 'tell', params: 'staff' }] },
          'OPERATOR.SWITCH': { actions: ['rememberKey', 'tellStaff'] },
          'STAFF.EXCHANGE': { actions: ['rememberExchange', 'tellStaffOfExchange'] },
          DOOR: [
            { guard: ({ event }) => event.door === 'open', actions: ['rememberDoor', recordDoor('opened'), 'watchDoor', 'tellStaff'] },
            { actions: ['rememberDoor', recordDoor('closed'), 'doorAttended', 'tellStaff'] },
          ],
        },
      },
    },
    on: {
      'OPERATOR.SWITCH': { actions: 'rememberKey' },
      'STAFF.EXCHANGE': { actions: 'rememberExchange' },
      DOOR: [
        { guard: ({ event }) => event.door === 'open', actions: ['rememberDoor', recordDoor('opened'), 'watchDoor'] },
        { actions: ['rememberDoor', recordDoor('closed'), 'doorAttended'] },
      ],
      'DOOR.UNATTENDED': {
        actions: [
          assign({ facts: ({ context }) => ({ ...context.facts, doorAlarm: true }) }),
          recordDoor('alarm'),
          { type: 'perform', params: { do: 'call-staff' } },
        ],
      },
      // Whoever was let in when key and door asked for nobody any more is not in.
      'STAFF.ENTERED': {
        actions: { type: 'perform', params: ({ event }) => ({ do: 'staff-leave', person: event.person, why: 'closed' }) },
      },
      'STAFF.CARD': ignored,
      'STAFF.NOT-ENTERED': ignored,
      'STAFF.TODAY': ignored,
      'STAFF.DONE': ignored,
      'STAFF.STATED': ignored,
      'CASH.READY': {
        actions: assign({
          facts: ({ context: { facts }, event }) => ({
            ...facts,
            ...cashFacts({ denominations: event.denominations, why: null }, facts.service),
          }),
        }),
      },
      'CASH.OUT': {
        actions: assign({
          facts: ({ context: { facts }, event }) => ({ ...facts, ...cashFacts({ denominations: null, why: event.why }, facts.service) }),
        }),
      },
      'SERVICE.SET': {
        actions: assign({ facts: ({ context: { facts }, event }) => ({ ...facts, ...cashFacts(facts.acceptor, event.service) }) }),
      },
      'JOURNAL.FAILED': {
        actions: assign({ facts: ({ context, event }) => ({ ...context.facts, journal: event.why ?? 'journal-failed' }) }),
      },
      'AUXILIARIES.JUDGED': {
        actions: assign({ facts: ({ context, event }) => ({ ...context.facts, auxiliariesCondition: event.why }) }),
      },
      'CLOCK.JUDGED': { actions: assign({ facts: ({ context, event }) => ({ ...context.facts, clock: event.clock }) }) },
      'HOURS.JUDGED': { actions: assign({ facts: ({ context, event }) => ({ ...context.facts, outside: event.outside }) }) },
      'STATION.FAULTY': { actions: assign({ facts: ({ context }) => ({ ...context.facts, software: 'faulty' }) }) },
    },
  });
}
