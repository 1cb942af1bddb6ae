import type { CardPlan } from '../card-profiles/cardProfile.ts';
import { type Dollars, dollars } from '../ports/dollars.ts';

/** What a plan asks of the security module's add-value credit. */
export interface CreditNeed {
  readonly amount: Dollars;
  /** The same for every attempt at one plan, and for no other plan: card and contents after it, a record with time among them. */
  readonly reference: string;
}

/** Null when the plan adds nothing. */
export function creditNeedOf(plan: CardPlan): CreditNeed | null {
  if (!('act' in plan)) return { amount: dollars(plan.amount), reference: `${plan.uid} ${plan.recordAfter}` };
  if (plan.purse === null || plan.purse.amount === 0) return null;
  return { amount: dollars(plan.purse.amount), reference: `${plan.uid} ${plan.blocks.map(({ after }) => after).join(' ')}` };
}
