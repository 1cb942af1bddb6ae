import { and, assign } from 'xstate';
import { caseId, type CaseId, decisions, reasons } from '../staff.ts';
import { CASES_SHOWN, chosenCase, type StaffContext } from './staffContext.ts';
import { chose, mayDo, type StaffSetup } from './staffSetup.ts';
import { asking, granted, keyOf } from './staffSteps.ts';

/** The list of cases, one of them, and what is decided about it. */
export function casePages(staff: StaffSetup) {
  return {
    cases: staff.createStateConfig({
      on: {
        'STAFF.CHOOSE': [
          { guard: chose('search'), target: 'searching', actions: 'stay' },
          {
            guard: and([chose('more'), 'hasMore']),
            actions: ['stay', assign({ from: ({ context }) => context.from + CASES_SHOWN })],
          },
          {
            guard: 'choosesCase',
            target: 'case',
            actions: ['stay', { type: 'notice', params: null }, assign({ case: ({ event }) => caseId(event.choice) })],
          },
        ],
        CANCEL: [
          {
            guard: ({ context }) => context.search !== '' || context.from > 0,
            actions: ['stay', assign({ search: '', from: 0 })],
          },
          { target: 'today', actions: ['stay', { type: 'notice', params: null }] },
        ],
      },
    }),
    searching: staff.createStateConfig({
      entry: 'forgetTyped',
      on: {
        'STAFF.KEY': keyOf('search'),
        'STAFF.CHOOSE': {
          guard: and([chose('enter'), ({ context }) => context.typed.length >= 4]),
          target: 'cases',
          actions: ['stay', assign({ search: ({ context }) => context.typed, from: 0, typed: '' })],
        },
        CANCEL: { target: 'cases', actions: 'stay' },
      },
    }),
    /** One case: what is known of it, and what may be decided. */
    case: staff.createStateConfig({
      on: {
        'STAFF.CHOOSE': [
          {
            guard: and(['choosesDecision', mayDo('sign-case')]),
            target: 'reason',
            actions: ['stay', assign({ decision: ({ event }) => decisions.find((each) => each === event.choice) ?? null })],
          },
          {
            guard: 'choosesDecision',
            actions: ['stay', { type: 'refuse', params: 'sign-case' }],
          },
          ...granted('found', 'record-found', 'found'),
          ...granted('withdraw', 'decide-case', 'withdrawing', (context) => (chosenCase(context)?.signed ?? null) !== null),
        ],
        // The second signature, to what the first person decided.
        CONFIRM: [
          {
            guard: and(['isSigned', mayDo('decide-case')]),
            target: 'signing',
            actions: [
              'countNoMore',
              'stay',
              assign({
                decision: ({ context }) => chosenCase(context)?.signed?.decision ?? null,
                reason: ({ context }) => chosenCase(context)?.signed?.reason ?? null,
              }),
            ],
          },
          {
            guard: 'isSigned',
            actions: ['stay', { type: 'refuse', params: 'decide-case' }],
          },
        ],
        CANCEL: { target: 'cases', actions: ['stay', { type: 'notice', params: null }, assign({ case: null })] },
      },
    }),
    reason: staff.createStateConfig({
      on: {
        'STAFF.CHOOSE': {
          guard: 'choosesReason',
          target: 'confirming',
          actions: ['stay', assign({ reason: ({ event }) => reasons.find((each) => each === event.choice) ?? null })],
        },
        CANCEL: { target: 'case', actions: ['stay', assign({ decision: null })] },
      },
    }),
    confirming: staff.createStateConfig({
      on: {
        CONFIRM: { target: 'signing', actions: 'stay' },
        CANCEL: { target: 'reason', actions: ['stay', assign({ reason: null })] },
      },
    }),
    signing: asking(staff, ({ ticket, person, context }) => ({
      do: 'staff-sign',
      ticket,
      person,
      case: context.case as CaseId,
      decision: context.decision as NonNullable<StaffContext['decision']>,
      reason: context.reason as NonNullable<StaffContext['reason']>,
    })),
    withdrawing: asking(staff, ({ ticket, person, context }) => ({ do: 'staff-withdraw', ticket, person, case: context.case as CaseId })),
  };
}
