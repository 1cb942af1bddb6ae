import { and, assign, sendTo } from 'xstate';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import type { ServiceOffer } from '../cardAct/serviceOffer.ts';
import { outcomeOf, resolveAct } from './visitDecisions.ts';
import type { VisitSetup } from './visitSetup.ts';

/** One act of the issuer for this card, from the offer to its end. */
export function cardActState(visit: VisitSetup) {
  return visit.createStateConfig({
    invoke: {
      src: 'cardAct',
      id: 'cardAct',
      input: ({ context }) => ({
        facts: context.card as CardFacts,
        atMs: context.readAtMs,
        offer: (context.next?.to === 'cardAct' ? context.next.offer : null) as ServiceOffer,
      }),
      onSnapshot: { actions: assign({ flowWaits: ({ event }) => event.snapshot.hasTag('waiting') }) },
      onDone: [
        {
          guard: and(['cardPresent', ({ event }) => outcomeOf(event) === 'undecided']),
          target: 'resolving',
          actions: assign({ balance: null, resolving: ({ context, event }) => resolveAct(context, event.output, 'settle') }),
        },
        {
          guard: ({ event }) => event.output.outcome === 'undecided',
          target: 'resolving',
          actions: assign({ balance: null, resolving: ({ context, event }) => resolveAct(context, event.output, 'ask') }),
        },
        {
          guard: ({ event }) => event.output.outcome === 'claim',
          target: 'resolving',
          actions: assign({ balance: null, resolving: ({ context, event }) => resolveAct(context, event.output, 'claim') }),
        },
        {
          guard: ({ context, event }) => event.output.outcome === 'finished' && event.output.again && !context.cardLifted,
          target: 'reading',
        },
        { target: 'leaving' },
      ],
    },
    exit: assign({ flowWaits: false }),
    on: {
      'HOST.ANSWERED': { guard: 'answersNow', actions: assign({ host: ({ event }) => event.host }) },
      'ACT.APPROVED': { actions: 'toCardAct' },
      'ACT.REFUSED': { actions: 'toCardAct' },
      'ACT.UNANSWERED': { actions: 'toCardAct' },
      'CARD.WRITTEN': { actions: ['rememberWritten', 'toCardAct'] },
      'CARD.UNTOUCHED': { actions: 'toCardAct' },
      'CARD.UNDECIDED': { actions: 'toCardAct' },
      'CARD.CONFLICT': { actions: 'toCardAct' },
      'CARD.PLACED': { actions: 'toCardAct' },
      'CARD.REMOVED': { actions: ['rememberLifted', 'toCardAct'] },
      'READER.OFFLINE': { actions: ['rememberLifted', sendTo('cardAct', { type: 'CARD.REMOVED' })] },
      'JOURNAL.FAILED': { actions: sendTo('cardAct', { type: 'MACHINE.BROKEN' }) },
      'STATION.FAULTY': { actions: sendTo('cardAct', { type: 'MACHINE.BROKEN' }) },
      CONFIRM: { actions: ['passengerActed', 'toCardAct'] },
      CANCEL: { actions: ['passengerActed', 'toCardAct'] },
      FINISH: { actions: 'toCardAct' },
      'IDLE.EXPIRED': { actions: sendTo('cardAct', { type: 'FINISH' }) },
    },
  });
}
