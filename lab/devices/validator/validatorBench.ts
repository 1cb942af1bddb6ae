import type { CashAcceptor, CashEvent, CashFault, CashInEnd, CashReady, NoteKept, NoteWord } from '../../../hardware/ports/cashAcceptor.ts';
import { type Dollars, dollars } from '../../../hardware/ports/dollars.ts';
import type { Result } from '../../../hardware/ports/result.ts';
import { createSspAcceptor } from '../../../hardware/ssp/acceptor.ts';
import { SeededRandom } from '../seededRandom.ts';
import { VirtualClock } from '../virtualClock.ts';
import type { ValidatorChoice } from './config.ts';
import { SimulatedLine } from './simulatedLine.ts';
import { SimulatedValidator } from './simulatedValidator.ts';

export interface ValidatorBenchOptions {
  readonly seed?: string;
  readonly config?: ValidatorChoice;
  readonly byteTimeMs?: number;
  readonly chunked?: boolean;
}

/** One host process: a driver with a line of its own, and what it was told. */
export interface BenchHost {
  readonly acceptor: CashAcceptor;
  readonly line: SimulatedLine;
  readonly events: CashEvent[];
  /** What `cashInEnd` made durable. */
  readonly committed: NoteKept[];
}

/** A driver and a simulated validator on a virtual clock, for tests of either. */
export class ValidatorBench {
  readonly clock = new VirtualClock();
  readonly validator: SimulatedValidator;
  /** DATA of every command that the unit heard, and `'commit'` where the host made a credit durable. */
  readonly protocol: (Uint8Array | 'commit')[] = [];
  /** Called at every command that arrives, before and after its execution. */
  onHostFrame: (data: Uint8Array, phase: 'before' | 'after') => void = () => undefined;
  host: BenchHost;
  readonly #options: ValidatorBenchOptions;
  readonly #random: SeededRandom;

  constructor(options: ValidatorBenchOptions = {}) {
    this.#options = options;
    this.#random = new SeededRandom(options.seed ?? 'bench');
    this.validator = new SimulatedValidator({
      clock: this.clock,
      random: this.#random.fork('validator'),
      ...(options.config === undefined ? {} : { config: options.config }),
      onHostFrame: (data, phase) => {
        if (phase === 'before') this.protocol.push(data);
        this.onHostFrame(data, phase);
      },
    });
    this.host = this.#newHost();
  }

  #newHost(): BenchHost {
    const line = new SimulatedLine(this.validator, {
      clock: this.clock,
      byteTimeMs: this.#options.byteTimeMs ?? 0,
      ...(this.#options.chunked === true ? { chunks: this.#random.fork('chunks') } : {}),
    });
    const acceptor = createSspAcceptor({ line, clock: this.clock });
    const events: CashEvent[] = [];
    acceptor.onEvent((event) => events.push(event));
    return { acceptor, line, events, committed: [] };
  }

  /** The host process dies where it is, and another one takes its place. */
  killHost(): BenchHost {
    this.host.line.cut({ silent: true });
    this.host = this.#newHost();
    return this.host;
  }

  reset(): Promise<Result<CashReady, CashFault>> {
    return this.clock.resolve(this.host.acceptor.reset());
  }

  /** Resets and opens for all of these; ends when the unit takes notes. @throws Error when it does not. */
  async open(...accept: readonly number[]): Promise<CashReady> {
    const ready = await this.reset();
    if (!ready.ok) throw new Error(`not ready: ${ready.error.detail}`);
    const values: readonly Dollars[] = accept.length === 0 ? ready.value.denominations : accept.map((value) => dollars(value));
    const started = await this.clock.resolve(this.host.acceptor.cashInStart(values));
    if (!started.ok) throw new Error(`not started: ${started.error.detail}`);
    return ready.value;
  }

  /** Inserts a note and waits until the host was told that it is in escrow. @throws Error when it never gets there. */
  async escrow(value: number): Promise<void> {
    const before = this.count('note-in-escrow');
    const inserted = this.validator.insertNote(value);
    if (inserted !== 'taken-in') throw new Error(`the note was ${inserted}`);
    if (!(await this.clock.runUntil(() => this.count('note-in-escrow') > before))) throw new Error('the note never came into escrow');
  }

  /** Starts `cashInEnd` and notes the commit in the protocol. */
  async cashInEnd(commit: (note: NoteKept) => void = () => undefined): Promise<CashInEnd> {
    const { acceptor, committed, events } = this.host;
    const escrowed = events.findLast((event) => event.type === 'note-in-escrow');
    // Items are counted from 1: without a note the question is about one that never was.
    const [end] = await acceptor.cashInEnd([escrowed?.item.id ?? 0], (note) => {
      this.protocol.push('commit');
      commit(note);
      committed.push(note);
    });
    if (end === undefined) throw new Error('no end was told');
    return end;
  }

  keep(): Promise<CashInEnd> {
    return this.clock.resolve(this.cashInEnd());
  }

  count(type: CashEvent['type']): number {
    return this.host.events.filter((event) => event.type === type).length;
  }

  /** What the host was told of notes that it did not ask about, in order. */
  words(): NoteWord[] {
    return this.host.events.flatMap((event) => (event.type === 'note-told' ? [event.word] : []));
  }

  /** The conditions that were told, in order, by kind. */
  conditions(): string[] {
    return this.host.events.flatMap((event) => (event.type === 'condition' ? [event.condition.kind] : []));
  }
}
