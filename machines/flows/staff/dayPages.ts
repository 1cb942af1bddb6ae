import { assign } from 'xstate';
import { statementKinds, type StatementKind } from '../staff.ts';
import type { StaffSetup } from './staffSetup.ts';
import { ask, asking, backTo } from './staffSteps.ts';

/** Statements of the day, and the print that tries the printer. */
export function dayPages(staff: StaffSetup) {
  return {
    printingTest: asking(staff, ({ ticket, person }) => ({ do: 'staff-print', ticket, person, what: 'test' })),
    /** Which statement is wanted. */
    statements: staff.createStateConfig({
      on: {
        'STAFF.CHOOSE': {
          guard: ({ event }) => statementKinds.some((each) => each === event.choice),
          target: 'confirmingStatement',
          actions: ['stay', assign({ stating: ({ event }) => statementKinds.find((each) => each === event.choice) ?? null })],
        },
        CANCEL: { target: 'today', actions: 'stay' },
      },
    }),
    confirmingStatement: staff.createStateConfig({
      on: { CONFIRM: { target: 'stating', actions: 'stay' }, CANCEL: { target: 'statements', actions: 'stay' } },
    }),
    stating: staff.createStateConfig({
      entry: ask(({ ticket, person, context }) => ({ do: 'staff-state', ticket, person, what: context.stating as StatementKind })),
      on: {
        'STAFF.STATED': {
          guard: 'answersNow',
          target: 'stated',
          actions: [
            assign({ stated: ({ event }) => event.statement }),
            { type: 'notice', params: ({ event }) => (event.printed ? 'slip-printed' : 'slip-not-printed') },
          ],
        },
        'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' },
      },
    }),
    stated: staff.createStateConfig({ on: { CANCEL: backTo('looking') } }),
  };
}
