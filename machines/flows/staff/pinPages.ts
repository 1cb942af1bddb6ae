import { and, assign } from 'xstate';
import { type StaffPerson } from '../staff.ts';
import { PIN_DIGITS } from './staffContext.ts';
import { chose, type StaffSetup } from './staffSetup.ts';

/** A PIN of their own, for who came in by one that held once. */
export function pinPages(staff: StaffSetup) {
  return {
    /** The PIN on the roster was for once. */
    choosingPin: staff.createStateConfig({
      entry: 'forgetTyped',
      on: {
        'STAFF.KEY': { guard: and(['isDigit', { type: 'fits', params: PIN_DIGITS.most }]), actions: ['stay', 'type'] },
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
        'STAFF.KEY': { guard: and(['isDigit', { type: 'fits', params: PIN_DIGITS.most }]), actions: ['stay', 'type'] },
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
        'askNext',
        {
          type: 'perform',
          params: ({ context }) => ({
            do: 'staff-choose-pin',
            ticket: context.ticket,
            person: context.person as StaffPerson,
            pin: context.typed,
          }),
        },
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
