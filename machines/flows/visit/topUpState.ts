import { and, assign, enqueueActions, sendTo } from 'xstate';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { outcomeOf, resolveTopUp } from './visitDecisions.ts';
import type { VisitSetup } from './visitSetup.ts';

/** Notes are taken, or could be. Whatever else the visit wants to do waits until the note path is shut. */
export function topUpState(visit: VisitSetup) {
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
      'NOTE.SEEN': { actions: 'toTopUp' },
      'NOTE.ESCROWED': { actions: 'toTopUp' },
      'NOTE.RETURNED': { actions: 'toTopUp' },
      'NOTE.KEPT': { actions: 'toTopUp' },
      'NOTE.IN-DOUBT': { actions: 'toTopUp' },
      'CASH.OPENED': { actions: 'toTopUp' },
      'CASH.FAILED': { actions: 'toTopUp' },
      'CASH.CLOSED': { actions: 'toTopUp' },
      'CASH.OUT': { actions: 'toTopUp' },
      'CARD.CHECKED': { actions: 'toTopUp' },
      'CARD.WRITTEN': { actions: ['rememberWritten', 'toTopUp'] },
      'CARD.UNDECIDED': { actions: 'toTopUp' },
      'CARD.CONFLICT': { actions: 'toTopUp' },
      'CARD.REMOVED': { actions: ['rememberLifted', 'toTopUp'] },
      // A reader that is away is as good as a card that is gone.
      'READER.OFFLINE': { actions: ['rememberLifted', sendTo('topUp', { type: 'CARD.REMOVED' })] },
      'JOURNAL.FAILED': { actions: sendTo('topUp', { type: 'MACHINE.BROKEN' }) },
      'STATION.FAULTY': { actions: sendTo('topUp', { type: 'MACHINE.BROKEN' }) },
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
      FINISH: { actions: 'toTopUp' },
      'IDLE.EXPIRED': { actions: sendTo('topUp', { type: 'FINISH' }) },
    },
  });
}
