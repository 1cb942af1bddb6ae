/** A running timer of a {@link Clock}; hand it back to `clearTimeout`. */
export type Timer = object | number;

/** Time. Nothing above the lowest ports asks the operating system for it. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC by the machine's calendar clock: may jump, never used to measure. */
  wallMs(): number;
  /** Milliseconds since some fixed moment of this boot: only grows. */
  monotonicMs(): number;
  /** Calls `action` once, `delayMs` milliseconds from now. */
  setTimeout(action: () => void, delayMs: number): Timer;
  clearTimeout(timer: Timer): void;
}

/** Resolves after `delayMs` milliseconds of `clock`. */
export function delay(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimeout(resolve, delayMs);
  });
}

/**
 * The end of `work`, or `late` when that has not come within `limitMs` milliseconds: a promise that depends on the world outside
 * may never settle.
 */
export function within<Value>(clock: Clock, limitMs: number, work: Promise<Value>, late: () => Value): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => resolve(late()), limitMs);
    work.then(
      (value) => {
        clock.clearTimeout(timer);
        resolve(value);
      },
      (cause: Error) => {
        clock.clearTimeout(timer);
        reject(cause);
      },
    );
  });
}

/** Milliseconds by which Taiwan's wall clock is ahead of UTC, all year round. */
const TAIPEI_OFFSET_MS = 8 * 3_600_000;

/** The calendar date in Asia/Taipei as `YYYY-MM-DD`, whatever time zone the machine is set to. */
export function taipeiDate(wallMs: number): string {
  return new Date(wallMs + TAIPEI_OFFSET_MS).toISOString().slice(0, 10);
}

/** ISO 8601 with Taiwan's offset and no fraction, e.g. `2026-03-05T14:07:09+08:00`. */
export function taipeiTimestamp(wallMs: number): string {
  return `${new Date(wallMs + TAIPEI_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/**
 * Seconds since 1970-01-01 counted on Taiwan's wall clock, as the cards store them
 * (the wall clock read as if it were UTC).
 */
export function taipeiEpochSeconds(wallMs: number): number {
  return Math.floor((wallMs + TAIPEI_OFFSET_MS) / 1000);
}

/** The inverse of {@link taipeiEpochSeconds}, in milliseconds since 1970-01-01 UTC. */
export function wallMsOfTaipeiEpoch(seconds: number): number {
  return seconds * 1000 - TAIPEI_OFFSET_MS;
}
