import { and, assign } from 'xstate';
import { caseId, type CaseId, decisions, reasons, type StaffPerson } from '../staff.ts';
import { CASES_SHOWN, chosenCase, SEARCH_LENGTH, type StaffContext } from './staffContext.ts';
import { chose, mayDo, type StaffSetup } from './staffSetup.ts';

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
        'STAFF.KEY': { guard: and(['isCharacter', { type: 'fits', params: SEARCH_LENGTH }]), actions: ['stay', 'type'] },
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
          {
            guard: and([chose('found'), mayDo('record-found')]),
            target: 'found',
            actions: ['stay', { type: 'notice', params: null }],
          },
          {
            guard: chose('found'),
            actions: ['stay', { type: 'refuse', params: 'record-found' }],
          },
          {
            guard: and([chose('withdraw'), 'isSigned', mayDo('decide-case')]),
            target: 'withdrawing',
            actions: 'stay',
          },
          {
            guard: and([chose('withdraw'), 'isSigned']),
            actions: ['stay', { type: 'refuse', params: 'decide-case' }],
          },
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
    signing: staff.createStateConfig({
      entry: [
        'askNext',
        {
          type: 'perform',
          params: ({ context }) => ({
            do: 'staff-sign',
            ticket: context.ticket,
            person: context.person as StaffPerson,
            case: context.case as CaseId,
            decision: context.decision as NonNullable<StaffContext['decision']>,
            reason: context.reason as NonNullable<StaffContext['reason']>,
          }),
        },
      ],
      on: { 'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' } },
    }),
    withdrawing: staff.createStateConfig({
      entry: [
        'askNext',
        {
          type: 'perform',
          params: ({ context }) => ({
            do: 'staff-withdraw',
            ticket: context.ticket,
            person: context.person as StaffPerson,
            case: context.case as CaseId,
          }),
        },
      ],
      on: { 'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' } },
    }),
  };
}
