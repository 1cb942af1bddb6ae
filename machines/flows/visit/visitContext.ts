import type { ServiceState } from '../serviceState.ts';
import type { CardFacts, Issuer } from '../../../hardware/ports/cardFacts.ts';
import type { PurseSeen } from '../../../hardware/ports/cardReader.ts';
import type { ReturnReason } from '../../../hardware/ports/cashAcceptor.ts';
import type { AcceptorCondition, AuxiliariesCondition, JournalCondition, ReaderCondition } from '../../../hardware/ports/condition.ts';
import { type Dollars, dollars } from '../../../hardware/ports/dollars.ts';
import type { BusinessHours } from '../../rules/businessHours.ts';
import type { HallLanguage, Language } from '../../messages/languages.ts';
import type { PassChoice } from '../../rules/buyPass.ts';
import type { HelpTopic } from '../../words.ts';
import type { DecidedNote } from '../events.ts';
import type { HostView } from '../hostFacts.ts';
import type { ResolveInput } from '../resolve/resolve.ts';
import type { ServiceOffer } from '../cardAct/serviceOffer.ts';
import type { AddedNote } from '../topUp/topUp.ts';
import type { TopUpDecline } from '../topUp/topUpOffer.ts';
import type { TransactionId } from '../transactionId.ts';

/** Why a card is not served: a decline of the rules, or what the reader said. */
export type Refusal = TopUpDecline | 'K10' | 'K11' | 'K12' | 'K16';

/** Facts about the machine's parts. Not regions: no screen is drawn from one of them alone. */
export interface Facts {
  readonly reader: 'online' | 'offline';
  /** Why the reader is offline; null while it is online, and before it was heard of. */
  readonly readerCondition: ReaderCondition | null;
  /** What the acceptor said of itself last. */
  readonly acceptor: AcceptorWord;
  /** What the staff lets the machine do. */
  readonly service: ServiceState;
  /** `ready`: notes can be taken. */
  readonly cash: 'ready' | 'out';
  /** Why no notes are taken; null while they are, and before the acceptor was heard of. */
  readonly cashCondition: AcceptorCondition | 'notes-not-taken' | null;
  /** Notes that the acceptor can take, NT$. */
  readonly denominations: readonly Dollars[];
  /** What is wrong with key switch, door and lights; null: nothing. Passengers are served all the same. */
  readonly auxiliariesCondition: AuxiliariesCondition | null;
  readonly journal: 'writable' | JournalCondition;
  readonly software: 'well' | 'faulty';
  /** What cards, slips and the limits of a day are reckoned by. */
  readonly clock: 'right' | 'wrong';
  /** Key switch, door or an exchange of the cash box that is not over ask for staff; nobody new is served meanwhile. */
  readonly staffWanted: { readonly key: boolean; readonly door: boolean; readonly exchange: boolean };
  /** The door stands open, and nobody of the staff came in. */
  readonly doorAlarm: boolean;
  /** The business hours that are over or have not begun; null: passengers are served. */
  readonly outside: BusinessHours | null;
}

/** `denominations`: NT$; null: it takes none. `why`: null before it was heard of, and while it takes some. */
export interface AcceptorWord {
  readonly denominations: readonly Dollars[] | null;
  readonly why: AcceptorCondition | null;
}

/** What can be paid in with, by what acceptor and staff say: what is wrong with the unit stands before what was decided. */
export function cashFacts(
  acceptor: AcceptorWord,
  service: ServiceState,
): Pick<Facts, 'acceptor' | 'service' | 'cash' | 'cashCondition' | 'denominations'> {
  const { denominations, why } = acceptor;
  if (denominations !== null && service.notes === 'taken') return { acceptor, service, cash: 'ready', cashCondition: null, denominations };
  const withdrawn = denominations !== null ? 'notes-not-taken' : null;
  return { acceptor, service, cash: 'out', cashCondition: why ?? withdrawn, denominations: [] };
}

/** Where a visit goes when the note path is shut. */
export type Next =
  | { readonly to: 'menu' }
  | { readonly to: 'cardAct'; readonly offer: ServiceOffer }
  /** The choice among period tickets, or the one that was chosen: the purse pays for it now. The card is read anew. */
  | { readonly to: 'passes' }
  /** The issuer says that the card is on its lock list (R-001-29). */
  | { readonly to: 'locking' }
  /** The issuer says that the card was refunded: what is put on it now would be lost. */
  | { readonly to: 'refused'; readonly refusal: Refusal };

/** A note that went back, as far as the screen tells it. */
export interface ReturnedView {
  /** NT$; null when it was not recognised. */
  readonly value: Dollars | null;
  readonly reason: ReturnReason;
  /** The card had been taken away before. */
  readonly cardLifted: boolean;
}

/** A note whose end came when no flow waited for it any more. */
export interface LateNote extends DecidedNote {
  readonly end: 'kept' | 'in-doubt';
  /** Null: an earlier process took it in. */
  readonly issuer: Issuer | null;
}

export interface VisitContext {
  readonly facts: Facts;
  /** Staff can come in at the screen. Where nobody is on a roster, the key switch only closes the machine. */
  readonly hasStaffMode: boolean;
  /** A card lies on the tray, as the card region says. */
  readonly cardLies: boolean;
  readonly language: Language;
  /** The language of the hall, for the next passenger. */
  readonly ownLanguage: HallLanguage;
  /** The last six are unfolded. */
  readonly historyShown: boolean;
  /** An issuer is connected: more than cash can be had. */
  readonly hasIssuer: boolean;
  readonly placesShown: boolean;
  /** Amounts are not shown while the card's balance is looked at. */
  readonly amountsHidden: boolean;
  readonly staffCalled: boolean;
  /** Counts readings: an answer with another ticket is about an earlier card. */
  readonly ticket: number;
  /** What the purse of the card that is being read says, while nothing else is known of it. */
  readonly purse: PurseSeen | null;
  /** NT$ that were on the screen before the whole card was read, and are not what is on it; null: the same, or none were. */
  readonly shownBefore: Dollars | null;
  readonly card: CardFacts | null;
  /** When the card was read, milliseconds since 1970-01-01 UTC. */
  readonly readAtMs: number;
  /** NT$ that the machine may still add to cards; null: without limit. */
  readonly credit: Dollars | null;
  /** The card was written since: its purse is no longer the one that was read. */
  readonly writtenSinceRead: boolean;
  /** Of an earlier act for this card nobody can say that nothing was taken: the issuer has not heard yet that it is given up. */
  readonly mayBeHeld: boolean;
  /** What the issuer says of the card. */
  readonly host: HostView;
  readonly next: Next | null;
  /** The period ticket that was chosen, before a card was laid down or while the purse is filled for it; then its price is known, NT$. */
  readonly wantedPass: { readonly choice: PassChoice; readonly price: Dollars | null } | null;
  readonly helpTopic: HelpTopic;
  /** The note that waits in escrow, or is being kept. */
  readonly noteInEscrow: TransactionId | null;
  /** Whose card the newest note was brought for: its end may come when the visit is over. Null: none was, in this process. */
  readonly newestNote: { readonly transaction: TransactionId; readonly issuer: Issuer } | null;
  /** The note that went back last; on the screen for as long as the notes region says. */
  readonly returned: ReturnedView | null;
  readonly lateNote: LateNote | null;
  readonly refusal: Refusal | null;
  /** The card of this visit was lifted since it was read. */
  readonly cardLifted: boolean;
  /** What the resolve flow starts from. */
  readonly resolving: Omit<ResolveInput, 'language'> | null;
  /**
   * An earlier transaction that was just brought to its end: done, with the NT$ that it put onto the card, null when it left
   * the purse alone; or not done, and undone at the issuer.
   */
  readonly settled: { readonly done: true; readonly amount: Dollars | null } | { readonly done: false } | null;
  /** Transactions of this visit that are on the card. */
  readonly completed: readonly TransactionId[];
  /** The last note that is on the card. */
  readonly added: AddedNote | null;
  /** Their sum, NT$. */
  readonly visitTotal: Dollars;
  /** NT$ on the card after the last write of this visit, or as read; null while undecided. */
  readonly balance: Dollars | null;
  /** Counts the slips that were asked for: an answer with another ticket is about an earlier one. */
  readonly slips: number;
  /** The card was left on the tray: what is on it is nobody's business, and staff was called. */
  readonly cardForgotten: boolean;
  readonly slip: 'printing' | 'printed' | 'failed' | null;
  /** The running service tells that it is not had. */
  readonly serviceDeclined: boolean;
  /** The running flow waits for the passenger and may be ended by a time-out. */
  readonly flowWaits: boolean;
}

/** What is left of a visit when it is over: nothing. */
export const noVisit = {
  purse: null,
  shownBefore: null,
  card: null,
  readAtMs: 0,
  credit: null,
  writtenSinceRead: false,
  mayBeHeld: false,
  host: { state: 'none' },
  next: null,
  wantedPass: null,
  helpTopic: 'contacts',
  refusal: null,
  cardLifted: false,
  resolving: null,
  settled: null,
  completed: [],
  added: null,
  visitTotal: dollars(0),
  balance: null,
  cardForgotten: false,
  slip: null,
  historyShown: false,
  placesShown: false,
  serviceDeclined: false,
  amountsHidden: false,
  flowWaits: false,
  staffCalled: false,
} satisfies Partial<VisitContext>;

/** The journal or the software failed: the machine begins nothing new. */
export function isBroken({ journal, software }: Facts): boolean {
  return journal !== 'writable' || software === 'faulty';
}

/** Somebody of the staff is to look after the machine; nobody new is served meanwhile. */
export function isStaffWanted({ staffWanted: { key, door, exchange } }: Facts): boolean {
  return key || door || exchange;
}
