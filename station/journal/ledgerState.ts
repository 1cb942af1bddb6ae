import { z } from 'zod';
import { caseId, caseKinds, decisions, reasons } from '../../machines/flows/staff.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { personNumber, staffRole } from './staffBodies.ts';
import {
  amount,
  approval,
  approvalWithoutPass,
  cashUnit,
  counters,
  money,
  noteWord,
  order,
  orderWithoutPass,
  returnReason,
  sealedCard,
  sealedChangePlan,
  recordHash,
  sealedChangePlan1,
  sealedPlan,
  sealedText,
  sequence,
} from './bodyWords.ts';

/** What a checkpoint holds: a ledger without what is closed. */

const id = z.string().transform(transactionId);

const common = {
  id,
  card: sealedCard,
  openedAtMs: z.int(),
  balanceAfter: money.nullable(),
  claimCode: z.string().nullable(),
  claimShown: z.boolean(),
  /** Left out where a slip came, and by checkpoints of before a claim was shown again. */
  claimUnprinted: z.boolean().optional(),
  write: z.enum(['none', 'undecided', 'written', 'conflict']),
};

const openNote = z.strictObject({
  ...common,
  value: money,
  countersBefore: counters,
  accepted: z.boolean(),
  /** Left out by checkpoints of before it was looked at. */
  counted: z.enum(['not-looked', 'not-yet', 'already']).default('not-looked'),
  traceable: z.boolean(),
  caseOpen: z.boolean(),
  withStaff: z.boolean(),
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

const baseline = z.strictObject({
  counters,
  explained: z.int().nonnegative(),
  uncounted: z.int().nonnegative(),
  creditedAtMs: z.int(),
  disagreed: z.boolean(),
});

const note = z.enum(['pending', 'kept', 'returned', 'unknown']);

const lastReturn = z.strictObject({ transaction: id.nullable(), value: money.nullable(), reason: returnReason, atMs: z.int() });

const caseName = z.string().transform(caseId);

const signature = z.strictObject({ person: personNumber, role: staffRole, decision: z.enum(decisions), reason: z.enum(reasons) });

const staffState = z.strictObject({
  rosterVersion: z.int().nonnegative(),
  pins: z.array(z.strictObject({ person: personNumber, secret: sealedText, over: recordHash })).readonly(),
  failures: z.array(z.strictObject({ card: recordHash, count: z.int().positive(), lastMs: z.int() })).readonly(),
  loose: z.array(z.strictObject({ id: caseName, kind: z.enum(caseKinds), sinceMs: z.int() })).readonly(),
  notes: z.array(z.strictObject({ case: caseName, signed: signature.nullable(), found: money })).readonly(),
});

const actOf1 = openAct.extend({
  order: orderWithoutPass,
  approval: approvalWithoutPass.nullable(),
  plan: z
    .discriminatedUnion('by', [
      z.strictObject({ by: z.literal('add-value'), plan: sealedPlan }),
      z.strictObject({ by: z.literal('change'), plan: sealedChangePlan1 }),
    ])
    .nullable(),
});

export const ledgerState = z.strictObject({
  transactions: z.array(openNote).readonly(),
  acts: z.array(openAct).readonly(),
  baseline,
  newest: z.strictObject({ id, value: money, note, accepted: z.boolean() }).nullable(),
  lastReturn: lastReturn.nullable(),
  /** Left out by checkpoints of before words had records of their own. */
  told: z.array(noteWord).readonly().default([]),
  device: cashUnit.nullable(),
  /** Left out by checkpoints of before the clock had witnesses. */
  clockRightMs: z.int().optional(),
  /** Left out by checkpoints of before there was staff mode. */
  staff: staffState.optional(),
  totals: z.strictObject({ notes: amount, kept: money, written: money, issued: money }),
});

/** Before machines sold period tickets. */
export const ledgerState1 = ledgerState.extend({ acts: z.array(actOf1).readonly() });
