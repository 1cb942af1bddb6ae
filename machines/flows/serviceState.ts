import { addDays, addMonths, type CalendarDate, isCalendarDate } from '../rules/calendar.ts';

/** What the staff lets the machine do; it holds over every restart. */
export interface ServiceState {
  /** `not-taken`: cards are read and the issuer's services had, and no note is taken. */
  readonly notes: 'taken' | 'not-taken';
  /** The day of planned work, Asia/Taipei; null: none is planned. */
  readonly work: CalendarDate | null;
}

export const FULL_SERVICE: ServiceState = { notes: 'taken', work: null };

/** Planned work is announced so many days before (R-003-78). */
const NOTICE_DAYS = 7;

/** What somebody changes about it. `monthDay`: MMDD, of the next such day. */
export type ServiceChange =
  | { readonly set: 'notes'; readonly to: ServiceState['notes'] }
  | { readonly set: 'work'; readonly monthDay: string }
  | { readonly set: 'no-work' };

/** The day that was meant, or why it cannot be: what cannot wait for a notice needs none, it is an emergency. */
export function workDayOf(monthDay: string, today: CalendarDate): { readonly day: CalendarDate } | 'no-such-day' | 'too-soon' {
  const inYearOf = (date: CalendarDate): CalendarDate => `${date.slice(0, 5)}${monthDay.slice(0, 2)}-${monthDay.slice(2)}`;
  const days = [inYearOf(today), inYearOf(addMonths(today, 12))].filter(isCalendarDate);
  const day = days.find((each) => each >= today);
  if (day === undefined) return 'no-such-day';
  return day < addDays(today, NOTICE_DAYS) ? 'too-soon' : { day };
}

/** Whether passengers are told of it on this day: from the notice on until it is over. */
export function isAnnounced(work: CalendarDate, today: CalendarDate): boolean {
  return today <= work && today >= addDays(work, -NOTICE_DAYS);
}
