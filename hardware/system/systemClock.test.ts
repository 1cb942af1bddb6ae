import { expect, it, vi } from 'vitest';
import { settle } from '../../lab/devices/virtualClock.ts';
import { systemClock } from './systemClock.ts';

it('tells the calendar and a time that only grows', () => {
  vi.useFakeTimers({ now: 1_700_000_000_123 });
  try {
    const before = systemClock.monotonicMs();
    vi.advanceTimersByTime(250);
    expect(systemClock.wallMs()).toBe(1_700_000_000_373);
    expect(systemClock.monotonicMs() - before).toBe(250);
  } finally {
    vi.useRealTimers();
  }
});

it('runs an action once after its delay, and never after it was cleared', () => {
  vi.useFakeTimers();
  try {
    const kept = vi.fn();
    const cleared = vi.fn();
    systemClock.setTimeout(kept, 100);
    systemClock.clearTimeout(systemClock.setTimeout(cleared, 100));
    vi.advanceTimersByTime(99);
    expect(kept).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(kept).toHaveBeenCalledOnce();
    expect(cleared).not.toHaveBeenCalled();
  } finally {
    vi.useRealTimers();
  }
});

it('does not wait when there is no time to wait for, and still never calls back at once', async () => {
  const kept = vi.fn();
  const cleared = vi.fn();
  systemClock.setTimeout(kept, 0);
  systemClock.clearTimeout(systemClock.setTimeout(cleared, 0));
  expect(kept).not.toHaveBeenCalled();
  await settle();
  expect(kept).toHaveBeenCalledOnce();
  expect(cleared).not.toHaveBeenCalled();
});
