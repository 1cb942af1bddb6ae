import { assign } from 'xstate';
import type { VisitSetup } from './visitSetup.ts';

/** Staff, and the facts that they look after. */
export function operatorRegion(visit: VisitSetup) {
  return visit.createStateConfig({
    initial: 'none',
    states: {
      none: { on: { 'OPERATOR.SWITCH': { guard: ({ event }) => event.position === 'maintenance', target: 'requested' } } },
      /** Staff waits until the passenger who is being served has finished. */
      requested: {
        always: { guard: 'nobodyServed', target: 'active' },
        on: { 'OPERATOR.SWITCH': { guard: ({ event }) => event.position === 'run', target: 'none' } },
      },
      active: { on: { 'OPERATOR.SWITCH': { guard: ({ event }) => event.position === 'run', target: 'none' } } },
    },
    on: {
      'CASH.READY': {
        actions: assign({
          facts: ({ context, event }) => ({ ...context.facts, cash: 'ready', cashCondition: null, denominations: event.denominations }),
        }),
      },
      'CASH.OUT': {
        actions: assign({
          facts: ({ context, event }) => ({ ...context.facts, cash: 'out', cashCondition: event.why, denominations: [] }),
        }),
      },
      'JOURNAL.FAILED': {
        actions: assign({ facts: ({ context, event }) => ({ ...context.facts, journal: event.why ?? 'journal-failed' }) }),
      },
      'CLOCK.JUDGED': { actions: assign({ facts: ({ context, event }) => ({ ...context.facts, clock: event.clock }) }) },
      'HOURS.JUDGED': { actions: assign({ facts: ({ context, event }) => ({ ...context.facts, outside: event.outside }) }) },
      'STATION.FAULTY': { actions: assign({ facts: ({ context }) => ({ ...context.facts, software: 'faulty' }) }) },
    },
  });
}
