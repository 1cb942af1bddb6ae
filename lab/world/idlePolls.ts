import type { Clock, Timer } from '../../hardware/ports/clock.ts';
import { SSP_LIMITS } from '../../hardware/ssp/limits.ts';
import type { SimulatedValidator } from '../devices/validator/simulatedValidator.ts';
import type { VirtualClock } from '../devices/virtualClock.ts';
import type { ProcessClock } from './processClock.ts';

/** Polls in a row of which none said anything new, after which the driver counts nothing any more: more than any of its limits. */
const AT_REST =
  Math.max(SSP_LIMITS.speechlessPolls, SSP_LIMITS.quietPolls, SSP_LIMITS.orderAttempts * SSP_LIMITS.effectPolls) + SSP_LIMITS.effectPolls;

/** Its pause ends, and its answer comes. */
const EVENTS_OF_A_ROUND = 2;

/** The first shows whether the unit has something new to say, the second that it had not. */
const UNDISTURBED = 2;

/**
 * Leaves out polls in which nothing can happen: while the unit says the same again and again, and nothing else falls due, the next one would be
 * the same. What is left out is whole pairs of rounds, so that the sequence bit stands as it would; the round after them begins when it would
 * have begun. Half of a world's events are such polls.
 */
export class IdlePolls {
  readonly #world: VirtualClock;
  readonly #process: ProcessClock;
  readonly #validator: SimulatedValidator;
  /** The pause before the next poll. */
  #pause: Timer | null = null;
  #inARow = 0;
  /** Of those, how many had nothing between them but themselves. */
  #undisturbed = 0;
  /** Events of the world since the last one was sent. */
  #events = 0;
  #lastMs = 0;
  #periodMs = 0;

  constructor(world: VirtualClock, process: ProcessClock, validator: SimulatedValidator) {
    this.#world = world;
    this.#process = process;
    this.#validator = validator;
  }

  /** The process's clock, as the driver of the unit has it. */
  get clock(): Clock {
    const clock = this.#process;
    return {
      wallMs: () => clock.wallMs(),
      monotonicMs: () => clock.monotonicMs(),
      clearTimeout: (timer) => clock.clearTimeout(timer),
      setTimeout: (action, delayMs) => {
        const timer = clock.setTimeout(action, delayMs);
        if (delayMs === SSP_LIMITS.pollIntervalMs) this.#pause = timer;
        return timer;
      },
    };
  }

  /** Something is sent to the unit. @param idle a poll while nothing moves */
  sent(idle: boolean): void {
    const nowMs = this.#world.monotonicMs();
    const periodMs = nowMs - this.#lastMs;
    this.#inARow = idle && periodMs === this.#periodMs ? this.#inARow + 1 : 0;
    this.#undisturbed = this.#events === EVENTS_OF_A_ROUND ? this.#undisturbed + 1 : 0;
    this.#events = 0;
    this.#periodMs = periodMs;
    this.#lastMs = nowMs;
  }

  /** A timer of the world fires. */
  happens(): void {
    this.#events += 1;
  }

  /** People did something, or the world about them. */
  disturbed(): void {
    this.#undisturbed = 0;
  }

  /** Goes on to the last poll before anything else can happen. @param endMs monotonic milliseconds: no further than that */
  leaveOut(endMs: number): void {
    if (
      this.#inARow < AT_REST ||
      this.#undisturbed < UNDISTURBED ||
      this.#events !== 1 ||
      this.#pause === null ||
      this.#process.stands ||
      this.#validator.faults.planned.length > 0
    )
      return;
    const pause = this.#process.dueOf(this.#pause);
    const watchdog = this.#validator.watchdog;
    if (watchdog === null || !this.#world.isNext(pause)) return;
    const next = this.#world.monotonicMs() + (this.#world.untilNext() ?? 0);
    const other = Math.min(endMs, this.#world.nextBeside([pause, watchdog]));
    const rounds = 2 * Math.floor((other - next) / (2 * this.#periodMs));
    if (rounds <= 0) return;
    const skippedMs = rounds * this.#periodMs;
    this.#validator.heardNothingNew(skippedMs);
    this.#process.postpone(this.#pause, skippedMs);
    this.#lastMs += skippedMs;
  }
}
