import { z } from 'zod';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { amount, approval, cashUnit, counters, money, order, sealedCard, sealedChangePlan, sealedPlan, sequence } from './bodyWords.ts';

/** What a checkpoint holds: a ledger without what is closed. */

const id = z.string().transform(transactionId);

const common = {
  id,
  card: sealedCard,
  openedAtMs: z.int(),
  balanceAfter: money.nullable(),
  claimCode: z.string().nullable(),
  claimShown: z.boolean(),
  write: z.enum(['none', 'undecided', 'written', 'conflict']),
};

const openNote = z.strictObject({
  ...common,
  value: money,
  countersBefore: counters,
  note: z.enum(['pending', 'kept', 'returned', 'unknown']),
  plan: sealedPlan.nullable(),
});

const openAct = z.strictObject({
  ...common,
  seq: z.int().positive(),
  order,
  balance: money.nullable(),
  sequence,
  key: z.string(),
  answer: z.enum(['none', 'approved', 'refused', 'no-answer', 'unreachable', 'rejected']),
  approval: approval.nullable(),
  plan: z
    .discriminatedUnion('by', [
      z.strictObject({ by: z.literal('add-value'), plan: sealedPlan }),
      z.strictObject({ by: z.literal('change'), plan: sealedChangePlan }),
    ])
    .nullable(),
  released: z.enum(['not-written', 'given-up', 'interrupted']).nullable(),
  closed: z.enum(['settled', 'reversed', 'disagrees']).nullable(),
});

export const ledgerState = z.strictObject({
  transactions: z.array(openNote).readonly(),
  acts: z.array(openAct).readonly(),
  counters,
  device: cashUnit.nullable(),
  /** Left out by checkpoints of before the clock had witnesses. */
  clockRightMs: z.int().optional(),
  totals: z.strictObject({ notes: amount, kept: money, written: money, issued: money }),
});
