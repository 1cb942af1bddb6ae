import { and, assign } from 'xstate';
import type { VisitSetup } from './visitSetup.ts';

/** Balance and the last six of a card that takes no cash now: the note path stays shut, nothing is written. */
export function queryState(visit: VisitSetup) {
  return visit.createStateConfig({
    entry: assign({ flowWaits: true }),
    exit: ['forgetSlip', assign({ flowWaits: false })],
    always: { guard: 'lateNote', target: 'lateNote' },
    on: {
      'CARD.REMOVED': { target: 'leaving', actions: 'rememberLifted' },
      'READER.OFFLINE': { target: 'leaving', actions: 'rememberLifted' },
      'HOST.ANSWERED': [
        { guard: and(['answersNow', 'mustGoOn']), target: 'onward', actions: 'rememberHost' },
        { guard: 'answersNow', actions: 'rememberHost' },
      ],
      'MORE-SERVICES': { target: 'onward', actions: ['passengerActed', assign({ next: { to: 'menu' } })] },
      'CHOOSE-SERVICE': { guard: 'isOffered', target: 'onward', actions: ['passengerActed', 'rememberChoice'] },
      FINISH: 'leaving',
      'IDLE.EXPIRED': 'leaving',
    },
  });
}
