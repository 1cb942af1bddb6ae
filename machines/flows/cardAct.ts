import type { Issuer } from '../../hardware/ports/cardFacts.ts';
import type { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { Dollars } from '../../hardware/ports/dollars.ts';
import type { CalendarDate } from '../rules/calendar.ts';
import type { CardType } from '../rules/card.ts';
import type { ClauseId } from '../rules/clauseIds.ts';
import type { DeclineCode } from '../rules/declineCode.ts';
import type { Adjustment, AutoloadMenu } from './hostFacts.ts';

/** A period ticket as it is sold. Days are of Asia/Taipei; money in NT$. */
export interface SoldPass {
  readonly product: number;
  readonly area: number;
  /** From when the card is good without a gap, and the first day that is paid for now: the same, but where one ticket follows another. */
  readonly validFrom: CalendarDate;
  readonly firstDay: CalendarDate;
  readonly lastDay: CalendarDate;
  readonly price: Dollars;
}

/** What the issuer is asked to do for one card, and the machine then writes onto it. Amounts in NT$. */
export type CardActDetails =
  | { readonly act: 'autoload'; readonly amount: Dollars }
  /** With the limits that the passenger was shown: it is these that are agreed to. */
  | { readonly act: 'enable-autoload'; readonly menu: AutoloadMenu; readonly perTimeLimit: Dollars; readonly perDayLimit: Dollars }
  | { readonly act: 'refund' }
  | { readonly act: 'extend'; readonly expiresOn: CalendarDate | null }
  /** Puts what waits for the card onto it, all of it at once: `amount` is the sum of `parts`. */
  | { readonly act: 'collect'; readonly parts: readonly Adjustment[]; readonly amount: Dollars }
  /** A period ticket out of the purse, after `autoload` came into it from the linked account; 0: the purse suffices. */
  | { readonly act: 'buy-pass'; readonly pass: SoldPass; readonly autoload: Dollars };

export type CardActName = CardActDetails['act'];

/** The passenger's agreement, recorded with the act. */
export interface Consent {
  /** How often the passenger confirmed before the issuer was asked. */
  readonly confirmations: number;
  /** The rules that the offer rested on. */
  readonly clauses: readonly ClauseId[];
}

/** An order to the issuer about the card that lies there, with the purse as it was read. */
export interface CardActOrder {
  readonly card: CardNumber;
  /** With the card type, what its terms go by. */
  readonly issuer: Issuer;
  readonly cardType: CardType;
  readonly balance: Dollars;
  /** Sequence of the newest record on the card; null on one without records. */
  readonly sequence: number | null;
  readonly details: CardActDetails;
  readonly consent: Consent;
}

/** What the issuer approved. Amounts in NT$. */
export type ActApproval =
  | { readonly act: 'autoload'; readonly amount: Dollars }
  | { readonly act: 'enable-autoload'; readonly perTimeLimit: Dollars; readonly perDayLimit: Dollars }
  | {
      readonly act: 'refund';
      /** What the passenger gets: the balance less the fee; negative: it is billed (R-002-04). */
      readonly transfer: Dollars;
      readonly fee: Dollars;
      /** About how many days the transfer takes (R-002-03). */
      readonly days: number;
    }
  | { readonly act: 'extend'; readonly expiresOn: CalendarDate; readonly concessionEnds: boolean }
  | { readonly act: 'collect'; readonly amount: Dollars }
  | { readonly act: 'buy-pass'; readonly lastDay: CalendarDate; readonly price: Dollars; readonly autoload: Dollars };

/** Why the issuer did not approve: a code of the catalogue, or where the passenger has to go instead. */
export type ActRefusal =
  | DeclineCode
  | 'not-registered'
  | 'unknown-card'
  | 'ask-staff'
  /** The issuer's answer contradicts the rules or the order: nothing is done. */
  | 'mismatch'
  /** Approved too late: the first day of the period ticket is over. */
  | 'day-over';
