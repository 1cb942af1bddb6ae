import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, type CalendarDate, endOfMonth, instantOf, isCalendarDate, taipeiDay } from './calendar.ts';

/** Days from 1900 to 2200. */
const dates = fc.integer({ min: -25_567, max: 84_005 }).map((day): CalendarDate => new Date(day * 86_400_000).toISOString().slice(0, 10));
const monthsOf = (date: CalendarDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
const dayOf = (date: CalendarDate): number => Number(date.slice(8));

describe('dates', () => {
  it.each(['2026-05-12', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-05-00',
    '2026-05-32',
    '0000-01-01',
    '2026-5-12',
    '20260512',
    '2026-05-12T00:00:00Z',
    ' 2026-05-12',
    '2026-05-12\n',
    '+2026-05-12',
    '２０２６-05-12',
    '',
  ])('%j does not', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it('every day of three hundred years exists, and the day after the end of its month does not', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const end = endOfMonth(date);
        expect(isCalendarDate(date) && isCalendarDate(end)).toBe(true);
        expect(isCalendarDate(`${end.slice(0, 8)}${dayOf(end) + 1}`)).toBe(false);
        expect(dayOf(addDays(end, 1))).toBe(1);
      }),
    );
  });
});

describe('months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-05-12', 0, '2026-05-12'],
    ['9999-12-15', 1, '9999-12-31'],
    ['0001-01-15', -1, '0001-01-01'],
  ])('%s and %i months: %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it('lead to the month that many later, to the same day or the last one', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -1200, max: 1200 }), (date, months) => {
        const later = addMonths(date, months);
        expect(isCalendarDate(later)).toBe(true);
        expect(monthsOf(later)).toBe(monthsOf(date) + months);
        expect(dayOf(later)).toBe(Math.min(dayOf(date), dayOf(endOfMonth(later))));
      }),
    );
  });

  it('keep the order of days', () => {
    fc.assert(
      fc.property(dates, dates, fc.integer({ min: -120, max: 120 }), (a, b, months) => {
        const [first = a, second = b] = [a, b].sort();
        expect(addMonths(first, months) <= addMonths(second, months)).toBe(true);
      }),
    );
  });
});

describe('instants', () => {
  it.each([
    ['2026-05-12T10:00:00+08:00', '2026-05-12T02:00:00.000Z'],
    ['2026-05-12T10:00+08:00', '2026-05-12T02:00:00.000Z'],
    ['2026-05-12T10:00:00Z', '2026-05-12T10:00:00.000Z'],
    ['2026-05-12T10:00:00.5Z', '2026-05-12T10:00:00.500Z'],
    ['2026-05-12T00:30:00-05:45', '2026-05-12T06:15:00.000Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
    ['2026-05-12T10:00:00,25Z', '2026-05-12T10:00:00.250Z'],
    ['2026-05-12T10:00:00.1234567+08:00', '2026-05-12T02:00:00.123Z'],
    ['2026-05-12T10:00:00+08', '2026-05-12T02:00:00.000Z'],
    ['0001-01-01T00:00:00+08:00', '0000-12-31T16:00:00.000Z'],
    ['9999-12-31T23:59:59.999+08:00', '9999-12-31T15:59:59.999Z'],
  ])('%s is %s', (text, expected) => {
    expect(new Date(instantOf(text) ?? Number.NaN).toISOString()).toBe(expected);
  });

  it.each([
    '2026-05-12T10:00:00',
    '2026-05-12',
    '2026-05-12 10:00:00+08:00',
    '2026-05-12T10:00:00+0800',
    '2026-05-12t10:00:00z',
    '2026-05-12T24:00:00+08:00',
    '2026-05-12T10:60:00+08:00',
    '2026-05-12T10:00:60+08:00',
    '2026-05-12T10:00:00+24:00',
    '2026-05-12T10:00:00+08:60',
    '2026-02-30T10:00:00+08:00',
    '2026-05-12T10:00:00.+08:00',
    '2026-05-12T10:00:00+',
    '2026-05-12T10:00:00+8',
    '2026-05-12T10:00:00 Z',
    '1780000000000',
    '0001-01-01T00:00:00+08:01',
    '9999-12-31T16:00:00Z',
    '',
  ])('%j is none', (text) => {
    expect(instantOf(text)).toBeNull();
  });

  it('a microsecond makes a difference', () => {
    expect(instantOf('2026-05-12T10:00:00.000001Z')).toBeGreaterThan(instantOf('2026-05-12T10:00:00Z') ?? Number.NaN);
  });

  it('the same instant is the same number, whatever its offset, and has one day in Taipei', () => {
    const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), offsets, (atMs, minutes) => {
        const pad = (number: number): string => String(number).padStart(2, '0');
        const local = new Date(atMs + minutes * 60_000).toISOString().slice(0, 23);
        const offset = `${minutes < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(minutes) / 60))}:${pad(Math.abs(minutes) % 60)}`;
        expect(instantOf(`${local}${offset}`)).toBe(atMs);
      }),
    );
  });

  it.each([
    ['2026-05-12T15:59:59.999Z', '2026-05-12'],
    ['2026-05-12T15:59:59.9999999Z', '2026-05-12'],
    ['2026-05-12T16:00:00Z', '2026-05-13'],
    ['2026-12-31T16:00:00Z', '2027-01-01'],
    // Taiwan's clocks stood an hour ahead in the summer of 1979; the rules are younger, and reckon with +08:00 throughout.
    ['1979-08-01T15:30:00Z', '1979-08-01'],
  ])('%s is %s in Taipei', (text, expected) => {
    expect(taipeiDay(instantOf(text) ?? Number.NaN)).toBe(expected);
  });
});
