import { describe, expect, it } from 'vitest';
import { rulePacks } from './packs/rulePacks.ts';
import { toldFigure, toldFigures } from './toldFigures.ts';

describe('a figure that is only told', () => {
  it('holds from its date, and nothing is said before', () => {
    expect(toldFigure('balanceTransfer', '2019-07-24')).toBeNull();
    expect(toldFigure('balanceTransfer', '2019-07-25')).toBe(40);
  });

  it('is as dated as the terms that it comes from', () => {
    const dates = new Set(rulePacks.map(({ effectiveFrom }) => effectiveFrom));
    for (const [name, { effectiveFrom }] of Object.entries(toldFigures)) expect(dates, name).toContain(effectiveFrom);
  });
});
