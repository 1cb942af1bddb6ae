import { describe, expect, it } from 'vitest';
import { rulePacks } from './packs/rulePacks.ts';
import { figureOn, toldFigure, toldFigures } from './toldFigures.ts';

describe('a figure that is only told', () => {
  it('holds from its date, and nothing is said before', () => {
    expect(toldFigure('balanceTransfer', '2019-07-24')).toBeNull();
    expect(toldFigure('balanceTransfer', '2019-07-25')).toBe(40);
  });

  it('is the old one until the day before a new one holds', () => {
    const figure = { value: 40, unit: 'days', clause: 'R-002-03', effectiveFrom: '2019-07-25' } as const;
    const changed = [figure, { ...figure, value: 30, effectiveFrom: '2027-01-01' }] as const;
    expect(['2019-07-24', '2026-12-31', '2027-01-01'].map((day) => figureOn(changed, day)?.value)).toEqual([undefined, 40, 30]);
  });

  it('stands oldest first', () => {
    for (const [name, figures] of Object.entries(toldFigures)) {
      const days = figures.map(({ effectiveFrom }) => effectiveFrom);
      expect(days, name).toEqual(days.toSorted());
    }
  });

  it('is as dated as the terms that it comes from', () => {
    const dates = new Set(rulePacks.map(({ effectiveFrom }) => effectiveFrom));
    for (const [name, figures] of Object.entries(toldFigures))
      for (const { effectiveFrom } of figures) expect(dates, name).toContain(effectiveFrom);
  });
});
