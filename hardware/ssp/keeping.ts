import type { CashCounters, CashInEnd, ItemId, NoteKept, ReturnReason } from '../ports/cashAcceptor.ts';
import { oneMore } from './counters.ts';
import type { EscrowNote } from './escrow.ts';
import type { SspEvent } from './eventTable.ts';
import type { SspLimits } from './limits.ts';
import { PUT_IN_DOUBT } from './noteWords.ts';

interface KeepingOptions {
  /** The note that waited in escrow. */
  readonly note: EscrowNote;
  /** Lifetime counters before the note is stacked. */
  readonly counters: CashCounters | null;
  /** Monotonic, milliseconds. */
  readonly acceptedAtMs: number;
  readonly commit: (note: NoteKept) => void;
  readonly limits: SspLimits;
}

/**
 * Why the counters are wanted: to see how they stand while the note is on its way, before any credit; or to weigh them, as
 * nothing was heard for a while or the stacking time is over.
 */
export type Wanted = 'under-way' | 'weigh';

/**
 * One note on its way from escrow into the machine: from the poll that accepts it to the word about its end.
 *
 * Only a credit ends it at once. That a note was rejected may be said of another one, which somebody pushed in behind it:
 * it counts for this one when the counters have stood still for the unit's full stacking time.
 */
export class Keeping {
  readonly outcome: Promise<CashInEnd>;
  readonly #options: KeepingOptions;
  #settle: (end: CashInEnd) => void = () => undefined;
  #kept: NoteKept | null = null;
  #stacked = false;
  #returned: ReturnReason | null = null;
  #underWay = false;
  #settled = false;

  constructor(options: KeepingOptions) {
    this.#options = options;
    this.outcome = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get item(): ItemId {
    return this.#options.note.item.id;
  }

  get channel(): number {
    return this.#options.note.channel;
  }

  /** The credit was told, and what it stands for is durable. */
  get credited(): boolean {
    return this.#kept !== null;
  }

  get settled(): boolean {
    return this.#settled;
  }

  /** Accepted, and neither credited nor given up. */
  get open(): boolean {
    return !this.#settled && this.#kept === null;
  }

  /**
   * The unit tells the credit. Calls `commit` before returning.
   * @throws whatever `commit` throws; the note then counts as not credited.
   */
  credit(): void {
    const { note, counters, commit } = this.#options;
    const { id: item, value } = note.item;
    // A reading now would be another command, and after it the unit has forgotten the credit: the last one plus this note.
    const kept: NoteKept = { item, value, counters: counters === null ? null : oneMore(counters) };
    commit(kept);
    this.#kept = kept;
  }

  /** The unit rejected some note; this one, unless it says that it was a second one. */
  rejected(reason: ReturnReason): void {
    if (reason !== 'second-note') this.#returned ??= reason;
  }

  /**
   * Takes the events of a whole poll reply.
   * @returns what the counters are wanted for, null when they are not
   */
  observe(events: readonly SspEvent[], quietPolls: number, nowMs: number): Wanted | null {
    const { limits } = this.#options;
    for (const { event } of events) {
      if (event === 'stacked' || event === 'note-stored-in-payout') this.#stacked = true;
    }
    if (this.#kept !== null) {
      if (this.#stacked || quietPolls >= limits.quietPolls) this.#end({ end: 'kept', note: this.#kept });
      return null;
    }
    const doubt = events.find(({ event }) => PUT_IN_DOUBT.has(event));
    if (doubt !== undefined) {
      this.giveUp(`the unit reports ${doubt.event}`);
      return null;
    }
    if (!this.#underWay) {
      this.#underWay = true;
      return this.#options.counters === null ? null : 'under-way';
    }
    const speechless = quietPolls > 0 && quietPolls % limits.speechlessPolls === 0;
    return this.#timeOver(nowMs) || speechless || (this.#stacked && quietPolls === limits.quietPolls) ? 'weigh' : null;
  }

  /** Compares counters that were read just now with those before the note. */
  weigh(now: CashCounters | null, nowMs: number): void {
    if (!this.open) return;
    const before = this.#options.counters;
    const moved = before !== null && now !== null && (now.serial !== before.serial || now.notesKept !== before.notesKept);
    if (moved) this.giveUp('counted without a credit');
    else if (!this.#timeOver(nowMs)) return;
    else if (before !== null && now !== null && this.#returned !== null && !this.#stacked) {
      this.#end({ end: 'returned', reason: this.#returned });
    } else if (this.#returned !== null) this.giveUp('the unit rejected a note, and nothing says that it was this one');
    else this.giveUp(this.#stacked ? 'stacked without a credit' : 'the unit says nothing about the note');
  }

  /** Ends it from outside: a told credit stands whatever comes after it. */
  giveUp(detail: string): void {
    this.#end(this.#kept === null ? { end: 'unknown', detail } : { end: 'kept', note: this.#kept });
  }

  #timeOver(nowMs: number): boolean {
    return nowMs - this.#options.acceptedAtMs >= this.#options.limits.stackMs;
  }

  #end(outcome: CashInEnd): void {
    this.#settled = true;
    this.#settle(outcome);
  }
}
