import type { Ledger } from '../../station/journal/ledger.ts';
import type { SealedActPlan } from '../../station/journal/actLedger.ts';

/** NT$ that a plan of an act adds to the purse. */
function addedBy(plan: SealedActPlan | null): number {
  if (plan === null) return 0;
  return plan.by === 'add-value' ? plan.plan.amount : (plan.plan.purse?.amount ?? 0);
}

/**
 * What must hold at every instant between the security module and the journal: its add-value credit was used once for everything that is
 * on a card, and at most once for what may be, or might have been.
 * @param used NT$
 */
export function findCreditFaults({ transactions, acts }: Ledger, used: number): string[] {
  let least = 0;
  let most = 0;
  const planned = [
    ...transactions.map(({ plan, write }) => ({ amount: plan?.amount ?? 0, write })),
    ...acts.all.map(({ plan, write }) => ({ amount: addedBy(plan), write })),
  ];
  for (const { amount, write } of planned) {
    most += amount;
    if (write === 'written') least += amount;
  }
  return used >= least && used <= most ? [] : [`the add-value credit was used for NT$${used}, the plans say NT$${least} to NT$${most}`];
}
