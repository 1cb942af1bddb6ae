import { describe, expect, it } from 'vitest';
import type { StepFault } from './interruption.ts';
import { runStaffDay, staffEffects } from './staffScenario.ts';

const CUTS: readonly StepFault[] = ['power-before', 'power-after'];

/** Every so manieth place with every change; all of them in the long run. */
const EVERY = process.env['KIOSK_PROPERTY_RUNS'] === undefined ? 5 : 1;

describe('a day of the staff', () => {
  it('is on record step by step, balances, and pays no case twice', async () => {
    const { violations, kinds } = await runStaffDay([]);
    expect(violations).toEqual([]);
    expect(kinds.filter((kind) => /^(case-|box-|exchange|staff-(entry|left|slip))/.test(kind))).toEqual([
      'staff-entry',
      'case-signed',
      'box-out',
      'box-in',
      'staff-slip',
      'staff-slip',
      'exchange-closed',
      'staff-left',
      'staff-entry',
      'case-settled',
      'box-counted',
      'box-variance',
      'staff-left',
    ]);
  });

  it('goes on where it was when the mains fail at any step of exchange, count and settlement', { timeout: 600_000 }, async () => {
    const clean = await runStaffDay([]);
    const cuts = staffEffects(clean).flatMap(({ index, what }) => CUTS.map((fault) => ({ at: index, fault, what })));
    for (const { what, ...cut } of cuts.filter((_, at) => at % EVERY === 0)) {
      const { violations, happened } = await runStaffDay([cut]);
      expect(violations, `${cut.fault} at ${cut.at}: ${what}`).toEqual([]);
      expect(happened).toEqual([expect.objectContaining({ fault: cut.fault })]);
    }
  });
});
