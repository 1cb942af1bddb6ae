import { assign, stateIn } from 'xstate';
import { ignored } from '../ignored.ts';
import type { VisitSetup } from './visitSetup.ts';

/**
 * What is heard of notes whatever the visit is about. That a note was returned stays on the screen until the unit says that it
 * was taken, where it says so, and otherwise for a while: its passenger may have lifted the card and turned away. And an end
 * that comes when no flow waits for it any more is remembered, until the service can turn to it.
 */
export function notesRegion(visit: VisitSetup) {
  const decided = [
    { guard: stateIn({ service: 'topUp' }), target: '.silent', actions: 'forgetEscrow' },
    { guard: 'mattersNow', target: '.silent', actions: ['forgetEscrow', 'rememberLateNote'] },
    { target: '.silent', actions: 'forgetEscrow' },
  ] as const;
  return visit.createStateConfig({
    initial: 'silent',
    states: {
      silent: {},
      /** A note is on its way: whatever went back before, its passenger has taken. */
      moving: { on: { 'CASH.CLOSED': { target: 'silent', actions: 'forgetEscrow' } } },
      returned: { after: { returnedTold: 'silent' }, on: { 'NOTE.HELD': 'held' } },
      held: { on: { 'NOTE.TAKEN': 'silent' } },
    },
    on: {
      'NOTE.SEEN': { target: '.moving', actions: 'forgetEscrow' },
      'NOTE.ESCROWED': { target: '.moving', actions: 'rememberEscrow' },
      'NOTE.RETURNED': {
        // While a note waits in escrow, a word about another one comes too late to be told.
        guard: ({ context, event }) => context.noteInEscrow === null || event.transaction === context.noteInEscrow,
        target: '.returned',
        actions: [
          'forgetEscrow',
          assign({ returned: ({ context, event }) => ({ value: event.value, reason: event.reason, cardLifted: context.cardLifted }) }),
        ],
      },
      'NOTE.KEPT': decided,
      'NOTE.IN-DOUBT': decided,
      'NOTE.HELD': ignored,
      'NOTE.TAKEN': ignored,
    },
  });
}
