import { type Clock, type Timer, taipeiTimestamp } from '../hardware/ports/clock.ts';
import type { IssuerTransport } from '../hardware/ports/issuerTransport.ts';
import type { Log } from '../hardware/ports/log.ts';
import type { Facts } from '../machines/flows/visit/visitContext.ts';

/** Nobody ran this software before. A machine whose battery is empty wakes up years earlier. */
const EARLIEST_MS = Date.parse('2024-01-01T00:00:00+08:00');

/** Further from the issuer's clock than this, a day's limits and a card's terms may be reckoned wrongly. Milliseconds (ours). */
const MOST_APART_MS = 300_000;

/** How often somebody may have set the clock, milliseconds (ours). */
const LOOK_EVERY_MS = 60_000;

type Judgement = Facts['clock'];

export interface ClockWatchParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Told whenever the judgement changes. It is taken for right until something speaks against it. */
  readonly onJudged: (judgement: Judgement) => void;
}

/**
 * A machine whose clock is wrong notices it by itself (R-000-04): cards, slips and daily limits go by it. Every answer of
 * the issuer says what time it is there, from the first errand after a start; what was heard last is reckoned on, so
 * that a clock which is set right counts at once.
 */
export class ClockWatch {
  readonly #parts: ClockWatchParts;
  #judgement: Judgement = 'right';
  /** The issuer's clock less the one of this boot that only grows, milliseconds; null: not heard yet. */
  #hostAheadMs: number | null = null;
  #timer: Timer | null = null;

  constructor(parts: ClockWatchParts) {
    this.#parts = parts;
  }

  /** The same transport, overheard. */
  overhear(transport: IssuerTransport): IssuerTransport {
    return {
      exchange: async (operation, body, deadlineMs) => {
        const reply = await transport.exchange(operation, body, deadlineMs);
        if (reply.ok && reply.value.hostMs !== undefined) this.#hear(reply.value.hostMs);
        return reply;
      },
    };
  }

  start(): void {
    this.#look();
    this.#timer = this.#parts.clock.setTimeout(() => this.start(), LOOK_EVERY_MS);
  }

  stop(): void {
    if (this.#timer !== null) this.#parts.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #hear(hostMs: number): void {
    this.#hostAheadMs = hostMs - this.#parts.clock.monotonicMs();
    this.#look();
  }

  #look(): void {
    const { clock, log, onJudged } = this.#parts;
    const wallMs = clock.wallMs();
    const hostMs = this.#hostAheadMs === null ? null : clock.monotonicMs() + this.#hostAheadMs;
    const wrong = wallMs < EARLIEST_MS || (hostMs !== null && Math.abs(hostMs - wallMs) > MOST_APART_MS);
    const judgement = wrong ? 'wrong' : 'right';
    if (judgement === this.#judgement) return;
    this.#judgement = judgement;
    if (wrong) log.write('clock.wrong', { issuer: hostMs === null ? null : taipeiTimestamp(hostMs) });
    else log.write('clock.right');
    onJudged(judgement);
  }
}
