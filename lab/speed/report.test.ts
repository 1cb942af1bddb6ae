import { expect, it } from 'vitest';
import type { Reading, Target } from './measure.ts';
import { judge, printed } from './report.ts';

const reading = (candidate: number[], baseline: number[] | null, target: Target | null): Reading => ({
  candidate: { what: 'the kiosk', unit: 'ms', values: candidate },
  baseline: baseline === null ? null : { what: 'a script', unit: 'ms', values: baseline, file: 'script.ts' },
  target,
  notes: ['a note'],
});
const AT_MOST = { of: 'ratio', bound: 'at most', value: 1.15 } as const;

it('compares medians, so that one slow round decides nothing', () => {
  expect(judge('m', reading([11, 11, 900], [10, 10, 10], AT_MOST))).toMatchObject({ ratio: 1.1, met: true });
  expect(judge('m', reading([12, 12, 1], [10, 10, 10], AT_MOST))).toMatchObject({ ratio: 1.2, met: false });
});

it('judges rates from below, and a figure of its own without a baseline', () => {
  expect(judge('m', reading([4], [10], { of: 'ratio', bound: 'at least', value: 0.5 })).met).toBe(false);
  expect(judge('m', reading([5], [10], { of: 'ratio', bound: 'at least', value: 0.5 })).met).toBe(true);
  expect(judge('m', reading([9], null, { of: 'candidate', bound: 'at most', value: 10 })).met).toBe(true);
  expect(judge('m', reading([9], null, null)).met).toBeNull();
});

it('does not take a ratio that is no number for a good one', () => {
  expect(judge('m', reading([1], [0], AT_MOST)).met).toBe(false);
  expect(judge('m', reading([1], null, AT_MOST)).met).toBe(false);
});

it('prints what was measured, against what, and whether that is enough', () => {
  expect(printed(judge('card', reading([11], [10], AT_MOST)))).toBe(
    [
      'card: the kiosk',
      '  measured  11.0 (11.0-11.0) ms',
      '  baseline  10.0 (10.0-10.0) ms, a script: script.ts',
      '  ratio     1.100',
      '  met: ratio at most 1.15',
      '  a note',
      '',
    ].join('\n'),
  );
  expect(printed(judge('card', reading([30], [10], AT_MOST)))).toContain('MISSED');
});
