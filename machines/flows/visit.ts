import { and, assign, not, or, raise, sendTo, setup, stateIn } from 'xstate';
import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import type { OperatorSwitch } from '../../hardware/ports/auxiliaries.ts';
import type { AcceptorCondition, ReaderCondition } from '../../hardware/ports/condition.ts';
import { add, type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { Language } from '../view/view.ts';
import type { Effect, Perform } from './effects.ts';
import type {
  CardCheckEvent,
  CardPlaceEvent,
  CardReadEvent,
  CardWriteEvent,
  CashPathEvent,
  ClaimEvent,
  NoteEvent,
  SlipEvent,
} from './events.ts';
import { limits } from './limits.ts';
import type { OpenTransaction } from './openTransaction.ts';
import { queryMachine } from './query.ts';
import { createResolveMachine, type ResolveInput } from './resolve.ts';
import { createTopUpMachine, type TopUpOutcome } from './topUp.ts';
import { mayAdd, type TopUpDecline, topUpOffer } from './topUpOffer.ts';
import type { TransactionId } from './transactionId.ts';

/** Why a card is not served: a decline of the rules, or what the reader said. */
export type Refusal = TopUpDecline | 'K10' | 'K11' | 'K12' | 'K16';

/** Facts about the machine's parts. Not regions: no screen is drawn from one of them alone. */
export interface Facts {
  readonly reader: 'online' | 'offline';
  /** Why the reader is offline; null while it is online, and before it was heard of. */
  readonly readerCondition: ReaderCondition | null;
  /** `ready`: notes can be taken. */
  readonly cash: 'ready' | 'out';
  /** Why no notes are taken; null while they are, and before the acceptor was heard of. */
  readonly cashCondition: AcceptorCondition | null;
  /** Notes that the acceptor can take, NT$. */
  readonly denominations: readonly Dollars[];
  readonly journal: 'writable' | 'failed';
  readonly software: 'well' | 'faulty';
}

export interface VisitContext {
  readonly facts: Facts;
  readonly language: Language;
  /** The language of the hall, for the next passenger. */
  readonly ownLanguage: Language;
  readonly placesShown: boolean;
  readonly staffCalled: boolean;
  /** Counts readings: an answer with another ticket is about an earlier card. */
  readonly ticket: number;
  readonly card: CardFacts | null;
  /** When the card was read, milliseconds since 1970-01-01 UTC. */
  readonly readAtMs: number;
  readonly refusal: Refusal | null;
  /** The card of this visit was lifted since it was read. */
  readonly cardLifted: boolean;
  /** What the resolve flow starts from. */
  readonly resolving: Omit<ResolveInput, 'language'> | null;
  /** Money of an earlier transaction that was just put onto the card, NT$. */
  readonly settled: Dollars | null;
  /** Transactions of this visit that are on the card. */
  readonly completed: readonly TransactionId[];
  /** Their sum, NT$. */
  readonly visitTotal: Dollars;
  /** NT$ on the card after the last write of this visit, or as read; null while undecided. */
  readonly balance: Dollars | null;
  readonly slip: 'printing' | 'printed' | 'failed' | null;
  /** The running flow waits for the passenger and may be ended by a time-out. */
  readonly flowWaits: boolean;
}

export type FactEvent =
  | { readonly type: 'STATION.RECOVERED' }
  | { readonly type: 'STATION.FAULTY' }
  | { readonly type: 'READER.ONLINE' }
  | { readonly type: 'READER.OFFLINE'; readonly why: ReaderCondition }
  | { readonly type: 'CASH.READY'; readonly denominations: readonly Dollars[] }
  /** The acceptor is out of order: no notes until it is ready again. */
  | { readonly type: 'CASH.OUT'; readonly why: AcceptorCondition }
  | { readonly type: 'JOURNAL.FAILED' }
  | { readonly type: 'OPERATOR.SWITCH'; readonly position: OperatorSwitch };

/** What a passenger did, after the screen's Intent was checked. */
export type PassengerEvent =
  | { readonly type: 'LANGUAGE'; readonly language: Language }
  | { readonly type: 'FINISH' }
  | { readonly type: 'MORE-TIME' }
  | { readonly type: 'TOGGLE-PLACES' }
  | { readonly type: 'PRINT-SLIP' }
  | { readonly type: 'CALL-STAFF' }
  | { readonly type: 'GIVE-UP-CARD' }
  | { readonly type: 'CLAIM-SEEN' };

export type VisitEvent =
  | FactEvent
  | PassengerEvent
  | CardPlaceEvent
  | CardReadEvent
  | CardCheckEvent
  | CardWriteEvent
  | CashPathEvent
  | NoteEvent
  | ClaimEvent
  | SlipEvent
  /** The attention region's word that nobody is there any more. */
  | { readonly type: 'IDLE.EXPIRED' }
  /** The bell was rung long enough ago to ring it again. */
  | { readonly type: 'STAFF.QUIET' };

export interface VisitInput {
  readonly language: Language;
}

const noVisit = {
  card: null,
  readAtMs: 0,
  refusal: null,
  cardLifted: false,
  resolving: null,
  settled: null,
  completed: [],
  visitTotal: dollars(0),
  balance: null,
  slip: null,
  placesShown: false,
  flowWaits: false,
} satisfies Partial<VisitContext>;

/** The journal or the software failed: the machine begins nothing new. */
function isBroken({ journal, software }: Facts): boolean {
  return journal === 'failed' || software === 'faulty';
}

/** What a reading that failed means to the passenger. */
function refusalOf(fault: Extract<CardReadEvent, { type: 'CARD.UNREADABLE' }>['fault']): Refusal {
  switch (fault) {
    case 'unsupported':
      return 'K12';
    case 'contradictory':
    case 'not-writable':
      return 'K16';
    case 'several':
      return 'K10';
    case 'no-card':
    case 'brushed':
    case 'unreadable':
    case 'no-credit':
    case 'other-card':
    case 'reader-offline':
      return 'K11';
  }
}

/** How to go on with money that this machine owes the card which was just read. */
function beginWith(open: OpenTransaction, facts: CardFacts, atMs: number): ResolveInput['begin'] {
  switch (open.state) {
    case 'undecided':
      // The write has a plan that the card's own blocks will confirm or refuse.
      return 'settle';
    case 'owed':
      // A new top-up for the rules.
      return mayAdd(facts, open.amount, atMs) ? 'settle' : 'claim';
    case 'unclaimed':
      return 'claim';
  }
}

/** The flow that takes what is owed or undecided to its end. */
function resolveOpen(facts: CardFacts, open: OpenTransaction, atMs: number): Omit<ResolveInput, 'language'> {
  return { transaction: open.transaction, amount: open.amount, card: facts.number.toString(), begin: beginWith(open, facts, atMs) };
}

/** How a top-up ended, seen from a guard that stands among guards of other events. */
function outcomeOf(event: object): TopUpOutcome['outcome'] | null {
  return 'output' in event ? (event.output as TopUpOutcome).outcome : null;
}

/** What the resolve flow starts from when a top-up ended with its note not known to be on the card. */
function resolveOutcome(context: VisitContext, output: TopUpOutcome, begin: ResolveInput['begin']): Omit<ResolveInput, 'language'> | null {
  if (context.card === null || (output.outcome !== 'undecided' && output.outcome !== 'claim')) return null;
  const { transaction, amount } = output;
  // A broken machine begins no further try: the passenger gets the claim at once.
  return { transaction, amount, card: context.card.number.toString(), begin: isBroken(context.facts) ? 'claim' : begin };
}

/** Declines after which the balance is still shown: the value on the card stays the passenger's (R-003-16, C-20). */
const stillQueried: ReadonlySet<TopUpDecline> = new Set(['K01', 'K09']);

function declineOf(event: Extract<CardReadEvent, { type: 'CARD.READ' }>): TopUpDecline | null {
  return topUpOffer(event.facts, event.atMs).decline ?? null;
}

/**
 * A passenger's stay at the machine. Four regions, because the card, the staff and the clock do not wait for the
 * service: `service` (what the screen is about), `card`, `operator` (staff, and the facts they look after),
 * `attention` (is anybody there?).
 *
 * An event that one region handles does not reach the root's own `on`: whatever must always be heard stands on a region.
 */
export function createVisitMachine(perform: Perform) {
  return setup({
    types: {
      context: {} as VisitContext,
      events: {} as VisitEvent,
      input: {} as VisitInput,
      children: {} as { topUp: 'topUp'; query: 'query'; resolve: 'resolve' },
    },
    actors: { topUp: createTopUpMachine(perform), query: queryMachine, resolve: createResolveMachine(perform) },
    actions: {
      perform: (_, effect: Effect) => perform(effect),
      forgetVisit: assign(noVisit),
      rememberLifted: assign({ cardLifted: true }),
      toTopUp: sendTo('topUp', ({ event }) => event),
      toQuery: sendTo('query', ({ event }) => event),
      toResolve: sendTo('resolve', ({ event }) => event),
      rememberCard: assign(({ context, event }) => {
        if (event.type !== 'CARD.READ') return {};
        const refusal = declineOf(event);
        const read = { card: event.facts, readAtMs: event.atMs, balance: event.facts.balance, cardLifted: false, refusal };
        // Cards change hands quickly: what was done for another card is not told to this one.
        return context.card?.number.equals(event.facts.number) === true ? read : { ...noVisit, ...read };
      }),
      rememberWritten: assign(({ context, event }) => {
        if (event.type !== 'CARD.WRITTEN') return {};
        return {
          balance: event.after,
          completed: [...context.completed, event.transaction],
          visitTotal: add(context.visitTotal, dollars(event.after - event.before)),
          settled: null,
          slip: null,
        };
      }),
    },
    guards: {
      inService: ({ context }) => context.facts.reader === 'online' && !isBroken(context.facts),
      cashReady: ({ context }) => context.facts.cash === 'ready',
      cardLifted: ({ context }) => context.cardLifted,
      cardPresent: stateIn({ card: 'present' }),
      staffWaits: or([stateIn({ operator: 'requested' }), stateIn({ operator: 'active' })]),
      nobodyServed: or([stateIn({ service: 'attract' }), stateIn({ service: 'outOfService' })]),
      flowWaits: ({ context }) => context.flowWaits,
      slipIsAwaited: ({ context }) => context.slip === 'printing',
      readNow: ({ context, event }) => (event.type === 'CARD.READ' || event.type === 'CARD.UNREADABLE') && event.ticket === context.ticket,
    },
    delays: {
      idle: limits.idleMs,
      idleWarning: limits.idleWarningMs,
      staffCalled: limits.staffCalledMs,
      languageKept: limits.languageKeptMs,
    },
  }).createMachine({
    id: 'visit',
    context: ({ input }) => ({
      ...noVisit,
      facts: {
        reader: 'offline',
        readerCondition: null,
        cash: 'out',
        cashCondition: null,
        denominations: [],
        journal: 'writable',
        software: 'well',
      },
      language: input.language,
      ownLanguage: input.language,
      staffCalled: false,
      ticket: 0,
    }),
    type: 'parallel',
    states: {
      service: {
        initial: 'starting',
        states: {
          /** The journal is being reconciled with the hardware. */
          starting: { on: { 'STATION.RECOVERED': 'attract' } },
          attract: {
            entry: 'forgetVisit',
            always: [
              { guard: or([not('inService'), 'staffWaits']), target: 'outOfService' },
              { guard: 'cardPresent', target: 'reading' },
            ],
            after: { languageKept: { actions: assign({ language: ({ context }) => context.ownLanguage }) } },
          },
          outOfService: { always: { guard: and(['inService', not('staffWaits')]), target: 'attract' } },
          reading: {
            always: { guard: not('inService'), target: 'takeCard' },
            entry: [
              assign({ ticket: ({ context }) => context.ticket + 1, cardLifted: false }),
              { type: 'perform', params: ({ context }) => ({ do: 'read-card', ticket: context.ticket }) },
            ],
            on: {
              'CARD.READ': [
                {
                  guard: ({ context, event }) => event.ticket === context.ticket && event.open.length > 0,
                  target: 'resolving',
                  actions: [
                    'rememberCard',
                    assign({ resolving: ({ event }) => resolveOpen(event.facts, event.open[0] as OpenTransaction, event.atMs) }),
                  ],
                },
                {
                  guard: and(['readNow', 'cashReady', ({ event }) => event.type === 'CARD.READ' && declineOf(event) === null]),
                  target: 'topUp',
                  actions: 'rememberCard',
                },
                {
                  guard: and([
                    'readNow',
                    ({ event }) => {
                      const decline = event.type === 'CARD.READ' ? declineOf(event) : null;
                      return decline === null || stillQueried.has(decline);
                    },
                  ]),
                  target: 'query',
                  actions: 'rememberCard',
                },
                { guard: 'readNow', target: 'refused', actions: 'rememberCard' },
              ],
              'CARD.UNREADABLE': {
                guard: 'readNow',
                target: 'refused',
                actions: assign({ refusal: ({ event }) => refusalOf(event.fault) }),
              },
              'CARD.REMOVED': 'attract',
              'READER.OFFLINE': 'attract',
            },
          },
          /** Not served: its reason stays on the screen until the card is taken. */
          refused: { on: { 'CARD.REMOVED': 'attract', 'READER.OFFLINE': 'attract' } },
          topUp: {
            invoke: {
              src: 'topUp',
              id: 'topUp',
              input: ({ context }) => ({
                facts: context.card as CardFacts,
                atMs: context.readAtMs,
                denominations: context.facts.denominations,
              }),
              onSnapshot: { actions: assign({ flowWaits: ({ event }) => event.snapshot.hasTag('waiting') }) },
              onDone: [
                {
                  guard: and(['cardPresent', ({ event }) => outcomeOf(event) === 'undecided']),
                  target: 'resolving',
                  actions: assign({ balance: null, resolving: ({ context, event }) => resolveOutcome(context, event.output, 'settle') }),
                },
                {
                  guard: ({ event }) => event.output.outcome === 'undecided',
                  target: 'resolving',
                  actions: assign({ balance: null, resolving: ({ context, event }) => resolveOutcome(context, event.output, 'ask') }),
                },
                {
                  guard: ({ event }) => event.output.outcome === 'claim',
                  target: 'resolving',
                  actions: assign({ balance: null, resolving: ({ context, event }) => resolveOutcome(context, event.output, 'claim') }),
                },
                { guard: ({ context, event }) => event.output.outcome === 'cash-unavailable' && !context.cardLifted, target: 'query' },
                { target: 'leaving' },
              ],
            },
            exit: assign({ flowWaits: false }),
            on: {
              'NOTE.SEEN': { actions: 'toTopUp' },
              'NOTE.ESCROWED': { actions: 'toTopUp' },
              'NOTE.RETURNED': { actions: 'toTopUp' },
              'NOTE.KEPT': { actions: 'toTopUp' },
              'NOTE.IN-DOUBT': { actions: 'toTopUp' },
              'CASH.OPENED': { actions: 'toTopUp' },
              'CASH.FAILED': { actions: 'toTopUp' },
              'CASH.CLOSED': { actions: 'toTopUp' },
              'CASH.OUT': { actions: 'toTopUp' },
              'CARD.CHECKED': { actions: 'toTopUp' },
              'CARD.WRITTEN': { actions: ['rememberWritten', 'toTopUp'] },
              'CARD.UNDECIDED': { actions: 'toTopUp' },
              'CARD.CONFLICT': { actions: 'toTopUp' },
              'CARD.REMOVED': { actions: ['rememberLifted', 'toTopUp'] },
              // A reader that is away is as good as a card that is gone.
              'READER.OFFLINE': { actions: ['rememberLifted', sendTo('topUp', { type: 'CARD.REMOVED' })] },
              'JOURNAL.FAILED': { actions: sendTo('topUp', { type: 'MACHINE.BROKEN' }) },
              'STATION.FAULTY': { actions: sendTo('topUp', { type: 'MACHINE.BROKEN' }) },
              FINISH: { actions: 'toTopUp' },
              'IDLE.EXPIRED': { actions: sendTo('topUp', { type: 'FINISH' }) },
            },
          },
          query: {
            invoke: {
              src: 'query',
              id: 'query',
              input: ({ context }) => ({ facts: context.card as CardFacts }),
              onSnapshot: { actions: assign({ flowWaits: ({ event }) => event.snapshot.hasTag('waiting') }) },
              onDone: 'leaving',
            },
            exit: assign({ flowWaits: false }),
            on: {
              'CARD.REMOVED': { actions: ['rememberLifted', 'toQuery'] },
              'READER.OFFLINE': { actions: ['rememberLifted', sendTo('query', { type: 'CARD.REMOVED' })] },
              FINISH: { actions: 'toQuery' },
              'IDLE.EXPIRED': { actions: sendTo('query', { type: 'FINISH' }) },
            },
          },
          resolving: {
            invoke: {
              src: 'resolve',
              id: 'resolve',
              input: ({ context }) => ({ ...(context.resolving as Omit<ResolveInput, 'language'>), language: context.language }),
              // Its own timers move it: without a word to the root the screen would stand still.
              onSnapshot: {},
              onDone: [
                {
                  guard: ({ event }) => event.output.outcome === 'settled',
                  target: 'settled',
                  actions: assign({ settled: ({ event }) => (event.output.outcome === 'settled' ? event.output.amount : null) }),
                },
                { guard: ({ event }) => event.output.outcome === 'claimed' && event.output.cardReturned, target: 'settled' },
                { target: 'claimed' },
              ],
            },
            exit: assign({ resolving: null }),
            on: {
              'CARD.PLACED': { actions: 'toResolve' },
              'CARD.REMOVED': { actions: 'toResolve' },
              'READER.OFFLINE': { actions: sendTo('resolve', { type: 'CARD.REMOVED' }) },
              'CARD.WRITTEN': { actions: ['rememberWritten', 'toResolve'] },
              'CARD.UNDECIDED': { actions: 'toResolve' },
              'CARD.CONFLICT': { actions: 'toResolve' },
              'CLAIM.OPENED': { actions: 'toResolve' },
              'CLAIM.SLIP': { actions: 'toResolve' },
              'GIVE-UP-CARD': { actions: 'toResolve' },
              'CLAIM-SEEN': { actions: 'toResolve' },
              'MORE-TIME': { actions: 'toResolve' },
              LANGUAGE: { actions: 'toResolve' },
              'JOURNAL.FAILED': { actions: sendTo('resolve', { type: 'MACHINE.BROKEN' }) },
              'STATION.FAULTY': { actions: sendTo('resolve', { type: 'MACHINE.BROKEN' }) },
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
              { target: 'attract' },
            ],
          },
          takeCard: { always: { guard: not('cardPresent'), target: 'attract' } },
        },
      },
      card: {
        initial: 'absent',
        states: {
          absent: { on: { 'CARD.PLACED': 'present' } },
          present: { on: { 'CARD.REMOVED': 'absent', 'CARD.PLACED': {} } },
        },
        on: {
          'READER.ONLINE': {
            actions: assign({ facts: ({ context }) => ({ ...context.facts, reader: 'online', readerCondition: null }) }),
          },
          // A reader that is away sees no card; it tells anew what lies there when it comes back.
          'READER.OFFLINE': {
            target: '.absent',
            actions: assign({ facts: ({ context, event }) => ({ ...context.facts, reader: 'offline', readerCondition: event.why }) }),
          },
        },
      },
      operator: {
        initial: 'none',
        states: {
          none: { on: { 'OPERATOR.SWITCH': { guard: ({ event }) => event.position === 'maintenance', target: 'requested' } } },
          /** Staff waits until the passenger who is being served has finished. */
          requested: {
            always: { guard: 'nobodyServed', target: 'active' },
            on: { 'OPERATOR.SWITCH': { guard: ({ event }) => event.position === 'run', target: 'none' } },
          },
          active: { on: { 'OPERATOR.SWITCH': { guard: ({ event }) => event.position === 'run', target: 'none' } } },
        },
        on: {
          'CASH.READY': {
            actions: assign({
              facts: ({ context, event }) => ({ ...context.facts, cash: 'ready', cashCondition: null, denominations: event.denominations }),
            }),
          },
          'CASH.OUT': {
            actions: assign({
              facts: ({ context, event }) => ({ ...context.facts, cash: 'out', cashCondition: event.why, denominations: [] }),
            }),
          },
          'JOURNAL.FAILED': { actions: assign({ facts: ({ context }) => ({ ...context.facts, journal: 'failed' }) }) },
          'STATION.FAULTY': { actions: assign({ facts: ({ context }) => ({ ...context.facts, software: 'faulty' }) }) },
        },
      },
      attention: {
        initial: 'counting',
        states: {
          counting: {
            after: {
              idle: [
                { guard: 'flowWaits', target: 'warning' },
                { target: 'counting', reenter: true },
              ],
            },
          },
          /** Asks whether more time is needed; money on its way is never timed out, the flow simply does not wait then. */
          warning: {
            always: { guard: not('flowWaits'), target: 'counting' },
            after: { idleWarning: { target: 'counting', actions: raise({ type: 'IDLE.EXPIRED' }) } },
          },
        },
        // Not `reenter`: from a region that would leave and enter every region, and begin the running flow anew.
        on: {
          LANGUAGE: { target: '.counting', actions: assign({ language: ({ event }) => event.language }) },
          'TOGGLE-PLACES': { target: '.counting', actions: assign({ placesShown: ({ context }) => !context.placesShown }) },
          'CALL-STAFF': {
            target: '.counting',
            actions: [
              assign({ staffCalled: true }),
              { type: 'perform', params: { do: 'call-staff' } },
              raise({ type: 'STAFF.QUIET' }, { delay: 'staffCalled', id: 'staffQuiet' }),
            ],
          },
          'STAFF.QUIET': { actions: assign({ staffCalled: false }) },
          'PRINT-SLIP': {
            guard: ({ context }) => context.completed.length > 0 && context.slip !== 'printing',
            target: '.counting',
            actions: [
              assign({ slip: 'printing' }),
              {
                type: 'perform',
                params: ({ context }) => ({ do: 'print-receipt', transactions: context.completed, language: context.language }),
              },
            ],
          },
          // A slip that was asked for before the last note, or by somebody who has gone, is not the one that is due.
          'SLIP.PRINTED': { guard: 'slipIsAwaited', actions: assign({ slip: 'printed' }) },
          'SLIP.FAILED': { guard: 'slipIsAwaited', actions: assign({ slip: 'failed' }) },
          'MORE-TIME': '.counting',
          'NOTE.SEEN': '.counting',
          'NOTE.RETURNED': '.counting',
          'CARD.WRITTEN': '.counting',
          'CARD.PLACED': '.counting',
        },
      },
    },
  });
}

export type VisitMachine = ReturnType<typeof createVisitMachine>;
