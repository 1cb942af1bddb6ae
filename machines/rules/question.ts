import type { Dollars } from '../../hardware/ports/dollars.ts';
import type { Card } from './card.ts';

interface Asked<Word extends string> {
  readonly id: string;
  readonly ask: Word;
  /** When it is asked, milliseconds since 1970-01-01 UTC. */
  readonly atMs: number;
  readonly card: Card;
}

/** May cash be added? `inserted`: counted in this transaction; `note`: the one that asks to be let in. NT$. */
export interface TopUpQuestion extends Asked<'topUp'> {
  readonly inserted?: Dollars;
  readonly note?: Dollars;
}

/** May the machine load value from the linked account now? */
export type AutoloadQuestion = Asked<'autoload'>;

/** May a period ticket be paid with the help of autoload? */
export interface PurchaseAutoloadQuestion extends Asked<'purchaseAutoload'> {
  /** NT$. */
  readonly price: Dollars;
}

/** May autoload be enabled by laying the card down? */
export interface EnableAutoloadQuestion extends Asked<'enableAutoload'> {
  readonly menu: 'account-link' | 'cobranded';
}

/** May the owner agree this limit? */
export interface SetAutoloadLimitQuestion extends Asked<'setAutoloadLimit'> {
  /** NT$. */
  readonly limit: Dollars;
}

/** What comes back when the contract ends, and where? */
export interface RefundQuestion extends Asked<'refund'> {
  /** What sending the money costs, NT$. */
  readonly postage: Dollars;
  readonly lost: boolean;
}

/** May the card's validity be extended here? */
export type ExtendQuestion = Asked<'extend'>;

/** Who bears a misuse of a lost card? */
export interface LossLiabilityQuestion extends Asked<'lossLiability'> {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly reportedAtMs: number;
  readonly misuseAtMs: number;
  readonly channel: 'offline' | 'online' | 'autoload';
}

/** What does reporting the loss cost? */
export interface LossFeeQuestion extends Asked<'lossFee'> {
  readonly previousLosses: number;
  readonly replace: boolean;
}

/** What do printed records cost? */
export interface PaperRecordsQuestion extends Asked<'paperRecords'> {
  readonly pages: number;
}

/** May a card whose contract ended be opened again? */
export interface ReopenQuestion extends Asked<'reopen'> {
  /** Why it does not work: its contract was ended, it was reported lost and is found, its holder moved away and back. */
  readonly reason: 'terminated' | 'lost-found' | 'moved-back';
}

/** What does a new card cost in exchange for one that is there? */
export interface ExchangeQuestion extends Asked<'exchange'> {
  readonly cause: 'damage' | 'data-change' | 'issuer-fault';
}

/** May the card be linked to this account? */
export interface LinkCardQuestion extends Asked<'linkCard'> {
  readonly source: 'wallet' | 'bank';
  readonly ownerIsHolder: boolean;
  /** The holder's cards that are linked already: to wallets, to wallets and banks together, to somebody else's wallet. */
  readonly walletCards: number;
  readonly allCards: number;
  readonly othersCards: number;
  /** Is this card linked to another account? */
  readonly alreadyLinked: boolean;
}

/** Where is a Pingtung card refunded, and what becomes of it? */
export interface RefundDeskQuestion extends Asked<'refundDesk'> {
  readonly readable: boolean;
  readonly appearance: 'normal' | 'damaged';
  /** What can still be read on it by eye. */
  readonly legible: readonly Legible[];
  readonly claimedBy: 'holder' | 'agent';
  readonly desk: 'station' | 'township';
  readonly previousLosses: number;
}

export type Legible = 'number' | 'name' | 'photo';

/** What does the damage of a deposit card cost, whoever found it? */
export interface DamageFeeQuestion extends Asked<'damageFee'> {
  readonly causedBy: 'holder' | 'issuer';
}

/** May this many cards lie on the reader? Nobody can say whose they are: the card may be missing. */
export interface PlaceQuestion extends Omit<Asked<'place'>, 'card'> {
  readonly card?: Card;
  readonly cards: number;
}

/** A question of the explain contract (rulebook, section 11). */
export type Question =
  | TopUpQuestion
  | AutoloadQuestion
  | PurchaseAutoloadQuestion
  | EnableAutoloadQuestion
  | SetAutoloadLimitQuestion
  | RefundQuestion
  | ExtendQuestion
  | LossLiabilityQuestion
  | LossFeeQuestion
  | PaperRecordsQuestion
  | ReopenQuestion
  | ExchangeQuestion
  | LinkCardQuestion
  | RefundDeskQuestion
  | DamageFeeQuestion
  | PlaceQuestion;

export type Ask = Question['ask'];
