import { and, assign, setup, type SnapshotFrom } from 'xstate';
import type { Issuer } from '../../../hardware/ports/cardFacts.ts';
import type { MaskedCardNumber } from '../../../hardware/ports/cardNumber.ts';
import type { Dollars } from '../../../hardware/ports/dollars.ts';
import type { Language } from '../../messages/languages.ts';
import type { Effect, Perform } from '../effects.ts';
import type { BrokenEvent, CardPlaceEvent, CardWriteEvent, ClaimEvent, ClaimFacts } from '../events.ts';
import { ignored } from '../ignored.ts';
import { limits } from '../limits.ts';
import type { TransactionPurpose } from '../openTransaction.ts';
import type { TransactionId } from '../transactionId.ts';

export interface ResolveInput {
  readonly transaction: TransactionId;
  readonly purpose: TransactionPurpose;
  /** NT$ for the card's purse; null when the act leaves the purse alone. */
  readonly amount: Dollars | null;
  readonly card: MaskedCardNumber;
  /** Null when nobody read the card. */
  readonly issuer: Issuer | null;
  /** NT$ on the card when it was last read; null when that is not known. */
  readonly balance: Dollars | null;
  /** `claim`: nothing more can be done with the card now. */
  readonly begin: 'settle' | 'ask' | 'claim';
  /** Language of the slip. */
  readonly language: Language;
}

export interface ResolveContext extends ResolveInput {
  /** Tries made by putting a card back. */
  readonly tries: number;
  /** How often more time was asked for. */
  readonly extensions: number;
  /** A card was laid down while the last try was still running. */
  readonly laidAgain: boolean;
  /** The machine begins nothing more: no further try, the claim at once. */
  readonly broken: boolean;
  readonly claim: ClaimFacts | null;
  readonly slip: 'printing' | 'printed' | 'not-printed';
  readonly outcome: ResolveOutcome;
}

export type ResolveOutcome =
  | { readonly outcome: 'settled'; readonly transaction: TransactionId; readonly amount: Dollars | null }
  /** The card never had it, and cannot get it by what was begun: what follows is found by reading it again. */
  | { readonly outcome: 'not-written' }
  /** The claim is durable and was shown; the transaction stays open. */
  | { readonly outcome: 'claimed'; readonly cardReturned: boolean };

export type ResolveEvent =
  | CardPlaceEvent
  | CardWriteEvent
  | ClaimEvent
  | { readonly type: 'MORE-TIME' }
  | { readonly type: 'GIVE-UP-CARD' }
  | { readonly type: 'CLAIM-SEEN' }
  | BrokenEvent
  | { readonly type: 'LANGUAGE'; readonly language: Language };

/** Tries that are left before a claim is opened. */
export function triesLeft(context: Pick<ResolveContext, 'tries'>): number {
  return Math.max(0, limits.sameCardTries - context.tries);
}

/**
 * An undecided change of a card: the same card is asked for, read, and brought to the end that its own blocks dictate -
 * exactly once. Whoever cannot put it back gets a claim; the case stays open until that card returns, on any day.
 */
export function createResolveMachine(perform: Perform) {
  return setup({
    types: {
      context: {} as ResolveContext,
      events: {} as ResolveEvent,
      input: {} as ResolveInput,
      output: {} as ResolveOutcome,
      tags: {} as 'asking',
    },
    actions: {
      perform: (_, effect: Effect) => perform(effect),
      countTry: assign({ tries: ({ context }) => context.tries + 1 }),
    },
    guards: {
      triesUsedUp: ({ context }) => triesLeft(context) === 0,
      broken: ({ context }) => context.broken,
      cardReturned: ({ context }) => context.outcome.outcome === 'claimed' && context.outcome.cardReturned,
      isOwnSlip: ({ context, event }) => event.type === 'CLAIM.SLIP' && event.transaction === context.transaction,
    },
    delays: {
      sameCard: limits.sameCardMs,
      // Without paper the screen is the only evidence.
      claimShown: ({ context }) => (context.slip === 'not-printed' ? limits.claimOnlyMs : limits.claimShownMs),
    },
  }).createMachine({
    id: 'resolve',
    context: ({ input }) => ({
      ...input,
      tries: 0,
      extensions: 0,
      laidAgain: false,
      broken: false,
      claim: null,
      slip: 'printing',
      outcome: { outcome: 'claimed', cardReturned: false },
    }),
    output: ({ context }) => context.outcome,
    on: {
      LANGUAGE: { actions: assign({ language: ({ event }) => event.language }) },
      'MACHINE.BROKEN': { actions: assign({ broken: true }) },
      // Which card lies there is asked by the next try.
      'CARD.REMOVED': ignored,
      // The slip of an earlier claim.
      'CLAIM.SLIP': ignored,
    },
    initial: 'beginning',
    states: {
      beginning: {
        always: [
          { guard: ({ context }) => context.begin === 'settle', target: 'settling' },
          { guard: ({ context }) => context.begin === 'ask', target: 'asking' },
          { target: 'claiming' },
        ],
      },
      asking: {
        tags: 'asking',
        initial: 'waiting',
        always: { guard: 'broken', target: 'claiming' },
        after: { sameCard: 'claiming' },
        on: {
          'CARD.PLACED': { target: 'settling', actions: 'countTry' },
          'MORE-TIME': { target: 'asking', reenter: true, actions: assign({ extensions: ({ context }) => context.extensions + 1 }) },
          'GIVE-UP-CARD': 'claiming',
        },
        states: {
          waiting: {},
          otherCard: { on: { 'CARD.REMOVED': 'waiting' } },
        },
      },
      /** Reading and, where needed, writing. Cannot be cancelled, cannot be timed out. */
      settling: {
        entry: [
          assign({ laidAgain: false }),
          { type: 'perform', params: ({ context }) => ({ do: 'write-card', transaction: context.transaction }) },
        ],
        on: {
          // Who lifts the card and lays it back at once is not asked to lay it back.
          'CARD.PLACED': { actions: assign({ laidAgain: true }) },
          'CARD.REMOVED': { actions: assign({ laidAgain: false }) },
          'CARD.WRITTEN': {
            target: 'ended',
            actions: assign({
              outcome: ({ context }) => ({ outcome: 'settled', transaction: context.transaction, amount: context.amount }),
            }),
          },
          'CARD.UNDECIDED': [
            // A stranger's card is no try with the right one.
            {
              guard: ({ event }) => event.otherCard,
              target: 'asking.otherCard',
              actions: assign({ tries: ({ context }) => Math.max(0, context.tries - 1) }),
            },
            { guard: 'triesUsedUp', target: 'claiming' },
            { guard: ({ context }) => context.laidAgain && !context.broken, target: 'settling', reenter: true, actions: 'countTry' },
            { target: 'asking' },
          ],
          'CARD.UNTOUCHED': { target: 'ended', actions: assign({ outcome: { outcome: 'not-written' } }) },
          'CARD.CONFLICT': 'claiming',
        },
      },
      claiming: {
        entry: {
          type: 'perform',
          params: ({ context: { transaction, language, issuer, balance } }) => ({
            do: 'open-claim',
            transaction,
            language,
            issuer,
            balance,
          }),
        },
        on: {
          'CLAIM.OPENED': { target: 'claimed', actions: assign({ claim: ({ event }) => event.claim }) },
          // It could not be opened, by a fault of this software: the transaction itself is durable, and the machine is closed.
          'CLAIM.SLIP': { guard: 'isOwnSlip', target: 'ended' },
          'CARD.PLACED': { actions: assign({ outcome: { outcome: 'claimed', cardReturned: true } }) },
          'CARD.REMOVED': { actions: assign({ outcome: { outcome: 'claimed', cardReturned: false } }) },
        },
      },
      claimed: {
        always: { guard: 'cardReturned', target: 'ended' },
        after: { claimShown: 'ended' },
        on: {
          'CLAIM.SLIP': [
            { guard: and(['isOwnSlip', ({ event }) => event.printed]), actions: assign({ slip: 'printed' }) },
            { guard: 'isOwnSlip', target: 'claimed', reenter: true, actions: assign({ slip: 'not-printed' }) },
          ],
          'CLAIM-SEEN': 'ended',
          // The card came back after all: the visit reads it and finishes the transaction.
          'CARD.PLACED': { actions: assign({ outcome: { outcome: 'claimed', cardReturned: true } }) },
        },
      },
      ended: { type: 'final' },
    },
  });
}

export type ResolveSnapshot = SnapshotFrom<ReturnType<typeof createResolveMachine>>;
