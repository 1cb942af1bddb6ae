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
  | PlaceQuestion;

export type Ask = Question['ask'];
