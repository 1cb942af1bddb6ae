import { expect, it } from 'vitest';
import { runCardSoak } from '../soak/cardSoak.ts';
import { soakFaults } from '../soak/soakFaults.ts';

/** A second for each top-up, most of it the service's own looking for cards, and the processes' start. */
const PATIENCE_MS = 180_000;

/** A thousand of them are a stage of `npm run test:long`. */
it(
  'forty top-ups in a row over the real pcscd, ten with the card pulled away and put back: nothing lost, doubled or left behind',
  async () => {
    const plan = { seed: 'forty', topUps: 40, removals: 10, looks: 4 };
    const report = await runCardSoak(plan);
    expect(soakFaults(plan, report)).toEqual([]);
  },
  PATIENCE_MS,
);
