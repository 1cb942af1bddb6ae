import { assign, not } from 'xstate';
import { dollars } from '../../../hardware/ports/dollars.ts';
import type { StaffSetup } from './staffSetup.ts';
import { asking } from './staffSteps.ts';

/** A note that was found in the path: of the case that is looked at, or of nobody. */
export function foundPages(staff: StaffSetup) {
  return {
    /** Which note was found: of the case that is looked at, or nobody's. */
    found: staff.createStateConfig({
      on: {
        'STAFF.CHOOSE': {
          guard: 'choosesNote',
          target: 'confirmingFound',
          actions: ['stay', assign({ foundValue: ({ event }) => dollars(Number(event.choice)) })],
        },
        CANCEL: [
          { guard: not('caseIsOver'), target: 'case', actions: 'stay' },
          { target: 'today', actions: 'stay' },
        ],
      },
    }),
    confirmingFound: staff.createStateConfig({
      on: {
        CONFIRM: { target: 'recordingFound', actions: 'stay' },
        CANCEL: { target: 'found', actions: ['stay', assign({ foundValue: null })] },
      },
    }),
    recordingFound: asking(staff, ({ ticket, person, context }) => ({
      do: 'staff-found',
      ticket,
      person,
      case: context.case,
      value: dollars(context.foundValue ?? 0),
    })),
  };
}
