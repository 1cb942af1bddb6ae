import type { Dollars } from '../../hardware/ports/dollars.ts';
import type { TransactionId } from './transactionId.ts';

/** A note that is or may be in the machine and whose value is not known to be on the card. */
export interface OpenTransaction {
  readonly transaction: TransactionId;
  readonly amount: Dollars;
  /**
   * `owed`: no write was ever begun. `undecided`: a write was begun and never confirmed. `unclaimed`: nothing that the
   * machine can settle, and nobody has been given the claim for it yet (the power went before that).
   */
  readonly state: 'owed' | 'undecided' | 'unclaimed';
}
