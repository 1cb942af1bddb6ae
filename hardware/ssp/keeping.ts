import type { CashCounters, CashInEnd, NoteKept } from '../ports/cashAcceptor.ts';
import { oneMore } from './counters.ts';
import type { Channel } from './dataset.ts';
import type { SspEvent, SspEventName } from './eventTable.ts';
import type { SspLimits } from './limits.ts';

interface KeepingOptions {
  /** The note that waited in escrow. */
  readonly channel: Channel;
  /** Lifetime counters before the note is stacked. */
  readonly counters: CashCounters | null;
  readonly commit: (note: NoteKept) => void;
  readonly limits: SspLimits;
}

/** Events after which nobody can say where the note is, as long as no credit was told. */
const PUT_IN_DOUBT: ReadonlySet<SspEventName> = new Set<SspEventName>(['safe-jam', 'unsafe-jam', 'jam-recovery', 'fraud-attempt']);

/** One note on its way from escrow into the machine: from the poll that accepts it to the word about its end. */
export class Keeping {
  readonly outcome: Promise<CashInEnd>;
  readonly #options: KeepingOptions;
  #settle: (end: CashInEnd) => void = () => undefined;
  #note: NoteKept | null = null;
  #stacked = false;
  #settled = false;

  constructor(options: KeepingOptions) {
    this.#options = options;
    this.outcome = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get channel(): Channel {
    return this.#options.channel;
  }

  /** The credit was told, and what it stands for is durable. */
  get credited(): boolean {
    return this.#note !== null;
  }

  get settled(): boolean {
    return this.#settled;
  }

  /**
   * The unit tells the credit. Calls `commit` before returning.
   * @throws whatever `commit` throws; the note then counts as not credited.
   */
  credit(): void {
    const { channel, counters, commit } = this.#options;
    // A reading now would be another command, and after it the unit has forgotten the credit: the last one plus this note.
    const note: NoteKept = { value: channel.value, counters: counters === null ? null : oneMore(counters) };
    commit(note);
    this.#note = note;
  }

  /** Takes the events of a whole poll reply and decides whether that was the end. */
  observe(events: readonly SspEvent[], quietPolls: number): void {
    const { limits } = this.#options;
    for (const { event } of events) {
      if (event === 'stacked' || event === 'note-stored-in-payout') this.#stacked = true;
    }
    if (this.#note !== null) {
      if (this.#stacked || quietPolls >= limits.quietPolls) this.end({ end: 'kept', note: this.#note });
      return;
    }
    const doubt = events.find(({ event }) => PUT_IN_DOUBT.has(event));
    if (doubt !== undefined) this.end({ end: 'unknown', detail: `the unit reports ${doubt.event}` });
    else if (this.#stacked && quietPolls >= limits.quietPolls) this.end({ end: 'unknown', detail: 'stacked without a credit' });
    else if (quietPolls >= limits.speechlessPolls) this.end({ end: 'unknown', detail: 'the unit says nothing about the note' });
  }

  /** Ends it from outside: a told credit stands whatever comes after it. */
  giveUp(detail: string): void {
    this.end(this.#note === null ? { end: 'unknown', detail } : { end: 'kept', note: this.#note });
  }

  end(outcome: CashInEnd): void {
    this.#settled = true;
    this.#settle(outcome);
  }
}
