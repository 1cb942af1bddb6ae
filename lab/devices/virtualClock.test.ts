import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delay } from '../../hardware/ports/clock.ts';
import { settle, VirtualClock } from './virtualClock.ts';

describe('a virtual clock', () => {
  it('fires timers by time, and those of the same moment in the order of their setting', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), (delays) => {
        const clock = new VirtualClock();
        const fired: number[] = [];
        for (const [index, delayMs] of delays.entries()) clock.setTimeout(() => fired.push(index), delayMs);
        clock.advance(20);
        const expected = [...delays.keys()].sort((a, b) => (delays[a] ?? 0) - (delays[b] ?? 0) || a - b);
        expect(fired).toEqual(expected);
        expect(clock.pending).toBe(0);
      }),
    );
  });

  it('does not fire what was cleared, nor anything beyond the advance', () => {
    const clock = new VirtualClock();
    const fired: string[] = [];
    const cleared = clock.setTimeout(() => fired.push('cleared'), 5);
    clock.setTimeout(() => fired.push('in time'), 10);
    clock.setTimeout(() => fired.push('late'), 11);
    clock.clearTimeout(cleared);
    clock.clearTimeout(cleared);
    clock.advance(10);
    expect(fired).toEqual(['in time']);
    expect(clock.monotonicMs()).toBe(10);
    expect(clock.pending).toBe(1);
    expect(clock.untilNext()).toBe(1);
  });

  it('goes to the next timer, wherever it is, and says when there is none', () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    clock.setTimeout(() => seen.push(clock.monotonicMs()), 86_400_000);
    expect(clock.runNext()).toBe(true);
    expect(clock.runNext()).toBe(false);
    expect(seen).toEqual([86_400_000]);
  });

  it('fires timers that are set on the way', () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    const tick = (): void => {
      seen.push(clock.monotonicMs());
      clock.setTimeout(tick, 10);
    };
    clock.setTimeout(tick, 10);
    clock.advance(35);
    expect(seen).toEqual([10, 20, 30]);
    expect(clock.monotonicMs()).toBe(35);
  });

  it('lets promises settle between timers', async () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    const walk = async (): Promise<void> => {
      for (let step = 0; step < 3; step += 1) {
        await delay(clock, 10);
        seen.push(clock.monotonicMs());
      }
    };
    const walking = walk();
    await clock.advanceAsync(25);
    expect(seen).toEqual([10, 20]);
    await clock.resolve(walking);
    expect(seen).toEqual([10, 20, 30]);
    expect(await clock.runUntilIdle()).toBe(true);
  });

  it('does not wait for something that polls for ever', async () => {
    const clock = new VirtualClock();
    const tick = (): void => void clock.setTimeout(tick, 100);
    tick();
    expect(await clock.runUntilIdle(1_000)).toBe(false);
    await expect(clock.resolve(new Promise(() => undefined), 1_000)).rejects.toThrow('still waiting');
  });

  it('jumps its calendar without moving measured time', async () => {
    const clock = new VirtualClock({ wallMs: 1_000_000, monotonicMs: 5 });
    clock.jumpWall(-400_000);
    expect(clock.wallMs()).toBe(600_000);
    expect(clock.monotonicMs()).toBe(5);
    clock.advance(7);
    await settle();
    expect(clock.wallMs()).toBe(600_007);
  });

  it('refuses a delay that never ends', () => {
    expect(() => new VirtualClock().setTimeout(() => undefined, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});
