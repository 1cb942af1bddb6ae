import type { Dollars } from './dollars.ts';
import type { Result } from './result.ts';

/** Key A reads, key B writes; 6 bytes each. */
export interface KeyPair {
  readonly a: Uint8Array;
  readonly b: Uint8Array;
}

/** The keys of a card: one pair for every sector, but for those that have their own. */
export interface CardKeys extends KeyPair {
  readonly sectors?: ReadonlyMap<number, KeyPair>;
}

export interface SecurityFault {
  readonly kind:
    | 'no-module' /** it does not answer */
    | 'no-keys' /** it answers, and has none for this card */
    | 'credit-used-up' /** the operators' readers say 63 06 */;
  readonly detail: string;
}

/**
 * What knows the keys of cards and lets value out. In the field a module in a SAM slot, given by the operator: it makes
 * each card's keys out of its UID, and holds an add-value credit that every add-value uses up. For development a file.
 *
 * No method throws. Keys never appear in a `detail`.
 */
export interface SecurityModule {
  /** `uid`: 4 or 7 bytes. */
  keysFor(uid: Uint8Array): Promise<Result<CardKeys, SecurityFault>>;
  /** NT$ that can still be added to cards; null: without limit. */
  creditLeft(): Promise<Result<Dollars | null, SecurityFault>>;
  /**
   * Uses up credit, durably, for one add-value; refused with `credit-used-up` when it does not suffice. To be called before
   * the first write. The same `reference` again costs nothing: an interrupted add-value is finished on its first payment.
   */
  useCredit(reference: string, amount: Dollars): Promise<Result<void, SecurityFault>>;
}
