import type { Clock, Timer } from '../ports/clock.ts';
import type { SspEvent, SspEventName } from './eventTable.ts';

/** Events that say that something moves, has just moved, or cannot move in the note path. */
const MOVEMENTS: ReadonlySet<SspEventName> = new Set<SspEventName>([
  'slave-reset',
  'read',
  'note-credit',
  'rejecting',
  'rejected',
  'stacking',
  'stacked',
  'note-stored-in-payout',
  'safe-jam',
  'unsafe-jam',
  'jam-recovery',
  'initialising',
  'note-cleared-into-cashbox',
  'note-cleared-from-front',
  'note-into-stacker-at-reset',
  'note-into-store-at-reset',
  'pay-in-active',
]);

interface Waiter {
  readonly polls: number;
  readonly end: (quiet: boolean) => void;
  readonly timer: Timer;
}

/** Counts the poll replies in a row that tell of no movement in the note path. */
export class PathWatch {
  readonly #clock: Clock;
  #quiet = 0;
  #waiters: Waiter[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Replies without movement since the last movement. */
  get quietPolls(): number {
    return this.#quiet;
  }

  observe(events: readonly SspEvent[]): void {
    if (events.some(({ event }) => MOVEMENTS.has(event))) {
      this.stir();
      return;
    }
    this.#quiet += 1;
    const done = this.#waiters.filter(({ polls }) => this.#quiet >= polls);
    for (const waiter of done) this.#release(waiter, true);
  }

  /** Something is known to move without an event: a note was accepted or sent back. */
  stir(): void {
    this.#quiet = 0;
  }

  /** Resolves true after `polls` quiet replies from now on, false when that takes longer than `limitMs` or is given up. */
  untilQuiet(polls: number, limitMs: number): Promise<boolean> {
    this.#quiet = 0;
    return new Promise((resolve) => {
      const waiter: Waiter = { polls, end: resolve, timer: this.#clock.setTimeout(() => this.#release(waiter, false), limitMs) };
      this.#waiters.push(waiter);
    });
  }

  giveUp(): void {
    for (const waiter of this.#waiters) this.#release(waiter, false);
  }

  #release(waiter: Waiter, quiet: boolean): void {
    this.#clock.clearTimeout(waiter.timer);
    this.#waiters = this.#waiters.filter((other) => other !== waiter);
    waiter.end(quiet);
  }
}
