import type { CardProduct, Issuer } from '../../hardware/ports/cardFacts.ts';
import type { Dollars } from '../../hardware/ports/dollars.ts';
import type { CalendarDate } from './calendar.ts';

/** A card as the rules see it (explain contract, rulebook section 11.1). Money in NT$. */
export interface Card {
  readonly issuer: Issuer;
  readonly product: CardProduct;
  /** 記名. */
  readonly registered: boolean;
  /** 押金制: EasyCard's own, leased for a deposit. */
  readonly deposit: boolean;
  /** May be negative: an advance for a ride (R-003-20). */
  readonly balance: Dollars;
  /** `blocked`: on the lock list (鎖卡名單); `locked`: the card itself carries the lock. */
  readonly status: 'active' | 'locked' | 'refunded' | 'blocked';
  /** The last day on which it works. */
  readonly expiresOn?: CalendarDate;
  /** Lifetime uses, top-ups not counted. */
  readonly uses?: number;
  /** Uses among the last six records, top-ups not counted. */
  readonly useRecordsInLast6?: number;
  /** Top-ups stand among those six and hide older uses: the count is the least that there were. */
  readonly useRecordsAreFloor?: boolean;
  readonly firstUsedOn?: CalendarDate;
  /** Damaged by a person, as found by inspection. */
  readonly damaged: boolean;
  readonly issuedOn?: CalendarDate;
  readonly cobranded?: { readonly creditCardActivated: boolean; readonly autoloadOpened: boolean };
  readonly autoload?: Autoload;
}

/** What the host says of a card's autoload. Money in NT$. */
export interface Autoload {
  readonly linked: boolean;
  /** Enabled by tapping the card at a machine (靠卡設定). */
  readonly enabled: boolean;
  readonly ownerIsHolder: boolean;
  readonly usedToday: Dollars;
  /** Added this month from the linked account to cards of others. */
  readonly usedThisMonthForOthers: Dollars;
  /** The owner's own limits. */
  readonly perTimeLimit?: Dollars;
  readonly perDayLimit?: Dollars;
}

/** The card types of the rulebook (section 0) that the terms differ by. */
export type CardType =
  | 'ORD'
  | 'STU'
  | 'CONC'
  | 'SEN'
  | 'CHA'
  | 'CMP'
  | 'CIT'
  | 'TEL'
  | 'DBT'
  | 'SPEC'
  | 'DEP'
  | 'CO'
  | 'CO-A'
  | 'IP'
  | 'IPC';

const typeOfProduct = {
  ordinary: 'ORD',
  student: 'STU',
  concession: 'CONC',
  senior: 'SEN',
  charity: 'CHA',
  companion: 'CMP',
  citizen: 'CIT',
  telecom: 'TEL',
  debit: 'DBT',
  cobranded: 'CO',
  special: 'SPEC',
  general: 'IP',
  'concession-pingtung': 'IPC',
} as const satisfies Record<CardProduct, CardType>;

/** The products of each issuer. */
export const productsOf: Readonly<Record<Issuer, readonly [CardProduct, ...CardProduct[]]>> = {
  easycard: ['ordinary', 'student', 'concession', 'senior', 'charity', 'companion', 'citizen', 'telecom', 'debit', 'cobranded', 'special'],
  ipass: ['general', 'concession-pingtung'],
};

/** A deposit makes any card DEP; a co-branded card without a name is CO-A (rulebook, section 11.2). */
export function cardTypeOf(card: Pick<Card, 'product' | 'deposit' | 'registered'>): CardType {
  if (card.deposit) return 'DEP';
  if (card.product === 'cobranded' && !card.registered) return 'CO-A';
  return typeOfProduct[card.product];
}
