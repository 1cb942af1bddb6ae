import type { Dollars } from '../../hardware/ports/dollars.ts';
import type { CardActName } from './cardAct.ts';
import type { TransactionId } from './transactionId.ts';

/** What a transaction does to its card: cash that was paid in, or an act of the issuer. */
export type TransactionPurpose = 'top-up' | CardActName;

/** A transaction that this machine began for a card and that is not known to have ended. */
export interface OpenTransaction {
  readonly transaction: TransactionId;
  readonly purpose: TransactionPurpose;
  /** NT$ for the card's purse; null when the act leaves the purse alone. */
  readonly amount: Dollars | null;
  /**
   * `owed`: no write was ever begun. `undecided`: a write was begun and never confirmed. `unclaimed`: nothing that the
   * machine can settle, and nobody has been given the claim for it yet: the power went before that, or no slip came.
   */
  readonly state: 'owed' | 'undecided' | 'unclaimed';
}
