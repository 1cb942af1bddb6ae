import type { Clock, Timer } from '../../hardware/ports/clock.ts';

interface Entry {
  readonly at: number;
  /** Timers of the same millisecond fire in the order in which they were set. */
  readonly order: number;
  readonly action: () => void;
  cancelled: boolean;
}

/** Where a virtual clock starts. */
export interface VirtualClockStart {
  /** Milliseconds since 1970-01-01 UTC; default 2026-03-05T06:00:00Z, an afternoon in Taipei. */
  readonly wallMs?: number;
  /** Milliseconds since the pretended boot; default 0. */
  readonly monotonicMs?: number;
}

const DEFAULT_WALL_MS = Date.UTC(2026, 2, 5, 6, 0, 0);

/**
 * A clock that stands still until it is told to go on. Timers fire in the order of their time, then of their setting,
 * so that a run with the same seed is the same run.
 */
export class VirtualClock implements Clock {
  readonly #heap: Entry[] = [];
  #monotonicMs: number;
  #wallOffsetMs: number;
  #order = 0;
  #live = 0;

  constructor(start: VirtualClockStart = {}) {
    this.#monotonicMs = start.monotonicMs ?? 0;
    this.#wallOffsetMs = (start.wallMs ?? DEFAULT_WALL_MS) - this.#monotonicMs;
  }

  wallMs(): number {
    return this.#monotonicMs + this.#wallOffsetMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  /** @throws RangeError when `delayMs` is not a finite number: such a timer would never be found again. */
  setTimeout(action: () => void, delayMs: number): Timer {
    if (!Number.isFinite(delayMs)) throw new RangeError(`not a delay: ${delayMs}`);
    this.#order += 1;
    const entry: Entry = { at: this.#monotonicMs + Math.max(0, delayMs), order: this.#order, action, cancelled: false };
    this.#push(entry);
    this.#live += 1;
    return entry;
  }

  clearTimeout(timer: Timer): void {
    // The handle is opaque to callers and was made above; anything else is ignored, as the platform does.
    const entry = timer as Entry;
    if (typeof timer !== 'object' || entry.cancelled !== false) return;
    entry.cancelled = true;
    this.#live -= 1;
  }

  /** Timers that are still going to fire. */
  get pending(): number {
    return this.#live;
  }

  /** Milliseconds until the next timer, or null when there is none. */
  untilNext(): number | null {
    const next = this.#peek();
    return next === null ? null : Math.max(0, next.at - this.#monotonicMs);
  }

  /** Whether this timer is the next to fire. */
  isNext(timer: Timer): boolean {
    return this.#peek() === timer;
  }

  /** When the first timer fires that is none of these, monotonic milliseconds; infinity when there is none. */
  nextBeside(timers: readonly Timer[]): number {
    let next = Number.POSITIVE_INFINITY;
    for (const entry of this.#heap) {
      if (!entry.cancelled && entry.at < next && !timers.includes(entry)) next = entry.at;
    }
    return next;
  }

  /** The same timer, so much later, as if it had been set only now. */
  postpone(timer: Timer, ms: number): Timer {
    // As in clearTimeout.
    const entry = timer as Entry;
    this.clearTimeout(timer);
    return this.setTimeout(entry.action, entry.at + ms - this.#monotonicMs);
  }

  /** Moves the calendar clock by `ms` and leaves measured time and timers alone, as a time server does. */
  jumpWall(ms: number): void {
    this.#wallOffsetMs += ms;
  }

  /** Lets `ms` pass in which nothing runs: what falls due meanwhile fires late, in its order. */
  stall(ms: number): void {
    this.#monotonicMs += ms;
  }

  /** Goes to the next timer and fires it. Answers false when there is none. */
  runNext(): boolean {
    const next = this.#peek();
    if (next === null) return false;
    this.#pop();
    next.cancelled = true;
    this.#live -= 1;
    this.#monotonicMs = Math.max(this.#monotonicMs, next.at);
    next.action();
    return true;
  }

  /** Goes on by `ms`, firing every timer that falls due, also those set on the way. Promises do not resolve in between. */
  advance(ms: number): void {
    const end = this.#monotonicMs + ms;
    while (this.#dueBy(end)) this.runNext();
    this.#monotonicMs = Math.max(this.#monotonicMs, end);
  }

  /** Goes on by `ms` and lets promises settle before the first and after every timer. */
  async advanceAsync(ms: number): Promise<void> {
    const end = this.#monotonicMs + ms;
    await settle();
    while (this.#dueBy(end)) {
      this.runNext();
      await settle();
    }
    this.#monotonicMs = Math.max(this.#monotonicMs, end);
  }

  /**
   * Fires timers, letting promises settle, until none is left or the next one lies beyond `limitMs` from now.
   * Answers whether all timers have fired. Something that polls is never idle: then this goes on for `limitMs`.
   */
  async runUntilIdle(limitMs: number = 3_600_000): Promise<boolean> {
    return this.runUntil(() => false, limitMs).then(() => this.#live === 0);
  }

  /** Fires timers, letting promises settle, until `condition` holds; answers false when it did not within `limitMs`. */
  async runUntil(condition: () => boolean, limitMs: number = 60_000): Promise<boolean> {
    const end = this.#monotonicMs + limitMs;
    await settle();
    while (!condition()) {
      if (!this.#dueBy(end)) return false;
      this.runNext();
      await settle();
    }
    return true;
  }

  /** Fires timers until `promise` has settled, and answers what it answers. @throws Error when `limitMs` was not enough. */
  async resolve<Value>(promise: Promise<Value>, limitMs: number = 600_000): Promise<Value> {
    let settled = false;
    const mark = (): void => {
      settled = true;
    };
    promise.then(mark, mark);
    if (!(await this.runUntil(() => settled, limitMs))) throw new Error(`still waiting after ${limitMs} ms of virtual time`);
    return promise;
  }

  #dueBy(end: number): boolean {
    const next = this.#peek();
    return next !== null && next.at <= end;
  }

  #peek(): Entry | null {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined) return null;
      if (!top.cancelled) return top;
      this.#pop();
    }
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    heap.push(entry);
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfEarlier(child, parent)) return;
      child = parent;
    }
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      const right = left + 1;
      const child = right < heap.length && isEarlier(heap[right], heap[left]) ? right : left;
      if (child >= heap.length || !this.#swapIfEarlier(child, parent)) return;
      parent = child;
    }
  }

  #swapIfEarlier(child: number, parent: number): boolean {
    const heap = this.#heap;
    const below = heap[child];
    const above = heap[parent];
    if (below === undefined || above === undefined || !isEarlier(below, above)) return false;
    heap[parent] = below;
    heap[child] = above;
    return true;
  }
}

function isEarlier(a: Entry | undefined, b: Entry | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Lets everything that is already resolved run to its end: an immediate comes after all microtasks. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    // oxlint-disable-next-line no-restricted-globals -- it measures nothing: it is the end of the queue of microtasks
    setImmediate(resolve);
  });
}
