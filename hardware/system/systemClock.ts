import type { Clock } from '../ports/clock.ts';

/** How a timer of this clock is taken back. */
class SystemTimer {
  readonly clear: () => void;

  constructor(clear: () => void) {
    this.clear = clear;
  }
}

function startTimeout(action: () => void, delayMs: number): SystemTimer {
  const timeout = setTimeout(action, delayMs);
  return new SystemTimer(() => clearTimeout(timeout));
}

/** As soon as this turn of the event loop is over: Node would make a timeout of 0 ms one of at least 1 ms. */
function startImmediate(action: () => void): SystemTimer {
  const immediate = setImmediate(action);
  return new SystemTimer(() => clearImmediate(immediate));
}

/** The machine's own time: the one place that asks the operating system for it. */
export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimeout: (action, delayMs) => (delayMs > 0 ? startTimeout(action, delayMs) : startImmediate(action)),
  clearTimeout: (timer) => {
    if (timer instanceof SystemTimer) timer.clear();
  },
};
