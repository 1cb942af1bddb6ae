import { z } from 'zod';
import { caseId, caseKinds, decisions, reasons } from '../../machines/flows/staff.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { label } from './boxBodies.ts';
import { daySums } from './dayBodies.ts';
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

const openNote2 = z.strictObject({
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

const openNote3 = openNote2.extend({
  /** Staff settled it, and what its card or the unit says later is still about it. */
  settled: z.enum(['paid-at-counter', 'nothing-owed', 'unowned']).optional(),
  /** It was open when another journal of this machine ended. */
  carriedOver: z.literal(true).optional(),
});

const openNote = openNote3.extend({
  /** The unit counted it when staff had it in hand already. */
  countedLate: z.literal(true).optional(),
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

const baseline6 = z.strictObject({
  counters,
  explained: z.int().nonnegative(),
  uncounted: z.int().nonnegative(),
  creditedAtMs: z.int(),
  disagreed: z.boolean(),
});

const baseline = baseline6.extend({ late: z.int().nonnegative() });

const note = z.enum(['pending', 'kept', 'returned', 'unknown']);

const lastReturn = z.strictObject({ transaction: id.nullable(), value: money.nullable(), reason: returnReason, atMs: z.int() });

const caseName = z.string().transform(caseId);

const signature = z.strictObject({ person: personNumber, role: staffRole, decision: z.enum(decisions), reason: z.enum(reasons) });

const person = { person: personNumber, role: staffRole };

const caseKinds3 = caseKinds.filter((kind) => kind !== 'box-taken');
const caseKinds2 = caseKinds3.filter((kind) => kind !== 'settled-note-found');

const staffState2 = z.strictObject({
  rosterVersion: z.int().nonnegative(),
  pins: z.array(z.strictObject({ person: personNumber, secret: sealedText, over: recordHash })).readonly(),
  failures: z.array(z.strictObject({ card: recordHash, count: z.int().positive(), lastMs: z.int() })).readonly(),
  loose: z.array(z.strictObject({ id: caseName, kind: z.enum(caseKinds2), sinceMs: z.int() })).readonly(),
  notes: z.array(z.strictObject({ case: caseName, signed: signature.nullable(), found: money })).readonly(),
});

const looseCase3 = z.strictObject({
  id: caseName,
  kind: z.enum(caseKinds3),
  sinceMs: z.int(),
  /** The settled case that it is about. */
  about: z.strictObject({ value: money, masked: sealedCard.shape.masked, claimCode: z.string().nullable() }).optional(),
});

const staffState3 = staffState2.extend({
  loose: z.array(looseCase3).readonly(),
  notes: z
    .array(z.strictObject({ case: caseName, signed: signature.nullable(), found: money, doubtedBy: z.strictObject(person).nullable() }))
    .readonly(),
});

const staffState = staffState3.extend({ loose: z.array(looseCase3.extend({ kind: z.enum(caseKinds) })).readonly() });

/** What the staff said in the journal before this one. Names of its cases that stood for its records say which journal that was. */
export const staffCarriedOver = staffState;
export const staffCarriedOver1 = staffState3;

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

/** Before two persons had to say that nothing was paid, and a settled note was known again. */
export const ledgerState2 = z.strictObject({
  transactions: z.array(openNote2).readonly(),
  acts: z.array(openAct).readonly(),
  baseline: baseline6,
  newest: z.strictObject({ id, value: money, note, accepted: z.boolean() }).nullable(),
  lastReturn: lastReturn.nullable(),
  /** Left out by checkpoints of before words had records of their own. */
  told: z.array(noteWord).readonly().default([]),
  device: cashUnit.nullable(),
  /** Left out by checkpoints of before the clock had witnesses. */
  clockRightMs: z.int().optional(),
  /** Left out by checkpoints of before there was staff mode. */
  staff: staffState2.optional(),
  totals: z.strictObject({ notes: amount, kept: money, written: money, issued: money }),
});

/** Before boxes were exchanged on record. */
export const ledgerState3 = ledgerState2.extend({ transactions: z.array(openNote3).readonly(), staff: staffState3.optional() });

const boxContent = z.strictObject({ notes: z.int().nonnegative(), value: money, unvalued: z.int().nonnegative() });

const takenBox = z.strictObject({
  exchange: z.int().positive(),
  serial: label,
  seal: label,
  atMs: z.int(),
  from: z.int().positive(),
  to: z.int().positive(),
  person: personNumber,
  content: boxContent,
  next: label.nullable(),
  prints: z.int().nonnegative(),
});

/** The box and those that wait for their count; also as the next journal takes them over. Record numbers are of the journal they were told in. */
export const boxState = z.strictObject({
  exchanges: z.int().nonnegative(),
  serial: label.nullable(),
  from: z.int().positive(),
  content: boxContent,
  open: takenBox.nullable(),
  waiting: z.array(takenBox).readonly(),
  last: z
    .strictObject({
      exchange: z.int().positive(),
      serial: label,
      expected: boxContent,
      counted: z.strictObject({ notes: z.int().nonnegative(), value: money }),
      notes: z.array(z.strictObject({ value: amount, count: z.int().nonnegative() })).readonly(),
      difference: amount.nullable(),
      prints: z.int().nonnegative(),
    })
    .nullable(),
  testPrints: z.int().nonnegative(),
});

/** Before there were statements of a day. */
export const ledgerState4 = ledgerState3.extend({ staff: staffState.optional(), box: boxState.optional() });

const spanStart = z.strictObject({ from: z.int().positive(), sums: daySums, counters });

/** Before it was remembered that the unit had counted what staff has in hand. */
export const ledgerState5 = ledgerState4.extend({
  days: z.strictObject({ statements: z.int().nonnegative(), sums: daySums, day: spanStart, month: spanStart }).optional(),
});

/** Before a note that the counters alone had called kept was remembered over a checkpoint, and what a unit counts late over another history. */
export const ledgerState6 = ledgerState5.extend({ transactions: z.array(openNote).readonly() });

export const ledgerState = ledgerState6.extend({
  baseline,
  lastCounted: z.strictObject({ transaction: id, value: money, atMs: z.int() }).optional(),
});

/** Before machines sold period tickets. */
export const ledgerState1 = ledgerState2.extend({ acts: z.array(actOf1).readonly() });

/** What was said without them: nothing was late, and nothing is known of how the newest note came to be called kept. */
export function liftState6({ baseline: known, ...rest }: z.infer<typeof ledgerState6>): z.infer<typeof ledgerState> {
  return { ...rest, baseline: { ...known, late: 0 } };
}

/**
 * A note that staff has in hand, and that the unit was never told to keep, may have been taken over from another journal: as one of those it is
 * paid by staff alone.
 */
export function liftState2({ transactions, staff, ...rest }: z.infer<typeof ledgerState2>): z.infer<typeof ledgerState3> {
  const lifted = transactions.map((each) => {
    const mayBe = each.withStaff && each.caseOpen && !each.accepted && each.countersBefore === null;
    return mayBe ? { ...each, carriedOver: true as const } : each;
  });
  const notes = staff?.notes.map((each) => ({ ...each, doubtedBy: null }));
  return { ...rest, transactions: lifted, ...(staff !== undefined && notes !== undefined && { staff: { ...staff, notes } }) };
}
