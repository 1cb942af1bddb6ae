import type { CardPlan } from '../card-profiles/cardProfile.ts';
import { type Dollars, dollars } from '../ports/dollars.ts';

/** What a plan asks of the security module's add-value credit; null when it adds nothing. */
export function creditNeedOf(plan: CardPlan): Dollars | null {
  if (!('act' in plan)) return dollars(plan.amount);
  return plan.purse === null || plan.purse.amount === 0 ? null : dollars(plan.purse.amount);
}
