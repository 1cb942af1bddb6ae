import { setup } from 'xstate';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';

export interface QueryInput {
  readonly facts: CardFacts;
}

export type QueryEvent = { readonly type: 'CARD.REMOVED' } | { readonly type: 'FINISH' };

export interface QueryOutcome {
  readonly outcome: 'finished';
}

/** Balance and the last six of a card that takes no value now: the note path stays shut, nothing is written. */
export const queryMachine = setup({
  types: {
    context: {} as { readonly facts: CardFacts },
    events: {} as QueryEvent,
    input: {} as QueryInput,
    output: {} as QueryOutcome,
    tags: {} as 'waiting',
  },
}).createMachine({
  id: 'query',
  context: ({ input }) => ({ facts: input.facts }),
  output: { outcome: 'finished' },
  initial: 'showing',
  states: {
    showing: {
      tags: 'waiting',
      on: { 'CARD.REMOVED': 'ended', FINISH: 'ended' },
    },
    ended: { type: 'final' },
  },
});
