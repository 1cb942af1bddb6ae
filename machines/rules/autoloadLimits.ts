import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { Autoload, Card } from './card.ts';
import type { ParameterName, ParameterValues } from './parameters.ts';
import type { Terms } from './terms.ts';

/** Which limit on autoload: of the terms each time, per day and in the month for others, the purse's own, or the owner's own. */
export type AutoloadLimitKind = 'once' | 'daily' | 'monthly' | 'purse' | 'ownOnce' | 'ownDaily';

/** A limit on autoload and what is left of it, NT$. */
export interface AutoloadLimit {
  readonly kind: AutoloadLimitKind;
  readonly most: Dollars;
  /** Not negative. */
  readonly left: Dollars;
}

type Peek = <Name extends ParameterName>(name: Name) => ParameterValues[Name] | undefined;

/** Every limit that holds for a card, those of the terms before the owner's own. A limit that no terms set lets nothing through. */
export function autoloadLimits(card: Pick<Card, 'balance'>, autoload: Autoload, peek: Peek): readonly AutoloadLimit[] {
  const { usedToday, usedThisMonthForOthers, ownerIsHolder, perTimeLimit, perDayLimit } = autoload;
  const limit = (kind: AutoloadLimitKind, most: number, used: number): AutoloadLimit => ({
    kind,
    most: dollars(most),
    left: dollars(Math.max(0, most - used)),
  });
  return [
    limit('once', peek('autoloadPerTime') ?? 0, 0),
    limit('daily', peek('autoloadPerDay') ?? 0, usedToday),
    ...(ownerIsHolder ? [] : [limit('monthly', peek('autoloadPerMonthForOthers') ?? 0, usedThisMonthForOthers)]),
    limit('purse', peek('balanceCap') ?? 0, card.balance),
    ...(perTimeLimit === undefined ? [] : [limit('ownOnce', perTimeLimit, 0)]),
    ...(perDayLimit === undefined ? [] : [limit('ownDaily', perDayLimit, usedToday)]),
  ];
}

/** The limit that stops an amount: of those it would break the one that leaves least; null when none does. */
export function limitHit(
  amount: Dollars,
  card: Pick<Card, 'balance'>,
  autoload: Autoload,
  terms: Terms['parameters'],
): AutoloadLimit | null {
  const broken = autoloadLimits(card, autoload, (name) => terms[name]?.value).filter(({ left }) => amount > left);
  return broken.toSorted((one, other) => one.left - other.left)[0] ?? null;
}

/**
 * How limits that a host names contradict the terms, in words for staff; null when they do not: no multiple of the unit, none at
 * all, above the most that the terms load, or above what the purse may hold (R-001-30, R-001-33, R-003-24). The limits of a
 * co-branded card are its bank's: there only the purse limits them (C-14).
 */
export function faultOfLimits(perTime: Dollars, perDay: Dollars, terms: Terms['parameters']): string | null {
  const { ownLimitUnit, autoloadPerTime, autoloadPerDay, balanceCap } = terms;
  const unit = ownLimitUnit?.value ?? 1;
  const mostPerTime = Math.min(autoloadPerTime?.value ?? Infinity, balanceCap?.value ?? 0);
  if (perTime < unit || perTime % unit !== 0 || perTime > mostPerTime) return `NT$${perTime} each time cannot be loaded`;
  if (perDay < unit || perDay % unit !== 0 || perDay > (autoloadPerDay?.value ?? Infinity)) return `NT$${perDay} a day cannot be loaded`;
  return perTime > perDay ? `NT$${perTime} each time is more than NT$${perDay} a day` : null;
}
