import { and, assign, sendTo } from 'xstate';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import type { VisitSetup } from './visitSetup.ts';

/** Balance and the last six of a card that takes no cash now. */
export function queryState(visit: VisitSetup) {
  return visit.createStateConfig({
    invoke: {
      src: 'query',
      id: 'query',
      input: ({ context }) => ({ facts: context.card as CardFacts }),
      onSnapshot: { actions: assign({ flowWaits: ({ event }) => event.snapshot.hasTag('waiting') }) },
      onDone: 'leaving',
    },
    exit: assign({ flowWaits: false }),
    on: {
      'CARD.REMOVED': { actions: ['rememberLifted', 'toQuery'] },
      'READER.OFFLINE': { actions: ['rememberLifted', sendTo('query', { type: 'CARD.REMOVED' })] },
      'HOST.ANSWERED': [
        { guard: and(['answersNow', 'mustGoOn']), target: 'onward', actions: 'rememberHost' },
        { guard: 'answersNow', actions: 'rememberHost' },
      ],
      'MORE-SERVICES': { target: 'onward', actions: ['passengerActed', assign({ next: { to: 'menu' } })] },
      'CHOOSE-SERVICE': { guard: 'isOffered', target: 'onward', actions: ['passengerActed', 'rememberChoice'] },
      FINISH: { actions: 'toQuery' },
      'IDLE.EXPIRED': { actions: sendTo('query', { type: 'FINISH' }) },
    },
  });
}
