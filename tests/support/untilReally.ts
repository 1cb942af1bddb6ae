import { delay } from '../../hardware/ports/clock.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';

/** Looks again after a moment of real time; only for what no event tells. @throws Error when it does not hold within `limitMs` */
export async function untilReally(condition: () => boolean, limitMs: number = 15_000): Promise<void> {
  const end = systemClock.monotonicMs() + limitMs;
  while (!condition()) {
    if (systemClock.monotonicMs() > end) throw new Error('it never came to that');
    await delay(systemClock, 5);
  }
}
