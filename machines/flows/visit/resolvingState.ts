import { and, assign } from 'xstate';
import type { ResolveInput } from '../resolve/resolve.ts';
import { ignored } from '../ignored.ts';
import { passOn } from './passOn.ts';
import type { VisitFlows, VisitSetup } from './visitSetup.ts';

/** A transaction is undecided: nothing else is done for anybody until it is settled or claimed. */
export function resolvingState(visit: VisitSetup, flows: VisitFlows) {
  return visit.createStateConfig({
    invoke: {
      src: 'resolve',
      id: 'resolve',
      input: ({ context }) => ({ ...(context.resolving as Omit<ResolveInput, 'language'>), language: context.language }),
      // Its own timers move it: without a word to the root the screen would stand still.
      onSnapshot: {},
      onDone: [
        {
          guard: ({ event }) => event.output.outcome === 'settled',
          target: 'settled',
          actions: assign({
            settled: ({ event }) => (event.output.outcome === 'settled' ? { done: true, amount: event.output.amount } : null),
            // What the issuer had a say in is told beside the balance.
            added: ({ context }) => (context.resolving?.purpose === 'top-up' ? context.added : null),
          }),
        },
        // Cash is owed to the card from now on, and the reading finds that; what the issuer held is undone.
        {
          guard: ({ event }) => event.output.outcome === 'not-written',
          target: 'settled',
          actions: assign({ settled: ({ context }) => (context.resolving?.purpose === 'top-up' ? null : { done: false }) }),
        },
        { guard: ({ event }) => event.output.outcome === 'claimed' && event.output.cardReturned, target: 'settled' },
        // On the lock list, and only owed something: nothing was begun on it that a lock would come in the way of (R-001-29).
        {
          guard: and([
            'cardPresent',
            'inService',
            ({ context }) =>
              context.resolving?.begin === 'claim' && context.card?.status === 'blocked' && context.card.unread === undefined,
          ]),
          target: 'locking',
        },
        { target: 'claimed' },
      ],
    },
    entry: assign({ next: null }),
    on: {
      ...passOn('resolve', flows.resolve, { 'CARD.WRITTEN': ['rememberWritten', 'rememberAdded', 'passengerActed'] }),
      'HOST.ANSWERED': ignored,
    },
  });
}
