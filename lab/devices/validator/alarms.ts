import type { Clock, Timer } from '../../../hardware/ports/clock.ts';

/** Named alarms, one of each name at most, that can be saved as the time that is left. */
export class Alarms<Name extends string> {
  readonly #clock: Clock;
  readonly #ring: (name: Name) => void;
  readonly #set = new Map<Name, { readonly at: number; readonly timer: Timer }>();

  constructor(clock: Clock, ring: (name: Name) => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Rings once, `ms` from now, in place of an earlier alarm of this name. */
  set(name: Name, ms: number): void {
    this.cancel(name);
    const timer = this.#clock.setTimeout(() => {
      this.#set.delete(name);
      this.#ring(name);
    }, ms);
    this.#set.set(name, { at: this.#clock.monotonicMs() + ms, timer });
  }

  cancel(name: Name): void {
    const alarm = this.#set.get(name);
    if (alarm !== undefined) this.#clock.clearTimeout(alarm.timer);
    this.#set.delete(name);
  }

  /** The timer of an alarm that is set, or null. */
  timer(name: Name): Timer | null {
    return this.#set.get(name)?.timer ?? null;
  }

  cancelAll(): void {
    for (const name of this.#set.keys()) this.cancel(name);
  }

  /** Milliseconds until it rings, or null. */
  left(name: Name): number | null {
    const alarm = this.#set.get(name);
    return alarm === undefined ? null : Math.max(0, alarm.at - this.#clock.monotonicMs());
  }
}
