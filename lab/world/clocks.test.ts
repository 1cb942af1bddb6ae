import { describe, expect, it } from 'vitest';
import { clockFaults } from './interruption.ts';
import { runScenario, type Scenario } from './scenario.ts';

const VISITS: readonly Omit<Scenario, 'interruptions'>[] = [
  { card: 'ordinary', notes: [500, 100], whenAsked: 'puts-it-back' },
  // An issuer tells the time.
  { card: 'autoload', notes: [100], whenAsked: 'puts-it-back', wish: { service: 'autoload', resolve: 'agrees' } },
];

/** What a passenger's visit is made of: sessions with the card, and notes that are taken in. */
async function stepsOf(visit: (typeof VISITS)[number]) {
  const clean = await runScenario({ ...visit, interruptions: [] });
  const own = clean.steps.slice(0, clean.visitSteps);
  return own.filter(({ part, what }) => (part === 'card' && (what.startsWith('ffca') || what.startsWith('ffd6'))) || what === 'accept');
}

describe.each(VISITS)('a clock that jumps in the middle of a visit ($card)', { timeout: 120_000 }, (visit) => {
  it.each(clockFaults)('leaves no note and no record behind that is years wrong: %s', async (fault) => {
    const failed: string[] = [];
    const steps = await stepsOf(visit);
    for (const { index: at, what } of steps) {
      const { violations } = await runScenario({ ...visit, interruptions: [{ at, fault }] });
      failed.push(...violations.map((each) => `${at} ${what}: ${each}`));
    }
    expect(steps.length).toBeGreaterThan(5);
    expect(failed).toEqual([]);
  });
});
