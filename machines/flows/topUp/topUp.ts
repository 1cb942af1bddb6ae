import { assign, setup, type SnapshotFrom } from 'xstate';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { type Dollars, dollars, subtract } from '../../../hardware/ports/dollars.ts';
import type { Effect, Perform } from '../effects.ts';
import type { BrokenEvent, CardCheckEvent, CardWriteEvent, CashPathEvent, NamedNote, NoteEvent } from '../events.ts';
import { ignored } from '../ignored.ts';
import { limits } from '../limits.ts';
import { acceptableNotes, topUpOffer } from './topUpOffer.ts';
import type { TransactionId } from '../transactionId.ts';

export interface TopUpInput {
  readonly facts: CardFacts;
  /** When the card was read, milliseconds since 1970-01-01 UTC: the date the rules go by. */
  readonly atMs: number;
  /** Notes that the acceptor can take, NT$. */
  readonly denominations: readonly Dollars[];
  /** NT$ that the machine may still add to cards, by its security module; null: without limit. */
  readonly credit: Dollars | null;
}

/** What became of the note that was last on its way. NT$. */
export interface AddedNote {
  readonly note: Dollars;
  readonly before: Dollars;
  readonly after: Dollars;
}

export interface TopUpContext {
  readonly facts: CardFacts;
  readonly atMs: number;
  readonly denominations: readonly Dollars[];
  /** What the notes of this visit have left of it. */
  readonly credit: Dollars | null;
  /** NT$ on the card, as last read back. */
  readonly balance: Dollars;
  /** The card is gone, the visit goes on to something else, or the machine takes no more: the path is closed as soon as no note is on its way. */
  readonly ending: boolean;
  /** Counts the checks of the card: an answer with another ticket is about an earlier note. */
  readonly checks: number;
  /** The note on its way, NT$. */
  readonly note: Dollars | null;
  /** Which note that is: another one's end does not end it. */
  readonly transaction: TransactionId | null;
  /** Notes in the machine that are still to be written to the card: never more than one, but for a credit that comes late. */
  readonly kept: readonly NamedNote[];
  readonly added: AddedNote | null;
  readonly outcome: TopUpOutcome;
}

export type TopUpOutcome =
  /** The note path is closed and empty; every note of this visit is on the card. */
  | { readonly outcome: 'finished' }
  | { readonly outcome: 'cash-unavailable' }
  /** A note is in the machine; whether the card was written is not known. */
  | { readonly outcome: 'undecided'; readonly transaction: TransactionId; readonly amount: Dollars }
  /** A note is in the machine or stuck; it cannot go onto the card now. */
  | { readonly outcome: 'claim'; readonly transaction: TransactionId; readonly amount: Dollars };

export type TopUpEvent =
  | NoteEvent
  | CashPathEvent
  | CardWriteEvent
  | CardCheckEvent
  | BrokenEvent
  | { readonly type: 'CARD.REMOVED' }
  /** The visit goes on to something else: no further note. */
  | { readonly type: 'WIND-UP' }
  /** The acceptor is no longer in order. */
  | { readonly type: 'CASH.OUT' }
  | { readonly type: 'FINISH' };

/** Most that can be added to the card as it stands, NT$: what it can hold, and what the machine may still add. */
export function headroomOf({ facts, balance, atMs, credit }: Pick<TopUpContext, 'facts' | 'balance' | 'atMs' | 'credit'>): Dollars {
  const { maxTopUp } = topUpOffer({ ...facts, balance }, atMs);
  return credit === null || maxTopUp <= credit ? maxTopUp : credit;
}

/** The add-value credit of the machine reaches to no note any more, whatever the card could hold. */
export function creditIsUsedUp({ credit, denominations }: Pick<TopUpContext, 'credit' | 'denominations'>): boolean {
  return credit !== null && !denominations.some((note) => note <= credit);
}

/** The notes that are taken now, NT$: none above what the card can still hold. */
export function acceptedNow(context: Pick<TopUpContext, 'facts' | 'balance' | 'atMs' | 'denominations' | 'credit'>): readonly Dollars[] {
  return acceptableNotes(context.denominations, headroomOf(context));
}

/**
 * Adding value with notes, on a machine that gives no change. A note is a transaction: held in escrow, card checked,
 * kept, written, read back; only then is the next one let in. At most one note is ever in doubt.
 */
export function createTopUpMachine(perform: Perform) {
  return setup({
    types: {
      context: {} as TopUpContext,
      events: {} as TopUpEvent,
      input: {} as TopUpInput,
      output: {} as TopUpOutcome,
      tags: {} as 'waiting',
    },
    actions: {
      perform: (_, effect: Effect) => perform(effect),
      end: assign({ ending: true }),
      abandon: assign({ ending: true, outcome: { outcome: 'cash-unavailable' } }),
      rememberNote: assign(({ event }) =>
        event.type === 'NOTE.ESCROWED' ? { note: event.value, transaction: event.transaction } : { note: null, transaction: null },
      ),
      forgetNote: assign({ note: null, transaction: null }),
      rememberKept: assign(({ context, event }) => {
        if (event.type !== 'NOTE.KEPT') return {};
        const { transaction, value } = event;
        const known = context.kept.some((note) => note.transaction === transaction);
        return known ? {} : { kept: [...context.kept, { transaction, value }] };
      }),
      rememberDoubt: assign(({ event }) =>
        event.type === 'NOTE.IN-DOUBT'
          ? { ending: true, outcome: { outcome: 'claim' as const, transaction: event.transaction, amount: event.value } }
          : {},
      ),
    },
    guards: {
      ending: ({ context }) => context.ending,
      nothingFits: ({ context }) => acceptedNow(context).length === 0,
      owes: ({ context }) => context.kept.length > 0,
      isThisNote: ({ context, event }) => 'transaction' in event && event.transaction === context.transaction,
    },
    delays: { noteTransport: limits.noteTransportMs },
  }).createMachine({
    id: 'topUp',
    context: ({ input }) => ({
      facts: input.facts,
      atMs: input.atMs,
      denominations: input.denominations,
      credit: input.credit,
      balance: input.facts.balance,
      ending: false,
      checks: 0,
      note: null,
      transaction: null,
      kept: [],
      added: null,
      outcome: { outcome: 'finished' },
    }),
    output: ({ context }) => context.outcome,
    // Wherever it happens, it is remembered; the states below decide what follows.
    on: {
      'CARD.REMOVED': { actions: 'end' },
      'MACHINE.BROKEN': { actions: 'end' },
      'WIND-UP': { actions: 'end' },
      'NOTE.KEPT': { actions: 'rememberKept' },
      'NOTE.IN-DOUBT': { target: '.closing', actions: 'rememberDoubt' },
      // What became of another note is told by the visit, and an answer to what was asked before comes too late.
      'NOTE.RETURNED': ignored,
      'CARD.CHECKED': ignored,
      'CASH.OPENED': ignored,
    },
    initial: 'deciding',
    states: {
      deciding: {
        always: [
          { guard: 'owes', target: 'writing' },
          { guard: 'ending', target: 'closing' },
          { guard: 'nothingFits', target: 'full' },
          { target: 'opening' },
        ],
      },
      opening: {
        entry: {
          type: 'perform',
          params: ({ context }) => ({ do: 'cash-in-start', card: context.facts.number, accept: acceptedNow(context) }),
        },
        tags: 'waiting',
        always: { guard: 'ending', target: 'closing' },
        on: {
          'CASH.OPENED': 'inviting',
          'CASH.FAILED': { target: 'ended', actions: 'abandon' },
          // The unit may take a note before it has shown that it takes notes.
          'NOTE.SEEN': 'seen',
          'NOTE.ESCROWED': { target: 'checking', actions: 'rememberNote' },
          'CASH.OUT': { target: 'closing', actions: 'abandon' },
          FINISH: 'closing',
        },
      },
      inviting: {
        tags: 'waiting',
        always: [
          { guard: 'owes', target: 'closing' },
          { guard: 'ending', target: 'closing' },
        ],
        on: {
          'NOTE.SEEN': 'seen',
          'NOTE.ESCROWED': { target: 'checking', actions: 'rememberNote' },
          'CASH.FAILED': { target: 'closing', actions: 'abandon' },
          'CASH.OUT': { target: 'closing', actions: 'abandon' },
          FINISH: 'closing',
        },
      },
      /** Nothing more fits onto the card: the path stays shut. */
      full: {
        tags: 'waiting',
        always: [
          { guard: 'owes', target: 'closing' },
          { guard: 'ending', target: 'closing' },
        ],
        on: { FINISH: 'closing', 'CASH.OUT': ignored },
      },
      seen: {
        after: { noteTransport: 'closing' },
        always: { guard: 'ending', target: 'closing' },
        on: {
          'NOTE.ESCROWED': { target: 'checking', actions: 'rememberNote' },
          'NOTE.RETURNED': 'inviting',
          'CASH.FAILED': { target: 'closing', actions: 'abandon' },
          'CASH.OUT': { target: 'closing', actions: 'abandon' },
        },
      },
      /** The note waits in escrow: is the card still there, and fit to be written? */
      checking: {
        entry: [
          assign({ checks: ({ context }) => context.checks + 1 }),
          {
            type: 'perform',
            params: ({ context: { checks, facts, note } }) => ({
              do: 'check-card',
              ticket: checks,
              card: facts.number,
              amount: note ?? dollars(0),
            }),
          },
        ],
        always: [
          { guard: 'owes', target: 'closing' },
          { guard: 'ending', target: 'closing' },
        ],
        on: {
          'CARD.CHECKED': [
            { guard: ({ context, event }) => event.ticket === context.checks && event.fit, target: 'keeping' },
            { guard: ({ context, event }) => event.ticket === context.checks, target: 'closing' },
          ],
          'NOTE.RETURNED': { guard: 'isThisNote', target: 'deciding', actions: 'forgetNote' },
          'CASH.FAILED': { target: 'closing', actions: 'abandon' },
          'CASH.OUT': { target: 'closing', actions: 'abandon' },
        },
      },
      /** From here on no time-out and no button: the note is on its way into the machine. Only its own end ends this. */
      keeping: {
        entry: {
          type: 'perform',
          params: ({ context }) => ({ do: 'keep-note', transaction: context.transaction as TransactionId }),
        },
        always: { guard: 'owes', target: 'writing' },
        on: {
          'NOTE.RETURNED': { guard: 'isThisNote', target: 'deciding', actions: 'forgetNote' },
          'NOTE.IN-DOUBT': { target: 'ended', actions: 'rememberDoubt' },
          // What became of the note is its own answer.
          'CASH.OUT': ignored,
        },
      },
      /** The card is written and read back. Cannot be cancelled, cannot be timed out. */
      writing: {
        entry: [
          assign(({ context: { kept } }) => ({ transaction: kept[0]?.transaction ?? null, note: kept[0]?.value ?? null })),
          {
            type: 'perform',
            params: ({ context }) => ({ do: 'write-card', transaction: context.transaction as TransactionId }),
          },
        ],
        on: {
          'CARD.WRITTEN': {
            target: 'deciding',
            actions: assign(({ context, event }) => ({
              balance: event.after,
              credit: context.credit === null ? null : subtract(context.credit, context.note ?? dollars(0)),
              added: { note: context.note ?? dollars(0), before: event.before, after: event.after },
              note: null,
              transaction: null,
              kept: context.kept.slice(1),
            })),
          },
          'CARD.UNDECIDED': {
            target: 'ended',
            actions: assign({
              outcome: ({ context, event }) => ({
                outcome: 'undecided',
                transaction: event.transaction,
                amount: context.note ?? dollars(0),
              }),
            }),
          },
          'CARD.UNTOUCHED': {
            target: 'ended',
            actions: assign({
              outcome: ({ context, event }) => ({
                outcome: 'undecided',
                transaction: event.transaction,
                amount: context.note ?? dollars(0),
              }),
            }),
          },
          'CARD.CONFLICT': {
            target: 'ended',
            actions: assign({
              outcome: ({ context, event }) => ({ outcome: 'claim', transaction: event.transaction, amount: context.note ?? dollars(0) }),
            }),
          },
          'NOTE.IN-DOUBT': { actions: 'rememberDoubt' },
          // Said again when the path is to be opened for the next note.
          'CASH.OUT': ignored,
        },
      },
      /**
       * No further note, or none before the one that was kept of late: what is in the path goes back. Its end is told before the
       * path is said to be closed.
       */
      closing: {
        entry: { type: 'perform', params: { do: 'cash-in-rollback' } },
        on: {
          'CASH.FAILED': ignored,
          'CASH.OUT': ignored,
          // Whatever came in at the last moment is on its way back.
          'NOTE.SEEN': ignored,
          'NOTE.ESCROWED': { actions: 'rememberNote' },
          'NOTE.IN-DOUBT': { actions: 'rememberDoubt' },
          'CASH.CLOSED': [{ guard: 'owes', target: 'writing' }, { target: 'ended' }],
        },
      },
      ended: { type: 'final' },
    },
  });
}

export type TopUpMachine = ReturnType<typeof createTopUpMachine>;
export type TopUpSnapshot = SnapshotFrom<TopUpMachine>;
