import type { CashItem } from '../ports/cashAcceptor.ts';
import { command } from './commands.ts';
import type { ExchangeFault, SspExchange } from './exchange.ts';
import { genericReply } from './genericReply.ts';

interface EscrowOptions {
  readonly exchange: SspExchange;
  /** Refused rejects after which the unit counts as out of order. */
  readonly rejectAttempts: number;
  /** The note has left escrow: it moves, or it is gone. */
  readonly onLeft: () => void;
}

/** A note in escrow: its identity, and what the unit calls it. */
export interface EscrowNote {
  readonly item: CashItem;
  readonly channel: number;
}

/** A note that left escrow otherwise than by the poll that accepts it, and whose end the unit has not told yet. */
export interface LeavingNote extends EscrowNote {
  /** `sent-back`: the unit obeyed a reject. `vanished`: it is not where it was, and nobody asked for that. */
  readonly how: 'sent-back' | 'vanished';
  /** The unit was asked whether it still has the note, and has not. */
  readonly sought: boolean;
}

/**
 * The note that waits in escrow, and how it is kept waiting or sent back. While one waits the unit must not be polled:
 * a poll accepts it.
 */
export class Escrow {
  readonly #options: EscrowOptions;
  #note: EscrowNote | null = null;
  #leaving: LeavingNote | null = null;
  #attempts = 0;

  constructor(options: EscrowOptions) {
    this.#options = options;
  }

  get note(): EscrowNote | null {
    return this.#note;
  }

  get leaving(): LeavingNote | null {
    return this.#leaving;
  }

  get empty(): boolean {
    return this.#note === null && this.#leaving === null;
  }

  arrive(note: EscrowNote): void {
    this.#note = note;
    this.#leaving = null;
    this.#attempts = 0;
  }

  /** The note leaves by the host's own poll, or its end is known. */
  clear(): void {
    this.#note = null;
    this.#leaving = null;
    this.#attempts = 0;
  }

  /** Keeps the note waiting. */
  async hold(): Promise<ExchangeFault | null> {
    const sent = await this.#options.exchange.send(command('hold'), (reply) => {
      if (genericReply(reply) !== 'ok') this.#leave('vanished');
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
      if (genericReply(reply) === 'ok') this.#leave('sent-back');
      else this.#attempts += 1;
    });
    return sent.ok ? null : sent.error;
  }

  /** A note that was sent back and of which nothing is heard: does it wait in escrow after all? Then it is sent back again. */
  async seek(): Promise<ExchangeFault | null> {
    const sent = await this.#options.exchange.send(command('hold'), (reply) => {
      const leaving = this.#leaving;
      if (leaving === null) return;
      if (genericReply(reply) === 'ok') {
        this.#note = { item: leaving.item, channel: leaving.channel };
        this.#leaving = null;
        this.#attempts += 2;
      } else this.#leaving = { ...leaving, sought: true };
    });
    return sent.ok ? null : sent.error;
  }

  #leave(how: LeavingNote['how']): void {
    if (this.#note === null) return;
    this.#leaving = { ...this.#note, how, sought: how === 'vanished' };
    this.#note = null;
    this.#options.onLeft();
  }
}
