import { z } from 'zod';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { type TransactionId, transactionId } from '../../machines/flows/transactionId.ts';
import {
  amount,
  approval,
  cashUnit,
  counters,
  currency,
  order,
  noteWord,
  orderWithoutPass,
  powerUpNote,
  recordHash,
  returnReason,
  sealedCard,
  sealedChangePlan,
  sealedPlan,
  sealedText,
  sequence,
  writeVerdict,
} from './bodyWords.ts';
import { answered } from './actAnswer.ts';
import { inTwd } from './inTwd.ts';
import {
  boxCounted,
  boxIn,
  boxOut,
  boxVariance,
  boxVariance1,
  boxVariance2,
  exchangeClosed,
  liftBoxVariance2,
  staffSlip,
  staffSlip1,
} from './boxBodies.ts';
import { dayStatement } from './dayBodies.ts';
import {
  boxState,
  boxState4,
  ledgerState,
  ledgerState1,
  ledgerState2,
  ledgerState3,
  ledgerState4,
  ledgerState5,
  ledgerState6,
  liftBoxState4,
  liftState2,
  liftState6,
  staffCarriedOver,
  staffCarriedOver1,
  staffCarriedOver2,
} from './ledgerState.ts';
import {
  actIntent1,
  actAnswer1,
  actIntent2,
  actIntent3,
  cardChangeIntent1,
  cardChangeOutcome1,
  cardWriteOutcome1,
  liftActIntent1,
  liftActIntent2,
  liftNoteKeepIntent1,
  liftOutcome1,
  liftSlip1,
  liftUnchanged,
  noteKeepIntent1,
  slip1,
} from './olderBodies.ts';
import {
  caseDoubted,
  caseSettled,
  caseSigned,
  caseWithdrawn,
  door,
  moneyFound,
  staffEntry,
  staffLeft,
  staffPin,
  serviceSet,
  staffRefused,
  staffRefused1,
  staffRoster,
} from './staffBodies.ts';
import { firstVersion, UnknownBody, type VersionedBody } from './versionedBody.ts';

/** A station process began. */
const boot = z.strictObject({ software: z.string(), station: z.string(), machine: z.string() });

/** The acceptor was reset; what it counted and found. */
const cashReady = z.strictObject({ counters, powerUp: z.array(powerUpNote).readonly() });

/**
 * A note waits in escrow, for this card: from here on it has a name, and an end of its own. Counters as last read.
 */
const noteEscrow = z.strictObject({ card: sealedCard, value: amount, currency, counters });

/** A note went back that the unit was never told to keep; the value is null when it was not recognised. */
const noteReturned = z.strictObject({ value: amount.nullable(), currency, reason: returnReason });

/**
 * The unit said something of some note while the end of one was not known, or while it started. Written before the unit is asked
 * anything else, as it says it once; evidence from here on, whatever becomes of the process. `cash-ready` has weighed it.
 */
const noteTold = noteWord;

/** The note that shall go in is on its way, and no credit was told: what a unit counts by now it counts whatever comes of it. */
const noteUnderWay = z.strictObject({ counters: counters.unwrap() });

/** A note in escrow shall go into the machine, for this card. */
const noteKeepIntent = z.strictObject({ card: sealedCard, value: amount, currency, counters });

const noteKeepOutcome = z.strictObject({
  end: z.enum(['kept', 'returned', 'unknown']),
  /** As the unit named it when it kept the note; otherwise as intended. */
  value: amount,
  /** Who said so: the unit at once, or the comparison of counters after an interruption. */
  by: z.enum(['device', 'counters']),
  counters,
  detail: z.string(),
});

/**
 * The unit told later that a note lies in the machine whose end was on record otherwise. `credited`: it is owed to its card
 * from here on. If not, staff has it in hand already, and this is the evidence for the case that stands open.
 */
const noteFound = z.strictObject({ credited: z.boolean(), detail: z.string() });

/** This plan shall be carried out on this card. */
const cardWriteIntent = z.strictObject({ plan: sealedPlan });

const cardWriteOutcome = z.strictObject({
  verdict: writeVerdict,
  /** As read back; null when the card was not heard. */
  balance: amount.nullable(),
  /** The card had been written before: only the confirmation was lost. */
  found: z.boolean(),
  detail: z.string(),
});

/**
 * The issuer shall do this for this card: from here on it is to be undone at the issuer, until its answer or the card
 * says otherwise.
 */
const actIntent = z.strictObject({
  card: sealedCard,
  order,
  /** Null for a lock, which does not ask the purse. */
  balance: amount.nullable(),
  currency,
  sequence,
  /** The passenger's agreement, and the rules that the offer rested on. */
  consent: z.strictObject({ confirmations: z.int().nonnegative(), clauses: z.array(z.string()).readonly() }),
  /** Names the act to the issuer, today and on every later day. */
  key: z.string(),
});

const actAnswer = answered(approval);
const [approved, refused, unanswered] = actAnswer.options;
const actAnswerInTwd = z.union([inTwd(approved), inTwd(refused), inTwd(unanswered)]);

/** This plan shall be carried out on this card. */
const cardChangeIntent = z.strictObject({ plan: sealedChangePlan });

const cardChangeOutcome = z.strictObject({ verdict: writeVerdict, found: z.boolean(), detail: z.string() });

/** The card does not carry the act and never will: it is to be undone at the issuer. */
const actReleased = z.strictObject({ reason: z.enum(['not-written', 'given-up', 'interrupted']), detail: z.string() });

/** The issuer was told how the act ended, and said so. `disagrees`: its books say otherwise; a case stands beside it. */
const actClosed = z.strictObject({
  by: z.enum(['advice', 'reversal']),
  end: z.enum(['settled', 'reversed', 'disagrees']),
  detail: z.string(),
});

/** What a card said by itself that was used elsewhere, or contradicts itself: what the decision about a transaction rests on. */
const cardEvidence = z.strictObject({
  /** The card profile that knows what the blocks mean. */
  profile: z.string(),
  /** JSON: the blocks by number, in hexadecimal. They say where the card was used, and lie sealed. */
  blocks: sealedText,
  /** What this software made of them. */
  reading: z.string(),
});

/** The issuer, or somebody of the staff, says that this machine's clock is right, though what is on record speaks against it. */
const clockConfirmed = z.strictObject({ by: z.enum(['issuer', 'staff']) });

/** The passenger holds (or was shown) a claim for a transaction that is not finished. */
const claim = z.strictObject({ code: z.string(), amount: amount.nullable() });

const causesBeforePasses = [
  'unexplained-note',
  'note-in-doubt',
  'counters-disagree',
  'unit-not-understood',
  'card-conflict',
  'journal-forked',
  'issuer-disagrees',
  'issuer-rejected',
] as const;

/** Something that staff must look into. Never money for anybody by itself. */
const staffCase = z.strictObject({
  cause: z.enum([...causesBeforePasses, 'pass-late']),
  detail: z.string(),
});

/** Before a period ticket could come back when its days were gone. */
const staffCase1 = staffCase.extend({ cause: z.enum(causesBeforePasses) });

const slip = z.strictObject({ what: z.enum(['claim', 'receipt', 'refusal', 'statement']), printed: z.boolean(), detail: z.string() });

/** A record of this journal, or of another one of this machine. */
const head = z.strictObject({ seq: z.int().nonnegative(), hash: recordHash });

/**
 * A journal begins a life on this machine, or goes on with it, because a person said so: after it was missing, put back, or
 * brought from elsewhere. `before`: where the journal that it replaces ended, as the anchor or that journal itself says.
 */
const commissioned = z.strictObject({
  machine: z.string(),
  epoch: z.int().nonnegative(),
  by: z.string(),
  reason: z.string(),
  before: z.strictObject({ epoch: z.int().nonnegative(), ...head.shape }).nullable(),
  /** The machine's public key, as public tools take it to verify signed notes. */
  signer: z.string(),
});

/** Of a damaged journal this much could be read, and this is missing. */
const repaired = z.strictObject({
  epoch: z.int().nonnegative(),
  /** The newest record that verifies; null when none does. */
  salvaged: head.nullable(),
  /** The records that are missing behind it; `to` is null when nothing says how many there were. */
  missing: z.strictObject({ from: z.int().positive(), to: z.int().positive().nullable() }),
  detail: z.string(),
  /** The folder that holds the damaged files. */
  kept: z.string(),
});

/** A transaction that was open when the journal before this one ended. Staff settles it; the machine never pays it. */
const carriedOver = z.strictObject({
  card: sealedCard,
  what: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('cash'), value: amount, currency }),
    z.strictObject({ kind: z.literal('act'), order, currency, key: z.string() }),
  ]),
  /** How it stood, in a word. */
  standing: z.string(),
  openedAtMs: z.int(),
  claimCode: z.string().nullable(),
  claimShown: z.boolean(),
});

/** Before machines sold period tickets. */
const carriedOver1 = carriedOver.extend({
  what: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('cash'), value: amount, currency }),
    z.strictObject({ kind: z.literal('act'), order: orderWithoutPass, currency, key: z.string() }),
  ]),
});

/** The intent before it was written and never acted on: the machine had not got as far when it ended. */
const notBegun = z.strictObject({ intent: z.enum(['note-keep.intent', 'card-write.intent', 'card-change.intent', 'act.intent']) });

/**
 * Everything before it, folded: a start reads this and what follows. The note is signed by the machine (C2SP signed note, in the
 * form of a tlog-checkpoint) and names the record before this one and the SHA-256 of the state.
 */
const checkpoint = z.strictObject({ state: ledgerState, note: z.string() });
const checkpoint6 = checkpoint.extend({ state: ledgerState6 });
const checkpoint5 = checkpoint.extend({ state: ledgerState5 });
const checkpoint4 = checkpoint.extend({ state: ledgerState4 });
const checkpoint3 = checkpoint.extend({ state: ledgerState3 });
const checkpoint2 = checkpoint.extend({ state: ledgerState2 });
const checkpoint1 = checkpoint.extend({ state: ledgerState1 });

function liftCheckpoint2({ state, note }: z.infer<typeof checkpoint2>): z.infer<typeof checkpoint3> {
  return { state: liftState2(state), note };
}

function liftCheckpoint6({ state, note }: z.infer<typeof checkpoint6>): z.infer<typeof checkpoint> {
  return { state: liftState6(state), note };
}

/** The centre has said that it keeps everything up to this record; its hash there is the one here. */
const centreKeeps = z.strictObject({
  upto: head,
  /** The centre's own over it (`archive/centreWord.ts`); null where it signs nothing. */
  signature: z.base64().nullable(),
});

/** Before the centre signed what it said. */
const centreKeeps1 = centreKeeps.omit({ signature: true });

/**
 * A person removes what is older than five years from the archive of one life of the journal. `upto`: the last record that goes; the
 * centre keeps it. What follows it in the archive names its hash.
 */
const archivePruned = z.strictObject({ epoch: z.int().nonnegative(), upto: head, by: z.string(), reason: z.string() });

/**
 * Everything the journal records: money, cards and what was promised about them. An `.intent` stands before an act that
 * cannot be taken back, its `.outcome` after it; an intent without an outcome is reconciled with the hardware, never
 * guessed. A new fact is a new kind or the next version of one; what a version once said it says on every later day.
 */
export const recordKinds = {
  boot: firstVersion(boot),
  'cash-ready': firstVersion(cashReady).next(inTwd(cashReady), liftUnchanged),
  'cash-unit': firstVersion(cashUnit),
  'note-escrow': firstVersion(noteEscrow),
  'note-returned': firstVersion(noteReturned),
  'note-keep.intent': firstVersion(noteKeepIntent1).next(noteKeepIntent, liftNoteKeepIntent1),
  'note-under-way': firstVersion(noteUnderWay),
  'note-told': firstVersion(noteTold).next(inTwd(noteTold), liftUnchanged),
  'note-keep.outcome': firstVersion(noteKeepOutcome).next(inTwd(noteKeepOutcome), liftUnchanged),
  'note-found': firstVersion(noteFound),
  'card-write.intent': firstVersion(cardWriteIntent).next(inTwd(cardWriteIntent), liftUnchanged),
  'card-write.outcome': firstVersion(cardWriteOutcome1).next(cardWriteOutcome, liftOutcome1).next(inTwd(cardWriteOutcome), liftUnchanged),
  'act.intent': firstVersion(actIntent1).next(actIntent2, liftActIntent1).next(actIntent3, liftActIntent2).next(actIntent, liftUnchanged),
  'act.answer': firstVersion(actAnswer1).next(actAnswer, liftUnchanged).next(actAnswerInTwd, liftUnchanged),
  'card-change.intent': firstVersion(cardChangeIntent1).next(cardChangeIntent, liftUnchanged).next(inTwd(cardChangeIntent), liftUnchanged),
  'card-change.outcome': firstVersion(cardChangeOutcome1).next(cardChangeOutcome, liftOutcome1),
  'card-evidence': firstVersion(cardEvidence),
  'clock-confirmed': firstVersion(clockConfirmed),
  'act.released': firstVersion(actReleased),
  'act.closed': firstVersion(actClosed),
  claim: firstVersion(claim).next(inTwd(claim), liftUnchanged),
  case: firstVersion(staffCase1).next(staffCase, liftUnchanged),
  slip: firstVersion(slip1).next(slip, liftSlip1),
  commissioned: firstVersion(commissioned),
  repaired: firstVersion(repaired),
  'carried-over': firstVersion(carriedOver1).next(carriedOver, liftUnchanged),
  'staff-carried-over': firstVersion(staffCarriedOver1).next(staffCarriedOver2, liftUnchanged).next(staffCarriedOver, liftUnchanged),
  'box-carried-over': firstVersion(boxState4).next(boxState, liftBoxState4),
  'not-begun': firstVersion(notBegun),
  'staff-roster': firstVersion(staffRoster),
  'staff-entry': firstVersion(staffEntry),
  'staff-left': firstVersion(staffLeft),
  'staff-refused': firstVersion(staffRefused1).next(staffRefused, liftUnchanged),
  'service-set': firstVersion(serviceSet),
  'staff-pin': firstVersion(staffPin),
  door: firstVersion(door),
  'case-signed': firstVersion(caseSigned),
  'case-withdrawn': firstVersion(caseWithdrawn),
  'case-doubted': firstVersion(caseDoubted),
  'case-settled': firstVersion(caseSettled),
  'money-found': firstVersion(moneyFound),
  'box-out': firstVersion(boxOut),
  'box-in': firstVersion(boxIn),
  'exchange-closed': firstVersion(exchangeClosed),
  'box-counted': firstVersion(boxCounted),
  'box-variance': firstVersion(boxVariance1).next(boxVariance2, liftUnchanged).next(boxVariance, liftBoxVariance2),
  'staff-slip': firstVersion(staffSlip1).next(staffSlip, liftUnchanged),
  'day-statement': firstVersion(dayStatement),
  checkpoint: firstVersion(checkpoint1)
    .next(checkpoint2, liftUnchanged)
    .next(checkpoint3, liftCheckpoint2)
    .next(checkpoint4, liftUnchanged)
    .next(checkpoint5, liftUnchanged)
    .next(checkpoint6, liftUnchanged)
    .next(checkpoint, liftCheckpoint6),
  'centre-keeps': firstVersion(centreKeeps1).next(centreKeeps, (unsigned) => ({ ...unsigned, signature: null })),
  'archive-pruned': firstVersion(archivePruned),
} as const;

type RecordKinds = typeof recordKinds;

export type JournalKind = keyof RecordKinds;

/** What a record of each kind says, in the version of today. */
export type JournalBodies = { readonly [Kind in JournalKind]: RecordKinds[Kind] extends VersionedBody<infer Body> ? Body : never };

export const journalKinds = Object.keys(recordKinds) as readonly JournalKind[]; // the keys of a literal, which `Object.keys` forgets

/** One record of the journal with its meaning. */
export type JournalRecord = {
  readonly [Kind in JournalKind]: {
    readonly seq: number;
    readonly kind: Kind;
    readonly transaction: TransactionId | null;
    readonly body: JournalBodies[Kind];
    readonly bootId: string;
    /** Milliseconds since this boot. */
    readonly monotonicMs: number;
    /** Milliseconds since 1970-01-01 UTC by the machine's clock, which may have been wrong. */
    readonly wallMs: number;
    readonly hash: string;
  };
}[JournalKind];

/** A record says something that this software does not know. Nothing may be appended behind it, and no money be taken. */
export class UnknownRecord extends Error {
  constructor({ seq, kind }: Pick<StoredRecord, 'seq' | 'kind'>, why: string) {
    super(`journal record ${seq} (${kind}) is not understood by this version of the software: ${why}`);
  }
}

/** Kinds whose currency is {@link inTwd}: `append` refuses what it would not read again, so none can be forgotten here. */
const writtenInTwd: ReadonlySet<JournalKind> = new Set<JournalKind>([
  'cash-ready',
  'note-told',
  'note-keep.outcome',
  'card-write.intent',
  'card-write.outcome',
  'act.answer',
  'card-change.intent',
  'claim',
]);

/** A body as it is written: its version stands beside it, but for the first, and its currency where code does not name it. */
export function writtenBody<Kind extends JournalKind>(kind: Kind, body: JournalBodies[Kind]): object {
  const { version } = recordKinds[kind];
  const beside = { ...(version === 1 ? {} : { v: version }), ...(writtenInTwd.has(kind) ? { currency: 'TWD' } : {}) };
  return Object.assign(beside, body);
}

/**
 * A stored row with its meaning, lifted to the version of today. The chain is the caller's business.
 * @throws UnknownRecord when its kind, its version or its body is not known
 */
export function parseRecord(stored: StoredRecord): JournalRecord {
  const { seq, kind, txn, bootId, monotonicMs, wallMs, hash } = stored;
  const about = { seq, transaction: txn === null ? null : transactionId(txn), bootId, monotonicMs, wallMs, hash };
  if (!isKnown(kind)) throw new UnknownRecord(stored, 'there is no such kind');
  try {
    return recordOf(about, kind, stored.body);
  } catch (cause) {
    if (cause instanceof UnknownBody || cause instanceof SyntaxError) throw new UnknownRecord(stored, cause.message);
    throw cause;
  }
}

function isKnown(kind: string): kind is JournalKind {
  return Object.hasOwn(recordKinds, kind);
}

type About = Omit<JournalRecord, 'kind' | 'body'>;

function recordOf<Kind extends JournalKind>(about: About, kind: Kind, text: string): JournalRecord {
  const { version, body } = splitBody(JSON.parse(text));
  // TypeScript cannot see that the kind of the body and the kind of the record are the same one.
  return { ...about, kind, body: recordKinds[kind].read(version, body) } as JournalRecord;
}

const versioned = z.looseObject({ v: z.int().min(1).default(1) });

function splitBody(written: unknown): { readonly version: number; readonly body: unknown } {
  const parsed = versioned.safeParse(written);
  if (!parsed.success) throw new UnknownBody('it has no body with a version');
  const { v: version, ...body } = parsed.data;
  return { version, body };
}
