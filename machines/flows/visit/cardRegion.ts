import { assign } from 'xstate';
import { ignored } from '../ignored.ts';
import type { VisitSetup } from './visitSetup.ts';

/** Is a card on the tray, and is the reader there to see it? */
export function cardRegion(visit: VisitSetup) {
  return visit.createStateConfig({
    initial: 'absent',
    states: {
      absent: { on: { 'CARD.PLACED': { target: 'present', actions: ['passengerActed', assign({ cardLies: true })] } } },
      present: { on: { 'CARD.REMOVED': { target: 'absent', actions: assign({ cardLies: false }) }, 'CARD.PLACED': ignored } },
    },
    on: {
      'READER.ONLINE': {
        actions: assign({ facts: ({ context }) => ({ ...context.facts, reader: 'online', readerCondition: null }) }),
      },
      // A reader that is away sees no card; it tells anew what lies there when it comes back.
      'READER.OFFLINE': {
        target: '.absent',
        actions: assign({
          cardLies: false,
          facts: ({ context, event }) => ({ ...context.facts, reader: 'offline', readerCondition: event.why }),
        }),
      },
    },
  });
}
