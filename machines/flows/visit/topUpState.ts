import { and, assign, enqueueActions, sendTo } from 'xstate';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { passOn } from './passOn.ts';
import { outcomeOf, resolveTopUp } from './visitDecisions.ts';
import type { VisitFlows, VisitSetup } from './visitSetup.ts';

/** Notes are taken, or could be. Whatever else the visit wants to do waits until the note path is shut. */
export function topUpState(visit: VisitSetup, flows: VisitFlows) {
  return visit.createStateConfig({
    invoke: {
      src: 'topUp',
      id: 'topUp',
      input: ({ context }) => ({
        facts: context.card as CardFacts,
        atMs: context.readAtMs,
        denominations: context.facts.denominations,
        credit: context.credit,
      }),
      onSnapshot: { actions: assign({ flowWaits: ({ event }) => event.snapshot.hasTag('waiting') }) },
      onDone: [
        {
          guard: and(['cardPresent', ({ event }) => outcomeOf(event) === 'undecided']),
          target: 'resolving',
          actions: assign({ balance: null, resolving: ({ context, event }) => resolveTopUp(context, event.output, 'settle') }),
        },
        {
          guard: ({ event }) => event.output.outcome === 'undecided',
          target: 'resolving',
          actions: assign({ balance: null, resolving: ({ context, event }) => resolveTopUp(context, event.output, 'ask') }),
        },
        {
          guard: ({ event }) => event.output.outcome === 'claim',
          target: 'resolving',
          actions: assign({ balance: null, resolving: ({ context, event }) => resolveTopUp(context, event.output, 'claim') }),
        },
        { guard: and(['goesOn', 'cardPresent']), target: 'onward' },
        { guard: ({ context, event }) => event.output.outcome === 'cash-unavailable' && !context.cardLifted, target: 'query' },
        { target: 'leaving' },
      ],
    },
    exit: assign({ flowWaits: false }),
    on: {
      ...passOn('topUp', flows.topUp, {
        'NOTE.SEEN': ['passengerActed'],
        'NOTE.RETURNED': ['passengerActed'],
        'CARD.WRITTEN': ['rememberWritten', 'rememberAdded', 'goOnToPass', 'passengerActed'],
        'CARD.REMOVED': ['rememberLifted'],
        'READER.OFFLINE': ['rememberLifted'],
      }),
      'HOST.ANSWERED': {
        guard: 'answersNow',
        actions: [
          'rememberHost',
          enqueueActions(({ context, enqueue }) => {
            if (context.next !== null) enqueue.sendTo('topUp', { type: 'WIND-UP' });
          }),
        ],
      },
      'MORE-SERVICES': {
        guard: and(['flowWaits', 'readingHolds']),
        actions: ['passengerActed', assign({ next: { to: 'menu' } }), sendTo('topUp', { type: 'WIND-UP' })],
      },
      'CHOOSE-SERVICE': {
        guard: and(['flowWaits', 'readingHolds', 'isOffered']),
        actions: ['passengerActed', 'rememberChoice', sendTo('topUp', { type: 'WIND-UP' })],
      },
    },
  });
}
