import { and, assign, not, or, raise } from 'xstate';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { ignored } from '../ignored.ts';
import { cardActState } from './cardActState.ts';
import { menuState } from './menuState.ts';
import { passesState } from './passesState.ts';
import { queryState } from './queryState.ts';
import { resolvingState } from './resolvingState.ts';
import { topUpState } from './topUpState.ts';
import { refusalOf, resolveLateNote, resolveOpen } from './visitDecisions.ts';
import type { VisitFlows, VisitSetup } from './visitSetup.ts';

/** Answers about a card that is not served any more. */
const cardIsGone = { 'PURSE.READ': ignored, 'CARD.READ': ignored, 'CARD.UNREADABLE': ignored, 'HOST.ANSWERED': ignored };

/** What the screen is about. */
export function serviceRegion(visit: VisitSetup, flows: VisitFlows) {
  return visit.createStateConfig({
    initial: 'starting',
    on: {
      // An approval that whoever asked for it no longer waits for: what is held is given back.
      'ACT.APPROVED': { actions: { type: 'perform', params: ({ event }) => ({ do: 'release-act', transaction: event.transaction }) } },
      'ACT.REFUSED': ignored,
      'ACT.UNANSWERED': ignored,
      // What is said of an earlier card, and the slip of a claim that was seen already.
      'PURSE.READ': { guard: not('readNow') },
      'CARD.READ': { guard: not('readNow') },
      'CARD.UNREADABLE': { guard: not('readNow') },
      'HOST.ANSWERED': { guard: not('answersNow') },
      'CLAIM.SLIP': ignored,
    },
    states: {
      /** The journal is being reconciled with the hardware. */
      starting: { on: { 'STATION.RECOVERED': 'attract' } },
      attract: {
        // Who leaves may come back with another card: their language stays until they were asked, and nobody answered.
        entry: ['forgetVisit', 'passengerActed'],
        always: [
          { guard: 'lateNote', target: 'lateNote' },
          { guard: or([not('inService'), 'closedToNext']), target: 'outOfService' },
          { guard: 'cardPresent', target: 'reading' },
        ],
        on: {
          HELP: { target: 'help', actions: ['passengerActed', 'rememberTopic'] },
          'CHOOSE-SERVICE': { guard: 'opensPasses', target: 'passes', actions: 'passengerActed' },
          'IDLE.EXPIRED': { actions: 'speakAsTheHall' },
          ...cardIsGone,
        },
      },
      outOfService: {
        always: [
          { guard: 'lateNote', target: 'lateNote' },
          { guard: and(['inService', not('closedToNext')]), target: 'attract' },
        ],
        on: cardIsGone,
      },
      /** The card that lies there is read: it says what it is owed. Without one, whoever brought the note is asked for it. */
      lateNote: {
        always: [
          { guard: 'cardPresent', target: 'reading', actions: 'forgetLateNote' },
          // Not by an exit: that would be done before the note is asked for.
          { target: 'resolving', actions: [assign({ resolving: ({ context }) => resolveLateNote(context) }), 'forgetLateNote'] },
        ],
      },
      reading: {
        // A clock that is found wrong now is found so before the card is touched.
        always: { guard: or([not('inService'), 'clockWrong']), target: 'takeCard' },
        entry: [
          assign({ ticket: ({ context }) => context.ticket + 1, cardLifted: false, purse: null }),
          { type: 'perform', params: ({ context }) => ({ do: 'read-card', ticket: context.ticket }) },
        ],
        on: {
          // It can be looked at; nothing is offered, and nothing decided, before the whole card is read.
          'PURSE.READ': { guard: 'readNow', actions: assign({ purse: ({ event }) => event.purse }) },
          'CARD.READ': [
            {
              guard: ({ context, event }) => event.ticket === context.ticket && event.open.length > 0,
              target: 'resolving',
              actions: ['rememberCard', 'forgetNoteRead', assign({ resolving: ({ event }) => resolveOpen(event) })],
            },
            ...(['locking', 'topUp', 'query', 'passes'] as const).map((way) => ({
              guard: { type: 'goes' as const, params: { way } },
              target: way,
              actions: way === 'locking' ? (['rememberCard'] as const) : (['rememberCard', 'lookUpCard'] as const),
            })),
            { guard: 'readNow', target: 'refused', actions: 'rememberCard' },
          ],
          'CARD.UNREADABLE': {
            guard: 'readNow',
            target: 'refused',
            // Of several cards nobody knows whose purse it was.
            actions: assign({
              refusal: ({ event }) => refusalOf(event.fault),
              purse: ({ context, event }) => (event.fault === 'several' ? null : context.purse),
            }),
          },
          // What was chosen before stands until the card is laid down for long enough.
          'CARD.REMOVED': [{ guard: and(['wantsPass', not('cardRead')]), target: 'passes' }, { target: 'attract' }],
        },
      },
      /** Not served: its reason stays on the screen until the card is taken. */
      refused: {
        exit: 'forgetSlip',
        always: { guard: 'lateNote', target: 'lateNote' },
        on: { 'CARD.REMOVED': 'attract', 'READER.OFFLINE': 'attract', 'HOST.ANSWERED': ignored },
      },
      topUp: topUpState(visit, flows),
      query: queryState(visit),
      menu: menuState(visit),
      passes: passesState(visit),
      cardAct: cardActState(visit, flows),
      resolving: resolvingState(visit, flows),
      /** The note path is shut: on to what the passenger chose, or to what the issuer's word makes necessary. */
      onward: {
        always: [
          { guard: or([not('inService'), not('cardPresent'), 'cardLifted']), target: 'leaving' },
          { guard: ({ context }) => context.next?.to === 'menu', target: 'menu' },
          // A purse that was just filled is read anew: what the issuer is asked goes by it.
          { guard: ({ context }) => context.next?.to === 'passes' && context.writtenSinceRead, target: 'reading' },
          { guard: ({ context }) => context.next?.to === 'passes', target: 'passes' },
          { guard: ({ context }) => context.next?.to === 'cardAct', target: 'cardAct' },
          { guard: ({ context }) => context.next?.to === 'locking', target: 'locking' },
          {
            guard: ({ context }) => context.next?.to === 'refused',
            target: 'refused',
            actions: assign({ refusal: ({ context }) => (context.next?.to === 'refused' ? context.next.refusal : null) }),
          },
          { target: 'leaving' },
        ],
      },
      /** On the lock list: locked at once, and logged (R-001-29). */
      locking: {
        entry: {
          type: 'perform',
          params: ({ context }) => ({ do: 'lock-card', card: (context.card as CardFacts).number }),
        },
        on: {
          'HOST.ANSWERED': ignored,
          'CARD.LOCKED': [{ guard: 'cardPresent', target: 'refused', actions: assign({ refusal: 'K03' }) }, { target: 'attract' }],
        },
      },
      /** Hotlines, terms, lost cards: from the hall, or from the menu of a card that lies there. */
      help: {
        entry: assign({ flowWaits: true }),
        exit: assign({ flowWaits: false }),
        always: [
          { guard: 'lateNote', target: 'lateNote' },
          { guard: and([not('cardPresent'), or([not('inService'), 'closedToNext'])]), target: 'attract' },
        ],
        on: {
          HELP: { target: 'help', reenter: true, actions: ['passengerActed', 'rememberTopic'] },
          'HOST.ANSWERED': [
            { guard: and(['answersNow', 'mustGoOn']), target: 'onward', actions: 'rememberHost' },
            { guard: 'answersNow', actions: 'rememberHost' },
          ],
          CANCEL: [{ guard: and(['cardRead', 'cardPresent']), target: 'menu', actions: 'passengerActed' }, { target: 'attract' }],
          'PURSE.READ': ignored,
          'CARD.READ': ignored,
          'CARD.UNREADABLE': ignored,
          'CARD.PLACED': 'reading',
          'CARD.REMOVED': 'attract',
          'IDLE.EXPIRED': 'leaving',
        },
      },
      /** Read the card anew: it says what is on it, and whether this machine owes it still more. */
      settled: {
        always: [
          { guard: and(['cardPresent', 'inService']), target: 'reading' },
          { guard: 'cardPresent', target: 'takeCard' },
          { target: 'attract' },
        ],
      },
      claimed: { always: [{ guard: 'cardPresent', target: 'takeCard' }, { target: 'attract' }] },
      leaving: {
        always: [
          { guard: and(['cardLifted', 'cardPresent', 'inService']), target: 'reading', actions: 'forgetVisit' },
          { guard: 'cardPresent', target: 'takeCard' },
          { guard: 'hasResult', target: 'result' },
          { target: 'attract' },
        ],
      },
      takeCard: {
        always: [
          { guard: 'lateNote', target: 'lateNote' },
          { guard: and([not('cardPresent'), 'hasResult']), target: 'result' },
          { guard: not('cardPresent'), target: 'attract' },
        ],
        after: { cardForgotten: { actions: [assign({ cardForgotten: true }), raise({ type: 'CALL-STAFF' })] } },
        on: cardIsGone,
      },
      /** The card was taken: what is on it now can still be read, and a slip be had. */
      result: {
        always: [
          { guard: 'lateNote', target: 'lateNote' },
          { guard: 'cardPresent', target: 'attract' },
        ],
        after: { told: 'attract' },
        on: {
          FINISH: 'attract',
          // Whoever asks for the slip is there: they see what becomes of it.
          'PRINT-SLIP': { guard: ({ context }) => context.slip !== 'printing', target: 'result', reenter: true },
          'SLIP.PRINTED': { guard: 'slipIsAwaited', target: 'result', reenter: true },
          'SLIP.FAILED': { guard: 'slipIsAwaited', target: 'result', reenter: true },
          ...cardIsGone,
        },
      },
    },
  });
}
