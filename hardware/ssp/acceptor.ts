import type { ByteTransport } from '../ports/byteTransport.ts';
import type {
  CashAcceptor,
  CashCondition,
  CashCounters,
  CashEvent,
  CashFault,
  CashInEnd,
  CashReady,
  NoteKept,
  PowerUpNote,
} from '../ports/cashAcceptor.ts';
import type { Clock } from '../ports/clock.ts';
import type { Dollars } from '../ports/dollars.ts';
import { toHex } from '../ports/hex.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { command, setInhibits } from './commands.ts';
import { ConditionWatch } from './conditionWatch.ts';
import { channelValue } from './dataset.ts';
import { Escrow } from './escrow.ts';
import { POWER_UP_EVENTS, type SspEvent } from './eventTable.ts';
import { type ExchangeFault, SspExchange } from './exchange.ts';
import { genericReply } from './genericReply.ts';
import { identify, readCounters, type UnitIdentity, unreachable } from './identify.ts';
import { Keeping } from './keeping.ts';
import { SSP_LIMITS, type SspLimits } from './limits.ts';
import { PathWatch } from './pathWatch.ts';
import { PollLoop } from './pollLoop.ts';
import { decodePollReply } from './pollReply.ts';
import { powerUpNotes } from './powerUpNotes.ts';
import { rejectReason } from './rejectCodes.ts';

export interface SspAcceptorOptions {
  readonly line: ByteTransport;
  readonly clock: Clock;
  /** SSP address; 0 (default) for validators and SMART Payout. */
  readonly address?: number;
  readonly limits?: Partial<SspLimits>;
}

/**
 * A note validator that speaks SSP in the clear (NV200 class, protocol 7 or 8), as a {@link CashAcceptor}.
 *
 * From `reset` to `stop` the unit is polled. A note in escrow would be accepted by the next poll: it is held instead,
 * until `cashInEnd` polls or until it is given back. A note that was not asked for is given back as soon as it is seen.
 *
 * Conditions: `offline` also means that the unit restarted by itself (slave-reset or another power-up event while
 * running) or will not give a note back. After `no-line`, `offline`, `refused` and `not-understood` nothing is sent any more until
 * `reset`; the condition is told once. What a restarted unit told about notes is kept for the next `reset`.
 */
export function createSspAcceptor(options: SspAcceptorOptions): CashAcceptor {
  return new SspAcceptor(options);
}

/**
 * `down`: not polled, needs a reset · `starting`: polled, notes belong to the start-up · `ready` ·
 * `undecided`: polled, but a note may be anywhere and only a reset clears that.
 */
type Phase = 'down' | 'starting' | 'ready' | 'undecided';

const NONE: ReadonlySet<number> = new Set();

class SspAcceptor implements CashAcceptor {
  readonly #clock: Clock;
  readonly #limits: SspLimits;
  readonly #exchange: SspExchange;
  readonly #conditions = new ConditionWatch();
  readonly #path: PathWatch;
  readonly #escrow: Escrow;
  readonly #loop: PollLoop;
  #listener: (event: CashEvent) => void = () => undefined;
  /** The verbs, one after the other. */
  #verbs: Promise<unknown> = Promise.resolve();
  #phase: Phase = 'down';
  /** Why verbs are refused while not `ready`. */
  #fault: CashFault = { kind: 'not-active', detail: 'never reset' };
  /** Grows with every reset, stop and failure; a start-up of another generation is not finished. */
  #generation = 0;
  #unit: UnitIdentity | null = null;
  /** As last read; the base of what is told with a credit. */
  #counters: CashCounters | null = null;
  #open: ReadonlySet<number> = NONE;
  #seen = false;
  /** All channels are inhibited; once the path is clear the unit is disabled too. */
  #disableDue = false;
  #keeping: Keeping | null = null;
  #powerUp: PowerUpNote[] = [];

  constructor(options: SspAcceptorOptions) {
    const { line, clock } = options;
    this.#clock = clock;
    this.#limits = { ...SSP_LIMITS, ...options.limits };
    this.#exchange = new SspExchange({ line, clock, limits: this.#limits, address: options.address ?? 0 });
    this.#path = new PathWatch(clock);
    this.#escrow = new Escrow({
      exchange: this.#exchange,
      rejectAttempts: this.#limits.rejectAttempts,
      onLeft: () => this.#path.stir(),
    });
    this.#loop = new PollLoop({
      clock,
      intervalMs: this.#limits.pollIntervalMs,
      step: () => this.#step(),
      onFault: (fault) => this.#goDown(unreachable(fault)),
    });
  }

  onEvent(listener: (event: CashEvent) => void): void {
    this.#listener = listener;
  }

  reset(): Promise<Result<CashReady, CashFault>> {
    // Whatever hangs on the unit ends now, so that a reset never waits for it.
    this.#exchange.halt('reset');
    this.#retire('the unit was reset', { kind: 'not-active', detail: 'being reset' });
    return this.#inTurn(() => this.#startUp());
  }

  cashInStart(accept: readonly Dollars[]): Promise<Result<void, CashFault>> {
    return this.#inTurn(async () => {
      const unit = this.#unit;
      if (this.#phase !== 'ready' || unit === null) return fail(this.#fault);
      const channels = unit.dataset.channels.filter(({ value }) => accept.includes(value));
      if (channels.length === 0) return this.#closeChannels();
      const open = new Set(channels.map(({ number }) => number));
      const set = await this.#order(setInhibits(open, unit.dataset.channels.length));
      if (!set.ok) return set;
      this.#open = open;
      this.#disableDue = false;
      return this.#order(command('enable'));
    });
  }

  cashInEnd(commit: (note: NoteKept) => void): Promise<CashInEnd> {
    return this.#inTurn(async () => {
      if (this.#phase !== 'ready') return { end: 'unknown', detail: this.#fault.detail };
      const channel = this.#escrow.note;
      if (channel === null) {
        if (!this.#escrow.vanished) return { end: 'returned', reason: 'no note waits in escrow' };
        this.#doubt('the note left escrow without a word');
        return { end: 'unknown', detail: this.#fault.detail };
      }
      const keeping = new Keeping({ channel, counters: this.#counters, commit, limits: this.#limits });
      this.#escrow.clear();
      this.#open = NONE;
      this.#keeping = keeping;
      this.#path.stir();
      const late = this.#clock.setTimeout(() => keeping.giveUp('the unit does not finish stacking'), this.#limits.stackMs);
      this.#loop.hurry();
      const outcome = await keeping.outcome;
      this.#clock.clearTimeout(late);
      this.#keeping = null;
      if (outcome.end === 'unknown') this.#doubt(outcome.detail);
      await this.#closeChannels();
      if (outcome.end === 'kept') await this.#refreshCounters();
      return outcome;
    });
  }

  cashInRollback(): Promise<Result<void, CashFault>> {
    return this.#inTurn(async () => {
      if (this.#phase !== 'ready') return fail(this.#fault);
      const clear = this.#open.size === 0 && this.#escrow.note === null && this.#path.quietPolls >= this.#limits.quietPolls;
      if (clear && !this.#escrow.vanished) return ok();
      const closed = await this.#closeChannels();
      if (!closed.ok) return closed;
      // The loop gives back what waits in escrow.
      this.#loop.hurry();
      if (!(await this.#path.untilQuiet(this.#limits.quietPolls, this.#limits.returnMs))) {
        if (this.#phase === 'ready') this.#doubt('the note path does not become clear');
        return fail(this.#fault);
      }
      if (!this.#escrow.vanished) return ok();
      this.#doubt('the note left escrow without a word');
      return fail(this.#fault);
    });
  }

  getCounters(): Promise<Result<CashCounters | null, CashFault>> {
    return this.#inTurn(async () => {
      if (this.#phase === 'down' || this.#unit === null) return fail(this.#fault);
      return this.#refreshCounters();
    });
  }

  async stop(): Promise<void> {
    const polite = (this.#phase === 'ready' || this.#phase === 'undecided') && this.#keeping === null;
    const holdsNote = this.#escrow.note !== null;
    // A note on its way in may just have been credited: another command could make the unit forget that.
    if (!polite) this.#exchange.halt('stopped');
    this.#retire('the acceptor was stopped', { kind: 'not-active', detail: 'stopped' });
    await this.#inTurn(async () => {
      if (polite) {
        const farewell = [command('disable')];
        if (holdsNote) farewell.unshift(command('reject'));
        for (const data of farewell) await this.#exchange.send(data, () => undefined, this.#limits.farewellRepeats);
      }
      await this.#exchange.close();
    });
  }

  // --- start-up -------------------------------------------------------------------------------------------------

  async #startUp(): Promise<Result<CashReady, CashFault>> {
    this.#generation += 1;
    const generation = this.#generation;
    this.#forgetNote();
    this.#conditions.restart();
    const opened = await this.#exchange.open();
    if (!opened.ok) return this.#cannotStart(generation, unreachable(opened.error));
    // Nothing may be polled before these: a poll would accept a note that still waits in escrow. A unit that has none,
    // or is disabled already, refuses; that is as good.
    for (const data of [command('reject'), setInhibits(NONE, 0), command('disable')]) {
      const sent = await this.#exchange.send(data, () => undefined);
      if (!sent.ok) return this.#cannotStart(generation, unreachable(sent.error));
    }
    const unit = await identify(this.#exchange);
    if (!unit.ok) return this.#cannotStart(generation, unit.error);
    this.#unit = unit.value;
    this.#phase = 'starting';
    this.#loop.start();
    const quiet = await this.#path.untilQuiet(this.#limits.quietPolls, this.#limits.startUpMs);
    if (!quiet) return this.#cannotStart(generation, this.#startUpFault(generation));
    const counters = await readCounters(this.#exchange, unit.value.serial);
    if (!counters.ok) return this.#cannotStart(generation, counters.error);
    if (generation !== this.#generation) return fail(this.#fault);
    this.#counters = counters.value;
    this.#escrow.clear();
    this.#phase = 'ready';
    const powerUp = this.#powerUp;
    this.#powerUp = [];
    this.#emitCondition(this.#conditions.standing);
    const values = new Set(unit.value.dataset.channels.map(({ value }) => value));
    return ok({ denominations: [...values].sort((a, b) => a - b), counters: counters.value, powerUp });
  }

  #startUpFault(generation: number): CashFault {
    if (generation !== this.#generation || this.#phase !== 'starting') return this.#fault;
    const { kind } = this.#conditions.standing;
    return { kind: 'out-of-order', detail: kind === 'in-order' ? 'the unit does not come to rest' : kind };
  }

  #cannotStart(generation: number, fault: CashFault): Result<never, CashFault> {
    if (generation !== this.#generation) return fail(this.#fault);
    this.#exchange.halt(fault.detail);
    this.#retire(fault.detail, fault);
    const { kind, detail } = fault;
    if (kind === 'no-line' || kind === 'offline' || kind === 'refused') this.#enterCondition({ kind, detail });
    return fail(fault);
  }

  // --- the poll loop --------------------------------------------------------------------------------------------

  /** One command of the loop: a poll, unless a note waits in escrow. */
  async #step(): Promise<ExchangeFault | null> {
    const { note } = this.#escrow;
    if (note !== null) return this.#open.has(note.number) && this.#phase === 'ready' ? this.#escrow.hold() : this.#escrow.sendBack();
    const polled = await this.#exchange.send(command('poll'), (reply) => this.#digest(reply));
    return polled.ok ? null : polled.error;
  }

  // --- what the unit says ---------------------------------------------------------------------------------------

  /** Takes a poll reply, whole or not at all. Runs before anything else is sent. */
  #digest(reply: Uint8Array): void {
    const unit = this.#unit;
    if (unit === null || this.#phase === 'down') return;
    const decoded = decodePollReply(reply, { channels: unit.dataset.channels.length });
    if (!decoded.ok) {
      this.#notUnderstood(reply, decoded.error.kind);
      return;
    }
    const events = decoded.value;
    if (this.#phase === 'starting') {
      this.#digestStartUp(unit, events);
      return;
    }
    if (events.some(({ event }) => POWER_UP_EVENTS.has(event))) {
      this.#powerUp.push(...powerUpNotes(events, unit.dataset));
      this.#goDown({ kind: 'offline', detail: 'the unit restarted by itself' });
      return;
    }
    for (const event of events) {
      this.#hear(unit, event);
      // A credit that could not be made durable ends everything at once.
      if (this.#fallen()) return;
    }
    this.#path.observe(events);
    if (this.#path.quietPolls >= this.#limits.quietPolls) this.#seen = false;
    this.#keeping?.observe(events, this.#path.quietPolls);
    this.#enableAgain(events);
    this.#disableWhenQuiet();
    const changed = this.#conditions.observe(events);
    if (changed !== null) this.#emitCondition(changed);
  }

  #digestStartUp(unit: UnitIdentity, events: readonly SspEvent[]): void {
    this.#powerUp.push(...powerUpNotes(events, unit.dataset));
    for (const event of events) {
      const channel = event.event === 'read' ? unit.dataset.channels[event.channel - 1] : undefined;
      if (channel !== undefined) this.#escrow.arrive(channel);
      if (event.event === 'rejected') this.#escrow.clear();
    }
    this.#path.observe(events);
    const changed = this.#conditions.observe(events);
    if (changed !== null && changed.kind !== 'in-order') this.#emitCondition(changed);
  }

  #fallen(): boolean {
    return this.#phase === 'down';
  }

  #hear(unit: UnitIdentity, event: SspEvent): void {
    if (event.event === 'read') {
      if (event.channel === 0) this.#noteSeen();
      else this.#noteInEscrow(unit, event.channel);
    } else if (event.event === 'note-credit') this.#credited(unit, event.channel);
    else if (event.event === 'rejected') this.#rejected();
  }

  #noteSeen(): void {
    if (this.#seen) return;
    this.#seen = true;
    this.#emit({ type: 'note-seen' });
  }

  #noteInEscrow(unit: UnitIdentity, number: number): void {
    const channel = unit.dataset.channels[number - 1];
    // A unit may repeat the reading of the very note that it is accepting.
    const keeping = this.#keeping;
    if (channel === undefined || (keeping?.channel.number === number && !keeping.credited)) return;
    if (keeping?.credited === false) keeping.giveUp(`a note of channel ${number} came in place of channel ${keeping.channel.number}`);
    this.#seen = true;
    const known = this.#escrow.note !== null;
    this.#escrow.arrive(channel);
    if (known || this.#phase !== 'ready' || !this.#open.has(number)) return;
    this.#emit({ type: 'note-in-escrow', value: channel.value });
  }

  #credited(unit: UnitIdentity, number: number): void {
    const keeping = this.#keeping;
    if (keeping === null || keeping.settled || keeping.credited || keeping.channel.number !== number) {
      this.#escrow.clear();
      this.#keptUnasked(channelValue(unit.dataset, number));
      if (keeping?.credited === false) keeping.giveUp(`a credit of channel ${number} came in place of channel ${keeping.channel.number}`);
      return;
    }
    try {
      keeping.credit();
    } catch (cause) {
      // The next command would let the unit forget the credit. Silence keeps what it still knows.
      this.#exchange.halt('a credit could not be made durable');
      const detail = `a credit could not be made durable: ${String(cause)}`;
      this.#retire(detail, { kind: 'out-of-order', detail });
      return;
    }
    // No second note behind this one.
    this.#loop.followUp(async () => {
      await this.#exchange.send(setInhibits(NONE, unit.dataset.channels.length), () => undefined);
    });
  }

  /** The event waits for the counters: the difference to the journal's tells a note from a repeated report. */
  #keptUnasked(value: Dollars | null): void {
    this.#loop.followUp(async () => {
      const counters = await this.#refreshCounters();
      this.#emit({ type: 'note-kept-unasked', value, counters: counters.ok ? counters.value : null });
    });
  }

  #rejected(): void {
    const keeping = this.#keeping !== null && !this.#keeping.credited ? this.#keeping : null;
    const byHost = this.#escrow.sentBack;
    this.#escrow.clear();
    this.#seen = false;
    this.#loop.followUp(async () => {
      const reason = byHost ? 'returned by the host' : await this.#rejectReason();
      if (keeping === null) this.#emit({ type: 'note-returned', reason });
      else keeping.end({ end: 'returned', reason });
    });
  }

  async #rejectReason(): Promise<string> {
    const asked = await this.#exchange.send(command('lastRejectCode'), (reply) => (genericReply(reply) === 'ok' ? reply[1] : undefined));
    return asked.ok && asked.value !== undefined ? rejectReason(asked.value) : 'rejected';
  }

  /** After ten silent seconds the unit disables itself (GA138); when the line is back, what was open is opened again. */
  #enableAgain(events: readonly SspEvent[]): void {
    const disabled = events.some(({ event }) => event === 'disabled');
    if (!disabled || this.#phase !== 'ready' || this.#open.size === 0 || this.#keeping !== null || this.#path.quietPolls === 0) return;
    this.#loop.followUp(async () => {
      if (this.#open.size > 0) await this.#exchange.send(command('enable'), () => undefined);
    });
  }

  // --- ends -----------------------------------------------------------------------------------------------------

  #notUnderstood(reply: Uint8Array, why: string): void {
    const generation = this.#generation + 1;
    const channels = this.#unit?.dataset.channels.length ?? 0;
    const bytes = toHex(reply);
    const detail = `a reply was not understood (${why}): ${bytes}`;
    this.#retire(detail, { kind: 'out-of-order', detail });
    this.#conditions.enter({ kind: 'not-understood', bytes });
    this.#emitCondition({ kind: 'not-understood', bytes });
    // No more notes. These are the last words until a reset.
    this.#inTurn(async () => {
      for (const data of [setInhibits(NONE, channels), command('disable')]) {
        if (generation === this.#generation) await this.#exchange.send(data, () => undefined, this.#limits.farewellRepeats);
      }
    }).catch(() => undefined);
  }

  #goDown(condition: Extract<CashCondition, { kind: 'no-line' | 'offline' }>): void {
    this.#exchange.halt(condition.detail);
    this.#retire(condition.detail, condition);
    this.#enterCondition(condition);
  }

  /** Ends the poll loop and all that waits for it. */
  #retire(detail: string, fault: CashFault): void {
    this.#generation += 1;
    this.#phase = 'down';
    this.#fault = fault;
    this.#open = NONE;
    this.#loop.stop();
    this.#keeping?.giveUp(detail);
    this.#path.giveUp();
  }

  /** Goes on polling, but takes no orders until a reset has found out where the note is. */
  #doubt(detail: string): void {
    if (this.#phase !== 'ready') return;
    this.#phase = 'undecided';
    this.#fault = { kind: 'out-of-order', detail };
  }

  #forgetNote(): void {
    this.#escrow.clear();
    this.#seen = false;
    this.#disableDue = false;
    this.#keeping = null;
    this.#open = NONE;
    this.#path.stir();
  }

  // --- small change ---------------------------------------------------------------------------------------------

  /**
   * Inhibits all channels. The path may still hold a note; the unit is disabled as soon as that is gone, because
   * nothing says whether a disabled unit still obeys a reject.
   */
  async #closeChannels(): Promise<Result<void, CashFault>> {
    const unit = this.#unit;
    if (this.#phase === 'down' || unit === null) return fail(this.#fault);
    this.#open = NONE;
    this.#disableDue = true;
    return this.#order(setInhibits(NONE, unit.dataset.channels.length));
  }

  #disableWhenQuiet(): void {
    if (!this.#disableDue || this.#path.quietPolls < this.#limits.quietPolls) return;
    this.#disableDue = false;
    this.#loop.followUp(async () => {
      if (this.#open.size === 0) await this.#exchange.send(command('disable'), () => undefined);
    });
  }

  /** A command that the unit should simply obey. */
  async #order(data: Uint8Array): Promise<Result<void, CashFault>> {
    const sent = await this.#exchange.send(data, genericReply);
    if (!sent.ok) return fail(unreachable(sent.error));
    if (sent.value === 'ok') return ok();
    return fail({ kind: 'out-of-order', detail: `the unit refuses command ${toHex(data)}: ${sent.value ?? 'no generic reply'}` });
  }

  async #refreshCounters(): Promise<Result<CashCounters | null, CashFault>> {
    const unit = this.#unit;
    if (unit === null) return fail(this.#fault);
    const read = await readCounters(this.#exchange, unit.serial);
    if (read.ok) this.#counters = read.value;
    return read;
  }

  #enterCondition(condition: CashCondition): void {
    if (this.#conditions.enter(condition)) this.#emitCondition(condition);
  }

  #emitCondition(condition: CashCondition): void {
    this.#emit({ type: 'condition', condition });
  }

  #emit(event: CashEvent): void {
    this.#listener(event);
  }

  #inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
    const turn = this.#verbs.then(act, act);
    this.#verbs = turn.catch(() => undefined);
    return turn;
  }
}
