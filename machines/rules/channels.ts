import type { Issuer } from '../../hardware/ports/cardFacts.ts';
import type { CalendarDate } from './calendar.ts';
import type { ClauseId } from './clauseIds.ts';

/** Where else value can be added to the cards of an issuer. Dated data, like every rule. */
export interface Channels {
  readonly issuer: Issuer;
  /** The text of the catalogues that names them. */
  readonly text: 'failure.elsewhere.easycard' | 'failure.elsewhere.ipass';
  readonly effectiveFrom: CalendarDate;
  readonly clauses: readonly ClauseId[];
}

const channels: readonly Channels[] = [
  // Other machines, convenience stores, post offices and the app.
  { issuer: 'easycard', text: 'failure.elsewhere.easycard', effectiveFrom: '2022-10-01', clauses: ['R-000-08', 'R-003-22'] },
  // The manual names machines and counters, and no shop.
  { issuer: 'ipass', text: 'failure.elsewhere.ipass', effectiveFrom: '2000-01-01', clauses: ['R-004-15'] },
];

/** The newest that hold by then; undefined before the first. */
export function channelsOn(issuer: Issuer, date: CalendarDate): Channels | undefined {
  return channels
    .filter((each) => each.issuer === issuer && each.effectiveFrom <= date)
    .toSorted((one, other) => (one.effectiveFrom < other.effectiveFrom ? 1 : -1))[0];
}
