import type { Clock, Timer } from '../../hardware/ports/clock.ts';
import type { VirtualClock } from '../devices/virtualClock.ts';

/** One station process and its grip on the world: when it dies, nothing that it still holds does anything. */
export interface Life {
  alive: boolean;
}

/** A timer as the process holds it: it may be due again, later than it was set for. */
interface Held {
  due: Timer;
}

/**
 * The clock as one process sees it. While the process stands still nothing of it happens; when it goes on it does everything
 * that fell due meanwhile, in the order in which it came. When it is dead nothing happens any more.
 */
export class ProcessClock implements Clock {
  readonly #clock: VirtualClock;
  readonly #life: Life;
  /** Monotonic, milliseconds; one moment for all processes: it is the computer that stands still. */
  readonly #stalledUntilMs: () => number;

  constructor(clock: VirtualClock, life: Life, stalledUntilMs: () => number) {
    this.#clock = clock;
    this.#life = life;
    this.#stalledUntilMs = stalledUntilMs;
  }

  wallMs(): number {
    return this.#clock.wallMs();
  }

  monotonicMs(): number {
    return this.#clock.monotonicMs();
  }

  setTimeout(action: () => void, delayMs: number): Timer {
    const held: Held = { due: 0 };
    const ring = (): void => {
      const leftMs = this.#leftMs();
      if (leftMs > 0 && this.#life.alive) held.due = this.#clock.setTimeout(ring, leftMs);
      else if (this.#life.alive) action();
    };
    held.due = this.#clock.setTimeout(ring, delayMs);
    return held;
  }

  clearTimeout(timer: Timer): void {
    // Opaque to callers, and made above.
    this.#clock.clearTimeout((timer as Held).due);
  }

  /** The process stands still. */
  get stands(): boolean {
    return this.#leftMs() > 0;
  }

  /** The timer of the world behind one of this process's. */
  dueOf(timer: Timer): Timer {
    return (timer as Held).due;
  }

  postpone(timer: Timer, ms: number): void {
    const held = timer as Held;
    held.due = this.#clock.postpone(held.due, ms);
  }

  /** Does it now, or when the process goes on. */
  whenAwake(action: () => void): void {
    if (this.#leftMs() > 0) this.setTimeout(action, this.#leftMs());
    else if (this.#life.alive) action();
  }

  #leftMs(): number {
    return this.#stalledUntilMs() - this.#clock.monotonicMs();
  }
}
