import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { Basis } from './basis.ts';
import { addMonths, type CalendarDate } from './calendar.ts';
import type { Card } from './card.ts';
import type { DamageFeeQuestion } from './question.ts';
import type { FeeRuling } from './ruling.ts';

const NOTHING = dollars(0);

/**
 * What the damage of a card costs. It is taken from a deposit and from nothing else, so of a card that was sold nothing is taken;
 * nor where issuer or merchant caused it (R-003-58).
 */
export function damageFee({ card, causedBy }: DamageFeeQuestion, today: CalendarDate, basis: Basis): FeeRuling {
  if (causedBy === 'issuer') {
    basis.cite('damageByIssuer');
    return { fee: NOTHING };
  }
  if (!card.deposit) {
    basis.cite('damageOnlyOnDeposit');
    return { fee: NOTHING };
  }
  const fee = damageFeeByYears(card, today, basis);
  return fee === null ? { outcome: 'route' } : { fee };
}

/** What human damage of a deposit card costs, NT$, by the years it was used; null when no date is known (C-05). */
export function damageFeeByYears(card: Card, today: CalendarDate, basis: Basis): Dollars | null {
  const scale = basis.take('damageFees');
  const since = card.issuedOn ?? card.firstUsedOn;
  if (since === undefined) return null;
  return scale.find(({ underYears }) => today < addMonths(since, 12 * underYears))?.fee ?? NOTHING;
}
