import { and, assign, not } from 'xstate';
import type { VisitSetup } from './visitSetup.ts';

/** What else can be had for this card. The note path is shut. */
export function menuState(visit: VisitSetup) {
  return visit.createStateConfig({
    entry: assign({ next: null, wantedPass: null, flowWaits: true }),
    exit: assign({ flowWaits: false }),
    always: [
      { guard: not('inService'), target: 'leaving' },
      { guard: 'lateNote', target: 'lateNote' },
    ],
    on: {
      'HOST.ANSWERED': [
        { guard: and(['answersNow', 'mustGoOn']), target: 'onward', actions: 'rememberHost' },
        { guard: 'answersNow', actions: 'rememberHost' },
      ],
      'CHOOSE-SERVICE': { guard: 'isOffered', target: 'onward', actions: ['passengerActed', 'rememberChoice'] },
      CANCEL: 'reading',
      FINISH: 'leaving',
      HELP: { target: 'help', actions: ['passengerActed', 'rememberTopic'] },
      'CARD.REMOVED': { target: 'leaving', actions: 'rememberLifted' },
      'IDLE.EXPIRED': 'leaving',
    },
  });
}
