import { z } from 'zod';
import { answered } from './actAnswer.ts';
import {
  amount,
  approvalWithoutPass,
  counters,
  orderOfOne,
  orderWithoutPass,
  sealedCard,
  sealedChangePlan1,
  sequence,
} from './bodyWords.ts';

/** What older versions of the software wrote, and what it means today. */

/** Before amounts named their currency. */
export const noteKeepIntent1 = z.strictObject({ card: sealedCard, value: amount, counters });

/** Machines took nothing but New Taiwan dollars. */
export function liftNoteKeepIntent1(body: z.infer<typeof noteKeepIntent1>) {
  return { ...body, currency: 'TWD' } as const;
}

/** Before amounts named their currency. */
export const actIntent1 = z.strictObject({
  card: sealedCard,
  order: orderOfOne,
  balance: amount.nullable(),
  sequence,
  consent: z.strictObject({ confirmations: z.int().nonnegative(), clauses: z.array(z.string()).readonly() }),
  key: z.string(),
});

/** Issuers knew nothing but New Taiwan dollars. */
export function liftActIntent1(body: z.infer<typeof actIntent1>) {
  return { ...body, currency: 'TWD' } as const;
}

const writeVerdict1 = z.enum(['written', 'unknown', 'conflict']);

/** Before a card that was used elsewhere could say that it was untouched. */
export const cardWriteOutcome1 = z.strictObject({
  verdict: writeVerdict1,
  balance: amount.nullable(),
  found: z.boolean(),
  detail: z.string(),
});

/** Likewise. */
export const cardChangeOutcome1 = z.strictObject({ verdict: writeVerdict1, found: z.boolean(), detail: z.string() });

/** What was said then means the same today: a conflict stays one, for the card's blocks were not kept. */
export function liftOutcome1<Body>(body: Body): Body {
  return body;
}

/** Before a refusal could be had on paper. */
export const slip1 = z.strictObject({ what: z.enum(['claim', 'receipt', 'statement']), printed: z.boolean(), detail: z.string() });

/** What was printed then means the same today. */
export function liftSlip1(body: z.infer<typeof slip1>): z.infer<typeof slip1> {
  return body;
}

/** When what waited for a card was collected one amount at a time. */
export const actIntent2 = actIntent1.extend({ currency: z.literal('TWD') });

/** One amount is a sum of one. */
export function liftActIntent2(body: z.infer<typeof actIntent2>): z.infer<typeof actIntent3> {
  return { ...body, order: liftOrder(body.order) };
}

/** Before machines sold period tickets. */
export const actIntent3 = actIntent2.extend({ order: orderWithoutPass });
export const actAnswer1 = answered(approvalWithoutPass);
export const cardChangeIntent1 = z.strictObject({ plan: sealedChangePlan1 });

/** What could be said without them means the same today. */
export function liftUnchanged<Body>(body: Body): Body {
  return body;
}

function liftOrder(one: z.infer<typeof orderOfOne>): z.infer<typeof orderWithoutPass> {
  if (one.act !== 'collect') return one;
  const { adjustment, ...collect } = one;
  return { ...collect, parts: [{ id: adjustment, amount: one.amount }] };
}
