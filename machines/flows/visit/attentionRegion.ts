import { and, assign, cancel, not, raise } from 'xstate';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { ignored } from '../ignored.ts';
import type { VisitSetup } from './visitSetup.ts';

/** Is anybody there? And what a passenger may ask for at any time. */
export function attentionRegion(visit: VisitSetup) {
  return visit.createStateConfig({
    initial: 'counting',
    states: {
      counting: {
        after: {
          idle: [
            { guard: 'asksWhoIsThere', target: 'warning' },
            { target: 'counting', reenter: true },
          ],
        },
      },
      /** Asks whether more time is needed; money on its way is never timed out, the flow simply does not wait then. */
      warning: {
        always: { guard: not('asksWhoIsThere'), target: 'counting' },
        after: { idleWarning: { target: 'counting', actions: raise({ type: 'IDLE.EXPIRED' }) } },
      },
    },
    // Not `reenter`: from a region that would leave and enter every region, and begin the running flow anew.
    on: {
      LANGUAGE: { target: '.counting', actions: assign({ language: ({ event }) => event.language }) },
      'TOGGLE-HISTORY': { target: '.counting', actions: assign({ historyShown: ({ context }) => !context.historyShown }) },
      'TOGGLE-AMOUNTS': { target: '.counting', actions: assign({ amountsHidden: ({ context }) => !context.amountsHidden }) },
      'TOGGLE-PLACES': { target: '.counting', actions: assign({ placesShown: ({ context }) => !context.placesShown }) },
      'CALL-STAFF': {
        target: '.counting',
        actions: [
          assign({ staffCalled: true }),
          cancel('staffQuiet'),
          { type: 'perform', params: { do: 'call-staff' } },
          raise({ type: 'STAFF.QUIET' }, { delay: 'staffCalled', id: 'staffQuiet' }),
        ],
      },
      'STAFF.QUIET': { actions: assign({ staffCalled: false }) },
      'PRINT-SLIP': [
        {
          guard: and(['tellsRefusal', 'noSlipOnItsWay']),
          target: '.counting',
          actions: [
            'askForSlip',
            {
              type: 'perform',
              params: ({ context }) => ({ do: 'print-refusal', ticket: context.slips, card: context.card?.number.toString() ?? null }),
            },
          ],
        },
        {
          guard: and([({ context }) => context.completed.length > 0, 'noSlipOnItsWay']),
          target: '.counting',
          actions: [
            'askForSlip',
            {
              type: 'perform',
              params: ({ context }) => ({
                do: 'print-receipt',
                ticket: context.slips,
                transactions: context.completed,
                issuer: context.card?.issuer ?? null,
                language: context.language,
              }),
            },
          ],
        },
      ],
      'PRINT-STATEMENT': {
        guard: and([({ context }) => context.card !== null, 'noSlipOnItsWay']),
        target: '.counting',
        actions: [
          'askForSlip',
          {
            type: 'perform',
            params: ({ context }) => ({
              do: 'print-statement',
              ticket: context.slips,
              facts: context.card as CardFacts,
              places: context.placesShown,
              language: context.language,
            }),
          },
        ],
      },
      // A slip that was asked for before the last note, or by somebody who has gone, is not the one that is due.
      'SLIP.PRINTED': [{ guard: 'slipIsAwaited', actions: assign({ slip: 'printed' }) }, ignored],
      'SLIP.FAILED': [{ guard: 'slipIsAwaited', actions: assign({ slip: 'failed' }) }, ignored],
      'MORE-TIME': '.counting',
      'PASSENGER.ACTED': '.counting',
    },
  });
}
