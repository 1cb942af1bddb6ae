import { isDeepStrictEqual } from 'node:util';
import type { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { CashCounters, CashItem, NoteKept, NoteWord, ReturnReason } from '../../hardware/ports/cashAcceptor.ts';
import type { CashDevice } from '../../hardware/ports/cashStorage.ts';
import type { Dollars } from '../../hardware/ports/dollars.ts';
import { type NoteEnd, oneMore, reconcileNotes } from '../../machines/flows/recovery.ts';
import { caseOfTransaction } from '../../machines/flows/staff.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { LATE_COUNT_MS, type LedgerTransaction } from '../journal/ledger.ts';
import type { EffectDeps } from './deps.ts';
import { newTransactionId } from './identifiers.ts';

/** What the unit says, when it is compared with the journal. */
export interface UnitWord {
  readonly counters: CashCounters | null;
  /** Its full stacking time has passed, in contact with it, since it may have begun to take a note in. */
  readonly stackingOver: boolean;
  /** Its full stacking time, milliseconds: that long a note which the counters alone called kept may turn out to come back. */
  readonly stackMs: number;
}

function withoutCounts({ storage, ...device }: CashDevice): unknown {
  return { ...device, storage: storage.map(({ id, type, status }) => ({ id, type, status })) };
}

/**
 * What the journal says about notes: the name that each gets in escrow, its intent, its one end, and what is compared with
 * the unit's counters. Every method throws when its record cannot be written.
 */
export class NoteBook {
  readonly #deps: Pick<EffectDeps, 'clock' | 'clockWatch' | 'journal' | 'random' | 'seal' | 'log'>;

  /** Monotonic milliseconds. */
  readonly #startedAtMs: number;
  /** When this process credited its last note, monotonic milliseconds; null: it has credited none. */
  #creditedAtMs: number | null = null;
  /** A note was looked at since the last one ended. */
  #seenSince = false;
  /** Since when the unit is at rest, as far as this process knows, monotonic milliseconds. */
  #restsSinceMs: number;

  constructor(deps: Pick<EffectDeps, 'clock' | 'clockWatch' | 'journal' | 'random' | 'seal' | 'log'>) {
    this.#deps = deps;
    this.#startedAtMs = deps.clock.monotonicMs();
    this.#restsSinceMs = this.#startedAtMs;
  }

  /**
   * Credited notes that the unit may still be about to count. Within one process the monotonic clock says how long ago that was; of an
   * earlier process the calendar does, unless it is wrong: then it may have been a moment before this process began.
   */
  #uncounted(): number {
    const { clock, clockWatch, journal } = this.#deps;
    const { ledger } = journal;
    if (this.#creditedAtMs === null && clockWatch.judge() === 'right') return ledger.uncountedAt(clock.wallMs());
    const sinceMs = clock.monotonicMs() - (this.#creditedAtMs ?? this.#startedAtMs);
    return sinceMs <= LATE_COUNT_MS ? ledger.baseline.uncounted : 0;
  }

  #isBehind(now: CashCounters): boolean {
    const { counters } = this.#deps.journal.ledger.baseline;
    if (counters === null || counters.serial !== now.serial) return false;
    const behind = counters.notesKept - now.notesKept;
    return behind > 0 && behind <= this.#uncounted();
  }

  /** The note whose end is not on record; there is one at most. */
  get pending(): LedgerTransaction | null {
    return this.#deps.journal.ledger.pendingNotes()[0] ?? null;
  }

  find(transaction: TransactionId): LedgerTransaction | undefined {
    return this.#deps.journal.ledger.find(transaction);
  }

  /** A note waits in escrow: it gets its name. */
  escrowed(card: CardNumber, { value }: CashItem): TransactionId {
    const { journal, random, seal } = this.#deps;
    const transaction = newTransactionId(random);
    const { counters } = journal.ledger.baseline;
    journal.append('note-escrow', transaction, { card: seal.sealCard(card), value, currency: 'TWD', counters });
    return transaction;
  }

  /** A note went back that the unit was never told to keep. */
  wentBack(transaction: TransactionId | null, value: Dollars | null, reason: ReturnReason): void {
    this.#deps.journal.append('note-returned', transaction, { value, currency: 'TWD', reason });
  }

  /** The unit shall be told to keep it. */
  intend({ id, card, value }: LedgerTransaction, counters: CashCounters | null): void {
    // What was credited counts, although the unit may not have counted it yet.
    const from = counters !== null && this.#isBehind(counters) ? this.#deps.journal.ledger.baseline.counters : counters;
    this.#deps.journal.append('note-keep.intent', id, { card, value, currency: 'TWD', counters: from });
  }

  /**
   * The unit says something of some note. What it repeats for as long as it lasts is written once; a note that is told as kept
   * twice may be two.
   */
  told(word: NoteWord): void {
    const { journal } = this.#deps;
    const known = word.where !== 'kept' && journal.ledger.told.some((each) => isDeepStrictEqual(each, word));
    if (!known) journal.append('note-told', this.pending?.id ?? null, word);
  }

  /**
   * Does this word contradict what the counters alone said of the newest note? It sat in the unit for longer than its full stacking
   * time, and comes out: when that had only just been said, or the unit is moved by a start of its own or of ours, however long it stood
   * without power. Not when another note was seen since: then the word is about that one. A word that names no value says nothing
   * against what is on a card already, but for the stacking time after it was counted.
   */
  contradicts({ where, value, atStart }: NoteWord, stackMs: number): boolean {
    const { clock, journal } = this.#deps;
    const { lastCounted } = journal.ledger;
    if (where !== 'returned' || lastCounted === null || this.#seenSince) return false;
    if (!atStart && clock.monotonicMs() - this.#restsSinceMs > stackMs) return false;
    if (value !== null) return value === lastCounted.value;
    const agoMs = clock.wallMs() - lastCounted.atMs;
    return (agoMs >= 0 && agoMs <= stackMs) || this.#isUnwritten(this.find(lastCounted.transaction));
  }

  /** The unit is moved, or nobody knows whether it was: what stood in its path may come out. */
  stirred(): void {
    this.#restsSinceMs = this.#deps.clock.monotonicMs();
  }

  #isUnwritten(note: LedgerTransaction | undefined): note is LedgerTransaction {
    return note?.note === 'kept' && note.write === 'none' && note.settled === undefined;
  }

  /** Another note is looked at: what is said from now on is about it. */
  seen(): void {
    this.#seenSince = true;
  }

  /** It is on its way in, and no credit was told. */
  underWay(transaction: TransactionId, counters: CashCounters): void {
    this.#deps.journal.append('note-under-way', transaction, { counters });
  }

  kept(transaction: TransactionId, { value, counters }: NoteKept): void {
    this.#creditedAtMs = this.#deps.clock.monotonicMs();
    // The driver may have read them before the unit had counted an earlier note, which an earlier process credited.
    const before = this.find(transaction)?.countersBefore ?? null;
    const after = counters === null || before?.serial !== counters.serial ? counters : oneMore(before);
    this.#deps.journal.append('note-keep.outcome', transaction, { end: 'kept', value, by: 'device', counters: after, detail: '' });
  }

  returned({ id, value }: LedgerTransaction, reason: ReturnReason): void {
    this.#deps.journal.append('note-keep.outcome', id, { end: 'returned', value, by: 'device', counters: null, detail: reason });
  }

  /** A jam or a fraud alarm while the note was on its way: no counter may credit it, staff finds it. */
  leaveToStaff({ id, value }: LedgerTransaction, why: unknown): void {
    this.#inDoubt({ id, value }, { by: 'device', counters: null, detail: JSON.stringify(why) });
  }

  /** What stands here, when it is not what stood here before: another unit, other abilities, a cash box taken out or put in. */
  describe(device: CashDevice): void {
    const { journal } = this.#deps;
    const known = journal.ledger.cashDevice;
    if (known === null || !isDeepStrictEqual(withoutCounts(known), withoutCounts(device))) journal.append('cash-unit', null, device);
  }

  /**
   * Compares the unit with the journal: what became of a pending note, whether one that was in doubt has turned up, and
   * whether a note is there that nobody asked for.
   * @param pending the note that the word may be about; null where it still waits in escrow, and nothing said is about it
   * @returns notes that turned out to be owed to their cards although their end was on record otherwise; null: the end of the
   *   pending note cannot be said yet
   */
  reconcile(word: UnitWord, pending: LedgerTransaction | null = this.pending): readonly LedgerTransaction[] | null {
    const { journal } = this.#deps;
    const { ledger } = journal;
    const { counters: now, stackingOver } = word;
    const told = pending === null && this.pending !== null ? [] : this.#news(now);
    const doubtful = ledger.doubtfulNotes();
    const { counters: lastKnown, explained, late, disagreed } = ledger.baseline;
    const uncounted = this.#uncounted();
    const asked = pending === null ? [] : [pending];
    const verdict = reconcileNotes(asked, doubtful, { lastKnown, now, explained, uncounted, late, told, stackingOver });
    if (verdict.ends === null) return null;
    const evidence = JSON.stringify({ ...word, told, lastKnown: pending?.countersBefore ?? lastKnown });
    // The baseline moves last: were the power to fail in between, what is on record already is not found a second time.
    const owed: LedgerTransaction[] = [];
    for (const value of verdict.unexplained) {
      const sentBack = value === null ? null : this.#sentBack(value);
      if (sentBack !== null) owed.push(this.#found(sentBack, true, evidence));
      else journal.append('case', null, { cause: 'unexplained-note', detail: evidence });
    }
    if (verdict.otherHistory && !disagreed) journal.append('case', null, { cause: 'counters-disagree', detail: evidence });
    for (const note of verdict.found.flatMap((index) => doubtful[index] ?? [])) {
      const inHand = this.#isInHand(note);
      const found = this.#found(note, !inHand, evidence);
      if (!inHand) owed.push(found);
    }
    const [end] = verdict.ends;
    // What is still to be counted is on record already.
    const counters = now !== null && this.#isBehind(now) ? ledger.baseline.counters : now;
    if (pending !== null && end !== undefined) this.#end(pending, end, counters, evidence);
    const baseline = ledger.baseline.counters;
    const moved = counters !== null && (counters.notesKept !== baseline?.notesKept || counters.serial !== baseline.serial);
    const news = moved || ledger.mayForgetLateAt(this.#deps.clock.wallMs());
    if (news || ledger.told.length > 0 || baseline === null) journal.append('cash-ready', null, { counters, powerUp: [] });
    return owed;
  }

  /**
   * A note came out that the counters alone had called kept. What contradicts itself is unknown: it is not added to its card any more.
   * Where that was begun, staff has to see to it.
   * @returns the note that is in doubt now; null: there is nothing to take back
   */
  withdraw({ stackMs, ...word }: UnitWord): LedgerTransaction | null {
    const { journal } = this.#deps;
    const { lastCounted, told } = journal.ledger;
    if (lastCounted === null || !told.some((each) => this.contradicts(each, stackMs))) return null;
    const note = this.find(lastCounted.transaction);
    const detail = JSON.stringify({ ...word, told, counted: lastCounted });
    if (!this.#isUnwritten(note) || journal.ledger.staff.holds(caseOfTransaction(note.id))) {
      journal.append('case', null, { cause: 'counters-disagree', detail });
      return null;
    }
    this.#inDoubt(note, { by: 'counters', counters: null, detail });
    return note;
  }

  /**
   * What the unit said, without what it only repeats: a unit that does not count tells at power-up where the note is that it had
   * credited before, and had not yet told as stacked. There is one path: another note cannot have been in it.
   */
  #news(counters: CashCounters | null): readonly NoteWord[] {
    const { newest, told } = this.#deps.journal.ledger;
    if (counters !== null) return told;
    const known: (Dollars | null)[] = newest?.note === 'kept' ? [newest.value] : [];
    return told.filter(({ where, value, atStart }) => {
      if (where !== 'kept') return true;
      const repeated = atStart && known.includes(value);
      if (!repeated) known.push(value);
      return !repeated;
    });
  }

  /** A note whose end was written down as unknown just when the power failed: its case is written now. */
  completeCases(): void {
    const { journal } = this.#deps;
    for (const { id, note, caseOpen } of journal.ledger.transactions) {
      if (note === 'unknown' && !caseOpen) journal.append('case', id, { cause: 'note-in-doubt', detail: 'the case was interrupted' });
    }
  }

  /** A note of this value that is on record as returned, and nothing came after it: then a late credit is its own. */
  #sentBack(value: Dollars): LedgerTransaction | null {
    const newest = this.#deps.journal.ledger.lastSentBack();
    return newest?.value === value ? newest : null;
  }

  /** Staff has it, decides about it, or has decided: it is never credited. Who signed to add it to its card wants nothing else than a credit. */
  #isInHand({ id, withStaff, note, settled }: LedgerTransaction): boolean {
    const { signed, found } = this.#deps.journal.ledger.staff.noteOn(caseOfTransaction(id));
    return withStaff || note !== 'unknown' || settled !== undefined || found > 0 || (signed !== null && signed.decision !== 'add-to-card');
  }

  #end(note: LedgerTransaction, end: NoteEnd, counters: CashCounters | null, detail: string): void {
    this.#seenSince = false;
    this.stirred();
    this.#deps.log.write('cash.note-reconciled', { transaction: note.id, end });
    if (end === 'unknown') this.#inDoubt(note, { by: 'counters', counters, detail });
    else this.#deps.journal.append('note-keep.outcome', note.id, { end, value: note.value, by: 'counters', counters, detail });
  }

  #inDoubt(
    { id, value }: Pick<LedgerTransaction, 'id' | 'value'>,
    evidence: { readonly by: 'device' | 'counters'; readonly counters: CashCounters | null; readonly detail: string },
  ): void {
    const { journal } = this.#deps;
    journal.append('note-keep.outcome', id, { end: 'unknown', value, ...evidence });
    journal.append('case', id, { cause: 'note-in-doubt', detail: evidence.detail });
  }

  #found(note: LedgerTransaction, credited: boolean, detail: string): LedgerTransaction {
    this.#deps.log.write('cash.note-found', { transaction: note.id, end: credited ? 'owed to its card' : 'with staff' });
    this.#deps.journal.append('note-found', note.id, { credited, detail });
    return note;
  }
}
