import type { Dollars } from '../../hardware/ports/dollars.ts';
import type { CalendarDate } from './calendar.ts';
import type { CardRefusal } from './cardRefusal.ts';
import type { DeclineCode } from './declineCode.ts';

/**
 * What the rules say to each ask (explain contract, rulebook section 11). Money in NT$. `route`: staff or the issuer
 * decides. What does not apply is left out.
 */

/** The card is refused, or the ask is: `code` is what passenger and hotline tell each other, where there is one. */
export interface Denied {
  readonly outcome: 'deny';
  readonly code?: DeclineCode;
}

/** Staff or the issuer decides; the kiosk tells the passenger where to go. */
export interface Routed {
  readonly outcome: 'route';
}

export interface TopUpRuling {
  readonly outcome: 'allow' | 'deny';
  readonly code?: CardRefusal | 'K09';
  readonly maxTopUp: Dollars;
  readonly balanceAfter?: Dollars;
  readonly acceptNote?: boolean;
}

export type AutoloadRuling =
  | { readonly outcome: 'allow'; readonly amount: Dollars; readonly balanceAfter: Dollars }
  | (Denied & { readonly lockCard?: true })
  | Routed;

export type PurchaseAutoloadRuling =
  | { readonly outcome: 'allow'; readonly amount: Dollars; readonly balanceAfter: Dollars }
  | { readonly outcome: 'deny' }
  | Routed;

export type EnableAutoloadRuling = { readonly outcome: 'allow'; readonly confirmations: number } | Denied | Routed;

export type SetAutoloadLimitRuling = { readonly outcome: 'allow' } | Denied | Routed;

/** How a refund is made up. The fees are positive. */
export interface RefundParts {
  readonly balance: Dollars;
  readonly depositReturned: Dollars;
  readonly terminationFee: Dollars;
  readonly damageFee: Dollars;
  readonly postage: Dollars;
}

export type RefundMethod = 'cash-at-counter' | 'transfer-only' | 'balance-transfer' | 'send-in';

export interface RefundRuling {
  readonly outcome: 'allow' | 'deny' | 'route';
  readonly code?: DeclineCode;
  /** Everything owed to the passenger, however it is paid. */
  readonly payable?: Dollars;
  /** The advance that nothing covers. */
  readonly owedByHolder?: Dollars;
  readonly parts?: RefundParts;
  readonly method?: RefundMethod;
  readonly cashAtMachine: 0;
  readonly cardReturned?: boolean;
}

export interface ExtendRuling {
  readonly outcome: 'allow' | 'deny' | 'route';
  readonly code?: DeclineCode;
  readonly reason?: 'too-early' | 'window' | 'too-late' | 'not-extendable' | 'staff';
  readonly fee?: Dollars;
  readonly newTermFrom?: CalendarDate;
}

export interface LossLiabilityRuling {
  readonly bearer: 'holder' | 'issuer' | 'bank';
}

/** A fee, or why there is none to name: nobody to report to, or the issuing unit decides. */
export type FeeRuling = { readonly fee: Dollars } | { readonly outcome: 'deny' | 'route' };

export type PlaceRuling = { readonly outcome: 'allow' } | Denied;

export type Ruling =
  | TopUpRuling
  | AutoloadRuling
  | PurchaseAutoloadRuling
  | EnableAutoloadRuling
  | SetAutoloadLimitRuling
  | RefundRuling
  | ExtendRuling
  | LossLiabilityRuling
  | FeeRuling
  | PlaceRuling;
