import type { CashDevice } from './cashStorage.ts';
import type { Dollars } from './dollars.ts';
import type { Result } from './result.ts';

/** Lifetime counters of the note path. They survive power cuts and wrap to 0; only differences mean anything. */
export interface CashCounters {
  /** Serial number of the unit that counts. Another unit means that differences mean nothing. */
  readonly serial: string;
  /** Notes that went to the cash box or the payout store and cannot be had back by the passenger. */
  readonly notesKept: number;
}

/** Something about the acceptor that is not a note of the running cash-in. */
export type CashCondition =
  | { readonly kind: 'in-order' }
  /** The line to the unit is not there or was lost. */
  | { readonly kind: 'no-line'; readonly detail: string }
  /** The unit does not answer, or restarted by itself. */
  | { readonly kind: 'offline'; readonly detail: string }
  /** Answers, but must not be used: wrong currency, contradicting values, too old a protocol. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** A note is stuck; `reachable` says whether the passenger may still get at it. */
  | { readonly kind: 'jammed'; readonly reachable: boolean }
  | { readonly kind: 'cash-box-removed' }
  | { readonly kind: 'cash-box-full' }
  | { readonly kind: 'fraud-attempt' }
  /** The unit answers that it obeys, and what it says afterwards shows that it does not. */
  | { readonly kind: 'out-of-order'; readonly detail: string }
  /** The unit said something that could not be understood; `bytes` holds it in hexadecimal. Nothing was credited from it. */
  | { readonly kind: 'not-understood'; readonly bytes: string };

/** Names one piece of money from escrow to its end. Given by the driver, and never again within one process. */
export type ItemId = number;

/** A piece of money that waits in escrow. */
export interface CashItem {
  readonly id: ItemId;
  readonly value: Dollars;
}

/** Why a note went back. */
export type ReturnReason =
  /** The host did not want it. */
  | 'host'
  /** Not recognised, or not as money that this unit takes. */
  | 'not-recognised'
  /** Recognised, of a denomination that is not let in now. */
  | 'not-let-in'
  /** It was put in while another note was still on its way. */
  | 'second-note'
  /** It could not be moved as it should: too fast, too slow, skewed, double, held back. */
  | 'not-moved-well'
  /** Nobody decided in time. */
  | 'escrow-timeout'
  | 'fraud'
  /** The unit gives no reason. */
  | 'unknown';

export type CashEvent =
  | { readonly type: 'condition'; readonly condition: CashCondition }
  /** A note is being looked at. */
  | { readonly type: 'note-seen' }
  /** A good note waits in escrow for `cashInEnd` or `cashInRollback`. */
  | { readonly type: 'note-in-escrow'; readonly item: CashItem }
  /**
   * A note went back to the passenger, refused by the unit or rolled back, and never was on its way into the machine.
   * `item` is null when it was never told as waiting in escrow; `value` is null when the unit did not recognise it.
   */
  | { readonly type: 'note-returned'; readonly item: ItemId | null; readonly value: Dollars | null; readonly reason: ReturnReason }
  /** What was given back sticks out of the unit's mouth, and was taken out of it. Only of a unit that tells it. */
  | { readonly type: 'note-held' }
  | { readonly type: 'note-taken' }
  /** A note left escrow without a word about its way. The unit must be reset before it is used again. */
  | { readonly type: 'note-lost'; readonly item: CashItem; readonly detail: string }
  /**
   * The unit says where some note is, other than by the end of a note in hand: one that it kept unasked, one that it moved
   * while it started, one that was rejected while another is on its way in. Evidence, never an end.
   * Told before the unit is asked anything else, for it forgets what it has said: it is to be made durable at once.
   */
  | { readonly type: 'note-told'; readonly word: NoteWord }
  /** The note that is being kept was accepted, and moves; the counters as they stand before any credit is told. */
  | { readonly type: 'note-under-way'; readonly item: ItemId; readonly counters: CashCounters };

/** A note that is now in the machine for good. */
export interface NoteKept {
  readonly item: ItemId;
  readonly value: Dollars;
  /** Counters as known when the credit was reported, or null when the unit does not count. */
  readonly counters: CashCounters | null;
}

/** What became of one item that `cashInEnd` was asked to keep. */
export type CashInEnd =
  | { readonly end: 'kept'; readonly note: NoteKept }
  /**
   * The note went back to the passenger; nothing was credited. Said of a note that never left escrow, or when the unit
   * reported a return and its counters stood still for its full stacking time.
   */
  | { readonly end: 'returned'; readonly reason: ReturnReason }
  /** Jam, line loss, power loss of the unit, silence, an answer not understood: the note may be anywhere. */
  | { readonly end: 'unknown'; readonly detail: string };

export interface CashFault {
  readonly kind: 'no-line' | 'offline' | 'refused' | 'out-of-order' | 'not-active';
  readonly detail: string;
}

/** What a freshly reset acceptor reports. */
export interface CashReady {
  readonly device: CashDevice;
  /** Denominations that the unit can take, ascending. */
  readonly denominations: readonly Dollars[];
  /** Null when the unit does not count (a stand-alone validator may not). */
  readonly counters: CashCounters | null;
  /**
   * The unit's full stacking time, milliseconds: counters that stood still for so long, in contact with it, will not move any
   * more for a note that was accepted.
   */
  readonly stackMs: number;
}

/** What the unit says of some note. It proves nothing by itself: the word may be about another note. */
export interface NoteWord {
  /** On its way out or back in a hand; in the machine; or stuck or pulled at, in an unknown place. */
  readonly where: 'returned' | 'kept' | 'stuck';
  /** Null when the unit does not name the value: then the word may be about any note. */
  readonly value: Dollars | null;
  /** Said at power-up, or while the host starts: it may repeat what was said before. */
  readonly atStart: boolean;
}

/**
 * A note acceptor with an escrow. The verbs are those of XFS4IoT's cash-in transaction.
 *
 * `reset` → (`cashInStart` → notes in escrow → `cashInEnd` | `cashInRollback`)*.
 * No method throws. After `unknown` the unit must be reset before it is used again; the difference of the counters
 * may then tell what became of the note.
 */
export interface CashAcceptor {
  onEvent(listener: (event: CashEvent) => void): void;
  /**
   * Opens the line, returns a note that waits in escrow, drains what the unit has to report (`note-told`), reads counters.
   * Ends with acceptance off. Answers `no-line` without a line and `offline` when the unit is silent; may be called again at any time.
   */
  reset(): Promise<Result<CashReady, CashFault>>;
  /**
   * Takes notes of exactly these denominations, until told otherwise. Ends when the unit itself shows that it does; answers
   * `out-of-order` when it says that it obeys and shows that it does not.
   */
  cashInStart(accept: readonly Dollars[]): Promise<Result<void, CashFault>>;
  /**
   * Moves these items from escrow into the machine and stops acceptance. Several can be asked for where the device's
   * capabilities say so; each has an end of its own, in the order of the question, and an item that the evidence does not
   * name is `unknown`.
   * @param commit is called the moment the unit reports a credit, before the unit is asked anything else: what it
   *   makes durable cannot be forgotten by the unit before.
   */
  cashInEnd(items: readonly ItemId[], commit: (note: NoteKept) => void): Promise<readonly CashInEnd[]>;
  /** Stops acceptance; a note that is in the path goes back to the passenger. Ends when the path is clear. */
  cashInRollback(): Promise<Result<void, CashFault>>;
  /** Lifetime counters, or null when the unit has none. */
  getCounters(): Promise<Result<CashCounters | null, CashFault>>;
  stop(): Promise<void>;
}
