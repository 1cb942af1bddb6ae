import type { Clock } from '../../hardware/ports/clock.ts';

/** The machine's own time: the one place that asks the operating system for it. */
export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimeout: (action, delayMs) => setTimeout(action, delayMs),
  clearTimeout: (timer) => {
    // Every timer of this clock is Node's own; the port's type is wider so that a virtual clock may use numbers.
    clearTimeout(timer as NodeJS.Timeout);
  },
};
