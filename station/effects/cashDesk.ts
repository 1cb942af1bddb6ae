import { isDeepStrictEqual } from 'node:util';
import type { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { CashCondition, CashCounters, CashEvent, CashItem, CashReady, PowerUpNote } from '../../hardware/ports/cashAcceptor.ts';
import type { CashDevice } from '../../hardware/ports/cashStorage.ts';
import type { Timer } from '../../hardware/ports/clock.ts';
import type { Dollars } from '../../hardware/ports/dollars.ts';
import { errorCatalogue } from '../../machines/errors/errorCatalogue.ts';
import { reconcileNotes } from '../../machines/flows/recovery.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { LedgerTransaction } from '../journal/ledger.ts';
import { acceptorCondition, type AcceptorTrouble } from './acceptorCondition.ts';
import type { EffectDeps } from './deps.ts';
import { newTransactionId } from './identifiers.ts';

/** An acceptor that is out of order is reset again after this time, milliseconds. */
export const RESET_AGAIN_MS = 5_000;

function withoutCounts({ storage, ...device }: CashDevice): unknown {
  return { ...device, storage: storage.map(({ id, type, status }) => ({ id, type, status })) };
}

/** Conditions after which nobody can say where a note is, whatever the counters count: staff decides. */
function forbidsAutomaticCredit(condition: CashCondition | null): boolean {
  return condition?.kind === 'jammed' || condition?.kind === 'fraud-attempt';
}

/**
 * The acceptor's side of the effects: opens and closes the note path, keeps notes (intent, act, outcome), and after
 * every reset compares the unit's counters with the journal.
 */
export class CashDesk {
  readonly #deps: EffectDeps;
  /** One act at the acceptor at a time. */
  #queue: Promise<void> = Promise.resolve();
  #trouble: Exclude<CashCondition, { kind: 'in-order' }> | null = null;
  /** The note that waits in escrow: one, whatever the device could hold, because a note is a transaction here. */
  #escrowed: CashItem | null = null;
  /** Notes that the unit told of while the one that it was asked to keep is in doubt. */
  #toldLate: PowerUpNote[] = [];
  #resetTimer: Timer | null = null;
  #stopped = false;

  constructor(deps: EffectDeps) {
    this.#deps = deps;
    deps.acceptor.onEvent((event) => this.#hear(event));
  }

  /** First reset and reconciliation. Ends also when the acceptor is silent; it is then tried again. */
  start(): Promise<void> {
    return this.#inTurn(() => this.#reset());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelReset();
    await this.#inTurn(async () => {
      await this.#deps.acceptor.cashInRollback();
      await this.#deps.acceptor.stop();
    });
  }

  cashInStart(accept: readonly Dollars[]): Promise<void> {
    return this.#inTurn(async () => {
      const opened = await this.#deps.acceptor.cashInStart(accept);
      this.#deps.dispatch(opened.ok ? { type: 'CASH.OPENED' } : { type: 'CASH.FAILED' });
      if (!opened.ok) this.#outOfOrder(opened.error);
    });
  }

  cashInRollback(): Promise<void> {
    return this.#inTurn(async () => {
      const closed = await this.#deps.acceptor.cashInRollback();
      if (!closed.ok) this.#outOfOrder(closed.error);
      this.#deps.dispatch({ type: 'CASH.CLOSED' });
    });
  }

  /** Moves the note in escrow into the machine. Nothing is told to the unit before the intent is durable. */
  keepNote(card: CardNumber, value: Dollars): Promise<void> {
    return this.#inTurn(async () => {
      const { acceptor, journal, random, seal } = this.#deps;
      const counters = await acceptor.getCounters();
      const transaction = newTransactionId(random);
      try {
        if (!counters.ok) throw new Error(counters.error.detail);
        journal.append('note-keep.intent', transaction, { card: seal.sealCard(card), value, currency: 'TWD', counters: counters.value });
      } catch (cause) {
        this.#deps.log.write('cash.note-given-back', { cause: String(cause) });
        await acceptor.cashInRollback();
        this.#deps.dispatch({ type: 'NOTE.RETURNED' });
        this.#tellJournal();
        return;
      }

      this.#trouble = null;
      this.#toldLate = [];
      let credited = false;
      const items = this.#escrowed === null ? [] : [this.#escrowed.id];
      this.#escrowed = null;
      const [end = { end: 'unknown', detail: 'no note waits in escrow' }] = await acceptor.cashInEnd(items, (note) => {
        journal.append('note-keep.outcome', transaction, {
          end: 'kept',
          value: note.value,
          by: 'device',
          counters: note.counters,
          detail: '',
        });
        credited = true;
        // The card is written while the unit still finishes its part; the next note has to wait for both.
        this.#deps.dispatch({ type: 'NOTE.KEPT', transaction, value: note.value });
      });
      if (credited) {
        // The note is safe; what the unit does now is another matter.
        if (end.end === 'unknown') this.#outOfOrder({ kind: 'out-of-order', detail: end.detail });
      } else if (end.end === 'returned') this.#noteReturned(transaction, value, end.reason);
      else await this.#noteInDoubt(transaction, value, end.end === 'unknown' ? end.detail : 'kept without a durable credit');
      this.#tellJournal();
    });
  }

  #noteReturned(transaction: TransactionId, value: Dollars, reason: string): void {
    this.#record(() =>
      this.#deps.journal.append('note-keep.outcome', transaction, { end: 'returned', value, by: 'device', counters: null, detail: reason }),
    );
    this.#deps.dispatch({ type: 'NOTE.RETURNED' });
  }

  /** The unit did not say what became of the note: its counters may, unless it is stuck. */
  async #noteInDoubt(transaction: TransactionId, value: Dollars, detail: string): Promise<void> {
    this.#deps.log.write('cash.note-in-doubt', { transaction, detail });
    await this.#reset();
    switch (this.#deps.journal.ledger.find(transaction)?.note) {
      case 'kept':
        this.#deps.dispatch({ type: 'NOTE.KEPT', transaction, value });
        break;
      case 'returned':
        this.#deps.dispatch({ type: 'NOTE.RETURNED' });
        break;
      case 'pending':
      case 'unknown':
      case undefined:
        this.#deps.dispatch({ type: 'NOTE.IN-DOUBT', transaction, value });
    }
  }

  async #reset(): Promise<void> {
    const { acceptor, dispatch, journal, log } = this.#deps;
    const before = this.#trouble;
    this.#trouble = null;
    const ready = await acceptor.reset();
    const stuck = [before, this.#trouble].find(forbidsAutomaticCredit);
    const [pending] = journal.ledger.pendingNotes();
    if (pending !== undefined && stuck !== undefined) this.#record(() => this.#leaveToStaff(pending, stuck, null));
    if (!ready.ok) {
      this.#trouble ??= before;
      log.write('cash.out-of-order', { kind: ready.error.kind, detail: ready.error.detail });
      // A unit that does not come to rest because of a jam has said so.
      this.#outOfOrder(ready.error.kind === 'out-of-order' ? (stuck ?? ready.error) : ready.error);
      return;
    }
    log.write('cash.ready', { serial: ready.value.counters?.serial, takes: ready.value.denominations.join(' ') });
    this.#record(() => {
      this.#describe(ready.value.device);
      this.#reconcile(ready.value);
    });
    if (this.#tellJournal()) return;
    // What the unit said of itself while it started up (its cash box is away, say) was told already, and stands.
    if (this.#trouble !== null) return;
    this.#cancelReset();
    dispatch({ type: 'CASH.READY', denominations: ready.value.denominations });
  }

  /** What stands here, when it is not what stood here before: another unit, other abilities, a cash box that was taken out or put in. */
  #describe(device: CashDevice): void {
    const { journal } = this.#deps;
    const known = journal.ledger.cashDevice;
    if (known === null || !isDeepStrictEqual(withoutCounts(known), withoutCounts(device))) journal.append('cash-unit', null, device);
  }

  /** Compares the unit with the journal: what became of a pending note, and whether a note is there that nobody asked for. */
  #reconcile(ready: CashReady): void {
    const { journal, log } = this.#deps;
    const [pending] = journal.ledger.pendingNotes();
    const lastKnown = journal.ledger.lastCounters;
    const powerUp = [...this.#toldLate, ...ready.powerUp];
    const found = reconcileNotes(pending ?? null, { lastKnown, now: ready.counters, powerUp });
    if (pending !== undefined && found.pending !== null) {
      log.write('cash.note-reconciled', { transaction: pending.id, end: found.pending });
      const { value } = pending;
      journal.append('note-keep.outcome', pending.id, {
        end: found.pending,
        value,
        by: 'counters',
        counters: ready.counters,
        detail: JSON.stringify(powerUp),
      });
      if (found.pending === 'unknown') journal.append('case', pending.id, { cause: 'note-in-doubt', detail: JSON.stringify(ready) });
    }
    if (found.unexplained > 0) journal.append('case', null, { cause: 'unexplained-note', detail: JSON.stringify({ ...ready, lastKnown }) });
    const news = ready.counters?.notesKept !== lastKnown?.notesKept || ready.counters?.serial !== lastKnown?.serial;
    if (news || ready.powerUp.length > 0) journal.append('cash-ready', null, { counters: ready.counters, powerUp: ready.powerUp });
  }

  /** A jam or a fraud alarm while the note was on its way: no counter may credit it, staff finds it. */
  #leaveToStaff(pending: LedgerTransaction, why: unknown, counters: CashCounters | null): void {
    const detail = JSON.stringify(why);
    this.#deps.journal.append('note-keep.outcome', pending.id, {
      end: 'unknown',
      value: pending.value,
      by: 'device',
      counters,
      detail,
    });
    this.#deps.journal.append('case', pending.id, { cause: 'note-in-doubt', detail });
  }

  #hear(event: CashEvent): void {
    const { dispatch } = this.#deps;
    switch (event.type) {
      case 'note-seen':
        dispatch({ type: 'NOTE.SEEN' });
        break;
      case 'note-in-escrow':
        this.#escrowed = event.item;
        dispatch({ type: 'NOTE.ESCROWED', value: event.item.value });
        break;
      case 'note-returned':
        dispatch({ type: 'NOTE.RETURNED' });
        break;
      case 'note-held':
      case 'note-taken':
        break;
      case 'note-lost':
        this.#outOfOrder({ kind: 'out-of-order', detail: event.detail });
        break;
      case 'note-kept-unasked':
        this.#record(() => this.#noteUnasked(event));
        this.#tellJournal();
        break;
      case 'condition':
        this.#hearCondition(event.condition);
    }
  }

  /** The counters tell a note that nobody asked for from the second report of a known one. */
  #noteUnasked(event: Extract<CashEvent, { type: 'note-kept-unasked' }>): void {
    const { journal } = this.#deps;
    const [pending] = journal.ledger.pendingNotes();
    if (pending !== undefined) {
      // The word came late, or is about another value than the one that was asked for: then no counter may credit that.
      if (event.value === pending.value) this.#toldLate.push({ where: 'kept', value: event.value });
      else this.#leaveToStaff(pending, event, event.counters);
      return;
    }
    const evidence = { lastKnown: journal.ledger.lastCounters, now: event.counters, powerUp: [] };
    const known = event.counters !== null && evidence.lastKnown !== null && reconcileNotes(null, evidence).unexplained === 0;
    if (known) return;
    journal.append('case', null, { cause: 'unexplained-note', detail: JSON.stringify(event) });
    if (event.counters !== null) journal.append('cash-ready', null, { counters: event.counters, powerUp: [] });
  }

  #hearCondition(condition: CashCondition): void {
    if (condition.kind === 'in-order') return;
    this.#trouble = condition;
    if (condition.kind === 'not-understood') {
      this.#record(() => this.#deps.journal.append('case', null, { cause: 'unit-not-understood', detail: condition.bytes }));
      this.#tellJournal();
    }
    this.#outOfOrder(condition);
  }

  /** No notes until a reset succeeds. */
  #outOfOrder(trouble: AcceptorTrouble): void {
    const why = acceptorCondition(trouble);
    this.#deps.log.write('cash.closed', { why, code: errorCatalogue[why].code, detail: 'detail' in trouble ? trouble.detail : null });
    this.#deps.dispatch({ type: 'CASH.OUT', why });
    if (this.#resetTimer !== null || this.#stopped) return;
    this.#resetTimer = this.#deps.clock.setTimeout(() => {
      this.#resetTimer = null;
      this.#inTurn(() => this.#reset()).catch((cause: unknown) => {
        this.#deps.log.write('cash.reset-failed', { cause: String(cause) });
        this.#deps.dispatch({ type: 'STATION.FAULTY' });
      });
    }, RESET_AGAIN_MS);
  }

  #cancelReset(): void {
    if (this.#resetTimer !== null) this.#deps.clock.clearTimeout(this.#resetTimer);
    this.#resetTimer = null;
  }

  /** A record that cannot be written closes the machine; what it was about is found again from the counters at the next boot. */
  #record(write: () => void): void {
    try {
      write();
    } catch (cause) {
      this.#deps.log.write('journal.write-failed', { cause: String(cause) });
    }
  }

  #tellJournal(): boolean {
    if (this.#deps.journal.failed) this.#deps.dispatch({ type: 'JOURNAL.FAILED' });
    return this.#deps.journal.failed;
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}
