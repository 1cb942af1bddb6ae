import type { CashCounters, CashEvent, CashInEnd, ItemId, NoteKept, NoteWord, ReturnReason } from '../ports/cashAcceptor.ts';
import type { Clock } from '../ports/clock.ts';
import type { Dollars } from '../ports/dollars.ts';
import { command } from './commands.ts';
import { type Channel, channelValue, type Dataset } from './dataset.ts';
import { Escrow } from './escrow.ts';
import type { SspEvent } from './eventTable.ts';
import type { ExchangeFault, SspExchange } from './exchange.ts';
import { genericReply } from './genericReply.ts';
import { Keeping } from './keeping.ts';
import type { SspLimits } from './limits.ts';
import { PUT_IN_DOUBT } from './noteWords.ts';
import { PathWatch } from './pathWatch.ts';
import { returnReason } from './rejectCodes.ts';

interface NotePathOptions {
  readonly exchange: SspExchange;
  readonly clock: Clock;
  readonly limits: SspLimits;
  readonly emit: (event: CashEvent) => void;
  /** Work that a reply has made necessary, before the unit is polled again. */
  readonly followUp: (act: () => Promise<void>) => void;
  /** Reads the lifetime counters now; null when the unit does not tell any. */
  readonly readCounters: () => Promise<CashCounters | null>;
  /** A note is in the box: nothing may follow behind it. */
  readonly onCredited: () => void;
  /** A credit could not be made durable. */
  readonly onCreditLost: (cause: unknown) => void;
  /** Only a reset finds out where a note is. */
  readonly onDoubt: (detail: string) => void;
}

/** A note whose return was told, while its reason is being asked for. */
interface Returned {
  readonly item: ItemId | null;
  readonly value: Dollars | null;
  readonly byHost: boolean;
}

/**
 * What the unit says about notes, told note by note. A note gets its identity when it waits in escrow, and keeps it until
 * its end is told: kept, returned, or lost. There is one path, so that words about a note which never was on its way into
 * the box are about the one in the path; behind a note that was accepted another one may be pushed in and rejected.
 */
export class NotePath {
  readonly #options: NotePathOptions;
  readonly #watch: PathWatch;
  readonly #escrow: Escrow;
  /** Channels that are let in. */
  open: ReadonlySet<number> = new Set();
  #nextItem: ItemId = 1;
  #announced: ItemId | null = null;
  #keeping: Keeping | null = null;
  #returned: Returned | null = null;
  #lastReturned: { readonly item: ItemId | null; readonly reason: ReturnReason } | null = null;
  #seen = false;
  #held = false;

  constructor(options: NotePathOptions) {
    this.#options = options;
    const { exchange, clock, limits } = options;
    this.#watch = new PathWatch(clock);
    this.#escrow = new Escrow({ exchange, rejectAttempts: limits.rejectAttempts, onLeft: () => this.#watch.stir() });
  }

  get quiet(): boolean {
    return this.#watch.quietPolls >= this.#options.limits.quietPolls;
  }

  /** Nothing is in the path, nothing is on its way to somebody's hand, and nothing moves. */
  get clear(): boolean {
    return this.quiet && this.#escrow.empty && this.#keeping === null;
  }

  get keeping(): Keeping | null {
    return this.#keeping;
  }

  /** A note waits in escrow: the unit must not be polled. */
  get holdsNote(): boolean {
    return this.#escrow.note !== null;
  }

  /** The next command while a note waits in escrow, or may do so; null when the unit can be polled. */
  step(mayStay: boolean): Promise<ExchangeFault | null> | null {
    const { note, leaving } = this.#escrow;
    if (note !== null) return mayStay && this.open.has(note.channel) ? this.#escrow.hold() : this.#escrow.sendBack();
    const silent = leaving?.sought === false && this.#watch.quietPolls >= this.#options.limits.quietPolls;
    return silent ? this.#escrow.seek() : null;
  }

  /** Takes the events of one reply in service. `stopped` is asked after each: a credit that was lost ends everything at once. */
  digest(events: readonly SspEvent[], dataset: Dataset, stopped: () => boolean): void {
    for (const event of events) {
      this.#hear(event, dataset);
      if (stopped()) return;
    }
    this.#announce();
    this.#watch.observe(events);
    if (this.quiet) this.#seen = false;
    this.#observeHeld(events);
    this.#observeKeeping(events);
    this.#observeLeaving();
  }

  /** Takes the events of one reply of a start-up: whatever comes into escrow goes back, and belongs to the start-up. */
  digestStartUp(events: readonly SspEvent[], dataset: Dataset): void {
    for (const event of events) {
      const channel = event.event === 'read' ? dataset.channels[event.channel - 1] : undefined;
      if (channel !== undefined) this.#arrive(channel);
      if (event.event === 'rejected') this.#escrow.clear();
    }
    this.#watch.observe(events);
    this.#observeHeld(events);
  }

  /**
   * Begins to keep the note in escrow, if it is this one: the next poll accepts it.
   * @returns how that ends; at once when that note does not wait in escrow
   */
  accept(item: ItemId, counters: CashCounters | null, commit: (note: NoteKept) => void): Promise<CashInEnd> {
    const { note } = this.#escrow;
    if (note?.item.id !== item) return Promise.resolve(this.#ended(item));
    const { clock, limits } = this.#options;
    const keeping = new Keeping({ note, counters, commit, limits, acceptedAtMs: clock.monotonicMs() });
    this.#escrow.clear();
    this.open = new Set();
    this.#keeping = keeping;
    this.#watch.stir();
    return keeping.outcome.finally(() => {
      if (this.#keeping === keeping) this.#keeping = null;
    });
  }

  /** What is known of a note that does not wait in escrow any more. */
  #ended(item: ItemId): CashInEnd {
    if (item === this.#lastReturned?.item) return { end: 'returned', reason: this.#lastReturned.reason };
    return { end: 'unknown', detail: 'the note does not wait in escrow' };
  }

  /** Resolves true when the path is quiet for a moment from now on, false when that takes longer or is given up. */
  untilQuiet(limitMs: number): Promise<boolean> {
    return this.#watch.untilQuiet(this.#options.limits.quietPolls, limitMs);
  }

  /** The same, and every note that left escrow has its end. */
  async untilClear(limitMs: number): Promise<boolean> {
    const { clock } = this.#options;
    const endMs = clock.monotonicMs() + limitMs;
    do {
      if (!(await this.untilQuiet(Math.max(0, endMs - clock.monotonicMs())))) return false;
    } while (!this.#escrow.empty);
    return true;
  }

  /** Everything that waits for a word ends: the unit is not listened to any more. */
  giveUp(detail: string): void {
    this.open = new Set();
    this.#keeping?.giveUp(detail);
    this.#watch.giveUp();
  }

  forget(): void {
    this.#escrow.clear();
    this.#keeping = null;
    this.#returned = null;
    this.#seen = false;
    this.open = new Set();
    this.#watch.stir();
  }

  // --- one event ------------------------------------------------------------------------------------------------

  #hear(event: SspEvent, dataset: Dataset): void {
    if (event.event === 'read') {
      this.#tellReturned('unknown');
      if (event.channel === 0) this.#noteSeen();
      else this.#read(dataset.channels[event.channel - 1]);
    } else if (event.event === 'note-credit') this.#credited(event.channel, dataset);
    else if (event.event === 'rejected') this.#rejected();
    else if (event.event === 'rejecting' && this.#keeping?.open === true) this.#tell({ where: 'returned', value: null });
    else if (PUT_IN_DOUBT.has(event.event) && this.#keeping?.open === true) this.#tell({ where: 'stuck', value: null });
  }

  #tell(word: Omit<NoteWord, 'atStart'>): void {
    this.#options.emit({ type: 'note-told', word: { ...word, atStart: false } });
  }

  #noteSeen(): void {
    if (this.#seen) return;
    this.#seen = true;
    this.#options.emit({ type: 'note-seen' });
  }

  #read(channel: Channel | undefined): void {
    const keeping = this.#keeping;
    // A unit may repeat the reading of the very note that it is accepting.
    if (channel === undefined || (keeping?.channel === channel.number && keeping.open)) return;
    if (keeping?.open) keeping.giveUp(`a note of channel ${channel.number} came in place of channel ${keeping.channel}`);
    this.#seen = true;
    this.#arrive(channel);
  }

  /** The unit may correct its reading before anybody decided: then it is another note, of the value that it named last. */
  #arrive({ number, value }: Channel): void {
    if (this.#escrow.note?.channel === number) return;
    this.#escrow.arrive({ item: { id: this.#nextItem, value }, channel: number });
    this.#nextItem += 1;
  }

  /** Tells of the note that waits in escrow once the whole reply was heard. */
  #announce(): void {
    const { note } = this.#escrow;
    if (note === null || this.#announced === note.item.id || !this.open.has(note.channel)) return;
    this.#announced = note.item.id;
    this.#options.emit({ type: 'note-in-escrow', item: note.item });
  }

  #credited(channel: number, dataset: Dataset): void {
    const keeping = this.#keeping;
    if (keeping === null || !keeping.open || keeping.channel !== channel) {
      this.#escrow.clear();
      this.#tell({ where: 'kept', value: channelValue(dataset, channel) });
      if (keeping?.open) keeping.giveUp(`a credit of channel ${channel} came in place of channel ${keeping.channel}`);
      return;
    }
    try {
      keeping.credit();
    } catch (cause) {
      this.#options.onCreditLost(cause);
      return;
    }
    this.#options.onCredited();
  }

  #rejected(): void {
    const keeping = this.#keeping?.open === true ? this.#keeping : null;
    const { note, leaving } = this.#escrow;
    const which = keeping === null ? (leaving ?? note) : null;
    this.#tellReturned('unknown');
    this.#seen = false;
    // Some note, and nobody knows which. Told now: its reason is asked for below, and the unit then forgets what it has said.
    if (which === null) this.#tell({ where: 'returned', value: null });
    if (keeping === null) {
      // What was never told as waiting is nobody's question.
      const item = which !== null && which.item.id === this.#announced ? which.item.id : null;
      this.#returned = { item, value: which?.item.value ?? null, byHost: leaving?.how === 'sent-back' };
      this.#escrow.clear();
    }
    this.#options.followUp(async () => {
      const reason = this.#returned?.byHost === true && keeping === null ? 'host' : await this.#askReason();
      if (keeping === null) this.#tellReturned(reason);
      else keeping.rejected(reason);
    });
  }

  #tellReturned(reason: ReturnReason): void {
    const returned = this.#returned;
    if (returned === null) return;
    this.#returned = null;
    const { item, value, byHost } = returned;
    this.#lastReturned = { item, reason: byHost ? this.#hostsReason(item) : reason };
    this.#options.emit({ type: 'note-returned', value, ...this.#lastReturned });
  }

  /** The host sends back what it did not let in, although the unit took it in. */
  #hostsReason(item: ItemId | null): ReturnReason {
    return item === null && this.open.size > 0 ? 'not-let-in' : 'host';
  }

  async #askReason(): Promise<ReturnReason> {
    const { exchange } = this.#options;
    const asked = await exchange.send(command('lastRejectCode'), (reply) => (genericReply(reply) === 'ok' ? reply[1] : undefined));
    return asked.ok && asked.value !== undefined ? returnReason(asked.value) : 'unknown';
  }

  // --- a whole reply --------------------------------------------------------------------------------------------

  #observeHeld(events: readonly SspEvent[]): void {
    const held = events.some(({ event }) => event === 'note-held-in-bezel');
    if (held === this.#held) return;
    this.#held = held;
    this.#options.emit({ type: held ? 'note-held' : 'note-taken' });
  }

  #observeKeeping(events: readonly SspEvent[]): void {
    const { clock, emit, followUp, readCounters } = this.#options;
    const keeping = this.#keeping;
    const wanted = keeping?.observe(events, this.#watch.quietPolls, clock.monotonicMs()) ?? null;
    if (keeping === null || wanted === null) return;
    followUp(async () => {
      if (!keeping.open) return;
      const counters = await readCounters();
      if (wanted === 'weigh') keeping.weigh(counters, clock.monotonicMs());
      else if (counters !== null && keeping.open) emit({ type: 'note-under-way', item: keeping.item, counters });
    });
  }

  /** A note that left escrow and of which nothing was said, nor is any movement seen. */
  #observeLeaving(): void {
    const { leaving } = this.#escrow;
    if (leaving === null || !leaving.sought || this.#watch.quietPolls < this.#options.limits.speechlessPolls) return;
    const { item, how } = leaving;
    const detail = how === 'vanished' ? 'the note left escrow without a word' : 'the unit says nothing about the note that it sends back';
    this.#escrow.clear();
    this.#options.onDoubt(detail);
    if (item.id === this.#announced) this.#options.emit({ type: 'note-lost', item, detail });
  }
}
