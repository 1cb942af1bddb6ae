import type { CashCounters, NoteWord, ReturnReason } from '../../hardware/ports/cashAcceptor.ts';
import type { CashDevice } from '../../hardware/ports/cashStorage.ts';
import { add, type Dollars, dollars, subtract } from '../../hardware/ports/dollars.ts';
import type { OpenTransaction } from '../../machines/flows/openTransaction.ts';
import { type CountedOnTheWay, keptBetween } from '../../machines/flows/recovery.ts';
import { FULL_SERVICE, type ServiceState } from '../../machines/flows/serviceState.ts';
import { caseId, caseOfTransaction, type Decision } from '../../machines/flows/staff.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { ActLedger, actStandingOf, amountOf, type LedgerAct, purseChangeOf } from './actLedger.ts';
import { DayLedger, type DayState, NO_DAYS } from './dayLedger.ts';
import { returnReason, type SealedPlan } from './bodyWords.ts';
import { BoxLedger, type BoxState, NO_BOX } from './boxLedger.ts';
import { type ClaimTold, claimTold } from './claimTold.ts';
import { ClockWitness } from './clockWitness.ts';
import type { CardHash, SealedCard } from './cardSeal.ts';
import type { JournalBodies, JournalRecord } from './records.ts';
import { type SettledNote, StaffLedger, type StaffState } from './staffLedger.ts';
import { TransactionBook } from './transactionBook.ts';

/** One note and what became of it, as the journal tells it. */
export interface LedgerTransaction extends ClaimTold {
  readonly id: TransactionId;
  readonly card: SealedCard;
  /** NT$ */
  readonly value: Dollars;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly openedAtMs: number;
  readonly countersBefore: CashCounters | null;
  /** The unit was, or may have been, told to keep it; before that it waited in escrow. */
  readonly accepted: boolean;
  /** What the unit had counted while it was on its way in, before any credit. */
  readonly counted: CountedOnTheWay;
  /** `pending`: its end is not on record. */
  readonly note: 'pending' | 'kept' | 'returned' | 'unknown';
  /** Its end was unknown, and a note that the unit counts later may be this one, settled or not: until another one was kept behind it. */
  readonly traceable: boolean;
  /** A case stands on record for it. */
  readonly caseOpen: boolean;
  /** Staff has it in hand: a jam, an alarm, or a claim that was given out. Nothing credits it by itself any more. */
  readonly withStaff: boolean;
  /** The last one; abandoned where the card was found to be untouched by it (`write` is `none`). */
  readonly plan: SealedPlan | null;
  readonly write: 'none' | 'undecided' | 'written' | 'conflict';
  /** NT$ on the card after the write, once it is known. */
  readonly balanceAfter: Dollars | null;
  /** Staff decided that the machine owes nothing of it any more; nothing that comes later changes that. */
  readonly settled?: Exclude<Decision, 'add-to-card'> | undefined;
  /** The unit counted it when staff had it in hand already: it lies in the box, whoever decides about it. */
  readonly countedLate?: true | undefined;
  /** A note that was found has paid for it: one that the unit counts later is another one. */
  readonly foundNote?: true | undefined;
  /** It was open when another journal of this machine ended: staff pays it, or nobody. */
  readonly carriedOver?: true | undefined;
}

/** What the acceptor's counters are compared with. */
export interface CounterBaseline {
  /** As last written down. */
  readonly counters: CashCounters | null;
  /** Notes beyond them that are on record already: as a case, or as a note in doubt that turned up. */
  readonly explained: number;
  /** Notes within them that were credited, and that the unit was not seen to count. */
  readonly uncounted: number;
  /** The same of before the unit told another history: it may still count them, on top of what it tells now. */
  readonly late: number;
  /** When the last of them was credited, milliseconds since 1970-01-01 UTC. */
  readonly creditedAtMs: number;
  /** A case says already that they tell another history. */
  readonly disagreed: boolean;
}

/** A unit counts what it credited within this time, milliseconds (ours: twice the longest stacking). */
export const LATE_COUNT_MS = 60_000;

/** A note that went back, as the passenger is told of it. */
export interface ReturnedNote {
  /** Null: it never was anybody's transaction, as it never waited in escrow. */
  readonly transaction: TransactionId | null;
  /** NT$; null when it was not recognised. */
  readonly value: Dollars | null;
  readonly reason: ReturnReason;
  /** When that was written down, milliseconds since 1970-01-01 UTC. */
  readonly atMs: number;
}

/** A note that is on record as kept because the unit counted one, and said nothing of any. */
export interface CountedNote {
  readonly transaction: TransactionId;
  /** NT$ */
  readonly value: Dollars;
  /** When that was written down, milliseconds since 1970-01-01 UTC. */
  readonly atMs: number;
}

/** The note that waited in escrow last, whether it is open or closed. */
export type NewestNote = Pick<LedgerTransaction, 'id' | 'value' | 'note' | 'accepted'>;

/** Where the money of a transaction is. */
export type MoneyState =
  /** Nothing of it is in the machine, or all of it is on the card, or staff settled it. */
  | 'closed'
  /** The note may be in the machine: the acceptor must tell. */
  | 'note-pending'
  /** In the machine, nothing written: owed to that card. */
  | 'owed'
  /** In the machine, a write was begun: the card must tell. */
  | 'undecided'
  /** Nothing that the machine can do by itself settles it: staff decides. */
  | 'case';

export function moneyStateOf({ note, write, settled }: Pick<LedgerTransaction, 'note' | 'write' | 'settled'>): MoneyState {
  if (settled !== undefined) return 'closed';
  switch (note) {
    case 'pending':
      return 'note-pending';
    case 'returned':
      return 'closed';
    case 'unknown':
      return 'case';
    case 'kept':
      switch (write) {
        case 'none':
          return 'owed';
        case 'undecided':
          return 'undecided';
        case 'conflict':
          return 'case';
        case 'written':
          return 'closed';
      }
  }
}

/** Nothing that comes later can be about it. A note that staff settled may still turn up, or its card tell how far it was written. */
function isOver(transaction: LedgerTransaction): boolean {
  const { traceable, settled, write } = transaction;
  return moneyStateOf(transaction) === 'closed' && !traceable && !(settled !== undefined && write === 'undecided');
}

/** Sums over a journal's whole life; NT$, and how many. */
export interface Totals {
  /** Notes that went into the machine. */
  readonly notes: number;
  readonly kept: Dollars;
  /** What of their value is on cards. */
  readonly written: Dollars;
  /** What acts of the issuer put onto cards, less what period tickets took off them. */
  readonly issued: Dollars;
}

const NO_TOTALS: Totals = { notes: 0, kept: dollars(0), written: dollars(0), issued: dollars(0) };

/** Everything that a ledger must know to be continued: what is open, and nothing that is closed. */
export interface LedgerState {
  readonly transactions: readonly LedgerTransaction[];
  readonly acts: readonly LedgerAct[];
  readonly baseline: CounterBaseline;
  readonly newest: NewestNote | null;
  readonly lastReturn: ReturnedNote | null;
  /** Left out: more than the counters spoke for the newest note, or it is no longer the newest. */
  readonly lastCounted?: CountedNote | undefined;
  /** What the unit said of notes and was not weighed yet, oldest first. */
  readonly told: readonly NoteWord[];
  readonly device: CashDevice | null;
  /** When the machine's clock was right last, milliseconds since 1970-01-01 UTC; left out: nothing says so. */
  readonly clockRightMs?: number | undefined;
  /** Left out: there was no staff mode. */
  readonly staff?: StaffState | undefined;
  /** Left out: boxes were exchanged without a record. */
  readonly box?: BoxState | undefined;
  /** Left out: no statement was made of it. */
  readonly days?: DayState | undefined;
  /** Left out: everything is offered. */
  readonly service?: ServiceState | undefined;
  readonly totals: Totals;
}

export interface LedgerOptions {
  /** Where it continues. Default: at the beginning of a journal. */
  readonly state?: LedgerState;
  /** Finds the records of a transaction that is closed, which then need not stay in memory. Default: everything stays. */
  readonly history?: (id: TransactionId) => readonly JournalRecord[];
}

/** The journal's records folded into transactions. Knows nothing that the journal does not say, and opens nothing that is sealed. */
export class Ledger {
  readonly acts: ActLedger;
  readonly staff: StaffLedger;
  readonly box: BoxLedger;
  readonly days: DayLedger;
  readonly #transactions = new TransactionBook<LedgerTransaction>();
  readonly #history: LedgerOptions['history'];
  #baseline: CounterBaseline;
  #newest: NewestNote | null;
  #lastReturn: ReturnedNote | null;
  #lastCounted: CountedNote | null;
  #told: readonly NoteWord[];
  #totals: Totals;
  #service: ServiceState;
  readonly #clock: ClockWitness;
  /** When the record that is being applied was written, milliseconds since 1970-01-01 UTC. */
  #nowMs = 0;
  #device: CashDevice | null;

  constructor({ state, history }: LedgerOptions = {}) {
    this.#lastCounted = state?.lastCounted ?? null;
    this.#history = history;
    this.#baseline = state?.baseline ?? NO_BASELINE;
    this.#newest = state?.newest ?? null;
    this.#lastReturn = state?.lastReturn ?? null;
    this.#told = state?.told ?? [];
    this.#device = state?.device ?? null;
    this.#totals = state?.totals ?? NO_TOTALS;
    this.#service = state?.service ?? FULL_SERVICE;
    this.#clock = new ClockWitness(state?.clockRightMs);
    this.staff = new StaffLedger(state?.staff);
    this.box = new BoxLedger(state === undefined ? NO_BOX : (state.box ?? beforeExchanges(state.totals)));
    this.days = new DayLedger(state === undefined ? NO_DAYS : (state.days ?? beforeStatements(state.totals)));
    for (const transaction of state?.transactions ?? []) this.#transactions.set(transaction);
    this.acts = new ActLedger(history === undefined ? 'kept' : (id) => this.#closed(id)?.acts.find(id), state?.acts);
  }

  /** Cash that was paid in, or was about to be. Oldest first. */
  get transactions(): readonly LedgerTransaction[] {
    return this.#transactions.all;
  }

  get baseline(): CounterBaseline {
    return this.#baseline;
  }

  /**
   * Notes that the unit may still be about to count, at this time, milliseconds since 1970-01-01 UTC. Earlier than they were credited:
   * the clock was set back, and nobody knows how long ago that was.
   */
  uncountedAt(atMs: number): number {
    const { uncounted, creditedAtMs } = this.#baseline;
    return atMs - creditedAtMs <= LATE_COUNT_MS ? uncounted : 0;
  }

  /** Whether what a unit counts late over another history is counted by this time, milliseconds since 1970-01-01 UTC, and no record says so. */
  mayForgetLateAt(atMs: number): boolean {
    const { late, creditedAtMs } = this.#baseline;
    return late > 0 && atMs - creditedAtMs > LATE_COUNT_MS;
  }

  get newest(): NewestNote | null {
    return this.#newest;
  }

  /** The note that went back last. */
  get lastReturn(): ReturnedNote | null {
    return this.#lastReturn;
  }

  /** The newest note, when the counters alone said that it was kept. */
  get lastCounted(): CountedNote | null {
    return this.#lastCounted;
  }

  /** What the unit said of notes since that was weighed last, oldest first. */
  get told(): readonly NoteWord[] {
    return this.#told;
  }

  /** The cash unit as last written down. */
  get cashDevice(): CashDevice | null {
    return this.#device;
  }

  /** When the machine's clock was right last, milliseconds since 1970-01-01 UTC; null: nothing says so. */
  get clockRightMs(): number | null {
    return this.#clock.lastMs;
  }

  /** What the staff lets the machine do. */
  get service(): ServiceState {
    return this.#service;
  }

  get totals(): Totals {
    return this.#totals;
  }

  get state(): LedgerState {
    return {
      transactions: this.transactions.filter((each) => !isOver(each)),
      acts: this.acts.open,
      baseline: this.#baseline,
      newest: this.#newest === null ? null : newestOf(this.#newest),
      lastReturn: this.#lastReturn,
      ...(this.#lastCounted !== null && { lastCounted: this.#lastCounted }),
      told: this.#told,
      device: this.#device,
      ...(this.#clock.lastMs !== null && { clockRightMs: this.#clock.lastMs }),
      staff: this.staff.state,
      box: this.box.state,
      days: this.days.state,
      service: this.#service,
      totals: this.#totals,
    };
  }

  find(id: TransactionId | null): LedgerTransaction | undefined {
    return id === null ? undefined : (this.#transactions.get(id) ?? this.#closed(id)?.find(id));
  }

  /** Notes in doubt that may still turn up, oldest first; those too of which staff has decided. */
  doubtfulNotes(): readonly LedgerTransaction[] {
    return this.transactions.filter(({ traceable }) => traceable);
  }

  /** The newest note, when it was to be kept and is on record as returned: a credit that comes late is its own. */
  lastSentBack(): LedgerTransaction | null {
    const newest = this.#newest;
    return newest?.note === 'returned' && newest.accepted ? (this.find(newest.id) ?? null) : null;
  }

  /** Notes whose end nobody wrote down; more than one cannot be. */
  pendingNotes(): readonly LedgerTransaction[] {
    return this.transactions.filter((transaction) => transaction.note === 'pending');
  }

  /**
   * What must be said or done when the card with this keyed hash is presented. First what was begun on the card itself:
   * nothing else can be written to it before. Otherwise oldest first, cash before acts of the issuer.
   */
  openFor(cardHash: CardHash): readonly OpenTransaction[] {
    return [...this.#openCash(cardHash), ...this.#openActs(cardHash)].sort((a, b) => rank(a) - rank(b));
  }

  /** The ledger of one transaction alone. */
  #closed(id: TransactionId): Ledger | undefined {
    if (this.#history === undefined) return undefined;
    const alone = new Ledger();
    for (const record of this.#history(id)) alone.apply(record);
    return alone;
  }

  /** A write to this card that was begun, and whose money staff settled since; null: none. */
  halfWritten(cardHash: CardHash): LedgerTransaction | null {
    const all = this.#transactions.ofCard(cardHash);
    return all.find(({ settled, write, plan }) => settled !== undefined && write === 'undecided' && plan !== null) ?? null;
  }

  #openCash(cardHash: CardHash): OpenTransaction[] {
    return this.#transactions.ofCard(cardHash).flatMap((transaction) => {
      const standing = moneyStateOf(transaction);
      if (standing === 'closed') return [];
      const { id, value, claimShown } = transaction;
      const open = { transaction: id, purpose: 'top-up', amount: value } as const;
      // Somebody said that it was paid already, or that it is not owed: until a second person denies that nothing of it is paid.
      if (this.staff.holds(caseOfTransaction(id))) return unclaimed(open, claimShown);
      if (standing === 'owed' || standing === 'undecided') return [{ ...open, state: standing }];
      return unclaimed(open, claimShown);
    });
  }

  #openActs(cardHash: CardHash): OpenTransaction[] {
    return this.acts.askedFor(cardHash).flatMap((act) => {
      const open = { transaction: act.id, purpose: act.order.act, amount: amountOf(act) } as const;
      const standing = actStandingOf(act);
      if (standing === 'undecided') return [{ ...open, state: 'undecided' }];
      return standing === 'case' ? unclaimed(open, act.claimShown) : [];
    });
  }

  apply(record: JournalRecord): void {
    this.#nowMs = record.wallMs;
    this.#countIssued(record);
    this.acts.apply(record);
    this.staff.apply(record);
    if (record.kind === 'box-out' && this.box.isOther(record.body.serial)) this.staff.otherBox(record);
    this.box.apply(record);
    this.#clock.apply(record);
    switch (record.kind) {
      case 'cash-ready':
        this.#moveBaseline(record.body.counters, record.wallMs);
        this.#told = [];
        // Of a unit that does not count the words are all there was to explain.
        if (record.body.counters === null) this.#baseline = { ...this.#baseline, explained: 0 };
        break;
      case 'cash-unit':
        if (this.box.state.open === null && isBoxAway(record.body) && !isBoxAway(this.#device)) this.staff.boxTaken(record);
        this.#device = record.body;
        break;
      case 'note-escrow':
        this.#begin(record.transaction, record.body, record.wallMs);
        break;
      case 'note-keep.intent':
        this.#moveBaseline(record.body.counters, record.wallMs);
        this.#told = [];
        // Older software gave a note its name only here.
        this.#begin(record.transaction, record.body, record.wallMs);
        this.#change(record.transaction, {
          accepted: true,
          countersBefore: record.body.counters === null ? null : this.#baseline.counters,
        });
        break;
      case 'note-returned':
        this.#change(record.transaction, { note: 'returned' });
        this.#remember(record.transaction, record.body.value, record.body.reason, record.wallMs);
        break;
      case 'note-under-way':
        this.#noteUnderWay(record);
        break;
      case 'note-told':
        this.#told = [...this.#told, record.body];
        if (record.transaction === null) this.#cameOut(record.body);
        break;
      case 'note-keep.outcome':
        this.#noteEnded(record);
        break;
      case 'note-found':
        this.#noteFound(record);
        break;
      case 'card-write.intent':
        this.#change(record.transaction, { plan: record.body.plan, write: 'undecided' });
        break;
      case 'card-write.outcome':
        if (record.body.verdict === 'written') {
          this.#writtenAfterAll(record);
          this.#change(record.transaction, {
            write: 'written',
            balanceAfter: record.body.balance === null ? null : dollars(record.body.balance),
          });
        } else if (record.body.verdict === 'conflict') this.#change(record.transaction, { write: 'conflict' });
        else if (record.body.verdict === 'untouched') this.#change(record.transaction, { write: 'none' });
        break;
      case 'not-begun':
        // The unit was surely never told to keep it, and keeps nothing by itself.
        if (record.body.intent === 'note-keep.intent') this.#change(record.transaction, { accepted: false, note: 'returned' });
        else if (record.body.intent === 'card-write.intent') this.#change(record.transaction, { write: 'none' });
        break;
      case 'carried-over':
        this.#carriedOver(record);
        break;
      case 'claim':
        this.#change(record.transaction, { claimCode: record.body.code });
        if (this.find(record.transaction)?.note === 'unknown') this.#change(record.transaction, { withStaff: true });
        break;
      case 'slip':
        if (record.body.what === 'claim') this.#change(record.transaction, claimTold(record.body.printed, this.find(record.transaction)));
        break;
      case 'case':
        this.#openCase(record);
        break;
      case 'case-settled':
        this.#settle(record);
        break;
      case 'exchange-closed':
        if (isBoxAway(this.#device)) this.staff.boxTaken(record);
        break;
      case 'service-set':
        this.#service = { notes: record.body.notes, work: record.body.work };
        break;
      case 'day-statement':
        this.days.conclude(record);
        break;
      case 'staff-roster':
      case 'staff-entry':
      case 'staff-left':
      case 'staff-refused':
      case 'staff-pin':
      case 'door':
      case 'case-signed':
      case 'case-withdrawn':
      case 'case-doubted':
      case 'staff-carried-over':
      case 'money-found':
      case 'boot':
      case 'act.intent':
      case 'act.answer':
      case 'card-change.intent':
      case 'card-change.outcome':
      case 'card-evidence':
      case 'clock-confirmed':
      case 'act.released':
      case 'act.closed':
      case 'commissioned':
      case 'repaired':
      case 'checkpoint':
      case 'centre-keeps':
      case 'archive-pruned':
      case 'box-out':
      case 'box-in':
      case 'box-counted':
      case 'box-variance':
      case 'staff-slip':
      case 'box-carried-over':
        break;
    }
  }

  #begin(
    id: TransactionId | null,
    { card, value, counters }: { readonly card: SealedCard; readonly value: number; readonly counters: CashCounters | null },
    openedAtMs: number,
  ): void {
    if (id === null || this.#transactions.get(id) !== undefined) return;
    const begun: LedgerTransaction = { ...NEW_TRANSACTION, id, card, value: dollars(value), openedAtMs, countersBefore: counters };
    this.#transactions.set(begun);
    this.#newest = begun;
    this.#lastCounted = null;
  }

  #noteEnded({ transaction, wallMs, body }: Extract<JournalRecord, { kind: 'note-keep.outcome' }>): void {
    const { end, value, by, counters, detail } = body;
    const uncounted = this.uncountedAt(wallMs);
    const { late } = this.#baseline;
    const traceable = end === 'unknown' && this.#mayTurnUp(this.find(transaction), body, uncounted);
    this.#moveBaseline(counters, wallMs);
    if (end === 'kept') this.days.noteIn(value);
    if (end === 'kept') this.#loseTracks();
    // By the device's word the counters are what they must become.
    if (end === 'kept' && by === 'device' && counters !== null) {
      this.#baseline = { ...this.#baseline, uncounted: uncounted + 1, late, creditedAtMs: wallMs };
    }
    const claimed = (this.find(transaction)?.claimCode ?? null) !== null;
    const withStaff = end === 'unknown' && (by === 'device' || claimed);
    this.#change(transaction, { note: end, value: dollars(value), traceable, withStaff });
    if (end === 'returned') this.#remember(transaction, value, by === 'device' ? detail : '', wallMs);
    const countedOnly = end === 'kept' && by === 'counters' && !this.#toldKept();
    this.#lastCounted = countedOnly && transaction !== null ? { transaction, value: dollars(value), atMs: wallMs } : null;
  }

  /** The unit itself said of some note that it kept it. */
  #toldKept(): boolean {
    return this.#told.some(({ where }) => where === 'kept');
  }

  /**
   * May a note that the unit counts later be this one, whose end is on record as unknown now? Not where the unit has counted one for it
   * already, or told of another in its place: what it counts then is a further note. A unit that does not count, counts by its words.
   */
  #mayTurnUp(
    note: LedgerTransaction | undefined,
    { by, counters, value }: Pick<JournalBodies['note-keep.outcome'], 'by' | 'counters' | 'value'>,
    uncounted: number,
  ): boolean {
    if (note === undefined || note.note === 'kept') return false;
    if (by === 'device') return true;
    const kept = this.#told.filter(({ where }) => where === 'kept');
    if (kept.some((word) => word.value !== null && word.value !== value)) return false;
    const { countersBefore: before } = note;
    if (before === null || counters === null) return kept.length === 0;
    const counted = keptBetween(before, counters, uncounted);
    return counted === 'other' ? before.serial === counters.serial : (counted ?? 0) <= this.#baseline.explained;
  }

  /** The card has what staff had settled otherwise. */
  #writtenAfterAll(record: JournalRecord): void {
    const transaction = this.find(record.transaction);
    if (transaction?.settled !== undefined && transaction.write === 'undecided') {
      this.staff.contradicted(record, 'settled-value-on-card', settledNote(transaction));
    }
  }

  #noteUnderWay({ transaction, body }: Extract<JournalRecord, { kind: 'note-under-way' }>): void {
    const kept = keptBetween(this.find(transaction)?.countersBefore ?? null, body.counters, this.#baseline.uncounted);
    if (kept !== null) this.#change(transaction, { counted: kept === 0 ? 'not-yet' : 'already' });
  }

  /** It may have been closed already, and is opened again. */
  #noteFound(record: Extract<JournalRecord, { kind: 'note-found' }>): void {
    const { transaction, body } = record;
    this.#baseline = { ...this.#baseline, explained: this.#baseline.explained + 1 };
    const found = this.find(transaction);
    // Nobody is told again, after a restart, that it went back.
    if (this.#lastReturn !== null && this.#lastReturn.transaction === transaction) this.#lastReturn = null;
    if (found === undefined) return;
    // By the counters alone staff had said already that it is in.
    const isIn = found.note === 'kept' && found.foundNote === undefined;
    if (!isIn) {
      this.box.put(found.value);
      this.days.noteIn(found.value);
    }
    // Nothing was owed for it, or another note that was found has paid for it.
    if (found.settled === 'nothing-owed' || found.foundNote !== undefined) {
      this.staff.contradicted(record, 'settled-note-found', settledNote(found));
    }
    this.staff.dropSignature(caseOfTransaction(found.id), body.credited ? 'add-to-card' : 'nothing-owed');
    this.#transactions.set(body.credited ? { ...found, note: 'returned' } : found);
    this.#change(transaction, body.credited ? { note: 'kept', traceable: false } : { countedLate: true, traceable: false });
    // It was counted, and stands in the unit perhaps: what comes out then is this one, as long as no other note came after it.
    const isNewest = found.id === this.#newest?.id;
    if (body.credited && isNewest && !this.#toldKept()) {
      this.#lastCounted = { transaction: found.id, value: found.value, atMs: record.wallMs };
    }
  }

  #moveBaseline(counters: CashCounters | null, atMs: number): void {
    if (counters === null) return;
    const { counters: known, late, creditedAtMs } = this.#baseline;
    if (known?.serial !== counters.serial) {
      this.#baseline = { ...NO_BASELINE, counters };
      // Whatever another unit holds, this one does not count it.
      if (known !== null) this.#loseTracks();
      this.#lastCounted = null;
      return;
    }
    const uncounted = this.uncountedAt(atMs);
    const kept = keptBetween(known, counters, uncounted) ?? 0;
    // What was late is counted by then, whether anybody looked meanwhile or not.
    const left = this.mayForgetLateAt(atMs) ? 0 : late;
    if (kept === 'other') this.#baseline = { ...NO_BASELINE, counters, late: uncounted + left, creditedAtMs };
    else if (kept > 0) this.#baseline = { ...NO_BASELINE, counters, late: Math.max(0, left - kept), creditedAtMs };
    // A unit that counts late is still to come to what its own credits say.
    else this.#baseline = { ...this.#baseline, late: left };
  }

  #openCase({ transaction, body }: Extract<JournalRecord, { kind: 'case' }>): void {
    this.#change(transaction, { caseOpen: true });
    if (body.cause === 'unexplained-note') this.days.noteIn(null);
    if (body.cause === 'unexplained-note') this.#baseline = { ...this.#baseline, explained: this.#baseline.explained + 1 };
    if (body.cause !== 'counters-disagree') return;
    this.#baseline = { ...this.#baseline, disagreed: true };
    this.#lastCounted = null;
  }

  /**
   * The note of a case that is to be added is owed to its card: it is in somebody's hand, or lies in the box by what the counters say.
   * What was found pays for a case, where it is the whole sum and nothing says that the case's own note lies in the box.
   */
  #settle(record: Extract<JournalRecord, { kind: 'case-settled' }>): void {
    const { transaction: id, body } = record;
    const { decision, reason, amount } = body;
    const transaction = this.find(id);
    const counted = transaction?.countedLate !== undefined;
    const kept = transaction?.note === 'kept' && transaction.foundNote === undefined;
    const inBox = kept || counted || reason === 'counters-agree' || this.staff.isAboutCounted(caseId(body.case));
    const paysWhole = this.staff.noteOn(caseId(body.case)).found >= (amount ?? 0);
    const spent = decision === 'nothing-owed' || inBox || !paysWhole ? dollars(0) : dollars(amount ?? 0);
    const foundNote = id !== null && spent > 0 ? true : undefined;
    this.staff.settle(record, spent);
    if (decision !== 'add-to-card') {
      this.#change(id, { settled: decision, foundNote });
      return;
    }
    if (transaction !== undefined && !counted) {
      if (reason === 'note-found') this.days.foundIn(transaction.value);
      else {
        this.box.putDoubtful(transaction.id, transaction.value);
        this.days.noteIn(transaction.value);
      }
    }
    this.#change(id, { note: 'kept', withStaff: false, foundNote });
  }

  #remember(transaction: TransactionId | null, value: number | null, reason: string, atMs: number): void {
    const known = returnReason.safeParse(reason);
    const said = { transaction, value: value === null ? null : dollars(value), atMs };
    this.#lastReturn = { ...said, reason: known.success ? known.data : 'unknown' };
  }

  /** The unit says that a note of this value is out, and none was waited for: nothing that it counts later is that one. */
  #cameOut({ where, value }: NoteWord): void {
    if (where !== 'returned' || value === null) return;
    const note = this.doubtfulNotes().findLast((each) => each.value === value);
    if (note !== undefined) this.#change(note.id, { traceable: false });
  }

  /** Another note was kept and counted: one that was in doubt before it would have been counted before it. */
  #loseTracks(): void {
    for (const { id } of this.doubtfulNotes()) this.#change(id, { traceable: false });
  }

  /**
   * Whatever was open when another journal of this machine ended is for staff to settle. Where its card may have been written, or
   * nobody knows any more, it counts as one whose card contradicts: it is never added to it again.
   */
  #carriedOver({ transaction, body }: Extract<JournalRecord, { kind: 'carried-over' }>): void {
    if (transaction === null || body.what.kind !== 'cash') return;
    const { card, openedAtMs, claimCode, claimShown } = body;
    const value = dollars(body.what.value);
    const begun = body.standing === 'undecided';
    this.#transactions.set({
      ...NEW_TRANSACTION,
      id: transaction,
      card,
      value,
      openedAtMs,
      note: begun ? 'kept' : 'unknown',
      write: begun || body.standing === 'case' ? 'conflict' : 'none',
      caseOpen: true,
      withStaff: true,
      carriedOver: true,
      claimCode,
      claimShown,
    });
  }

  #change(id: TransactionId | null, change: Partial<LedgerTransaction>): void {
    const transaction = id === null ? undefined : this.#transactions.get(id);
    if (transaction === undefined || id === null) return;
    const changed = { ...transaction, ...change };
    this.#transactions.set(changed);
    if (changed.id === this.#newest?.id) this.#newest = changed;
    this.#count(transaction, changed);
    if (moneyStateOf(changed) === 'closed') this.staff.closedWithout(caseOfTransaction(id), this.#nowMs);
    if (this.#history !== undefined && isOver(changed)) this.#transactions.delete(changed);
  }

  #count(before: LedgerTransaction, after: LedgerTransaction): void {
    const { notes, kept, written } = this.#totals;
    if (before.note !== 'kept' && after.note === 'kept') this.#totals = { ...this.#totals, notes: notes + 1, kept: add(kept, after.value) };
    // What the counters alone had said was contradicted.
    if (before.note === 'kept' && after.note === 'unknown') {
      this.box.takeBack(after.value);
      this.days.takeBack(after.value);
      this.#totals = { ...this.#totals, notes: notes - 1, kept: subtract(kept, after.value) };
    }
    if (before.write === 'written' || after.write !== 'written') return;
    this.#totals = { ...this.#totals, written: add(written, after.value) };
    this.days.served('top-up', after.value);
  }

  #countIssued(record: JournalRecord): void {
    if (record.transaction === null || (record.kind !== 'card-write.outcome' && record.kind !== 'card-change.outcome')) return;
    if (record.body.verdict !== 'written') return;
    const act = this.acts.findOpen(record.transaction);
    if (act === undefined || act.write === 'written') return;
    const amount = purseChangeOf(act);
    this.days.served(act.order.act, amount ?? 0);
    if (amount !== null) this.#totals = { ...this.#totals, issued: add(this.#totals.issued, amount) };
  }
}

/** Services were not summed up before, and the notes of unknown value neither. */
function beforeStatements({ notes, kept, written, issued }: Totals): DayState {
  return { ...NO_DAYS, sums: { notes, unvalued: 0, kept, written, issued, services: [] } };
}

function settledNote({ value, card, claimCode }: LedgerTransaction): SettledNote {
  return { value, masked: card.masked, claimCode };
}

/** The unit says that no cash box is in it. */
export function isBoxAway(device: CashDevice | null): boolean {
  return device?.storage.some(({ id, status }) => id === 'cash-box' && status === 'missing') ?? false;
}

/** Since when the box stands there nobody wrote down: everything that ever went in may be in it. */
function beforeExchanges({ notes, kept }: Totals): BoxState {
  return { ...NO_BOX, content: { notes, value: kept, unvalued: 0, inDoubt: [] } };
}

const NO_BASELINE: CounterBaseline = { counters: null, explained: 0, uncounted: 0, late: 0, creditedAtMs: 0, disagreed: false };

const NEW_TRANSACTION = {
  countersBefore: null,
  accepted: false,
  counted: 'not-looked',
  traceable: false,
  caseOpen: false,
  withStaff: false,
  note: 'pending',
  plan: null,
  write: 'none',
  balanceAfter: null,
  claimCode: null,
  claimShown: false,
} as const;

function newestOf({ id, value, note, accepted }: NewestNote): NewestNote {
  return { id, value, note, accepted };
}

/** A case is staff's business once its claim has been handed out - not when it was only written down. */
function unclaimed(open: Omit<OpenTransaction, 'state'>, claimShown: boolean): OpenTransaction[] {
  return claimShown ? [] : [{ ...open, state: 'unclaimed' }];
}

function rank({ state }: OpenTransaction): number {
  return state === 'undecided' ? 0 : 1;
}
