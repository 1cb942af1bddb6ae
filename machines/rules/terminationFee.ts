import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { Basis } from './basis.ts';
import { addMonths, type CalendarDate } from './calendar.ts';
import type { Card } from './card.ts';

const NOTHING = dollars(0);

/** Whether at least `least` is reached; null when it is not known and `least` is more than nothing. */
function reaches(count: number | undefined, least: number): boolean | null {
  if (least === 0) return true;
  return count === undefined ? null : count >= least;
}

/**
 * The termination fee, NT$, or null when it depends on a count or date that is missing (C-05). Waived after enough uses
 * and, where the terms ask for it, enough months since the first use; a period is complete on the day it ends. One
 * condition that certainly fails is enough to know the fee.
 */
export function terminationFee(card: Card, today: CalendarDate, basis: Basis): Dollars | null {
  const fee = basis.take('terminationFee');
  if (fee === 0) return NOTHING;
  if (basis.take('feeOnlyOnBalance') && card.balance <= 0) return NOTHING;

  const lifetime = basis.take('waiverCounts') === 'lifetime-uses';
  const reached = reaches(lifetime ? card.uses : card.useRecordsInLast6, basis.take('waiverUses'));
  const usedEnough = reached === false && !lifetime && card.useRecordsAreFloor === true ? null : reached;
  const months = basis.take('waiverMonths');
  const since = card.firstUsedOn ?? card.issuedOn;
  const longEnough = months === 0 ? true : since === undefined ? null : today >= addMonths(since, months);
  if (usedEnough === false || longEnough === false) return fee;
  return usedEnough === null || longEnough === null ? null : NOTHING;
}
