import { expect, it } from 'vitest';
import { isAnnounced, workDayOf } from './serviceState.ts';

it.each([
  ['0519', { day: '2026-05-19' }],
  ['0518', 'too-soon'],
  ['0512', 'too-soon'],
  // The next one of that name.
  ['0511', { day: '2027-05-11' }],
  ['0229', 'no-such-day'],
  ['1301', 'no-such-day'],
  ['0000', 'no-such-day'],
])('work on %s is planned on 12 May 2026 seven days before, or it is none (R-003-78)', (monthDay, planned) => {
  expect(workDayOf(monthDay, '2026-05-12')).toEqual(planned);
});

it('planned work is told from seven days before until it is over', () => {
  const days = ['2026-06-06', '2026-06-07', '2026-06-14', '2026-06-15'];
  expect(days.map((today) => isAnnounced('2026-06-14', today))).toEqual([false, true, true, false]);
});
