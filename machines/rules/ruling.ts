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
  | Denied
  | Routed;

export type EnableAutoloadRuling = { readonly outcome: 'allow'; readonly confirmations: number } | Denied | Routed;

export type SetAutoloadLimitRuling = { readonly outcome: 'allow' } | Denied | Routed;

export type LinkCardRuling = SetAutoloadLimitRuling;

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

/** A fee, or `route` where the terms do not fix it. */
export type FeeRuling = { readonly fee: Dollars } | Routed;

/** A fee, `deny` where there is nobody to report to, or `route` to the issuing unit, which may ask for `atMost` at the most. */
export type LossFeeRuling = { readonly fee: Dollars } | { readonly outcome: 'deny' } | (Routed & { readonly atMost?: Dollars });

/** Staff does it, for a fee where the terms name one. */
export type ExchangeRuling = Routed & { readonly fee?: Dollars };

export type ReopenRuling = ExchangeRuling | { readonly outcome: 'deny' };

export interface RefundDeskRuling {
  /** `send-in`: the desk takes the card and passes it to the back office. */
  readonly where: 'at-once' | 'send-in';
  readonly newCard: boolean;
  readonly cardReturned: boolean;
  readonly needsIdNumber: boolean;
  /** Nothing on it says whose it is. */
  readonly asLost?: true;
  readonly lostFee?: Dollars;
  /** Days from the day it is sent in. */
  readonly readyAfterDays?: number;
}

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
  | LossFeeRuling
  | ExchangeRuling
  | ReopenRuling
  | RefundDeskRuling
  | PlaceRuling;
