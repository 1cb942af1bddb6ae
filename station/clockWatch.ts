import { type Clock, type Timer, taipeiTimestamp } from '../hardware/ports/clock.ts';
import type { IssuerTransport } from '../hardware/ports/issuerTransport.ts';
import type { Log } from '../hardware/ports/log.ts';
import type { Facts } from '../machines/flows/visit/visitContext.ts';
import { canBeRight, LONGEST_SILENCE_MS, SET_BACK_MS } from './journal/clockWitness.ts';

/** Nobody ran this software before. A machine whose battery is empty wakes up years earlier. */
const EARLIEST_MS = Date.parse('2024-01-01T00:00:00+08:00');

/** Further from the issuer's clock than this, a day's limits and a card's terms may be judged wrongly. Milliseconds (ours). */
const MOST_APART_MS = 300_000;

/** How often somebody may have set the clock, milliseconds (ours). */
const LOOK_EVERY_MS = 60_000;

type Judgement = Facts['clock'];

export interface ClockWatchParts {
  readonly clock: Clock;
  readonly log: Log;
  /** When this machine's clock was right last, by what is on record; null: nothing is. */
  readonly lastRightMs: () => number | null;
  /** Told whenever the judgement changes. It is taken for right until something speaks against it. */
  readonly onJudged: (judgement: Judgement) => void;
  /** The issuer says that the clock is right, against what is on record. */
  readonly onConfirmed: () => void;
}

/** Both clocks of this machine at one moment: the calendar, which may jump, and the one that only grows, but not in sleep. */
interface Moment {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/**
 * A machine whose clock is wrong notices it by itself, before it touches a card (R-000-04): cards, slips and daily limits go
 * by it. Its witnesses, the better first:
 *
 * - the issuer: every answer says what time it is there. Where the calendar has since gone on faster than the clock that
 *   only grows, the machine slept or somebody set it: it is right if either can be;
 * - the issuer's certificate: one that is «not valid yet» is a sign of a slow clock. Such a clock hears no answer;
 * - what was so before: a clock does not go back, and one that is more than 30 days on has no witness.
 */
export class ClockWatch {
  readonly #parts: ClockWatchParts;
  #judgement: Judgement = 'right';
  /** By how much the calendar was ahead of the issuer's when it was heard last, and when that was; null: not in this boot. */
  #heard: { readonly aheadMs: number; readonly at: Moment } | null = null;
  /** When the issuer's certificate was found to be of the future; null: it was not. */
  #tooEarly: Moment | null = null;
  /** The last look at which the clock was right. */
  #right: Moment | null = null;
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
        if (!reply.ok && reply.error.certificate === 'not-yet-valid') this.#hearTooEarly();
        return reply;
      },
    };
  }

  start(): void {
    this.judge();
    this.#timer = this.#parts.clock.setTimeout(() => this.start(), LOOK_EVERY_MS);
  }

  stop(): void {
    if (this.#timer !== null) this.#parts.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** What time it is, for what must be dated although the clock has just been found wrong. Milliseconds since 1970-01-01 UTC. */
  bestMs(): number {
    const { wallMs, monotonicMs } = this.#now();
    return this.judge() === 'right' || this.#right === null ? wallMs : this.#right.wallMs + monotonicMs - this.#right.monotonicMs;
  }

  /** Looks at the clock now; somebody may have set it a moment ago. */
  judge(): Judgement {
    const { log, onJudged } = this.#parts;
    const now = this.#now();
    const wrong = now.wallMs < EARLIEST_MS || !this.#isBorneOut(now);
    if (!wrong) this.#right = now;
    const judgement = wrong ? 'wrong' : 'right';
    if (judgement === this.#judgement) return judgement;
    this.#judgement = judgement;
    if (wrong) log.write('clock.wrong', { issuer: this.#heard === null ? null : taipeiTimestamp(this.#hostMs(this.#heard, now)) });
    else log.write('clock.right');
    onJudged(judgement);
    return judgement;
  }

  #hear(hostMs: number): void {
    const at = this.#now();
    this.#heard = { aheadMs: at.wallMs - hostMs, at };
    this.#tooEarly = null;
    const doubted = !canBeRight(this.#parts.lastRightMs(), at.wallMs);
    if (this.judge() === 'right' && doubted) this.#parts.onConfirmed();
  }

  #hearTooEarly(): void {
    this.#tooEarly = this.#now();
    this.judge();
  }

  #isBorneOut(now: Moment): boolean {
    // A machine that was asleep, or set on, may have reached the certificate's first day.
    if (this.#tooEarly !== null && leapOf(this.#tooEarly, now) <= SET_BACK_MS) return false;
    if (this.#heard === null) return canBeRight(this.#right?.wallMs ?? this.#parts.lastRightMs(), now.wallMs);
    const { aheadMs, at } = this.#heard;
    const leapMs = leapOf(at, now);
    // Set back, it is as far ahead as it was, less that; slept through, it is as far ahead as it was; set on, further.
    const least = aheadMs + Math.min(leapMs, 0);
    const most = aheadMs + leapMs;
    return leapMs <= LONGEST_SILENCE_MS && least <= MOST_APART_MS && most >= -MOST_APART_MS;
  }

  #hostMs({ aheadMs, at }: { readonly aheadMs: number; readonly at: Moment }, now: Moment): number {
    return at.wallMs - aheadMs + now.monotonicMs - at.monotonicMs;
  }

  #now(): Moment {
    const { clock } = this.#parts;
    return { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
  }
}

/** By how much the calendar has gone on faster than the clock that only grows; negative: it was set back. */
function leapOf(from: Moment, to: Moment): number {
  return to.wallMs - from.wallMs - (to.monotonicMs - from.monotonicMs);
}
