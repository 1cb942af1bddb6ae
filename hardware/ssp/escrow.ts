import { command } from './commands.ts';
import type { Channel } from './dataset.ts';
import type { ExchangeFault, SspExchange } from './exchange.ts';
import { genericReply } from './genericReply.ts';

interface EscrowOptions {
  readonly exchange: SspExchange;
  /** Refused rejects after which the unit counts as out of order. */
  readonly rejectAttempts: number;
  /** The note has left escrow: it moves, or it is gone. */
  readonly onLeft: () => void;
}

/**
 * The note that waits in escrow, and how it is kept waiting or sent back. While one waits the unit must not be polled:
 * a poll accepts it.
 */
export class Escrow {
  readonly #options: EscrowOptions;
  #note: Channel | null = null;
  #vanished = false;
  #sentBack = false;
  #attempts = 0;

  constructor(options: EscrowOptions) {
    this.#options = options;
  }

  get note(): Channel | null {
    return this.#note;
  }

  /** A note left escrow without a word about its way. */
  get vanished(): boolean {
    return this.#vanished;
  }

  /** The host has sent the note back, and the unit has not told its end yet. */
  get sentBack(): boolean {
    return this.#sentBack;
  }

  arrive(note: Channel): void {
    this.#note = note;
    this.#attempts = 0;
  }

  /** The note leaves by the host's own poll, or its end is known. */
  clear(): void {
    this.#note = null;
    this.#vanished = false;
    this.#sentBack = false;
    this.#attempts = 0;
  }

  /** Keeps the note waiting. */
  async hold(): Promise<ExchangeFault | null> {
    const sent = await this.#options.exchange.send(command('hold'), (reply) => {
      if (genericReply(reply) !== 'ok') this.#leave({ vanished: true });
    });
    return sent.ok ? null : sent.error;
  }

  /** Sends the note back. A refused reject is tried again, but only after a hold has shown that the note is still there. */
  async sendBack(): Promise<ExchangeFault | null> {
    if (this.#attempts % 2 === 1) {
      this.#attempts += 1;
      return this.hold();
    }
    if (this.#attempts >= 2 * this.#options.rejectAttempts) {
      // Silence makes the unit give the note back by itself; a poll would keep it.
      return { kind: 'closed', detail: 'the unit does not give the note back' };
    }
    const sent = await this.#options.exchange.send(command('reject'), (reply) => {
      if (genericReply(reply) === 'ok') this.#leave({ vanished: false });
      else this.#attempts += 1;
    });
    return sent.ok ? null : sent.error;
  }

  #leave({ vanished }: { readonly vanished: boolean }): void {
    if (this.#note === null) return;
    this.#note = null;
    this.#vanished = vanished;
    this.#sentBack = !vanished;
    this.#options.onLeft();
  }
}
