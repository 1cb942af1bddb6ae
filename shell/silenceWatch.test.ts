import { describe, expect, it } from 'vitest';
import type { Clock } from '../hardware/ports/clock.ts';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { SilenceWatch } from './silenceWatch.ts';

function setUp(limitMs: number) {
  const clock = new VirtualClock();
  const silentAt: number[] = [];
  const watch = new SilenceWatch(clock, limitMs, () => silentAt.push(clock.monotonicMs()));
  return { clock, watch, silentAt };
}

describe('a watch for silence', () => {
  it('tells once, when the limit is reached', () => {
    const { clock, silentAt } = setUp(15_000);
    clock.advance(14_999);
    expect(silentAt).toEqual([]);
    clock.advance(60_000);
    expect(silentAt).toEqual([15_000]);
    expect(clock.pending).toBe(0);
  });

  it('is content with a word now and then', () => {
    const { clock, watch, silentAt } = setUp(15_000);
    for (let round = 0; round < 20; round += 1) {
      clock.advance(14_000);
      watch.heard();
    }
    expect(silentAt).toEqual([]);
  });

  it('takes another limit from now on', () => {
    const { clock, watch, silentAt } = setUp(120_000);
    clock.advance(100_000);
    watch.allow(15_000);
    clock.advance(15_000);
    expect(silentAt).toEqual([115_000]);
  });

  it('tells nothing after it was stopped', () => {
    const { clock, watch, silentAt } = setUp(15_000);
    clock.advance(5_000);
    watch.stop();
    clock.advance(60_000);
    expect(silentAt).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('does not blame the child for the time in which this process itself stood still', () => {
    const late: (() => void)[] = [];
    // A machine that was suspended: one timer fires long after its time, and only one.
    const clock: Clock = {
      wallMs: () => 0,
      monotonicMs: () => 0,
      setTimeout: (action) => late.push(action),
      clearTimeout: () => {},
    };
    let silent = false;
    const watch = new SilenceWatch(clock, 2_000, () => {
      silent = true;
    });
    late.shift()?.();
    expect(silent).toBe(false);
    watch.heard();
    late.shift()?.();
    expect(silent).toBe(false);
    late.shift()?.();
    expect(silent).toBe(true);
  });
});
