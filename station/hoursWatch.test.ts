import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import type { BusinessHours } from '../machines/rules/businessHours.ts';
import { HoursWatch } from './hoursWatch.ts';

const METRO: BusinessHours = { opens: '06:00', closes: '00:30' };
const HOUR = 3_600_000;

function watching(time: string, hours: BusinessHours | null = METRO) {
  const clock = new VirtualClock({ wallMs: Date.parse(`2026-03-05T${time}+08:00`) });
  const judged: (BusinessHours | null)[] = [];
  const watch = new HoursWatch({ hours, clock, onJudged: (outside) => judged.push(outside) });
  watch.start();
  return { clock, judged, watch };
}

describe('the end of business hours (R-003-85)', () => {
  it('is noticed within ten seconds, and their beginning too, every day', () => {
    const { clock, judged } = watching('12:00');
    expect(judged).toEqual([]);
    clock.advance(12.5 * HOUR);
    expect(judged).toEqual([METRO]);
    clock.advance(5.5 * HOUR);
    expect(judged).toEqual([METRO, null]);
    clock.advance(24 * HOUR);
    expect(judged).toEqual([METRO, null, METRO, null]);
  });

  it('is noticed by a machine that starts after it', () => {
    expect(watching('03:00').judged).toEqual([METRO]);
  });

  it('goes by the calendar clock, which may jump', () => {
    const { clock, judged } = watching('12:00');
    clock.jumpWall(13 * HOUR);
    clock.advance(10_000);
    expect(judged).toEqual([METRO]);
  });

  it('never comes to a machine without hours, nor to one that has stopped', () => {
    const always = watching('12:00', null);
    always.clock.advance(48 * HOUR);
    const stopped = watching('12:00');
    stopped.watch.stop();
    stopped.clock.advance(48 * HOUR);
    expect([always.judged, stopped.judged]).toEqual([[], []]);
  });
});
