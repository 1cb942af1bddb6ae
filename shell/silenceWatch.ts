import type { Clock, Timer } from '../hardware/ports/clock.ts';

/** How often the silence is counted; milliseconds. */
const LISTEN_MS = 1_000;

/** How long a child may say nothing before it counts as hanging; milliseconds. */
export interface SilenceBounds {
  /** Until it has said `ready`. */
  readonly startingMs: number;
  readonly runningMs: number;
}

/**
 * Notices that a child which should say something again and again has fallen silent.
 *
 * It counts the seconds that this process has lived through itself, not the time between two messages: after the whole
 * machine stood still (suspended, swapping), what the child has said is still in the channel, and the child was not silent.
 */
export class SilenceWatch {
  readonly #clock: Clock;
  readonly #onSilent: () => void;
  #limitMs: number;
  #silentMs = 0;
  #timer: Timer;

  constructor(clock: Clock, limitMs: number, onSilent: () => void) {
    this.#clock = clock;
    this.#limitMs = limitMs;
    this.#onSilent = onSilent;
    this.#timer = this.#listen();
  }

  /** The child said something. */
  heard(): void {
    this.#silentMs = 0;
  }

  /** From now on it may be silent for so long. */
  allow(limitMs: number): void {
    this.#limitMs = limitMs;
    this.#silentMs = 0;
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
  }

  #listen(): Timer {
    return this.#clock.setTimeout(() => {
      this.#silentMs += LISTEN_MS;
      if (this.#silentMs >= this.#limitMs) this.#onSilent();
      else this.#timer = this.#listen();
    }, LISTEN_MS);
  }
}
