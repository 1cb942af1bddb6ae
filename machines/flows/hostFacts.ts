import type { Dollars } from '../../hardware/ports/dollars.ts';
import type { CalendarDate } from '../rules/calendar.ts';

/** The two ways by which value is loaded without cash, and the menus of the machine that enable them (R-001-20, R-002-08). */
export type AutoloadMenu =
  /** 「悠遊付自動加值卡片設定」: linked to an Easy Wallet account. */
  | 'easy-wallet'
  /** 「帳戶連結設定」: linked to a deposit account at a bank. */
  | 'bank-account'
  /** The credit line of a co-branded card. */
  | 'cobranded';

/** An account that value may be loaded from. Money in NT$. */
export interface HostLink {
  readonly menu: AutoloadMenu;
  /** Enabled by laying the card on a machine (R-001-01). */
  readonly enabled: boolean;
  readonly ownerIsHolder: boolean;
  readonly perTimeLimit: Dollars;
  readonly perDayLimit: Dollars;
  readonly usedToday: Dollars;
  readonly usedThisMonthForOthers: Dollars;
  /** Co-branded cards only: was the credit card activated? */
  readonly creditCardActivated: boolean | null;
}

/** An amount that waits for a card, NT$; negative: it is to be taken back, which staff does (R-003-11). */
export interface Adjustment {
  readonly id: string;
  readonly amount: Dollars;
}

/** What the issuer's host says of a card. Nothing personal. */
export interface HostFacts {
  readonly registered: boolean;
  /** `blocked`: on the lock list (鎖卡名單). */
  readonly status: 'active' | 'refunded' | 'blocked';
  readonly link: HostLink | null;
  /** Lifetime uses, top-ups not counted. */
  readonly uses: number | null;
  readonly firstUsedOn: CalendarDate | null;
  readonly adjustments: readonly Adjustment[];
}

/** What is known of a card beyond the card itself. */
export type HostView =
  /** No issuer is connected to this machine at all. */
  | { readonly state: 'none' }
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly facts: HostFacts }
  /** The issuer does not know the card. */
  | { readonly state: 'unknown-card' }
  | { readonly state: 'unreachable' };
