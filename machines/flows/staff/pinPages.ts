import { and, assign } from 'xstate';
import { chose, type StaffSetup } from './staffSetup.ts';
import { ask, keyOf } from './staffSteps.ts';

/** A PIN of their own, for who came in by one that held once. */
export function pinPages(staff: StaffSetup) {
  return {
    /** The PIN on the roster was for once. */
    choosingPin: staff.createStateConfig({
      entry: 'forgetTyped',
      on: {
        'STAFF.KEY': keyOf('pin'),
        'STAFF.CHOOSE': {
          guard: and([chose('enter'), 'pinIsWhole']),
          target: 'repeatingPin',
          actions: ['stay', assign({ firstPin: ({ context }) => context.typed })],
        },
      },
    }),
    repeatingPin: staff.createStateConfig({
      entry: 'forgetTyped',
      on: {
        'STAFF.KEY': keyOf('pin'),
        'STAFF.CHOOSE': [
          { guard: and([chose('enter'), 'pinIsWhole', 'sameAgain']), target: 'savingPin' },
          {
            guard: and([chose('enter'), 'pinIsWhole']),
            target: 'choosingPin',
            actions: ['stay', { type: 'notice', params: 'pins-differ' }],
          },
        ],
        CANCEL: 'choosingPin',
      },
    }),
    savingPin: staff.createStateConfig({
      entry: [
        ...ask(({ ticket, person, context }) => ({ do: 'staff-choose-pin', ticket, person, pin: context.typed })),
        assign({ typed: '', firstPin: '' }),
      ],
      on: {
        'STAFF.DONE': [
          {
            guard: and(['answersNow', ({ event }) => event.end === 'pin-saved']),
            target: 'looking',
            actions: ['tellEnd', assign({ mustChoosePin: false })],
          },
          { guard: 'answersNow', target: 'choosingPin', actions: 'tellEnd' },
        ],
      },
    }),
  };
}
