import { and, assign, setup, type SnapshotFrom } from 'xstate';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import type { CardFault } from '../../../hardware/ports/cardReader.ts';
import type { Dollars } from '../../../hardware/ports/dollars.ts';
import { cardTypeOf } from '../../rules/card.ts';
import type { ActApproval, ActRefusal, CardActOrder } from '../cardAct.ts';
import type { Effect, Perform } from '../effects.ts';
import type { ActEvent, BrokenEvent, CardPlaceEvent, CardWriteEvent } from '../events.ts';
import { ignored } from '../ignored.ts';
import { limits } from '../limits.ts';
import { cashFor, confirmationsBefore, isDeclined, mustBeWeighed, type OfferedAct, type ServiceOffer } from './serviceOffer.ts';
import type { TransactionId } from '../transactionId.ts';

export interface CardActInput {
  /** Of the reading of the card, which allows one act: an answer with another ticket is about an earlier act. */
  readonly ticket: number;
  readonly facts: CardFacts;
  /** When the card was read, milliseconds since 1970-01-01 UTC: the date the rules go by. */
  readonly atMs: number;
  readonly offer: ServiceOffer;
  /** Notes are taken for this card: where its purse does not pay for what is offered, cash can fill it first. */
  readonly cashTaken: boolean;
  /** The issuer may still hold an earlier act for this card: nobody can say that nothing was taken. */
  readonly mayBeHeld: boolean;
}

export interface CardActContext extends CardActInput {
  /** The passenger's agreements so far. */
  readonly agreed: number;
  /** The card was lifted, or the machine begins nothing more: what is held is undone as soon as it may be. */
  readonly ending: boolean;
  readonly transaction: TransactionId | null;
  readonly approval: ActApproval | null;
  /** Why it is not done; nothing was taken, or (`no-answer`) what may have been is undone once the issuer can be told. */
  readonly refusal: ActRefusal | 'K14' | 'no-answer' | CardFault['kind'] | null;
  /** NT$ before and after, once the card carries it. */
  readonly written: { readonly before: Dollars; readonly after: Dollars } | null;
  readonly outcome: CardActOutcome;
}

export type CardActOutcome =
  /** Nothing is held and nothing was written, or everything was. `again`: the passenger wants to go on with this card. */
  | { readonly outcome: 'finished'; readonly again: boolean }
  /** Nothing was begun: the passenger fills the purse with cash first. */
  | { readonly outcome: 'cash-first' }
  /** The issuer holds it and the card may carry it: only the same card can tell. */
  | { readonly outcome: 'undecided'; readonly transaction: TransactionId }
  | { readonly outcome: 'claim'; readonly transaction: TransactionId };

export type CardActEvent =
  | ActEvent
  | CardWriteEvent
  | BrokenEvent
  | { readonly type: 'CONFIRM' }
  | { readonly type: 'CANCEL' }
  | { readonly type: 'FINISH' }
  | { readonly type: 'ADD-CASH' }
  | CardPlaceEvent;

/** What the issuer is asked for, with what the passenger agreed to. */
function orderOf({ facts, offer, agreed }: CardActContext): CardActOrder {
  return {
    card: facts.number,
    issuer: facts.issuer,
    cardType: cardTypeOf({ ...facts, deposit: (facts.attributes?.deposit ?? 0) > 0 }),
    balance: facts.balance,
    sequence: facts.sequence,
    details: (offer as OfferedAct).act,
    consent: { confirmations: agreed, clauses: offer.clauses },
  };
}

function transactionOf({ transaction }: CardActContext): TransactionId {
  if (transaction === null) throw new Error('nothing is held');
  return transaction;
}

/**
 * One act of the issuer for the card that lies there: offered, agreed to, approved and held by the issuer, written and
 * read back. Until the first byte goes to the card everything can be undone, and is.
 */
export function createCardActMachine(perform: Perform) {
  return setup({
    types: {
      context: {} as CardActContext,
      events: {} as CardActEvent,
      input: {} as CardActInput,
      output: {} as CardActOutcome,
      tags: {} as 'waiting',
    },
    actions: {
      perform: (_, effect: Effect) => perform(effect),
      agree: assign({ agreed: ({ context }) => context.agreed + 1 }),
      end: assign({ ending: true }),
      again: assign({ outcome: { outcome: 'finished', again: true } }),
      cashFirst: assign({ outcome: { outcome: 'cash-first' } }),
    },
    guards: {
      ending: ({ context }) => context.ending,
      onlyToldOf: ({ context }) => context.offer.act === null,
      agreedEnough: ({ context }) => context.offer.act !== null && context.agreed + 1 >= confirmationsBefore(context.offer),
      cashHelps: ({ context }) => context.cashTaken && cashFor(context.offer, context.facts.balance) !== null,
      isOwn: ({ context, event }) => 'ticket' in event && event.ticket === context.ticket,
      isWeighed: ({ context }) => context.offer.act !== null && mustBeWeighed(context.offer),
    },
    delays: { told: limits.toldMs, issuerAnswer: limits.issuerAnswerMs },
  }).createMachine({
    id: 'cardAct',
    context: ({ input }) => ({
      ...input,
      agreed: 0,
      ending: false,
      transaction: null,
      approval: null,
      refusal: null,
      written: null,
      outcome: { outcome: 'finished', again: false },
    }),
    output: ({ context }) => context.outcome,
    // Wherever it happens, it is remembered; the states below decide what follows.
    on: {
      'CARD.REMOVED': { actions: 'end' },
      'MACHINE.BROKEN': { actions: 'end' },
      // A card that is laid down meanwhile is read when this is over.
      'CARD.PLACED': ignored,
      // Answers that are not waited for any more: what is held is given back.
      'ACT.APPROVED': { actions: { type: 'perform', params: ({ event }) => ({ do: 'release-act', transaction: event.transaction }) } },
      'ACT.REFUSED': ignored,
      'ACT.UNANSWERED': ignored,
    },
    initial: 'beginning',
    states: {
      beginning: { always: [{ guard: 'onlyToldOf', target: 'informing' }, { target: 'offering' }] },
      /** Nothing can be done here; where it can is on the screen. */
      informing: {
        tags: 'waiting',
        always: { guard: 'ending', target: 'ended' },
        on: {
          CANCEL: { target: 'ended', actions: 'again' },
          FINISH: 'ended',
          'ADD-CASH': { guard: 'cashHelps', target: 'ended', actions: 'cashFirst' },
        },
      },
      offering: {
        tags: 'waiting',
        always: { guard: 'ending', target: 'ended' },
        on: {
          CONFIRM: [
            { guard: 'agreedEnough', target: 'asking', actions: 'agree' },
            { target: 'confirming', actions: 'agree' },
          ],
          CANCEL: { target: 'ended', actions: 'again' },
          FINISH: 'ended',
          'ADD-CASH': { guard: 'cashHelps', target: 'ended', actions: 'cashFirst' },
        },
      },
      /** Asked again: it can never be undone. */
      confirming: {
        tags: 'waiting',
        always: { guard: 'ending', target: 'ended' },
        on: { CONFIRM: { target: 'asking', actions: 'agree' }, CANCEL: { target: 'ended', actions: 'again' }, FINISH: 'ended' },
      },
      /** The link's own deadlines end this; the last one stands here, for an answer that is never given. */
      asking: {
        entry: { type: 'perform', params: ({ context }) => ({ do: 'ask-issuer', ticket: context.ticket, order: orderOf(context) }) },
        on: {
          'ACT.APPROVED': [
            {
              guard: and(['isOwn', 'isWeighed']),
              target: 'weighing',
              actions: assign({ transaction: ({ event }) => event.transaction, approval: ({ event }) => event.approval }),
            },
            {
              guard: 'isOwn',
              target: 'approved',
              actions: assign({ transaction: ({ event }) => event.transaction, approval: ({ event }) => event.approval }),
            },
          ],
          'ACT.REFUSED': { guard: 'isOwn', target: 'refused', actions: assign({ refusal: ({ event }) => event.refusal }) },
          'ACT.UNANSWERED': {
            guard: 'isOwn',
            target: 'refused',
            actions: assign({ refusal: ({ event }) => (event.perhapsHeld ? 'no-answer' : 'K14') }),
          },
        },
        after: { issuerAnswer: { target: 'refused', actions: assign({ refusal: 'no-answer' }) } },
      },
      approved: { always: [{ guard: 'ending', target: 'releasing' }, { target: 'writing' }] },
      /** The issuer's answer is on the screen; nothing has happened yet. */
      weighing: {
        tags: 'waiting',
        always: { guard: 'ending', target: 'releasing' },
        on: {
          CONFIRM: { target: 'writing', actions: 'agree' },
          CANCEL: { target: 'releasing', actions: 'again' },
          FINISH: 'releasing',
        },
      },
      releasing: {
        entry: { type: 'perform', params: ({ context }) => ({ do: 'release-act', transaction: transactionOf(context) }) },
        always: 'ended',
      },
      /** Cannot be cancelled, cannot be timed out. */
      writing: {
        entry: { type: 'perform', params: ({ context }) => ({ do: 'write-card', transaction: transactionOf(context) }) },
        on: {
          'CARD.WRITTEN': {
            target: 'done',
            actions: assign({ written: ({ event }) => ({ before: event.before, after: event.after }) }),
          },
          'CARD.UNTOUCHED': { target: 'refused', actions: assign({ refusal: ({ event }) => event.fault }) },
          'CARD.UNDECIDED': {
            target: 'ended',
            actions: assign({ outcome: ({ event }) => ({ outcome: 'undecided', transaction: event.transaction }) }),
          },
          'CARD.CONFLICT': {
            target: 'ended',
            actions: assign({ outcome: ({ event }) => ({ outcome: 'claim', transaction: event.transaction }) }),
          },
        },
      },
      // Whoever took the card before the end is still told how it ended; whoever takes it now has seen it.
      done: {
        tags: 'waiting',
        after: { told: { guard: 'ending', target: 'ended' } },
        on: { FINISH: 'ended', CANCEL: { target: 'ended', actions: 'again' }, 'CARD.REMOVED': 'ended', 'CARD.PLACED': 'ended' },
      },
      refused: {
        tags: 'waiting',
        after: { told: { guard: 'ending', target: 'ended' } },
        on: {
          FINISH: 'ended',
          CANCEL: { target: 'ended', actions: 'again' },
          'CARD.REMOVED': 'ended',
          'CARD.PLACED': 'ended',
        },
      },
      ended: { type: 'final' },
    },
  });
}

export type CardActSnapshot = SnapshotFrom<ReturnType<typeof createCardActMachine>>;

/** The passenger is told that the service is not had. */
export function tellsDecline(snapshot: CardActSnapshot): boolean {
  return snapshot.matches('refused') || (snapshot.matches('informing') && isDeclined(snapshot.context.offer));
}
