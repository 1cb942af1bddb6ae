import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import { taipeiDate } from '../../hardware/ports/clock.ts';
import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { TopUpDecline } from './declines.ts';
import { type ClauseId, type TopUpPack, topUpPackOn } from './topUpPacks.ts';

/** What the rules need to know of a card to decide a top-up. */
export type TopUpCard = Pick<CardFacts, 'issuer' | 'status' | 'balance' | 'expiresOn'>;

export interface TopUpDecision {
  readonly outcome: 'allow' | 'deny';
  /** Present when the card itself is refused. */
  readonly decline?: TopUpDecline;
  /** Most that may be added now, NT$: a multiple of the step; 0 when the card is refused. */
  readonly maxTopUp: Dollars;
  readonly clauses: readonly ClauseId[];
}

/** Why the card itself is refused, in the order of the explain contract (rulebook, section 11.2), or null. */
function refusal(card: TopUpCard, today: string, pack: TopUpPack): { decline: TopUpDecline; clause: ClauseId } | null {
  if (card.status === 'blocked') return { decline: 'K03', clause: pack.clauses.blocked };
  if (card.status === 'refunded') return { decline: 'K02', clause: pack.clauses.refunded };
  if (card.status === 'locked') return { decline: 'K03', clause: pack.clauses.locked };
  if (card.status === 'not-activated') return { decline: 'not-activated', clause: 'R-000-11' };
  if (card.expiresOn !== null && today > card.expiresOn) return { decline: 'K01', clause: pack.clauses.expired };
  return null;
}

/**
 * May value be added to this card, and how much? The card still works on its last day (R-003-90); a negative
 * balance is repaid first (R-003-20).
 * @param atMs milliseconds since 1970-01-01 UTC; the date that counts is Taipei's.
 */
export function decideTopUp(card: TopUpCard, atMs: number): TopUpDecision {
  const today = taipeiDate(atMs);
  const pack = topUpPackOn(card.issuer, today);
  if (pack === undefined) return { outcome: 'deny', maxTopUp: dollars(0), clauses: ['R-003-90'] };
  const refused = refusal(card, today, pack);
  if (refused !== null) return { outcome: 'deny', decline: refused.decline, maxTopUp: dollars(0), clauses: [refused.clause] };

  const headroom = pack.balanceCap - card.balance;
  const maxTopUp = dollars(Math.max(0, Math.floor(headroom / pack.step) * pack.step));
  const clauses = [pack.clauses.balanceCap, pack.clauses.step];
  if (card.balance < 0 && pack.clauses.advance !== null) clauses.push(pack.clauses.advance);
  if (maxTopUp < pack.step) return { outcome: 'deny', decline: 'K09', maxTopUp: dollars(0), clauses };
  return { outcome: 'allow', maxTopUp, clauses };
}

/** May exactly `amount` be added? Not a multiple of the step, or above what the card can hold: no. */
export function mayAdd(card: TopUpCard, amount: Dollars, atMs: number): boolean {
  const pack = topUpPackOn(card.issuer, taipeiDate(atMs));
  const decision = decideTopUp(card, atMs);
  return pack !== undefined && decision.outcome === 'allow' && amount > 0 && amount % pack.step === 0 && amount <= decision.maxTopUp;
}

/** The notes that may be taken now: none above what can still be added. */
export function acceptableNotes(denominations: readonly Dollars[], maxTopUp: Dollars): readonly Dollars[] {
  return denominations.filter((note) => note <= maxTopUp);
}
