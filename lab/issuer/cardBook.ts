import type { CalendarDate } from '../../machines/rules/calendar.ts';
import type { Books } from './books.ts';

/** Where autoload takes from: an Easy Wallet account, a deposit account at a bank, the credit line of a co-branded card. */
export const ACCOUNT_KINDS = ['easy-wallet', 'bank', 'credit-line'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** A card as the issuer keeps it. Amounts in NT$. */
export interface IssuerCard {
  readonly number: string;
  /** In the words of the rules: `ordinary`, `cobranded`, `concession-pingtung` ... */
  readonly product: string;
  readonly registered: boolean;
  readonly status: 'active' | 'refunded' | 'blocked';
  readonly expiresOn: CalendarDate | null;
  readonly uses: number | null;
  readonly firstUsedOn: CalendarDate | null;
  /** The account that autoload takes from; null when nothing is linked. */
  readonly account: string | null;
  readonly ownerIsHolder: boolean;
  readonly enabled: boolean;
  readonly perTimeLimit: number;
  readonly perDayLimit: number;
  /** Co-branded cards only. */
  readonly creditCardActivated: boolean | null;
}

interface Row extends Omit<IssuerCard, 'registered' | 'ownerIsHolder' | 'enabled' | 'creditCardActivated'> {
  readonly registered: number;
  readonly ownerIsHolder: number;
  readonly enabled: number;
  readonly creditCardActivated: number | null;
}

const COLUMNS = `number, product, registered, status, expires_on AS expiresOn, uses, first_used_on AS firstUsedOn, account,
  owner_is_holder AS ownerIsHolder, enabled, per_time AS perTimeLimit, per_day AS perDayLimit, credit_card_activated AS creditCardActivated`;

export function cardHashOf(books: Books, number: string): IssuerCard | null {
  const row = books.prepare<[string], Row>(`SELECT ${COLUMNS} FROM card WHERE number = ?`).get(number);
  if (row === undefined) return null;
  return {
    ...row,
    registered: row.registered === 1,
    ownerIsHolder: row.ownerIsHolder === 1,
    enabled: row.enabled === 1,
    creditCardActivated: row.creditCardActivated === null ? null : row.creditCardActivated === 1,
  };
}

export function addCard(books: Books, card: IssuerCard): void {
  books
    .prepare(
      `INSERT INTO card (number, product, registered, status, expires_on, uses, first_used_on, account, owner_is_holder, enabled, per_time,
         per_day, credit_card_activated)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      card.number,
      card.product,
      Number(card.registered),
      card.status,
      card.expiresOn,
      card.uses,
      card.firstUsedOn,
      card.account,
      Number(card.ownerIsHolder),
      Number(card.enabled),
      card.perTimeLimit,
      card.perDayLimit,
      card.creditCardActivated === null ? null : Number(card.creditCardActivated),
    );
}

/** NT$ that autoload has taken for a card on a day, reversed ones not counted. */
export function drawnOn(books: Books, card: string, day: CalendarDate): number {
  return sum(books, `card = ? AND day = ?`, [card, day]);
}

/** NT$ that an account has paid for the cards of other people in the month of `day` (R-001-32). */
export function drawnForOthers(books: Books, account: string, day: CalendarDate): number {
  const ofOthers = 'card IN (SELECT number FROM card WHERE account = ? AND owner_is_holder = 0)';
  return sum(books, `${ofOthers} AND substr(day, 1, 7) = ?`, [account, day.slice(0, 7)]);
}

export function kindOfAccount(books: Books, account: string): AccountKind {
  const kind = books.prepare<[string], AccountKind>('SELECT kind FROM account WHERE id = ?').pluck().get(account);
  if (kind === undefined) throw new Error(`no account ${account}`);
  return kind;
}

function sum(books: Books, where: string, values: string[]): number {
  const total = books
    .prepare<string[], number>(
      `SELECT coalesce(sum(amount), 0) FROM act WHERE name IN ('authorisation', 'pass') AND state IN ('held', 'settled') AND ${where}`,
    )
    .pluck()
    .get(...values);
  return total ?? 0;
}
