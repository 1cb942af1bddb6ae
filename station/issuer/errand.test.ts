import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { recordedLog } from '../../tests/support/recordedLog.ts';
import { createErrand, type ErrandEnd } from './errand.ts';

const EVERY = 600_000;

/** An errand whose rounds end as they are told, and the pauses before each of them. */
function errand(...ends: (ErrandEnd | Error)[]) {
  const clock = new VirtualClock();
  const log = recordedLog();
  const pauses: number[] = [];
  let before = 0;
  const work = (): Promise<ErrandEnd> => {
    pauses.push(clock.monotonicMs() - before);
    before = clock.monotonicMs();
    const end = ends[pauses.length - 1] ?? 'over';
    return end instanceof Error ? Promise.reject(end) : Promise.resolve(end);
  };
  const made = createErrand({ name: 'the errand', clock, random: new SeededRandom('errand'), log, everyMs: EVERY, work });
  return { ...made, clock, log, pauses };
}

const failed = { failed: 'no network' };

describe('an errand', () => {
  it('begins soon, goes on at once while there is more, and then keeps its pace, never quite the same', async () => {
    const { clock, pauses, ...one } = errand('more', 'done', 'done', 'over');
    one.start();
    expect(await clock.runUntilIdle(10 * EVERY)).toBe(true);
    const [first = 0, more = 0, second = 0, third = 0] = pauses;
    expect(first).toBeLessThan(10_000);
    expect(more).toBe(200);
    for (const pause of [second, third]) {
      expect(pause).toBeGreaterThanOrEqual(EVERY * 0.75);
      expect(pause).toBeLessThanOrEqual(EVERY * 1.25);
    }
    expect(second).not.toBe(third);
  });

  it('tries again after a failure, slower each time but never slower than its own pace', async () => {
    const { clock, pauses, log, ...one } = errand(...Array.from({ length: 12 }, () => failed), new Error('broken'), 'done', 'over');
    one.start();
    await clock.runUntilIdle(100 * EVERY);
    const waits = pauses.slice(1, 13);
    for (const [index, wait] of waits.entries()) {
      const most = Math.min(EVERY, 5_000 * 2 ** index);
      expect(wait).toBeGreaterThanOrEqual(most / 2);
      expect(wait).toBeLessThanOrEqual(most);
    }
    expect(pauses).toHaveLength(15);
    // Hours without a network are two lines of the log.
    expect(log.messages).toEqual(['the errand failed; it is tried again', 'the errand works again']);
  });

  it('ends when it is over, and when it is stopped, also in the middle', async () => {
    const over = errand('over');
    over.start();
    await over.clock.runUntilIdle();
    expect([over.pauses.length, over.clock.pending]).toEqual([1, 0]);

    const stopped = errand('more', 'more');
    stopped.start();
    await stopped.clock.runUntil(() => stopped.pauses.length === 1);
    stopped.stop();
    await stopped.clock.runUntilIdle();
    expect([stopped.pauses.length, stopped.clock.pending]).toEqual([1, 0]);
  });
});
