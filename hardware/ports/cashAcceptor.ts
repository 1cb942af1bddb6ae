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
  /** The unit said something that could not be understood; `bytes` holds it in hexadecimal. Nothing was credited from it. */
  | { readonly kind: 'not-understood'; readonly bytes: string };

export type CashEvent =
  | { readonly type: 'condition'; readonly condition: CashCondition }
  /** A note is being looked at. */
  | { readonly type: 'note-seen' }
  /** A good note waits in escrow for `cashInEnd` or `cashInRollback`. */
  | { readonly type: 'note-in-escrow'; readonly value: Dollars }
  /** A note went back to the passenger, refused by the unit or rolled back. */
  | { readonly type: 'note-returned'; readonly reason: string }
  /**
   * The unit reports a note that it kept although nobody asked it to. Never an automatic credit: it becomes a case.
   * `value` is null when the unit does not know.
   */
  | { readonly type: 'note-kept-unasked'; readonly value: Dollars | null; readonly counters: CashCounters | null };

/** A note that is now in the machine for good. */
export interface NoteKept {
  readonly value: Dollars;
  /** Counters as known when the credit was reported, or null when the unit does not count. */
  readonly counters: CashCounters | null;
}

export type CashInEnd =
  | { readonly end: 'kept'; readonly note: NoteKept }
  /** The note went back to the passenger; nothing was credited. */
  | { readonly end: 'returned'; readonly reason: string }
  /** Jam, line loss, power loss of the unit, an answer not understood: the note may be anywhere. */
  | { readonly end: 'unknown'; readonly detail: string };

export interface CashFault {
  readonly kind: 'no-line' | 'offline' | 'refused' | 'out-of-order' | 'not-active';
  readonly detail: string;
}

/** What a freshly reset acceptor reports. */
export interface CashReady {
  /** Denominations that the unit can take, ascending. */
  readonly denominations: readonly Dollars[];
  /** Null when the unit does not count (a stand-alone validator may not). */
  readonly counters: CashCounters | null;
  /** Notes that the unit itself moved while it started up: kept ones are part of the truth of an interrupted cash-in. */
  readonly powerUp: readonly PowerUpNote[];
}

/** A note found in the path at power-up. */
export interface PowerUpNote {
  readonly where: 'returned' | 'kept';
  /** Null when the unit does not know the value. */
  readonly value: Dollars | null;
}

/**
 * A note acceptor with an escrow for one note. The verbs are those of XFS4IoT; a cash-in holds one note.
 *
 * `reset` → (`cashInStart` → note in escrow → `cashInEnd` | `cashInRollback`)*.
 * No method throws. After `unknown` the unit must be reset before it is used again; the difference of the counters
 * then tells what became of the note.
 */
export interface CashAcceptor {
  onEvent(listener: (event: CashEvent) => void): void;
  /**
   * Opens the line, returns a note that waits in escrow, drains what the unit has to report, reads counters.
   * Ends with acceptance off. Answers `no-line` without a line and `offline` when the unit is silent; may be called again at any time.
   */
  reset(): Promise<Result<CashReady, CashFault>>;
  /** Takes notes of exactly these denominations, until told otherwise. */
  cashInStart(accept: readonly Dollars[]): Promise<Result<void, CashFault>>;
  /**
   * Moves the note in escrow into the machine and stops acceptance.
   * @param commit is called the moment the unit reports the credit, before the unit is asked anything else: what it
   *   makes durable cannot be forgotten by the unit before.
   */
  cashInEnd(commit: (note: NoteKept) => void): Promise<CashInEnd>;
  /** Stops acceptance; a note that is in the path goes back to the passenger. Ends when the path is clear. */
  cashInRollback(): Promise<Result<void, CashFault>>;
  /** Lifetime counters, or null when the unit has none. */
  getCounters(): Promise<Result<CashCounters | null, CashFault>>;
  stop(): Promise<void>;
}
