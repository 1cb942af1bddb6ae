import { z } from 'zod';
import { dollars } from '../../hardware/ports/dollars.ts';
import { caseId, caseKinds, decisions, reasons } from '../../machines/flows/staff.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { label } from './boxBodies.ts';
import { daySums } from './dayBodies.ts';
import { personNumber, serviceState, staffRole } from './staffBodies.ts';
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

const openNote6 = openNote3.extend({
  /** The unit counted it when staff had it in hand already. */
  countedLate: z.literal(true).optional(),
});

const openNote = openNote6.extend({
  /** A note that was found has paid for it. */
  foundNote: z.literal(true).optional(),
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

const caseKinds6 = caseKinds.filter((kind) => kind !== 'other-box' && kind !== 'settled-value-on-card');
const caseKinds3 = caseKinds6.filter((kind) => kind !== 'box-taken');
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

const staffState6 = staffState3.extend({ loose: z.array(looseCase3.extend({ kind: z.enum(caseKinds6) })).readonly() });

const staffState = staffState3.extend({ loose: z.array(looseCase3.extend({ kind: z.enum(caseKinds) })).readonly() });

/** What the staff said in the journal before this one. Names of its cases that stood for its records say which journal that was. */
export const staffCarriedOver = staffState;
export const staffCarriedOver1 = staffState3;
export const staffCarriedOver2 = staffState6;

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

const boxContent4 = z.strictObject({ notes: z.int().nonnegative(), value: money, unvalued: z.int().nonnegative() });

const boxContent = boxContent4.extend({
  /** Notes that may lie there or not. */
  inDoubt: z.array(z.strictObject({ transaction: id, value: money })).readonly(),
});

const takenBox4 = z.strictObject({
  exchange: z.int().positive(),
  serial: label,
  seal: label,
  atMs: z.int(),
  from: z.int().positive(),
  to: z.int().positive(),
  person: personNumber,
  content: boxContent4,
  next: label.nullable(),
  prints: z.int().nonnegative(),
});

const takenBox = takenBox4.extend({ content: boxContent });

const lastCount4 = z.strictObject({
  exchange: z.int().positive(),
  serial: label,
  expected: boxContent4,
  counted: z.strictObject({ notes: z.int().nonnegative(), value: money }),
  notes: z.array(z.strictObject({ value: amount, count: z.int().nonnegative() })).readonly(),
  difference: amount.nullable(),
  prints: z.int().nonnegative(),
});

const lastCount = lastCount4.extend({
  expected: boxContent4.extend({ inDoubt: z.strictObject({ notes: z.int().nonnegative(), value: money }) }),
});

/** Before notes in doubt were named beside what a box is expected to hold. */
export const boxState4 = z.strictObject({
  exchanges: z.int().nonnegative(),
  serial: label.nullable(),
  from: z.int().positive(),
  content: boxContent4,
  open: takenBox4.nullable(),
  waiting: z.array(takenBox4).readonly(),
  last: lastCount4.nullable(),
  testPrints: z.int().nonnegative(),
});

/** The box and those that wait for their count; also as the next journal takes them over. Record numbers are of the journal they were told in. */
export const boxState = boxState4.extend({
  content: boxContent,
  open: takenBox.nullable(),
  waiting: z.array(takenBox).readonly(),
  last: lastCount.nullable(),
});

const NOBODY_DOUBTS = { inDoubt: [] };

/** Which notes were in doubt then nobody wrote down. */
export function liftBoxState4({ content, open, waiting, last, ...rest }: z.infer<typeof boxState4>): z.infer<typeof boxState> {
  const lift = (box: z.infer<typeof takenBox4>): z.infer<typeof takenBox> => ({ ...box, content: { ...box.content, ...NOBODY_DOUBTS } });
  return {
    ...rest,
    content: { ...content, ...NOBODY_DOUBTS },
    open: open === null ? null : lift(open),
    waiting: waiting.map(lift),
    last: last === null ? null : { ...last, expected: { ...last.expected, inDoubt: { notes: 0, value: dollars(0) } } },
  };
}

/** Before there were statements of a day. */
export const ledgerState4 = ledgerState3.extend({ staff: staffState6.optional(), box: boxState4.optional() });

const spanStart = z.strictObject({ from: z.int().positive(), sums: daySums, counters });

/** Before it was remembered that the unit had counted what staff has in hand. */
export const ledgerState5 = ledgerState4.extend({
  days: z.strictObject({ statements: z.int().nonnegative(), sums: daySums, day: spanStart, month: spanStart }).optional(),
});

/**
 * Before a note that was found stood beside the one that it paid for, notes in doubt beside what a box is expected to hold, what the staff set
 * to be offered; before a note that the counters alone had called kept was remembered, and what a unit counts late over another history.
 */
export const ledgerState6 = ledgerState5.extend({ transactions: z.array(openNote6).readonly() });

export const ledgerState = ledgerState6.extend({
  transactions: z.array(openNote).readonly(),
  staff: staffState.optional(),
  box: boxState.optional(),
  service: serviceState.optional(),
  baseline,
  lastCounted: z.strictObject({ transaction: id, value: money, atMs: z.int() }).optional(),
});

/** Before machines sold period tickets. */
export const ledgerState1 = ledgerState2.extend({ acts: z.array(actOf1).readonly() });

/** What was said without them: nothing was late, nothing is known of how the newest note came to be called kept, and nothing was in doubt. */
export function liftState6({ baseline: known, box, ...rest }: z.infer<typeof ledgerState6>): z.infer<typeof ledgerState> {
  return { ...rest, baseline: { ...known, late: 0 }, ...(box !== undefined && { box: liftBoxState4(box) }) };
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
