import { expect, it } from 'vitest';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { BEAT_MS, startHeartbeat } from './heartbeat.ts';

it('beats at once and then every second', () => {
  const clock = new VirtualClock();
  const at: number[] = [];
  startHeartbeat(clock, (said) => {
    at.push(clock.monotonicMs());
    said();
  });
  clock.advance(3 * BEAT_MS);
  expect(at).toEqual([0, BEAT_MS, 2 * BEAT_MS, 3 * BEAT_MS]);
});

it('has at most one beat on its way', () => {
  const clock = new VirtualClock();
  const waiting: (() => void)[] = [];
  startHeartbeat(clock, (said) => waiting.push(said));
  clock.advance(60_000);
  expect(waiting).toHaveLength(1);
  waiting[0]?.();
  clock.advance(BEAT_MS);
  expect(waiting).toHaveLength(2);
});
