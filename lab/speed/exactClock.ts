import type { Clock } from '../../hardware/ports/clock.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';

/** Timers of the system come up to so much late, ms; the rest of the way is looked at turn by turn of the event loop. */
const COARSE_MS = 1.5;

const coarse = (leftMs: number): number => (leftMs > COARSE_MS + 1 ? leftMs - COARSE_MS : 0);

/** Real time whose timers are not late: a card takes as long as it takes, and what is measured is not the emulator. */
export const exactClock: Clock = {
  ...systemClock,
  setTimeout(action, delayMs) {
    const dueMs = systemClock.monotonicMs() + delayMs;
    const timer = new ExactTimer();
    const look = (): void => {
      const leftMs = dueMs - systemClock.monotonicMs();
      if (leftMs <= 0) return action();
      timer.next = systemClock.setTimeout(look, coarse(leftMs));
    };
    timer.next = systemClock.setTimeout(look, coarse(delayMs));
    return timer;
  },
  clearTimeout(timer) {
    if (timer instanceof ExactTimer && timer.next !== null) systemClock.clearTimeout(timer.next);
  },
};

class ExactTimer {
  next: ReturnType<Clock['setTimeout']> | null = null;
}
