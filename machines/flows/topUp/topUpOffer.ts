import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { type Dollars, dollars } from '../../../hardware/ports/dollars.ts';
import { taipeiDay } from '../../rules/calendar.ts';
import { cardTypeOf } from '../../rules/card.ts';
import type { ClauseId } from '../../rules/clauseIds.ts';
import { decideFor, terms } from '../../rules/decision.ts';
import type { TopUpRuling } from '../../rules/ruling.ts';
import { topUp } from '../../rules/topUp.ts';
import { isActivated, type ReadCard, ruleCard } from '../ruleCard.ts';

/** Why a card that was read is not topped up. A card that was never activated has no code of its own. */
export type TopUpDecline = NonNullable<TopUpRuling['code']> | 'not-activated';

/** What the rules offer to the card on the tray. */
export interface TopUpOffer {
  readonly outcome: 'allow' | 'deny';
  /** Present when the card itself is refused. */
  readonly decline?: TopUpDecline;
  /** Most that may be added now, NT$: a multiple of the step; 0 when the card is refused. */
  readonly maxTopUp: Dollars;
  readonly clauses: readonly ClauseId[];
}

/**
 * May value be added to this card, and how much? Without terms in force on that day - a clock gone wrong - nothing may.
 * @param atMs milliseconds since 1970-01-01 UTC; the date that counts is Taipei's.
 */
export function topUpOffer(card: ReadCard, atMs: number, inserted?: Dollars): TopUpOffer {
  const nothing = { outcome: 'deny', maxTopUp: dollars(0) } as const;
  if (!isActivated(card)) return { ...nothing, decline: 'not-activated', clauses: ['R-000-11'] };
  const asked = { id: '', ask: 'topUp', atMs, card: ruleCard(card, null) } as const;
  const question = inserted === undefined ? asked : { ...asked, inserted };
  const decided = decideFor(asked.card, atMs, (today, basis) => topUp(question, today, basis));
  if (!decided.ok) return { ...nothing, clauses: ['R-000-04'] };
  const { outcome, code, maxTopUp, clauses } = decided.value;
  return code === undefined ? { outcome, maxTopUp, clauses } : { outcome, decline: code, maxTopUp, clauses };
}

/** May exactly `amount` be added? Nothing, not a multiple of the step, or more than the card can hold: no. */
export function mayAdd(card: ReadCard, amount: Dollars, atMs: number): boolean {
  return amount > 0 && topUpOffer(card, atMs, amount).outcome === 'allow';
}

/** The notes that may be taken now, NT$: none above what can still be added. */
export function acceptableNotes(denominations: readonly Dollars[], maxTopUp: Dollars): readonly Dollars[] {
  return denominations.filter((note) => note <= maxTopUp);
}

/** Most that the card may hold, and what every top-up is a multiple of, NT$; null without terms in force. */
export function topUpTerms(
  card: Pick<CardFacts, 'issuer' | 'product' | 'registered'>,
  atMs: number,
): { cap: Dollars; step: Dollars } | null {
  const { balanceCap: cap, topUpStep: step } = terms(card.issuer, cardTypeOf({ ...card, deposit: false }), taipeiDay(atMs)).parameters;
  return cap === null || step === null ? null : { cap: cap.value, step: step.value };
}
