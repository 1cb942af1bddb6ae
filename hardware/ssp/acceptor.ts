import type { ByteTransport } from '../ports/byteTransport.ts';
import type {
  CashAcceptor,
  CashCondition,
  CashCounters,
  CashEvent,
  CashFault,
  CashInEnd,
  CashReady,
  ItemId,
  NoteKept,
} from '../ports/cashAcceptor.ts';
import type { CashDevice } from '../ports/cashStorage.ts';
import type { Clock } from '../ports/clock.ts';
import type { Dollars } from '../ports/dollars.ts';
import { toHex } from '../ports/hex.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { Admission, type Phase } from './admission.ts';
import { command, NO_CHANNEL, setInhibits } from './commands.ts';
import { ConditionWatch } from './conditionWatch.ts';
import { CounterBook } from './counterBook.ts';
import { storageUnits } from './counters.ts';
import type { Dataset } from './dataset.ts';
import { POWER_UP_EVENTS, type SspEvent } from './eventTable.ts';
import { type ExchangeFault, SspExchange } from './exchange.ts';
import { identify, type UnitIdentity, unreachable } from './identify.ts';
import { SSP_LIMITS, type SspLimits } from './limits.ts';
import { NotePath } from './notePath.ts';
import { PollLoop } from './pollLoop.ts';
import { decodePollReply } from './pollReply.ts';
import { wordsAtStart } from './noteWords.ts';

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
 * running) or will not give a note back; `out-of-order` that it answers an order with OK and does not carry it out. After
 * these, `no-line`, `refused` and `not-understood` nothing is sent any more until `reset`; the condition is told once.
 */
export function createSspAcceptor(options: SspAcceptorOptions): CashAcceptor {
  return new SspAcceptor(options);
}

class SspAcceptor implements CashAcceptor {
  readonly #limits: SspLimits;
  readonly #exchange: SspExchange;
  readonly #conditions = new ConditionWatch();
  readonly #counters: CounterBook;
  readonly #admission: Admission;
  readonly #path: NotePath;
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

  constructor(options: SspAcceptorOptions) {
    const { line, clock } = options;
    this.#limits = { ...SSP_LIMITS, ...options.limits };
    this.#exchange = new SspExchange({ line, clock, limits: this.#limits, address: options.address ?? 0 });
    this.#loop = new PollLoop({
      clock,
      intervalMs: this.#limits.pollIntervalMs,
      step: () => this.#step(),
      onFault: (fault) => this.#goDown(unreachable(fault)),
    });
    this.#path = new NotePath({
      exchange: this.#exchange,
      clock,
      limits: this.#limits,
      emit: (event) => this.#emit(event),
      followUp: (act) => this.#loop.followUp(act),
      readCounters: async () => {
        const read = await this.#counters.read();
        return read.ok ? read.value : null;
      },
      onCredited: () => this.#closeBehindNote(),
      onCreditLost: (cause) => this.#loseCredit(cause),
      onDoubt: (detail) => this.#doubt(detail),
    });
    this.#counters = new CounterBook(this.#exchange);
    this.#admission = new Admission({
      exchange: this.#exchange,
      limits: this.#limits,
      path: this.#path,
      loop: this.#loop,
      unit: () => ({ phase: this.#phase, fault: this.#fault, generation: this.#generation, condition: this.#conditions.standing }),
      onDisobeyed: (detail) => this.#goDown({ kind: 'out-of-order', detail }),
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
      return this.#admission.open(unit.dataset, accept);
    });
  }

  cashInEnd([item]: readonly ItemId[], commit: (note: NoteKept) => void): Promise<readonly CashInEnd[]> {
    // One note is all that its escrow holds.
    if (item === undefined) return Promise.resolve([]);
    return this.#inTurn(async () => {
      if (this.#phase !== 'ready') return [{ end: 'unknown', detail: this.#fault.detail }];
      const keeping = this.#path.accept(item, this.#counters.base(), commit);
      this.#loop.hurry();
      const outcome = await keeping;
      if (outcome.end === 'unknown') this.#doubt(outcome.detail);
      await this.#admission.close();
      if (outcome.end === 'kept') this.#counters.expect(outcome.note.counters);
      return [outcome];
    });
  }

  cashInRollback(): Promise<Result<void, CashFault>> {
    return this.#inTurn(async () => {
      if (this.#phase !== 'ready') return fail(this.#fault);
      if (this.#path.open.size === 0 && this.#path.clear) return ok();
      const closed = await this.#admission.close();
      if (!closed.ok) return closed;
      // The loop gives back what waits in escrow.
      this.#loop.hurry();
      if (await this.#path.untilClear(this.#limits.returnMs)) return this.#phase === 'ready' ? ok() : fail(this.#fault);
      if (this.#phase === 'ready') this.#doubt('the note path does not become clear');
      return fail(this.#fault);
    });
  }

  getCounters(): Promise<Result<CashCounters | null, CashFault>> {
    return this.#inTurn(async () => {
      if (this.#phase === 'down' || this.#unit === null) return fail(this.#fault);
      return this.#counters.read();
    });
  }

  async stop(): Promise<void> {
    const polite = (this.#phase === 'ready' || this.#phase === 'undecided') && this.#path.keeping === null;
    const { holdsNote } = this.#path;
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
    this.#path.forget();
    this.#admission.restart();
    this.#conditions.restart();
    const opened = await this.#exchange.open();
    if (!opened.ok) return this.#cannotStart(generation, unreachable(opened.error));
    // Nothing may be polled before these: a poll would accept a note that still waits in escrow. A unit that has none,
    // or is disabled already, refuses; that is as good.
    for (const data of [command('reject'), setInhibits(NO_CHANNEL, 0), command('disable')]) {
      const sent = await this.#exchange.send(data, () => undefined);
      if (!sent.ok) return this.#cannotStart(generation, unreachable(sent.error));
    }
    const unit = await identify(this.#exchange);
    if (!unit.ok) return this.#cannotStart(generation, unit.error);
    this.#unit = unit.value;
    this.#phase = 'starting';
    this.#loop.start();
    const quiet = await this.#path.untilQuiet(this.#limits.startUpMs);
    if (!quiet) return this.#cannotStart(generation, this.#startUpFault(generation));
    const proven = await this.#admission.prove(unit.value.dataset);
    if (!proven.ok) return this.#cannotStart(generation, proven.error);
    const counters = await this.#counters.read(unit.value.serial);
    if (!counters.ok) return this.#cannotStart(generation, counters.error);
    if (generation !== this.#generation) return fail(this.#fault);
    this.#path.forget();
    this.#phase = 'ready';
    this.#emitCondition(this.#conditions.standing);
    const values = new Set(unit.value.dataset.channels.map(({ value }) => value));
    const device = this.#device(unit.value);
    const denominations = [...values].sort((a, b) => a - b);
    return ok({ device, denominations, counters: counters.value, stackMs: this.#limits.stackMs });
  }

  #device({ serial, dataset }: UnitIdentity): CashDevice {
    const recycles = dataset.unit === 'smart-payout';
    return {
      serial,
      capabilities: { escrowItems: 1, rollback: 'escrow-only', recycles, paysOut: false, counts: this.#counters.last !== null },
      storage: storageUnits(recycles, this.#counters.last, this.#conditions.box),
    };
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
    if (kind === 'out-of-order' && this.#admission.distrusted) this.#enterCondition({ kind, detail });
    return fail(fault);
  }

  // --- the poll loop --------------------------------------------------------------------------------------------

  /** One command of the loop: a poll, unless a note waits in escrow. */
  async #step(): Promise<ExchangeFault | null> {
    const step = this.#path.step(this.#phase === 'ready');
    if (step !== null) return step;
    const polled = await this.#exchange.send(command('poll'), (reply) => this.#digest(reply));
    return polled.ok ? null : polled.error;
  }

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
    this.#admission.observe(events);
    if (this.#phase === 'starting') {
      this.#tellWords(events, unit.dataset);
      this.#path.digestStartUp(events, unit.dataset);
      const changed = this.#conditions.observe(events);
      if (changed !== null && changed.kind !== 'in-order') this.#emitCondition(changed);
      return;
    }
    if (events.some(({ event }) => POWER_UP_EVENTS.has(event))) {
      this.#tellWords(events, unit.dataset);
      this.#goDown({ kind: 'offline', detail: 'the unit restarted by itself' });
      return;
    }
    this.#path.digest(events, unit.dataset, () => this.#isDown());
    if (this.#isDown()) return;
    const changed = this.#conditions.observe(events);
    if (changed !== null) this.#emitCondition(changed);
    this.#admission.follow(events);
  }

  #tellWords(events: readonly SspEvent[], dataset: Dataset): void {
    for (const word of wordsAtStart(events, dataset)) this.#emit({ type: 'note-told', word });
  }

  /** No second note behind the one that was credited. */
  #closeBehindNote(): void {
    const channels = this.#unit?.dataset.channels.length ?? 0;
    this.#loop.followUp(async () => {
      await this.#exchange.send(setInhibits(NO_CHANNEL, channels), () => undefined);
    });
  }

  #loseCredit(cause: unknown): void {
    // The next command would let the unit forget the credit. Silence keeps what it still knows.
    this.#exchange.halt('a credit could not be made durable');
    const detail = `a credit could not be made durable: ${String(cause)}`;
    this.#retire(detail, { kind: 'out-of-order', detail });
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
      for (const data of [setInhibits(NO_CHANNEL, channels), command('disable')]) {
        if (generation === this.#generation) await this.#exchange.send(data, () => undefined, this.#limits.farewellRepeats);
      }
    }).catch(() => undefined);
  }

  #goDown(condition: Extract<CashCondition, { kind: 'no-line' | 'offline' | 'out-of-order' }>): void {
    this.#exchange.halt(condition.detail);
    this.#retire(condition.detail, condition);
    this.#enterCondition(condition);
  }

  /** May have become so while something was waited for, or by what was heard just now. */
  #isDown(): boolean {
    return this.#phase === 'down';
  }

  /** Ends the poll loop and all that waits for it. */
  #retire(detail: string, fault: CashFault): void {
    this.#generation += 1;
    this.#phase = 'down';
    this.#fault = fault;
    this.#loop.stop();
    this.#path.giveUp(detail);
    this.#admission.giveUp();
  }

  /** Goes on polling, but takes no orders until a reset has found out where the note is. */
  #doubt(detail: string): void {
    if (this.#phase !== 'ready') return;
    this.#phase = 'undecided';
    this.#fault = { kind: 'out-of-order', detail };
  }

  // --- small change ---------------------------------------------------------------------------------------------

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
