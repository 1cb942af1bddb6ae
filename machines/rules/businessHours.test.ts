import { describe, expect, it } from 'vitest';
import { type BusinessHours, isWithin } from './businessHours.ts';

/** Taiwan's clock, on the first of March 2026. */
const at = (time: string): number => Date.parse(`2026-03-01T${time}+08:00`);
const served = (hours: BusinessHours, ...times: string[]): boolean[] => times.map((time) => isWithin(hours, at(time)));

describe('business hours (R-003-85)', () => {
  it('begin with their first minute and end before their last', () => {
    const day = { opens: '06:00', closes: '22:30' };
    expect(served(day, '05:59:59', '06:00:00', '22:29:59', '22:30:00')).toEqual([false, true, true, false]);
  });

  it('may last beyond midnight', () => {
    const metro = { opens: '06:00', closes: '00:30' };
    expect(served(metro, '23:59:59', '00:00:00', '00:29:59', '00:30:00', '05:59:59', '06:00:00')).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  it('may end with the day, or never', () => {
    expect(served({ opens: '06:00', closes: '24:00' }, '23:59:59', '00:00:00')).toEqual([true, false]);
    expect(served({ opens: '00:00', closes: '24:00' }, '23:59:59', '00:00:00')).toEqual([true, true]);
  });
});
