import { expect, it } from 'vitest';
import { crossNotes } from './noteMatrix.ts';

/** Only every so manieth of the repeated interruptions; 1 for all. */
const EACH = Number(process.env['KIOSK_NOTE_CASES'] ?? 397);
const CASE_MS = 400;

it('whatever a validator does with a note, and the station suffers meanwhile, the books hold and everybody is told', {
  timeout: 6_000 * CASE_MS,
}, async () => {
  const cases = await Array.fromAsync(crossNotes(EACH));
  expect(cases.filter(({ violations }) => violations.length > 0)).toEqual([]);
  expect(cases.length).toBeGreaterThan(7 * 8);
});
