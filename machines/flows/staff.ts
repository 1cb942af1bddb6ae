import type { MaskedCardNumber } from '../../hardware/ports/cardNumber.ts';
import type { Dollars } from '../../hardware/ports/dollars.ts';
import type { ServiceChange, ServiceState } from './serviceState.ts';
import type { TransactionId } from './transactionId.ts';

/** Who of the staff may do what, and what is said about cases: data, the same for screens, journal and flows. */

export const staffRoles = ['clerk', 'cashier', 'technician', 'auditor'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** What needs a right. */
export const staffActs = ['look', 'sign-case', 'decide-case', 'record-found', 'exchange', 'count', 'reset-pin', 'set-service'] as const;
export type StaffAct = (typeof staffActs)[number];

/** The rights of each role. An auditor looks and touches nothing; a technician touches no money. */
export const rightsOf: Readonly<Record<StaffRole, readonly StaffAct[]>> = {
  clerk: ['look', 'sign-case', 'decide-case', 'record-found', 'exchange', 'count', 'reset-pin', 'set-service'],
  cashier: ['look', 'decide-case', 'exchange', 'count', 'reset-pin'],
  technician: ['look', 'record-found', 'reset-pin', 'set-service'],
  auditor: ['look'],
};

/** Somebody of the staff: the number by which the roster knows them, and what they are. */
export interface StaffPerson {
  /** Capital letters, digits and hyphens; never a name. */
  readonly person: string;
  readonly role: StaffRole;
}

export function may({ role }: StaffPerson, act: StaffAct): boolean {
  return rightsOf[role].includes(act);
}

/** How a case can end. */
export const decisions = ['paid-at-counter', 'add-to-card', 'nothing-owed', 'unowned'] as const;
/**
 * `paid-at-counter`: the passenger has the money in hand; the machine never pays it again. `add-to-card`: the machine adds it when
 * the card is presented. `nothing-owed`: there is nothing to pay. `unowned`: money without an owner, kept with the takings.
 */
export type Decision = (typeof decisions)[number];

export const reasons = [
  'note-found',
  'claim-shown',
  'card-defective',
  'counters-agree',
  'note-returned',
  'value-on-card',
  'explained',
  'no-owner-found',
] as const;
export type Reason = (typeof reasons)[number];

/** Why somebody may decide so. */
const reasonsOf: Readonly<Record<Decision, readonly Reason[]>> = {
  'paid-at-counter': ['claim-shown', 'note-found', 'card-defective'],
  'add-to-card': ['note-found', 'counters-agree'],
  'nothing-owed': ['note-returned', 'value-on-card', 'explained'],
  unowned: ['no-owner-found'],
};

/**
 * Whether one person may decide this alone. Every decision gives money away or keeps it; what the machine itself then pays needs two
 * always.
 * @param amount NT$; null: nobody knows, and then never
 * @param alone NT$ up to which one person decides (0: none)
 */
export function oneDecides(decision: Decision, amount: Dollars | null, alone: number): boolean {
  return decision !== 'add-to-card' && amount !== null && amount <= alone;
}

declare const caseBrand: unique symbol;
/** Names a case: the transaction that it is about, or the number of the record that opened it. */
export type CaseId = string & { readonly [caseBrand]: 'case' };

export function caseOfTransaction(transaction: TransactionId): CaseId {
  return transaction as string as CaseId;
}

/** Of a case that is about no transaction. @param seq number of the record that opened it */
export function caseOfRecord(seq: number): CaseId {
  return `R${seq}` as CaseId;
}

export function caseId(text: string): CaseId {
  return text as CaseId;
}

/** What a case is about, and why the machine cannot end it by itself. */
export const caseKinds = [
  'owed',
  'undecided',
  'note-unknown',
  'card-conflict',
  'act',
  'unexplained-note',
  'settled-note-found',
  'settled-value-on-card',
  'counters-disagree',
  'unit-not-understood',
  'journal-forked',
  'box-taken',
  'other-box',
] as const;
export type CaseKind = (typeof caseKinds)[number];

/** What somebody signed about a case. */
export interface Signature extends StaffPerson {
  readonly decision: Decision;
  readonly reason: Reason;
}

/** A case as staff sees it. */
export interface OpenCase {
  readonly id: CaseId;
  readonly kind: CaseKind;
  /** NT$; null when nobody knows. */
  readonly amount: Dollars | null;
  readonly card: MaskedCardNumber | null;
  readonly claimCode: string | null;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly sinceMs: number;
  /** The first of two signatures. */
  readonly signed: Signature | null;
  /** Says that what was signed as paid was not: the case is open again when the other of the two says so too. */
  readonly doubtedBy: StaffPerson | null;
  /** NT$ that were found and belong to it, as somebody recorded. */
  readonly found: Dollars;
  readonly evidence: readonly Evidence[];
  readonly decisions: readonly Decision[];
}

/** What journal, unit and card say of a case, one line each. */
export type Evidence =
  | { readonly says: 'note-kept' | 'note-not-known' | 'unit-counted-late'; readonly value: Dollars }
  | { readonly says: 'card-not-written' | 'card-maybe-written' | 'card-contradicts' | 'issuer-holds' }
  | { readonly says: 'claim-given' | 'no-claim' | 'carried-over' | 'settled-before' };

/** What can end a case of this kind. What the card alone can tell, or the issuer, staff cannot decide for it. */
export function decisionsFor(kind: CaseKind): readonly Decision[] {
  switch (kind) {
    case 'owed':
      return ['paid-at-counter'];
    case 'undecided':
      return ['paid-at-counter'];
    case 'note-unknown':
      return ['paid-at-counter', 'add-to-card', 'nothing-owed'];
    case 'card-conflict':
      return ['paid-at-counter', 'nothing-owed'];
    case 'unexplained-note':
      return ['unowned', 'nothing-owed'];
    case 'settled-note-found':
      return ['paid-at-counter', 'unowned'];
    case 'counters-disagree':
    case 'unit-not-understood':
    case 'journal-forked':
    case 'box-taken':
    case 'other-box':
    case 'settled-value-on-card':
      return ['nothing-owed'];
    case 'act':
      return [];
  }
}

/**
 * Why somebody may decide this case so. A card that may have been written tells that itself, unless it is defective; a note that was
 * found is a reason only when it is the whole sum.
 */
export function reasonsFor({ kind, amount, found }: Pick<OpenCase, 'kind' | 'amount' | 'found'>, decision: Decision): readonly Reason[] {
  if (kind === 'undecided') return reasonsOf[decision].filter((reason) => reason === 'card-defective');
  return reasonsOf[decision].filter((reason) => reason !== 'note-found' || found === amount);
}

/** What staff finds when somebody comes in: the state of the machine that only journal and devices know. */
export interface Today {
  readonly cases: readonly OpenCase[];
  readonly paper: 'full' | 'low' | 'out' | 'unknown';
  readonly box: BoxInPlace;
  /** An exchange of the cash box that is not over; null: none. */
  readonly exchange: BoxTaken | null;
  /** Boxes that wait for their count, oldest first. */
  readonly waiting: readonly BoxTaken[];
  /** The newest count; null: none is on record. */
  readonly lastCount: BoxCounted | null;
  readonly service: ServiceState;
  /** Number of the newest record, and how many boots are behind it. */
  readonly records: number;
  readonly rosterVersion: number;
  readonly software: string;
}

/** A box that was taken out. Never says what is in it: whoever counts it must not know. */
export interface BoxTaken {
  /** Number of the exchange. */
  readonly exchange: number;
  readonly serial: string;
  readonly seal: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly atMs: number;
  /** Who took it out: somebody else counts it. */
  readonly person: string;
  /** The box that came into its place; null: none yet. */
  readonly next: string | null;
  /** Statements that were printed. */
  readonly prints: number;
}

/** Values of notes that can be found or counted, NT$. */
export const FOUND_NOTES = [100, 200, 500, 1_000, 2_000] as const;

/** NT$ */
export function sumOf(notes: readonly NotesCounted[]): number {
  return notes.reduce((sum, { value, count }) => sum + value * count, 0);
}

/**
 * `start`: before the first passenger. `zero`: on demand, ends nothing. `day`, `month`: the end of one, and the beginning of the next.
 * `closing`: the machine goes out of use.
 */
export const statementKinds = ['start', 'zero', 'day', 'month', 'closing'] as const;
export type StatementKind = (typeof statementKinds)[number];

/** A statement as its page shows it; NT$. */
export interface DayStatement {
  readonly number: number;
  readonly what: StatementKind;
  readonly from: number;
  readonly to: number;
  readonly notes: number;
  readonly unvalued: number;
  readonly kept: number;
  readonly written: number;
  readonly issued: number;
  readonly inBox: number;
  /** Notes that the unit counted less those of the journal; null: that cannot be said. */
  readonly difference: number | null;
  readonly openCases: number;
  /** `off`: this machine exports none. */
  readonly exported: 'verified' | 'failed' | 'off';
}

/** How many of one note were counted. */
export interface NotesCounted {
  /** NT$ */
  readonly value: number;
  readonly count: number;
}

/** Notes of which nobody knows where they are. */
export interface NotesInDoubt {
  readonly notes: number;
  readonly value: Dollars;
}

/** A box that was counted: only from here on its sum is told. */
export interface BoxCounted {
  readonly exchange: number;
  readonly serial: string;
  /** `unvalued`: notes beyond these whose value nobody knows; `inDoubt`: notes that may lie there or not. */
  readonly expected: { readonly notes: number; readonly value: Dollars; readonly unvalued: number; readonly inDoubt: NotesInDoubt };
  readonly counted: { readonly notes: number; readonly value: Dollars };
  /** NT$ counted less NT$ expected. */
  readonly difference: number;
  readonly prints: number;
}

/** A step of an exchange. `out` begins it, `close` ends it; in between nobody is served, whatever happens. */
export type ExchangeStep =
  | { readonly do: 'out'; readonly serial: string; readonly seal: string }
  | { readonly do: 'in'; readonly serial: string }
  | { readonly do: 'print' }
  | { readonly do: 'close' };

/** The cash box that is in the machine. Never says how much money. */
export interface BoxInPlace {
  /** As staff entered it at the last exchange; null: nobody ever did. */
  readonly serial: string | null;
  /** Notes that went in since the last exchange. */
  readonly notes: number;
  readonly status: 'ok' | 'full' | 'missing' | 'unknown';
}

/** What became of somebody's try to come in, or of an act that they asked for. The answer to the effect of the same ticket. */
export type StaffAnswer =
  | { readonly type: 'STAFF.CARD'; readonly ticket: number; readonly readable: boolean }
  | { readonly type: 'STAFF.ENTERED'; readonly ticket: number; readonly person: StaffPerson; readonly mustChoosePin: boolean }
  /** Never says why. `waitMs`: so long nothing more is looked at. */
  | { readonly type: 'STAFF.NOT-ENTERED'; readonly ticket: number; readonly waitMs: number }
  | { readonly type: 'STAFF.TODAY'; readonly ticket: number; readonly today: Today }
  | { readonly type: 'STAFF.DONE'; readonly ticket: number; readonly end: StaffEnd }
  /** A statement is on record; whether it was printed, `printed` says. */
  | { readonly type: 'STAFF.STATED'; readonly ticket: number; readonly statement: DayStatement; readonly printed: boolean }
  /** An exchange of the cash box began, or is over. Told at every start, too. */
  | { readonly type: 'STAFF.EXCHANGE'; readonly open: boolean };

/** How an act ended. */
export type StaffEnd =
  | 'pin-saved'
  | 'pin-not-allowed'
  | 'signed-first'
  | 'settled'
  | 'withdrawn'
  /** It holds until the other of the two says so too. */
  | 'withdrawal-asked'
  | 'found-recorded'
  | 'box-out-recorded'
  /** Another box than the one that was put in: that is a case. */
  | 'other-box-recorded'
  | 'box-in-recorded'
  | 'exchange-closed'
  /** The note unit says that no box is in: that is a case. */
  | 'closed-without-box'
  | 'count-recorded'
  | 'slip-printed'
  /** It is on record; the printer did not print it. */
  | 'slip-not-printed'
  | 'service-changed'
  | 'no-such-day'
  /** Planned work needs its notice. */
  | 'too-soon'
  /** Somebody or something else was faster: a card came back, a colleague signed. */
  | 'changed-meanwhile'
  | 'needs-another-person'
  /** It is not on record, so nothing was done. */
  | 'failed';

/** What somebody at the screen did, and what ends it. */
export type StaffTouch = { readonly type: 'STAFF.KEY'; readonly key: string } | { readonly type: 'STAFF.CHOOSE'; readonly choice: string };

/** What a staff machine wants done. Acts are journalled by person and role; answered with the same ticket. */
export type StaffEffect =
  /** Reads the card that lies there. Answered by STAFF.CARD. */
  | { readonly do: 'staff-identify'; readonly ticket: number }
  /** Answered by STAFF.ENTERED or STAFF.NOT-ENTERED. Wrong ones are counted. */
  | { readonly do: 'staff-enter'; readonly ticket: number; readonly pin: string }
  /** Not answered. */
  | { readonly do: 'staff-leave'; readonly person: StaffPerson; readonly why: 'done' | 'time' | 'closed' }
  /** Somebody asked for what their role may not do. Not answered. */
  | { readonly do: 'staff-refuse'; readonly person: StaffPerson; readonly act: StaffAct }
  /** Answered by STAFF.DONE. */
  | { readonly do: 'staff-choose-pin'; readonly ticket: number; readonly person: StaffPerson; readonly pin: string }
  /** Answered by STAFF.TODAY. */
  | { readonly do: 'staff-look'; readonly ticket: number }
  /** Answered by STAFF.DONE. */
  | {
      readonly do: 'staff-sign';
      readonly ticket: number;
      readonly person: StaffPerson;
      readonly case: CaseId;
      readonly decision: Decision;
      readonly reason: Reason;
    }
  /** What was signed shall not hold: the case is open again, or will be when the other of two says so too. Answered by STAFF.DONE. */
  | { readonly do: 'staff-withdraw'; readonly ticket: number; readonly person: StaffPerson; readonly case: CaseId }
  /** A note was found; `case`: whose it is, null: nobody's. Answered by STAFF.DONE. */
  | {
      readonly do: 'staff-found';
      readonly ticket: number;
      readonly person: StaffPerson;
      readonly case: CaseId | null;
      readonly value: Dollars;
    }
  /** Answered by STAFF.DONE. */
  | { readonly do: 'staff-exchange'; readonly ticket: number; readonly person: StaffPerson; readonly step: ExchangeStep }
  /** Answered by STAFF.DONE. */
  | {
      readonly do: 'staff-count';
      readonly ticket: number;
      readonly person: StaffPerson;
      readonly exchange: number;
      readonly notes: readonly NotesCounted[];
    }
  /** Answered by STAFF.DONE. */
  | { readonly do: 'staff-service'; readonly ticket: number; readonly person: StaffPerson; readonly change: ServiceChange }
  /** What came of the newest count, or a slip that says TEST. Answered by STAFF.DONE. */
  | { readonly do: 'staff-print'; readonly ticket: number; readonly person: StaffPerson; readonly what: 'count' | 'test' }
  /** Answered by STAFF.STATED, or by STAFF.DONE when it is not on record. */
  | { readonly do: 'staff-state'; readonly ticket: number; readonly person: StaffPerson; readonly what: StatementKind };
