import { assign, not } from 'xstate';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { type StaffPerson } from '../staff.ts';
import type { StaffSetup } from './staffSetup.ts';

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
    recordingFound: staff.createStateConfig({
      entry: [
        'askNext',
        {
          type: 'perform',
          params: ({ context }) => ({
            do: 'staff-found',
            ticket: context.ticket,
            person: context.person as StaffPerson,
            case: context.case,
            value: dollars(context.foundValue ?? 0),
          }),
        },
      ],
      on: { 'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' } },
    }),
  };
}
