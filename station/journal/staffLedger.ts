import { add, type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { MaskedCardNumber } from '../../hardware/ports/cardNumber.ts';
import {
  caseId,
  type CaseId,
  caseOfRecord,
  type CaseKind,
  type Decision,
  type Signature,
  type StaffPerson,
} from '../../machines/flows/staff.ts';
import { waitMsOf } from './lockOut.ts';
import type { CardHash, SealedText } from './cardSeal.ts';
import type { JournalRecord } from './records.ts';

/** Wrong PINs in a row for one card. */
export interface Failures {
  readonly card: CardHash;
  readonly count: number;
  /** When the last one was, milliseconds since 1970-01-01 UTC. */
  readonly lastMs: number;
}

/** A PIN that somebody chose at this machine. */
export interface ChosenPin {
  readonly person: string;
  readonly secret: SealedText;
  /** Mark of what the roster says: when that changes, the roster's own word holds again. */
  readonly over: string;
}

/** A case that is about no transaction. */
export interface LooseCase {
  readonly id: CaseId;
  readonly kind: CaseKind;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly sinceMs: number;
  /** The settled case that it is about. */
  readonly about?: SettledNote | undefined;
}

/** A note of a case that is over. */
export interface SettledNote {
  /** NT$ */
  readonly value: Dollars;
  readonly masked: MaskedCardNumber;
  readonly claimCode: string | null;
}

/** What staff said of an open case. */
export interface CaseNote {
  readonly case: CaseId;
  readonly signed: Signature | null;
  readonly found: Dollars;
  /** Says that what was signed as paid was not; it holds all the same until the other of the two says so too. */
  readonly doubtedBy: StaffPerson | null;
}

/** Everything that must be known of the staff to go on. */
export interface StaffState {
  readonly rosterVersion: number;
  readonly pins: readonly ChosenPin[];
  readonly failures: readonly Failures[];
  readonly loose: readonly LooseCase[];
  readonly notes: readonly CaseNote[];
}

export const NO_STAFF: StaffState = { rosterVersion: 0, pins: [], failures: [], loose: [], notes: [] };

/** Cards whose wrong PINs are remembered: who tries with more of them has more staff cards than there are. */
const FAILURES_KEPT = 64;

/** The records of the staff, folded. Knows nothing that the journal does not say. */
export class StaffLedger {
  #state: StaffState;

  /** @param state where it continues */
  constructor(state: StaffState = NO_STAFF) {
    this.#state = state;
  }

  get state(): StaffState {
    return this.#state;
  }

  failuresOf(card: CardHash): Failures | null {
    return this.#state.failures.find((each) => each.card === card) ?? null;
  }

  pinOf(person: string): ChosenPin | null {
    return this.#state.pins.find((each) => each.person === person) ?? null;
  }

  noteOn(id: CaseId): CaseNote {
    return this.#state.notes.find((each) => each.case === id) ?? { case: id, signed: null, found: dollars(0), doubtedBy: null };
  }

  /** Somebody signed that this is no longer the machine's to pay: until a second person says otherwise nothing of it is paid. */
  holds(id: CaseId): boolean {
    return this.noteOn(id).signed !== null;
  }

  apply(record: JournalRecord): void {
    switch (record.kind) {
      case 'staff-entry':
        this.#entry(record);
        break;
      case 'staff-pin': {
        const { person, secret, over } = record.body;
        this.#set({ pins: [...this.#state.pins.filter((each) => each.person !== person), { person, secret, over }] });
        break;
      }
      case 'staff-roster':
        this.#set({ rosterVersion: record.body.version });
        break;
      case 'case':
        if (record.transaction === null) this.#open(record.seq, record.wallMs, looseKind(record.body.cause));
        break;
      case 'case-signed': {
        const { person, role, decision, reason } = record.body;
        this.#note(caseId(record.body.case), { signed: { person, role, decision, reason }, doubtedBy: null });
        break;
      }
      case 'case-withdrawn':
        this.#note(caseId(record.body.case), { signed: null, doubtedBy: null });
        break;
      case 'case-doubted': {
        const { person, role } = record.body;
        this.#note(caseId(record.body.case), { doubtedBy: { person, role } });
        break;
      }
      case 'staff-carried-over':
        this.#set(record.body);
        break;
      case 'money-found':
        this.#found(record);
        break;
      case 'case-settled': // the ledger knows what of it the unit has counted
      case 'boot':
      case 'note-under-way':
      case 'note-told':
      case 'centre-keeps':
      case 'archive-pruned':
      case 'service-set':
      case 'day-statement':
      case 'box-out':
      case 'box-in':
      case 'exchange-closed':
      case 'box-counted':
      case 'box-variance':
      case 'staff-slip':
      case 'box-carried-over':
      case 'cash-ready':
      case 'cash-unit':
      case 'note-escrow':
      case 'note-returned':
      case 'note-found':
      case 'note-keep.intent':
      case 'note-keep.outcome':
      case 'card-write.intent':
      case 'card-write.outcome':
      case 'act.intent':
      case 'act.answer':
      case 'card-change.intent':
      case 'card-change.outcome':
      case 'card-evidence':
      case 'clock-confirmed':
      case 'act.released':
      case 'act.closed':
      case 'claim':
      case 'slip':
      case 'commissioned':
      case 'repaired':
      case 'carried-over':
      case 'not-begun':
      case 'checkpoint':
      case 'staff-left':
      case 'staff-refused':
      case 'door':
        break;
    }
  }

  /** A case that ended otherwise - its card came back - needs no signatures any more. What was found for it is nobody's now. */
  closedWithout(id: CaseId, atMs: number): void {
    if (this.#state.loose.some((each) => each.id === id)) return;
    if (this.#state.notes.some((each) => each.case === id)) this.#leave(id, this.noteOn(id).found, atMs);
  }

  /**
   * The unit's own word ends what one person signed: a note that was to be added to its card is owed to it; one for which nothing was
   * owed lies in the box, and who decides anew is told so.
   */
  dropSignature(id: CaseId, decision: Decision): void {
    if (this.noteOn(id).signed?.decision === decision) this.#note(id, { signed: null });
  }

  /** Unit or card say something else than what was settled. */
  contradicted(
    { seq, wallMs }: Pick<JournalRecord, 'seq' | 'wallMs'>,
    kind: 'settled-note-found' | 'settled-value-on-card',
    about: SettledNote,
  ): void {
    this.#open(seq, wallMs, kind, about);
  }

  /** Whether this case is about a note that the unit counted: that one lies in the box. */
  isAboutCounted(id: CaseId): boolean {
    return this.#state.loose.some((each) => each.id === id && each.kind === 'settled-note-found');
  }

  /** The cash box is away, and nobody said that it would be. One case, however often it is told, until that is over. */
  boxTaken({ seq, wallMs }: Pick<JournalRecord, 'seq' | 'wallMs'>): void {
    if (!this.#state.loose.some(({ kind }) => kind === 'box-taken')) this.#open(seq, wallMs, 'box-taken');
  }

  /** Another box was taken out than the one that somebody had put in. */
  otherBox({ seq, wallMs }: Pick<JournalRecord, 'seq' | 'wallMs'>): void {
    this.#open(seq, wallMs, 'other-box');
  }

  #open(seq: number, sinceMs: number, kind: CaseKind, about?: SettledNote): void {
    this.#set({ loose: [...this.#state.loose, { id: caseOfRecord(seq), kind, sinceMs, ...(about !== undefined && { about }) }] });
  }

  /** What was found and the decision does not use is a case of its own. @param spent NT$ of it that it uses */
  settle({ body, wallMs }: Extract<JournalRecord, { kind: 'case-settled' }>, spent: Dollars): void {
    const id = caseId(body.case);
    const isAboutFound = this.#state.loose.some((each) => each.id === id && each.kind === 'unexplained-note');
    this.#set({ loose: this.#state.loose.filter((each) => each.id !== id) });
    this.#leave(id, dollars(isAboutFound ? 0 : Math.max(0, this.noteOn(id).found - spent)), wallMs);
  }

  /** Of this case nothing is left but what was found. */
  #leave(id: CaseId, found: Dollars, atMs: number): void {
    this.#set({ notes: this.#state.notes.filter((each) => each.case !== id) });
    if (found === 0) return;
    this.#set({ loose: [...this.#state.loose, { id, kind: 'unexplained-note', sinceMs: atMs }] });
    this.#note(id, { found });
  }

  /** A note that is nobody's is a case of its own, with its sum. */
  #found({ seq, wallMs, body }: Extract<JournalRecord, { kind: 'money-found' }>): void {
    const id = body.case === null ? caseOfRecord(seq) : caseId(body.case);
    if (body.case === null) this.#open(seq, wallMs, 'unexplained-note');
    this.#note(id, { found: add(this.noteOn(id).found, dollars(body.value)) });
  }

  #entry({ body: { card, end }, wallMs }: Extract<JournalRecord, { kind: 'staff-entry' }>): void {
    // A try that was not looked at says nothing of its PIN.
    if (end === 'locked-out') return;
    const others = this.#state.failures.filter((each) => each.card !== card);
    if (end === 'entered') {
      this.#set({ failures: others });
      return;
    }
    const count = (this.failuresOf(card)?.count ?? 0) + 1;
    // A card that is not locked out is forgotten before one that is.
    const spare = others.find((each) => waitMsOf(each, wallMs) === 0) ?? others[0];
    const kept = others.length < FAILURES_KEPT ? others : others.filter((each) => each !== spare);
    this.#set({ failures: [...kept, { card, count, lastMs: wallMs }] });
  }

  #note(id: CaseId, change: Partial<CaseNote>): void {
    const changed = { ...this.noteOn(id), ...change };
    this.#set({ notes: [...this.#state.notes.filter((each) => each.case !== id), changed] });
  }

  #set(change: Partial<StaffState>): void {
    this.#state = { ...this.#state, ...change };
  }
}

type Cause = Extract<JournalRecord, { kind: 'case' }>['body']['cause'];

function looseKind(cause: Cause): CaseKind {
  switch (cause) {
    case 'unexplained-note':
    case 'counters-disagree':
    case 'unit-not-understood':
    case 'journal-forked':
      return cause;
    case 'note-in-doubt':
      return 'note-unknown';
    case 'card-conflict':
      return cause;
    case 'pass-late':
    case 'issuer-disagrees':
    case 'issuer-rejected':
      return 'act';
  }
}
