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
export type TransactionKind = 'entry' | 'exit' | 'purchase' | 'add-value' | 'other';

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

/** What is known of a card after reading it. */
export interface CardFacts {
  readonly number: CardNumber;
  readonly issuer: Issuer;
  /** The card profile that read it, e.g. `easycard-classic`. */
  readonly profile: string;
  readonly product: CardProduct;
  readonly registered: boolean;
  readonly status: CardStatus;
  readonly balance: Dollars;
  /** The backup purse, or null when it is not valid. */
  readonly backupBalance: Dollars | null;
  /** Sequence (TSQN low byte) of the newest record, or null on a card without records. */
  readonly sequence: number | null;
  /** Calendar dates in Asia/Taipei, `YYYY-MM-DD`. */
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  /** Newest first, no record twice; at most six. */
  readonly transactions: readonly CardTransaction[];
  readonly lastAddValue: CardTransaction | null;
}
