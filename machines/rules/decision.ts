import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import { Basis, TermsAreSilent } from './basis.ts';
import { type CalendarDate, taipeiDay } from './calendar.ts';
import { type Card, cardTypeOf } from './card.ts';
import type { ClauseId } from './clauseIds.ts';
import { rulePacks } from './packs/rulePacks.ts';
import { type TermsBook, termsBook } from './terms.ts';

/** The terms that hold, composed of every known pack. */
export const terms: TermsBook = termsBook(rulePacks);

/** What was decided, and the rules it rests on: at least one. */
export type Decided<Ruling> = Ruling & { readonly clauses: readonly ClauseId[] };

/**
 * Decides about a card by the terms in force on the day it is in Taipei. Fails with a plain sentence when no terms that
 * are in force on that day say anything of what the decision needs.
 * @param atMs milliseconds since 1970-01-01 UTC
 */
export function decideFor<Ruling extends object>(
  card: Pick<Card, 'issuer' | 'product' | 'deposit' | 'registered'>,
  atMs: number,
  rule: (today: CalendarDate, basis: Basis) => Ruling,
  book: TermsBook = terms,
): Result<Decided<Ruling>, string> {
  const today = taipeiDay(atMs);
  const basis = new Basis(book(card.issuer, cardTypeOf(card), today));
  try {
    return ok({ ...rule(today, basis), clauses: basis.clauses });
  } catch (silence) {
    if (!(silence instanceof TermsAreSilent)) throw silence;
    return fail(`no terms in force on ${today} say anything of this (${silence.message})`);
  }
}
