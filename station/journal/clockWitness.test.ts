import { describe, expect, it } from 'vitest';
import { ClockWitness } from './clockWitness.ts';

const NOON = Date.parse('2026-03-05T12:00:00+08:00');
const DAY = 86_400_000;

/** What the journal says of the clock after records that were written so many days after noon. */
function after(...records: readonly (number | readonly ['clock-confirmed', number])[]): number | null {
  const witness = new ClockWitness();
  for (const each of records) {
    const [kind, days] = typeof each === 'number' ? (['boot', each] as const) : each;
    witness.apply({ kind, wallMs: NOON + days * DAY });
  }
  return witness.lastMs === null ? null : (witness.lastMs - NOON) / DAY;
}

describe('when the clock was right last, by the journal', () => {
  it('is when its latest record was written', () => {
    expect(after()).toBeNull();
    expect(after(0, 1, 29)).toBe(29);
  });

  it('is not said by records of a clock that was set years on or back', () => {
    expect(after(0, 730, 731, 1)).toBe(1);
    expect(after(0, -400, -399)).toBe(0);
  });

  it('is said by the issuer, against whatever stands before it', () => {
    expect(after(0, 400, ['clock-confirmed', 400], 401)).toBe(401);
    expect(after(20, ['clock-confirmed', 2], 3)).toBe(3);
  });
});
