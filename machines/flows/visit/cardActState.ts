import { and, assign } from 'xstate';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { tellsDecline } from '../cardAct/cardActFlow.ts';
import type { ServiceOffer } from '../cardAct/serviceOffer.ts';
import { passOn } from './passOn.ts';
import { outcomeOf, passToFill, resolveAct, takesNotesFor } from './visitDecisions.ts';
import type { VisitFlows, VisitSetup } from './visitSetup.ts';

/** One act of the issuer for this card, from the offer to its end. */
export function cardActState(visit: VisitSetup, flows: VisitFlows) {
  return visit.createStateConfig({
    invoke: {
      src: 'cardAct',
      id: 'cardAct',
      input: ({ context }) => ({
        ticket: context.ticket,
        facts: context.card as CardFacts,
        atMs: context.readAtMs,
        offer: (context.next?.to === 'cardAct' ? context.next.offer : null) as ServiceOffer,
        cashTaken: takesNotesFor(context),
        mayBeHeld: context.mayBeHeld,
      }),
      onSnapshot: {
        actions: assign({
          flowWaits: ({ event }) => event.snapshot.hasTag('waiting'),
          serviceDeclined: ({ event }) => tellsDecline(event.snapshot),
        }),
      },
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
          guard: ({ context, event }) => event.output.outcome === 'cash-first' && !context.cardLifted,
          target: 'topUp',
          actions: assign({ wantedPass: ({ context }) => passToFill(context), next: null }),
        },
        {
          guard: ({ context, event }) => event.output.outcome === 'finished' && event.output.again && !context.cardLifted,
          target: 'reading',
        },
        { target: 'leaving' },
      ],
    },
    exit: assign(({ context }) => ({ flowWaits: false, serviceDeclined: false, slip: context.serviceDeclined ? null : context.slip })),
    on: {
      ...passOn('cardAct', flows.cardAct, {
        'CARD.WRITTEN': ['rememberWritten', 'passengerActed'],
        'CARD.REMOVED': ['rememberLifted'],
        'READER.OFFLINE': ['rememberLifted'],
        CONFIRM: ['passengerActed'],
        CANCEL: ['passengerActed'],
        'ADD-CASH': ['passengerActed'],
      }),
      'HOST.ANSWERED': { guard: 'answersNow', actions: assign({ host: ({ event }) => event.host }) },
    },
  });
}
