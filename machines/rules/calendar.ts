import { taipeiDate } from '../../hardware/ports/clock.ts';

/**
 * Dates and instants of the rules. Dates are Asia/Taipei calendar dates, written `YYYY-MM-DD`: as texts they sort as days do.
 * Instants are milliseconds since 1970-01-01 UTC and compared as numbers. Nothing here asks the machine for its clock,
 * its time zone or its locale.
 *
 * Taipei's date is reckoned with +08:00, always. That is Taiwan's time since 1980-01-01; before, there were summers with daylight
 * saving (the last in 1979) and years with Japan's time. No rule is that old - EasyCard began in 2002 - and the engine
 * refuses a question dated before the first terms, so no answer rests on such a date.
 */
export type CalendarDate = string;

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:Z|([+-])(\d\d)(?::(\d\d))?)$/;

const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The first instant of 0001-01-01 in Taipei, and the one after 9999-12-31: outside no day has a date of four digits. */
const FIRST_MS = Date.parse('0000-12-31T16:00:00Z');
const BEYOND_MS = Date.parse('9999-12-31T16:00:00Z');

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function dateOf(year: number, month: number, day: number): CalendarDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Is it the date of a day that exists, from 0001-01-01 to 9999-12-31? */
export function isCalendarDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * The same day `months` calendar months later (earlier when negative), or the last day of that month where it is shorter
 * (rulebook, section 9). What would lie outside the years 1 to 9999 becomes the first or the last day of them.
 */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  if (year < 1) return '0001-01-01';
  if (year > 9999) return '9999-12-31';
  return dateOf(year, month, Math.min(Number(date.slice(8)), daysInMonth(year, month)));
}

/** The day `days` days later (earlier when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The last day of the month that `date` lies in. */
export function endOfMonth(date: CalendarDate): CalendarDate {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  return dateOf(year, month, daysInMonth(year, month));
}

/**
 * Milliseconds since 1970-01-01 UTC of an ISO 8601 instant, or null. It must carry `Z` or an offset; seconds may be left out, hour 24
 * and second 60 do not exist. Clocks differ in how finely they write a second, so its fraction may be of any length; what is
 * below a microsecond is dropped and never rounded up, because that could make it the next day.
 */
export function instantOf(text: string): number | null {
  const parts = INSTANT.exec(text);
  if (parts === null) return null;
  const [, date = '', hour, minute, second = '0', fraction = '', sign, offsetHour = '0', offsetMinute = '0'] = parts;
  const beyond = Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || Number(offsetHour) > 23 || Number(offsetMinute) > 59;
  if (beyond || !isCalendarDate(date)) return null;
  const offset = (Number(offsetHour) * HOUR_MS + Number(offsetMinute) * MINUTE_MS) * (sign === '-' ? -1 : 1);
  const time = Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS + Number(second) * 1000 + Number(`0.${fraction.slice(0, 6)}`) * 1000;
  const instant = Date.parse(`${date}T00:00:00Z`) + time - offset;
  return instant >= FIRST_MS && instant < BEYOND_MS ? instant : null;
}

/** The calendar date in Asia/Taipei at an instant. */
export function taipeiDay(atMs: number): CalendarDate {
  return taipeiDate(atMs);
}
