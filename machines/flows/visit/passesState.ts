import { and, assign, not, or } from 'xstate';
import { ignored } from '../ignored.ts';
import type { VisitSetup } from './visitSetup.ts';

/**
 * The choice among period tickets, before a card is laid down or after. One that is chosen waits for the card and for its issuer's
 * word; then it is offered. The note path is shut.
 */
export function passesState(visit: VisitSetup) {
  return visit.createStateConfig({
    entry: assign({ next: null, flowWaits: true }),
    exit: assign({ flowWaits: false }),
    always: [
      { guard: 'lateNote', target: 'lateNote' },
      { guard: and([not('cardPresent'), or([not('inService'), 'closedToNext'])]), target: 'attract' },
      { guard: not('inService'), target: 'leaving' },
      { guard: and(['wantsPass', 'cardRead', 'cardPresent', 'isHostHeard']), target: 'cardAct', actions: 'offerWanted' },
    ],
    on: {
      'CHOOSE-PASS': { actions: ['passengerActed', 'rememberPass'] },
      'HOST.ANSWERED': [
        { guard: and(['answersNow', 'mustGoOn']), target: 'onward', actions: 'rememberHost' },
        { guard: 'answersNow', actions: 'rememberHost' },
      ],
      CANCEL: [
        { guard: and(['cardRead', 'cardPresent']), target: 'menu', actions: 'passengerActed' },
        { target: 'attract', actions: 'passengerActed' },
      ],
      'CARD.PLACED': 'reading',
      'CARD.REMOVED': [{ guard: 'cardRead', target: 'leaving', actions: 'rememberLifted' }, { target: 'attract' }],
      'IDLE.EXPIRED': 'leaving',
      'PURSE.READ': ignored,
      'CARD.READ': ignored,
      'CARD.UNREADABLE': ignored,
    },
  });
}
