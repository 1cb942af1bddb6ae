import type { SspEvent } from './eventTable.ts';

interface Waiter {
  /** Replies that it still waits for. */
  left: number;
  readonly wanted: 'taking' | 'disabled';
  readonly end: (seen: boolean) => void;
}

/**
 * Does the unit do what it says it obeys? "OK" to an enable or a disable proves nothing: the effect is what the poll
 * replies say afterwards. A disabled unit says so in every reply (GA138, disabled), or that all its channels are.
 */
export class OrderWatch {
  #waiters: Waiter[] = [];
  #told: boolean | null = null;
  #repeats = false;

  /** It says that it is disabled in every reply for as long as it is: only of such a unit does silence mean "enabled". */
  get repeatsDisabled(): boolean {
    return this.#repeats;
  }

  observe(events: readonly SspEvent[]): void {
    // Whatever it says beside: a unit that reads a note takes notes.
    const reads = events.some(({ event }) => event === 'read');
    const disabled = !reads && events.some(({ event }) => event === 'disabled' || event === 'channel-disable');
    if (disabled && this.#told === true) this.#repeats = true;
    this.#told = disabled;
    for (const waiter of this.#waiters) {
      waiter.left -= 1;
      if ((waiter.wanted === 'disabled') === disabled) this.#release(waiter, true);
      else if (waiter.left === 0) this.#release(waiter, false);
    }
  }

  /** Resolves true as soon as one of the next `replies` shows the effect, false when none does or all is given up. */
  until(wanted: Waiter['wanted'], replies: number): Promise<boolean> {
    return new Promise((end) => this.#waiters.push({ left: replies, wanted, end }));
  }

  giveUp(): void {
    for (const waiter of this.#waiters) this.#release(waiter, false);
  }

  #release(waiter: Waiter, seen: boolean): void {
    this.#waiters = this.#waiters.filter((other) => other !== waiter);
    waiter.end(seen);
  }
}
