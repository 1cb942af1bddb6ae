import type { ByteTransport } from '../ports/byteTransport.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { command } from './commands.ts';
import { encodeFrame, FrameDecoder, type SequenceBit } from './frame.ts';
import { genericReply } from './genericReply.ts';
import type { SspLimits } from './limits.ts';

/** Why a command has no reply. Whether the unit executed it is unknown, except after `closed`: then it was not sent. */
export interface ExchangeFault {
  readonly kind: 'line' | 'device-dead' | 'closed';
  readonly detail: string;
}

interface Item {
  readonly wire: (sequence: SequenceBit) => Uint8Array;
  /** Takes the reply; answers false when this frame is not the reply that is waited for. */
  readonly take: (reply: Uint8Array) => boolean;
  readonly refuse: (fault: ExchangeFault) => void;
  readonly repeats: number;
}

interface ExchangeOptions {
  readonly line: ByteTransport;
  readonly clock: Clock;
  readonly limits: SspLimits;
  /** SSP address of the unit; 0 for validators. */
  readonly address: number;
}

/**
 * Commands and replies of one unit, strictly one after the other. A lost reply is answered by sending the *same*
 * bytes again: the unit repeats what it said and does not act twice. After `repeats` the unit counts as dead, and
 * nothing is sent until `open` has greeted it anew.
 */
export class SspExchange {
  readonly #options: ExchangeOptions;
  readonly #decoder = new FrameDecoder();
  #queue: Item[] = [];
  #current: { readonly item: Item; readonly bytes: Uint8Array; sent: number; timer: Timer } | null = null;
  #sequence: SequenceBit = 0;
  /** Not null: nothing is sent, for this reason. */
  #down: ExchangeFault | null = { kind: 'closed', detail: 'never opened' };
  #openings = 0;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    options.line.onData((bytes) => this.#hear(bytes));
    options.line.onLost((fault) => this.#fall({ kind: 'line', detail: `${fault.kind}: ${fault.detail}` }));
  }

  /** Opens the line and greets the unit (SYNC), whatever was before. What waits for a reply is given up. */
  async open(): Promise<Result<void, ExchangeFault>> {
    this.halt('opened anew');
    this.#openings += 1;
    const opening = this.#openings;
    const opened = await this.#options.line.open();
    if (opening !== this.#openings) return fail({ kind: 'closed', detail: 'opened anew' });
    if (!opened.ok) {
      const fault: ExchangeFault = { kind: 'line', detail: `${opened.error.kind}: ${opened.error.detail}` };
      this.#fall(fault);
      return fail(fault);
    }
    this.#down = null;
    this.#decoder.reset();
    // SYNC carries sequence bit 1 in the manual's example, so that the command after it carries 0.
    this.#sequence = 1;
    return new Promise((resolve) => {
      this.#enqueue({
        wire: (sequence) => this.#encode(sequence, command('sync')),
        // A reply that an earlier host never read may come first; only a bare "ok" answers a SYNC.
        take: (reply) => {
          if (reply.length !== 1 || genericReply(reply) !== 'ok') return false;
          resolve(ok());
          return true;
        },
        refuse: (fault) => resolve(fail(fault)),
        repeats: this.#options.limits.greetingRepeats,
      });
    });
  }

  /**
   * Sends a command once all earlier ones are answered.
   * @param digest takes the DATA of the reply. It runs before anything else is sent: what it makes durable is durable
   *   before the unit can know that its reply arrived.
   */
  send<Value>(data: Uint8Array, digest: (reply: Uint8Array) => Value, repeats?: number): Promise<Result<Value, ExchangeFault>> {
    return new Promise((resolve) => {
      this.#enqueue({
        wire: (sequence) => this.#encode(sequence, data),
        take: (reply) => {
          resolve(ok(digest(reply)));
          return true;
        },
        refuse: (fault) => resolve(fail(fault)),
        repeats: repeats ?? this.#options.limits.repeats,
      });
    });
  }

  /** Sends nothing more until `open`, not even a repeat, and gives up what waits. The line stays open. */
  halt(why: string): void {
    this.#fall({ kind: 'closed', detail: why });
  }

  async close(): Promise<void> {
    this.#openings += 1;
    this.halt('closed');
    await this.#options.line.close();
  }

  #encode(sequence: SequenceBit, data: Uint8Array): Uint8Array {
    return encodeFrame({ sequence, address: this.#options.address, data });
  }

  #enqueue(item: Item): void {
    if (this.#down !== null) {
      item.refuse(this.#down);
      return;
    }
    this.#queue.push(item);
    this.#next();
  }

  #next(): void {
    if (this.#current !== null || this.#down !== null) return;
    const item = this.#queue.shift();
    if (item === undefined) return;
    const bytes = item.wire(this.#sequence);
    this.#current = { item, bytes, sent: 1, timer: this.#startTimer() };
    this.#options.line.write(bytes);
  }

  #startTimer(): Timer {
    return this.#options.clock.setTimeout(() => this.#repeat(), this.#options.limits.replyTimeoutMs);
  }

  #repeat(): void {
    const current = this.#current;
    if (current === null) return;
    if (current.sent > current.item.repeats) {
      this.#fall({ kind: 'device-dead', detail: `no reply to ${current.sent} equal commands` });
      return;
    }
    current.sent += 1;
    current.timer = this.#startTimer();
    this.#options.line.write(current.bytes);
  }

  #hear(bytes: Uint8Array): void {
    for (const decoded of this.#decoder.push(bytes)) {
      // A damaged reply is a lost reply: the repeat brings it again.
      if (decoded.kind !== 'frame') continue;
      const { frame } = decoded;
      const current = this.#current;
      if (current === null || frame.address !== this.#options.address || frame.sequence !== this.#sequence) continue;
      this.#deliver(current.item, frame.data, current.timer);
    }
  }

  #deliver(item: Item, reply: Uint8Array, timer: Timer): void {
    let taken: boolean;
    try {
      taken = item.take(reply);
    } catch (cause) {
      this.halt(`a reply could not be digested: ${String(cause)}`);
      throw cause;
    }
    // `take` may have halted everything: then there is nothing left to go on with.
    if (!taken || this.#current?.item !== item) return;
    this.#options.clock.clearTimeout(timer);
    this.#current = null;
    this.#sequence = this.#sequence === 0 ? 1 : 0;
    this.#next();
  }

  #fall(fault: ExchangeFault): void {
    this.#down ??= fault;
    if (fault.kind === 'closed') this.#down = fault;
    const given = this.#queue;
    this.#queue = [];
    if (this.#current !== null) {
      this.#options.clock.clearTimeout(this.#current.timer);
      given.unshift(this.#current.item);
      this.#current = null;
    }
    for (const item of given) item.refuse(fault);
  }
}
