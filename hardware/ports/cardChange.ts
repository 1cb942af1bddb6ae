import type { CardPass } from './cardFacts.ts';
import type { CardNumber } from './cardNumber.ts';
import type { Dollars } from './dollars.ts';

/**
 * What a machine does to a card beside adding cash value.
 *
 * - `autoload`: value paid by the issuer: purse, record, count and date of the automatic top-up
 * - `enable-autoload`: the card may ask for it, and for how much each time
 * - `lock`: no terminal serves the card any more (R-001-29, R-003-65)
 * - `refund`: the contract is ended: marked as refunded and locked. The purse stays as it is: this machine pays nothing
 *   out, the issuer settles what the card says (R-002-31), and a card that is opened again must say what it held.
 * - `extend`: valid until a later day
 * - `buy-pass`: a period ticket that is paid from the purse, after value was loaded into it by the issuer where it does not suffice
 */
export type CardAct = CardChangeOrder['act'];

export type CardChangeOrder = { readonly card: CardNumber } & (
  | {
      readonly act: 'autoload';
      readonly amount: Dollars;
      /** When, in milliseconds since 1970-01-01 UTC; place and machine id: for the card's record. */
      readonly atMs: number;
      readonly place: number;
      readonly device: number;
    }
  /** NT$ each time. */
  | { readonly act: 'enable-autoload'; readonly amount: Dollars }
  | { readonly act: 'lock' }
  | { readonly act: 'refund' }
  /** The last day of the card's new term, and of its personal profile's if that changes too; Asia/Taipei, `YYYY-MM-DD`. */
  | { readonly act: 'extend'; readonly until: string; readonly profileUntil: string | null }
  | {
      readonly act: 'buy-pass';
      /** As the card shall carry it. */
      readonly pass: CardPass;
      /** The first of the days that are paid for now, Asia/Taipei, `YYYY-MM-DD`. */
      readonly paidFrom: string;
      /** Names the sale: ten characters of ASCII at most. */
      readonly transaction: string;
      /** NT$ that the issuer loads first; 0: the purse suffices. */
      readonly autoload: Dollars;
      readonly atMs: number;
      readonly place: number;
      readonly device: number;
    }
);

/** One block before and after, 16 bytes each in hexadecimal. */
export interface PlannedBlock {
  readonly block: number;
  readonly before: string;
  readonly after: string;
}

/**
 * Everything that is needed to carry out, repeat or judge one change of one card, on any later day: every block that it
 * changes, in the order of writing. Made before the first write and kept in the journal. Plain data (JSON); amounts in NT$.
 * Without blocks the card stood at the end already.
 */
export interface CardChangePlan {
  readonly act: CardAct;
  readonly profile: string;
  readonly uid: string;
  readonly blocks: readonly PlannedBlock[];
  /** What becomes of the purse; null when the act leaves it alone. */
  readonly purse: PursePlan | null;
}

export interface PursePlan {
  /** Value that is added; a period ticket takes its price beside that. */
  readonly amount: number;
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  /** Sequence of the newest record before, or null on a card without records. */
  readonly sequenceBefore: number | null;
}
