import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import type { Dollars } from '../../../hardware/ports/dollars.ts';
import type { Service } from '../../words.ts';
import { askedOf } from '../cardAct/asked.ts';
import type { CardActOutcome } from '../cardAct/cardActFlow.ts';
import { offerPass } from '../cardAct/passOffers.ts';
import type { CardReadEvent } from '../events.ts';
import type { HostView } from '../hostFacts.ts';
import type { OpenTransaction } from '../openTransaction.ts';
import type { ResolveInput } from '../resolve/resolve.ts';
import { cashFor, type ServiceOffer } from '../cardAct/serviceOffer.ts';
import { serviceOffers } from '../cardAct/serviceOffers.ts';
import type { TopUpOutcome } from '../topUp/topUp.ts';
import { mayAdd, topUpOffer } from '../topUp/topUpOffer.ts';
import { type Facts, isBroken, type Next, type Refusal, type VisitContext } from './visitContext.ts';

type Read = Extract<CardReadEvent, { type: 'CARD.READ' }>;
/** What the resolve flow starts from; its language is the visit's. */
type Resolving = Omit<ResolveInput, 'language'>;

/** What a reading that failed means to the passenger. */
export function refusalOf(fault: Extract<CardReadEvent, { type: 'CARD.UNREADABLE' }>['fault']): Refusal {
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

/** Refusals after which the balance is still shown: the value on the card stays the passenger's (R-003-16, C-20). */
const stillQueried: ReadonlySet<Refusal> = new Set<Refusal>(['K01', 'K09', 'K12']);

/** Does a part of the card not open to our keys? It is read and never written. */
function isOnlyRead(card: CardFacts): boolean {
  return card.unread !== undefined;
}

/** Why no cash may be added to the card that was read; null when some may. */
export function declineOf({ facts, atMs }: Read): Refusal | null {
  return topUpOffer(facts, atMs).decline ?? (isOnlyRead(facts) ? 'K12' : null);
}

/** Can any note be taken and added? Not while the acceptor is out, nor when the add-value credit reaches to none. */
export function takesNotes({ cash, denominations }: Facts, credit: Dollars | null): boolean {
  return cash === 'ready' && (credit === null || denominations.some((note) => note <= credit));
}

/** What the visit does with a card that was read, where nothing is open for it. */
export function wayOf(event: Read, notesTaken: boolean): 'locking' | 'topUp' | 'query' | 'refused' {
  if (event.facts.status === 'blocked' && !isOnlyRead(event.facts)) return 'locking';
  const decline = declineOf(event);
  if (decline === null) return notesTaken ? 'topUp' : 'query';
  return stillQueried.has(decline) ? 'query' : 'refused';
}

/** How to go on with a transaction that this machine has open for the card which was just read. */
function beginWith({ state, purpose, amount }: OpenTransaction, facts: CardFacts, atMs: number): ResolveInput['begin'] {
  if (isOnlyRead(facts)) return 'claim';
  switch (state) {
    case 'undecided':
      // The write has a plan that the card's own blocks will confirm or refuse. But a refund leaves the purse alone, so that a
      // purse that was paid out looks untouched: value that goes onto it then is lost to the passenger.
      return facts.status === 'refunded' && purpose !== 'refund' ? 'claim' : 'settle';
    case 'owed':
      // A new top-up for the rules.
      return amount !== null && mayAdd(facts, amount, atMs) ? 'settle' : 'claim';
    case 'unclaimed':
      return 'claim';
  }
}

/** The flow that takes what is owed or undecided to its end. */
export function resolveOpen({ facts, open: [first], atMs }: Read): Resolving | null {
  if (first === undefined) return null;
  const { transaction, purpose, amount } = first;
  const { number, issuer, balance } = facts;
  return { transaction, purpose, amount, card: number.toString(), issuer, balance, begin: beginWith(first, facts, atMs) };
}

/** How a flow ended, seen from a guard that stands among guards of other events. */
export function outcomeOf(event: object): (TopUpOutcome | CardActOutcome)['outcome'] | null {
  return 'output' in event ? (event.output as TopUpOutcome | CardActOutcome).outcome : null;
}

/** What the resolve flow starts from when a top-up ended with its note not known to be on the card. */
export function resolveTopUp(context: VisitContext, output: TopUpOutcome, begin: ResolveInput['begin']): Resolving | null {
  if (output.outcome !== 'undecided' && output.outcome !== 'claim') return null;
  const { transaction, amount } = output;
  return resolving(context, { transaction, purpose: 'top-up', amount }, begin);
}

/** The same for a note whose end came late, and nobody's card lies there. */
export function resolveLateNote({ lateNote, facts }: VisitContext): Resolving | null {
  if (lateNote === null) return null;
  const { transaction, value, card, end, issuer } = lateNote;
  const begin = end === 'kept' && !isBroken(facts) ? 'ask' : 'claim';
  return { transaction, purpose: 'top-up', amount: value, card, issuer, balance: null, begin };
}

/** The same for an act of the issuer. */
export function resolveAct(context: VisitContext, output: CardActOutcome, begin: ResolveInput['begin']): Resolving | null {
  if (output.outcome === 'finished' || output.outcome === 'cash-first' || context.next?.to !== 'cardAct' || context.next.offer.act === null)
    return null;
  const { act } = context.next.offer.act;
  const amount = 'amount' in context.next.offer.act ? context.next.offer.act.amount : null;
  return resolving(context, { transaction: output.transaction, purpose: act, amount }, begin);
}

function resolving(
  { card, facts, balance }: VisitContext,
  open: Pick<OpenTransaction, 'transaction' | 'purpose' | 'amount'>,
  begin: ResolveInput['begin'],
): Resolving | null {
  // A broken machine begins no further try: the passenger gets the claim at once.
  const { number, issuer } = card ?? {};
  if (number === undefined || issuer === undefined) return null;
  return { ...open, card: number.toString(), issuer, balance, begin: isBroken(facts) ? 'claim' : begin };
}

/** What can be had for the card of this visit beside cash. */
export function offersOf({ card, host, readAtMs }: VisitContext): readonly ServiceOffer[] {
  return card === null || isOnlyRead(card) ? [] : serviceOffers(card, host, readAtMs);
}

/** The period ticket that was chosen, for the card that lies there; null where there is nothing to offer. */
export function wantedOffer({ card, host, readAtMs, wantedPass }: VisitContext): ServiceOffer | null {
  const asked = card === null ? null : askedOf(card, host, readAtMs);
  return asked === null || wantedPass === null ? null : offerPass(asked, wantedPass.choice);
}

/** What the purse is filled for, when cash comes first. */
export function passToFill({ card, next }: VisitContext): VisitContext['wantedPass'] {
  return card === null || next?.to !== 'cardAct' ? null : cashFor(next.offer, card.balance);
}

/** Can notes be put onto the card of this visit? */
export function takesNotesFor({ card, readAtMs, facts, credit }: VisitContext): boolean {
  return card !== null && topUpOffer(card, readAtMs).outcome === 'allow' && takesNotes(facts, credit);
}

/** The offer that the passenger chose; null when there is none. */
export function chosenOffer(context: VisitContext, service: Service): ServiceOffer | null {
  return offersOf(context).find((offer) => offer.service === service) ?? null;
}

/** Where the visit must go because of what the issuer says; null: on as it was. */
export function nextByHost({ card, next }: VisitContext, host: HostView): Next | null {
  if (host.state !== 'known' || card?.status !== 'active') return next;
  switch (host.facts.status) {
    case 'blocked':
      return isOnlyRead(card) ? { to: 'refused', refusal: 'K03' } : { to: 'locking' };
    case 'refunded':
      return { to: 'refused', refusal: 'K02' };
    case 'active':
      return next;
  }
}
