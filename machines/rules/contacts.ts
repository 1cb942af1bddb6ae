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
  /** Version of the terms, as the issuer writes it; left out where the terms have none. */
  readonly terms?: string;
  readonly effectiveFrom: CalendarDate;
  readonly clauses: readonly ClauseId[];
}

/** Issuers whose cards this machine serves. */
export const servedIssuers: readonly Issuer[] = ['easycard'];

export const contacts: readonly Contact[] = [
  {
    issuer: 'easycard',
    hotline: '412-8880',
    prefix: '02',
    hours: 'always',
    website: 'www.easycard.com.tw',
    terms: '111.10',
    effectiveFrom: '2022-10-01',
    clauses: ['R-003-01', 'R-003-02', 'R-003-46', 'R-002-32'],
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

/** How the issuers that are served here are reached on a day. */
export function contactsOn(date: CalendarDate): readonly Contact[] {
  return servedIssuers.flatMap((issuer) => contactOn(issuer, date) ?? []);
}

/** How one issuer is reached on a day: the newest contact that holds by then; undefined before the first. */
export function contactOn(issuer: Issuer, date: CalendarDate): Contact | undefined {
  return contacts
    .filter((contact) => contact.issuer === issuer && contact.effectiveFrom <= date)
    .toSorted((one, other) => (one.effectiveFrom < other.effectiveFrom ? 1 : -1))[0];
}
