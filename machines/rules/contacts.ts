import type { Issuer } from '../../hardware/ports/cardFacts.ts';
import type { CalendarDate } from './calendar.ts';
import type { ClauseId } from './clauseIds.ts';

/** Where an issuer can be reached, and under which terms its cards are used. Dated data, like every rule (C-22). */
export interface Contact {
  readonly issuer: Issuer;
  readonly hotline: string;
  /** Dialled first from mobile telephones and from Kinmen and Matsu. */
  readonly prefix?: string;
  /** When it answers, every day. */
  readonly hours: 'always' | { readonly from: string; readonly to: string };
  readonly website: string;
  readonly mail?: string;
  /** Where the notice about personal data stands (R-003-77). */
  readonly privacy?: string;
  /** Version of the terms, as the issuer writes it; left out where the terms have none. */
  readonly terms?: string;
  readonly effectiveFrom: CalendarDate;
  readonly clauses: readonly ClauseId[];
}

/** Issuers whose cards this machine serves. */
export const servedIssuers: readonly Issuer[] = ['easycard', 'ipass'];

export const contacts: readonly Contact[] = [
  {
    issuer: 'easycard',
    hotline: '412-8880',
    prefix: '02',
    hours: 'always',
    website: 'www.easycard.com.tw',
    mail: 'service@easycard.com.tw',
    privacy: 'easycard.com.tw/personalized',
    terms: '111.10',
    effectiveFrom: '2022-10-01',
    clauses: ['R-003-01', 'R-003-02', 'R-003-46', 'R-003-77', 'R-002-32'],
  },
  {
    issuer: 'ipass',
    hotline: '(07)793-8888',
    hours: { from: '07:00', to: '23:00' },
    website: 'www.krtco.com.tw',
    effectiveFrom: '2000-01-01',
    clauses: ['R-004-41'],
  },
];

/**
 * A hotline as a mobile telephone must dial it: with its prefix, and an area code without brackets (R-003-02, R-002-32). From any
 * fixed line in Taiwan it is right too.
 */
export function mobileNumberOf({ hotline, prefix }: Pick<Contact, 'hotline' | 'prefix'>): string {
  return prefix === undefined ? hotline.replace(/^\((\d+)\)/, '$1-') : `${prefix}-${hotline}`;
}

/** A bank that issues co-branded cards, and whose special terms this machine knows. */
export interface Bank {
  /** As the card carries it: the bank's code in the interbank system. */
  readonly code: number;
  /** What the catalogues know its name by. */
  readonly name: 'first';
  readonly hotline: string;
  readonly effectiveFrom: CalendarDate;
  readonly clauses: readonly ClauseId[];
}

const banks: readonly Bank[] = [{ code: 7, name: 'first', hotline: '(02)2173-2999', effectiveFrom: '2019-07-25', clauses: ['R-002-42'] }];

/** The banks that are known by a day; with a code that bank alone, or none: of an unknown bank nothing is said. */
export function banksOn(date: CalendarDate, code?: number): readonly Bank[] {
  return banks.filter((bank) => bank.effectiveFrom <= date && (code === undefined || bank.code === code));
}

/**
 * How the issuers that are served here are reached on a day.
 * @param first the issuer of the card that is spoken of: whom to call about it is said first
 */
export function contactsOn(date: CalendarDate, first?: Issuer): readonly Contact[] {
  const order = first === undefined ? servedIssuers : [first, ...servedIssuers.filter((issuer) => issuer !== first)];
  return order.flatMap((issuer) => contactOn(issuer, date) ?? []);
}

/** Whom to call about a card: its own issuer and nobody else (R-003-02, R-004-41); of a card that nobody read, every issuer. */
export function contactsFor(issuer: Issuer | null, date: CalendarDate): readonly Contact[] {
  return contactsOn(date).filter((contact) => issuer === null || contact.issuer === issuer);
}

/** How one issuer is reached on a day: the newest contact that holds by then; undefined before the first. */
export function contactOn(issuer: Issuer, date: CalendarDate): Contact | undefined {
  return contacts
    .filter((contact) => contact.issuer === issuer && contact.effectiveFrom <= date)
    .toSorted((one, other) => (one.effectiveFrom < other.effectiveFrom ? 1 : -1))[0];
}
