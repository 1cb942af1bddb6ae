import type { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type {
  CashCondition,
  CashCounters,
  CashEvent,
  CashInEnd,
  ItemId,
  NoteWord,
  ReturnReason,
} from '../../hardware/ports/cashAcceptor.ts';
import type { Timer } from '../../hardware/ports/clock.ts';
import type { Dollars } from '../../hardware/ports/dollars.ts';
import { errorCatalogue } from '../../machines/errors/errorCatalogue.ts';
import type { DecidedNote } from '../../machines/flows/events.ts';
import { limits } from '../../machines/flows/limits.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { LedgerTransaction } from '../journal/ledger.ts';
import { acceptorCondition, type AcceptorTrouble } from './acceptorCondition.ts';
import type { EffectDeps } from './deps.ts';
import { NoteBook, type UnitWord } from './noteBook.ts';
import { record } from './record.ts';

/** An acceptor that is out of order is reset again after this time, milliseconds. */
export const RESET_AGAIN_MS = 5_000;

/** How often the counters are looked at while a note's end is waited for, milliseconds. */
const LISTEN_MS = 2_000;

/** Conditions after which nobody can say where a note is, whatever the counters count: staff decides. */
function forbidsAutomaticCredit(condition: CashCondition | null): boolean {
  return condition?.kind === 'jammed' || condition?.kind === 'fraud-attempt';
}

/**
 * The acceptor's side of the effects: opens and closes the note path, keeps notes (name, intent, act, outcome), and after
 * every reset compares the unit's counters with the journal.
 */
export class CashDesk {
  readonly #deps: EffectDeps;
  readonly #book: NoteBook;
  /** One act at the acceptor at a time. */
  #queue: Promise<void> = Promise.resolve();
  #trouble: Exclude<CashCondition, { kind: 'in-order' }> | null = null;
  /** It was reset with success, and no trouble was heard of since. */
  #inOrder = false;
  /** For whom the note path was opened last. */
  #card: CardNumber | null = null;
  /** The transactions of the notes that waited in escrow since the last reset. */
  #notes = new Map<ItemId, TransactionId>();
  /** Every note that got its name from this process. */
  readonly #named = new Set<TransactionId>();
  /** Words about earlier notes whose turn to be weighed has not come. */
  #unweighed = 0;
  /** What came out last contradicts what the counters had said: it is in doubt, and nobody is told that it was returned. */
  #cameOut = false;
  /** What was given back sticks out of the unit's mouth. */
  #sticksOut = false;
  /** Something was heard that a wait for the unit's word should look at. */
  #wake: () => void = () => undefined;
  /** Since when the unit has been in contact without a break, monotonic milliseconds; null while it is not. */
  #contactSinceMs: number | null = null;
  /** The unit's full stacking time, as it said last; before, that of the driver's default. Milliseconds. */
  #stackMs = 30_000;
  #denominations: readonly Dollars[] = [];
  #resetTimer: Timer | null = null;
  #stopped = false;

  constructor(deps: EffectDeps) {
    this.#deps = deps;
    this.#book = new NoteBook(deps);
    deps.acceptor.onEvent((event) => this.#hear(event));
  }

  /** First reset and reconciliation. Ends also when the acceptor is silent; it is then tried again. */
  async start(): Promise<void> {
    this.#tellAgain();
    await this.#inTurn(() => this.#reset());
    // What a unit still has to say of an interrupted note is waited for beside everything else.
    if (this.#book.pending !== null && this.#inOrder) this.#inTurn(() => this.#findOut()).catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelReset();
    this.#wake();
    await this.#inTurn(async () => {
      await this.#deps.acceptor.cashInRollback();
      await this.#deps.acceptor.stop();
    });
  }

  cashInStart(card: CardNumber, accept: readonly Dollars[]): Promise<void> {
    return this.#inTurn(async () => {
      this.#card = card;
      const opened = await this.#deps.acceptor.cashInStart(accept);
      this.#deps.dispatch(opened.ok ? { type: 'CASH.OPENED' } : { type: 'CASH.FAILED' });
      if (!opened.ok) this.#outOfOrder(this.#trouble ?? opened.error);
    });
  }

  cashInRollback(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#rollBack();
      this.#deps.dispatch({ type: 'CASH.CLOSED' });
    });
  }

  /** Moves the note in escrow into the machine. Nothing is told to the unit before the intent is durable. */
  keepNote(transaction: TransactionId): Promise<void> {
    return this.#inTurn(async () => {
      const note = this.#book.find(transaction);
      const item = [...this.#notes].find(([, named]) => named === transaction)?.[0];
      // It has gone back meanwhile, and that was told.
      if (note?.note !== 'pending') return;
      // The unit was reset meanwhile: whatever became of the note, it does not wait any more.
      if (item === undefined) {
        await this.#decidePending();
        return;
      }
      if (!(await this.#intend(note))) {
        await this.#rollBack();
        return;
      }
      const acceptedAtMs = this.#deps.clock.monotonicMs();
      this.#trouble = null;
      const [end] = await this.#deps.acceptor.cashInEnd([item], (kept) => {
        this.#book.kept(transaction, kept);
        // The card is written while the unit still finishes its part; the next note has to wait for both.
        this.#tellKept(note);
      });
      await this.#afterKeeping(note, end ?? { end: 'unknown', detail: 'no end was told' }, acceptedAtMs);
    });
  }

  /** @returns whether the unit may be told to keep it */
  async #intend(note: LedgerTransaction): Promise<boolean> {
    const counters = await this.#deps.acceptor.getCounters();
    if (!counters.ok) {
      this.#deps.log.write('cash.note-given-back', { cause: counters.error.detail });
      return false;
    }
    // It may have gone back meanwhile, and that was told.
    if (this.#book.find(note.id)?.note !== 'pending') return false;
    // What the unit counted since the last look is not this note: it still waits in escrow.
    const looked = this.#record(() => {
      this.#book.reconcile({ counters: counters.value, stackingOver: true, stackMs: this.#stackMs }, null);
    });
    // Somebody may have set the clock since the card was checked.
    if (!looked || this.#deps.clockWatch.judge() === 'wrong') return false;
    return this.#record(() => this.#book.intend(note, counters.value));
  }

  async #afterKeeping(note: LedgerTransaction, end: CashInEnd, acceptedAtMs: number): Promise<void> {
    if (this.#book.find(note.id)?.note === 'kept') {
      // The note is safe; what the unit does now is another matter.
      if (end.end === 'unknown') this.#outOfOrder({ kind: 'out-of-order', detail: end.detail });
      else await this.#checkCounters();
    } else if (end.end === 'returned') {
      this.#record(() => this.#book.returned(note, end.reason));
      this.#tellReturned(note.id, note.value, end.reason);
    } else {
      this.#deps.log.write('cash.note-in-doubt', {
        transaction: note.id,
        detail: end.end === 'unknown' ? end.detail : 'kept without a durable credit',
      });
      // Without a trouble in between the unit was listened to all the time.
      this.#contactSinceMs = this.#trouble === null ? acceptedAtMs : null;
      this.#inOrder = false;
      await this.#decide(note);
    }
    this.#tellJournal();
  }

  /** After a credit the counters must say the same, and nothing more. */
  async #checkCounters(): Promise<void> {
    const counters = await this.#deps.acceptor.getCounters();
    if (counters.ok) this.#record(() => this.#compare(counters.value));
  }

  async #rollBack(): Promise<void> {
    const closed = await this.#deps.acceptor.cashInRollback();
    if (closed.ok) return;
    const { pending } = this.#book;
    if (pending === null) {
      this.#outOfOrder(closed.error);
      return;
    }
    this.#deps.log.write('cash.note-in-doubt', { transaction: pending.id, detail: closed.error.detail });
    this.#contactSinceMs = null;
    this.#inOrder = false;
    await this.#decide(pending);
  }

  // --- what became of a note ------------------------------------------------------------------------------------

  /** Finds out what became of this note; whoever waits for its end is told it, or that nobody knows. */
  async #decide(note: LedgerTransaction): Promise<void> {
    await this.#findOut();
    if (this.#book.pending?.id === note.id) this.#tellEnd(note);
  }

  /**
   * Finds out what became of the pending note, as far as the unit can tell: resets it, compares, and waits for its word
   * until its full stacking time is over. Leaves it pending when the unit does not come back within that time.
   */
  async #findOut(): Promise<void> {
    const { clock } = this.#deps;
    const startedMs = clock.monotonicMs();
    do {
      if (!this.#inOrder) await this.#reset();
      await this.#listen();
      if (this.#book.pending === null || this.#stopped || this.#deps.journal.failed) return;
    } while (clock.monotonicMs() - startedMs < this.#stackMs && (await this.#pause(RESET_AGAIN_MS)));
  }

  /** Listens to the unit until it has told the end of the pending note, or its stacking time is over. */
  async #listen(): Promise<void> {
    const { pending } = this.#book;
    // Of a note of this process its own passenger is told; of an earlier one whoever comes now.
    if (pending !== null && this.#inOrder && !this.#named.has(pending.id)) {
      this.#deps.dispatch({ type: 'CASH.OUT', why: 'note-being-checked' });
    }
    // With nowhere to write it down there is nothing to wait for: the next boot finds it out.
    while (this.#book.pending !== null && this.#inOrder && !this.#deps.journal.failed) {
      const leftMs = this.#stackMs - this.#contactMs();
      if (leftMs > 0 && !(await this.#pause(Math.min(leftMs, LISTEN_MS)))) return;
      const counters = await this.#deps.acceptor.getCounters();
      if (!counters.ok || !this.#inOrder) return;
      if (!this.#record(() => this.#compare(counters.value))) return;
      if (this.#book.pending === null) this.#ready();
    }
  }

  /** How long the unit has been in contact without a break. */
  #contactMs(): number {
    return this.#contactSinceMs === null ? 0 : this.#deps.clock.monotonicMs() - this.#contactSinceMs;
  }

  /** Ends early when something is heard. @returns whether the station still runs */
  async #pause(ms: number): Promise<boolean> {
    const { clock } = this.#deps;
    await new Promise<void>((resolve) => {
      const timer = clock.setTimeout(resolve, ms);
      this.#wake = () => {
        clock.clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
    return !this.#stopped;
  }

  async #reset(): Promise<void> {
    const { acceptor, log } = this.#deps;
    const before = this.#trouble;
    this.#trouble = null;
    this.#inOrder = false;
    this.#notes.clear();
    this.#book.stirred();
    const ready = await acceptor.reset();
    this.#book.stirred();
    const stuck = [before, this.#trouble].find(forbidsAutomaticCredit);
    const { pending } = this.#book;
    if (pending !== null && stuck !== undefined) {
      this.#record(() => this.#book.leaveToStaff(pending, stuck));
      this.#tellEnd(pending);
    }
    if (!ready.ok) {
      this.#trouble ??= before;
      this.#contactSinceMs = null;
      log.write('cash.out-of-order', { kind: ready.error.kind, detail: ready.error.detail });
      // A unit that does not come to rest because of a jam has said so.
      this.#outOfOrder(ready.error.kind === 'out-of-order' ? (stuck ?? ready.error) : ready.error);
      return;
    }
    const { counters, denominations, device, stackMs } = ready.value;
    log.write('cash.ready', { serial: device.serial, takes: denominations.join(' ') });
    this.#contactSinceMs ??= this.#deps.clock.monotonicMs();
    this.#stackMs = stackMs;
    this.#denominations = denominations;
    const written = this.#record(() => {
      this.#book.completeCases();
      this.#book.describe(device);
      this.#compare(counters);
    });
    // What the unit said of itself while it started up (its cash box is away, say) was told already, and stands.
    if (!written || this.#trouble !== null) return;
    this.#cancelReset();
    this.#inOrder = true;
    if (this.#book.pending === null) this.#ready();
  }

  #ready(): void {
    this.#deps.dispatch({ type: 'CASH.READY', denominations: this.#denominations });
  }

  /** Compares the unit with the journal, and tells what came of it. */
  #compare(counters: CashCounters | null): void {
    const { pending } = this.#book;
    const word = { counters, stackingOver: this.#contactMs() >= this.#stackMs, stackMs: this.#stackMs };
    this.#withdraw(word);
    const owed = this.#book.reconcile(word);
    if (owed === null) return;
    if (pending !== null) this.#tellEnd(pending);
    for (const note of owed) this.#tellKept(note);
  }

  /** Takes back what the counters alone had said of a note that came out, and tells it. */
  #withdraw(word: UnitWord): void {
    const withdrawn = this.#book.withdraw(word);
    if (withdrawn !== null) this.#tellEnd(withdrawn);
  }

  // --- what the unit says ---------------------------------------------------------------------------------------

  #hear(event: CashEvent): void {
    const { dispatch } = this.#deps;
    switch (event.type) {
      case 'note-seen':
        this.#book.seen();
        this.#cameOut = false;
        dispatch({ type: 'NOTE.SEEN' });
        break;
      case 'note-in-escrow':
        this.#escrowed(event);
        break;
      case 'note-returned':
        this.#wentBack(event);
        break;
      case 'note-held':
        this.#sticksOut = true;
        dispatch({ type: 'NOTE.HELD' });
        break;
      case 'note-taken':
        this.#taken();
        break;
      case 'note-lost':
        this.#deps.log.write('cash.note-lost', { detail: event.detail });
        this.#inTurn(() => this.#decidePending()).catch(() => undefined);
        break;
      case 'note-told':
        this.#hearWord(event.word);
        break;
      case 'note-under-way':
        this.#underWay(event);
        break;
      case 'condition':
        this.#hearCondition(event.condition);
    }
  }

  /** The note gets its name before anybody hears of it. Without one it is not kept. */
  #escrowed({ item }: Extract<CashEvent, { type: 'note-in-escrow' }>): void {
    // A word about an earlier note must be weighed without this one: it would be taken for the end of it.
    const card = this.#unweighed === 0 ? this.#card : null;
    let transaction: TransactionId | null = null;
    const written = this.#record(() => {
      if (card !== null) transaction = this.#book.escrowed(card, item);
    });
    if (!written || transaction === null) {
      this.#inTurn(() => this.#rollBack()).catch(() => undefined);
      // The path is shut by that: whoever is invited must hear of it.
      if (this.#unweighed > 0) this.#deps.dispatch({ type: 'CASH.FAILED' });
      return;
    }
    this.#notes.set(item.id, transaction);
    this.#named.add(transaction);
    this.#deps.dispatch({ type: 'NOTE.ESCROWED', transaction, value: item.value });
  }

  #wentBack({ item, value, reason }: Extract<CashEvent, { type: 'note-returned' }>): void {
    const transaction = (item === null ? null : this.#notes.get(item)) ?? null;
    const note = transaction === null ? null : this.#book.find(transaction);
    // Whatever is pending without a name in this process was in the path before: the word is about it, or about another.
    if (note?.accepted === true || (note === null && (this.#book.pending !== null || this.#cameOut))) return;
    this.#record(() => this.#book.wentBack(transaction, value, reason));
    this.#tellReturned(transaction, value, reason);
  }

  /**
   * Durable at once: the unit says it once, and this process may not live to weigh it. A note that was kept is the pending one,
   * heard of late; one that is on record otherwise; the second report of a known one, which the counters tell; or nobody's. And one that
   * comes out may be one that the counters alone called kept.
   */
  #hearWord(word: NoteWord): void {
    const { pending } = this.#book;
    // A rejection while nobody's end is open is told with its reason, as the note that went back.
    const contradicts = this.#book.contradicts(word, this.#stackMs);
    if (word.where !== 'kept' && word.value === null && pending === null && !contradicts) return;
    if (!this.#record(() => this.#book.told(word))) return;
    // At once: its card may be written, another note be seen, or the unit fall silent, before a turn comes.
    if (contradicts) this.#record(() => this.#withdraw({ counters: null, stackingOver: false, stackMs: this.#stackMs }));
    if (word.atStart) return;
    this.#wake();
    if (contradicts) this.#cameOut = true;
    if (word.where !== 'kept' && !contradicts) return;
    this.#unweighed += 1;
    this.#inTurn(() => (pending === null ? this.#checkCounters() : this.#decidePending()))
      .catch(() => undefined)
      .finally(() => {
        this.#unweighed -= 1;
      });
  }

  #underWay({ item, counters }: Extract<CashEvent, { type: 'note-under-way' }>): void {
    const transaction = this.#notes.get(item);
    if (transaction !== undefined) this.#record(() => this.#book.underWay(transaction, counters));
  }

  /** A word came about a note that nothing waits for: asked to be kept it is not, and in escrow it is no longer. */
  async #decidePending(): Promise<void> {
    const { pending } = this.#book;
    if (pending === null) return;
    this.#contactSinceMs = null;
    this.#inOrder = false;
    await this.#decide(pending);
  }

  #hearCondition(condition: CashCondition): void {
    if (condition.kind === 'in-order') return;
    this.#trouble = condition;
    this.#book.stirred();
    if (condition.kind === 'not-understood') {
      this.#record(() => this.#deps.journal.append('case', null, { cause: 'unit-not-understood', detail: condition.bytes }));
    }
    this.#outOfOrder(condition);
  }

  // --- what the machines are told -------------------------------------------------------------------------------

  #tellEnd(note: LedgerTransaction): void {
    const end = this.#book.find(note.id)?.note;
    if (end === 'returned') this.#tellReturned(note.id, note.value, 'unknown');
    else if (end === 'kept') this.#tellKept(note);
    else this.#deps.dispatch({ type: 'NOTE.IN-DOUBT', ...this.#decided(note) });
  }

  #tellKept(note: LedgerTransaction): void {
    this.#deps.dispatch({ type: 'NOTE.KEPT', ...this.#decided(note) });
  }

  #decided({ id, value, card }: LedgerTransaction): DecidedNote {
    return { transaction: id, value, card: card.masked, earlier: !this.#named.has(id) };
  }

  #tellReturned(transaction: TransactionId | null, value: Dollars | null, reason: ReturnReason): void {
    this.#deps.dispatch({ type: 'NOTE.RETURNED', transaction, value, reason });
    // The unit says that it holds a note before it is known which one that is.
    if (this.#sticksOut) this.#deps.dispatch({ type: 'NOTE.HELD' });
  }

  /** It was taken, or there is nobody any more who could say so. */
  #taken(): void {
    if (!this.#sticksOut) return;
    this.#sticksOut = false;
    this.#deps.dispatch({ type: 'NOTE.TAKEN' });
  }

  /** Whoever was being told of a returned note when the station ended is told again. */
  #tellAgain(): void {
    const { clock, journal } = this.#deps;
    const last = journal.ledger.lastReturn;
    const agoMs = last === null ? Number.NaN : clock.wallMs() - last.atMs;
    if (last !== null && agoMs >= 0 && agoMs < limits.returnedToldMs) this.#tellReturned(last.transaction, last.value, last.reason);
  }

  /** No notes until a reset succeeds. */
  #outOfOrder(trouble: AcceptorTrouble): void {
    const why = acceptorCondition(trouble);
    this.#inOrder = false;
    this.#wake();
    this.#taken();
    this.#deps.log.write('cash.closed', { why, code: errorCatalogue[why].code, detail: 'detail' in trouble ? trouble.detail : null });
    this.#deps.dispatch({ type: 'CASH.OUT', why });
    if (this.#resetTimer !== null || this.#stopped) return;
    this.#resetTimer = this.#deps.clock.setTimeout(() => {
      this.#resetTimer = null;
      this.#inTurn(() => this.#resetAgain()).catch((cause: unknown) => {
        this.#deps.log.write('cash.reset-failed', { cause: String(cause) });
        this.#deps.dispatch({ type: 'STATION.FAULTY' });
      });
    }, RESET_AGAIN_MS);
  }

  /** It may have come back while this waited for its turn. */
  async #resetAgain(): Promise<void> {
    if (this.#inOrder || this.#stopped) return;
    if (this.#book.pending === null) await this.#reset();
    else await this.#decidePending();
  }

  #cancelReset(): void {
    if (this.#resetTimer !== null) this.#deps.clock.clearTimeout(this.#resetTimer);
    this.#resetTimer = null;
  }

  #record(write: () => void): boolean {
    return record(this.#deps, write);
  }

  #tellJournal(): void {
    if (this.#deps.journal.failed) this.#deps.dispatch({ type: 'JOURNAL.FAILED' });
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}
