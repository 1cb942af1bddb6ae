import type { CardNumber } from './cardNumber.ts';
import type { Dollars } from './dollars.ts';

/** The issuers of stored-value cards that this kiosk may serve. */
export type Issuer = 'easycard' | 'ipass';

/** Products by the words of the explain contract (rulebook, section 11). */
export type CardProduct =
  | 'ordinary'
  | 'student'
  | 'concession'
  | 'senior'
  | 'charity'
  | 'companion'
  | 'citizen'
  | 'telecom'
  | 'debit'
  | 'cobranded'
  | 'special'
  | 'general'
  | 'concession-pingtung';

/** `blocked`: on the issuer's lock list (鎖卡名單); `locked`: the card itself carries the lock. */
export type CardStatus = 'active' | 'locked' | 'refunded' | 'blocked' | 'not-activated';

/** What a record on a card says was done. */
export type TransactionKind = 'entry' | 'exit' | 'purchase' | 'add-value' | 'pass' | 'other';

/** One transaction record as a card keeps it. */
export interface CardTransaction {
  /** Low byte of the purse transaction number (TSQN); wraps at 256. */
  readonly sequence: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly atMs: number;
  readonly kind: TransactionKind;
  readonly amount: Dollars;
  readonly balanceAfter: Dollars;
  /** Location code of the operator; for metro records a station code. */
  readonly place: number;
  /** Machine id of the operator. */
  readonly device: number;
}

/** Automatic top-up by the issuer, as the card keeps it. */
export interface AutoloadFacts {
  readonly enabled: boolean;
  /** NT$ each time. */
  readonly amount: Dollars;
  /** How often so far; one byte, wraps at 256. */
  readonly count: number;
  /** Calendar date in Asia/Taipei of the last one, `YYYY-MM-DD`. */
  readonly lastOn: string | null;
}

/** A period ticket on a card. */
export interface CardPass {
  /** Its number among those that are sold: 1 to 65,535. */
  readonly product: number;
  /** Where it holds: one byte. */
  readonly area: number;
  /** Calendar dates in Asia/Taipei, `YYYY-MM-DD`: from when the card is good without a gap, and its last day. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** What was paid last, NT$. */
  readonly price: Dollars;
}

/** What the issuer's terminals know of a card beyond its purse. Codes are the issuer's own. */
export interface CardAttributes {
  readonly activated: boolean;
  readonly blocked: boolean;
  readonly refunded: boolean;
  /** The card is part of a credit card. */
  readonly credit: boolean;
  readonly cardType: number;
  /** 0 = anonymous. */
  readonly personalProfile: number;
  /** Until when the personal profile (a student's, a senior's) holds; calendar date in Asia/Taipei. */
  readonly profileExpiresOn: string | null;
  readonly deposit: Dollars;
  readonly issuerCode: number;
  readonly bankCode: number;
  readonly loyaltyPoints: number;
  readonly areaCode: number;
  /** Null when the card's autoload data cannot be read. */
  readonly autoload: AutoloadFacts | null;
}

/** What a card may keep to itself, its sectors having other keys or other access bits than ours. */
export type UnreadPart = 'records' | 'issuer-data' | 'term';

/** What is known of a card after reading it. */
export interface CardFacts {
  readonly number: CardNumber;
  readonly issuer: Issuer;
  /** The card profile that read it, e.g. `easycard-classic`. */
  readonly profile: string;
  readonly product: CardProduct;
  readonly registered: boolean;
  readonly status: CardStatus;
  /** Null when the card does not tell: then `product`, `registered` and `status` are those of an ordinary, active card. */
  readonly attributes: CardAttributes | null;
  readonly balance: Dollars;
  /** The backup purse, or null when it is not valid. */
  readonly backupBalance: Dollars | null;
  /** Sequence (TSQN low byte) of the newest record, or null on a card without records. */
  readonly sequence: number | null;
  /** Calendar dates in Asia/Taipei, `YYYY-MM-DD`. */
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  /** The period ticket that it carries, also one that has ended; null: none, or the card does not tell. */
  readonly pass: CardPass | null;
  /** In the place of its period ticket stands what we cannot read, perhaps one that was paid for. Left out: no. */
  readonly unknownPass?: true;
  /** Newest first, no record twice; for a passenger at most six, on an image that is inspected all there are. */
  readonly transactions: readonly CardTransaction[];
  readonly lastAddValue: CardTransaction | null;
  /** What this card does not open to us; such a card is read and never written. Left out: nothing. */
  readonly unread?: readonly UnreadPart[];
}
