import { describe, expect, it } from 'vitest';
import { clockFaults } from './interruption.ts';
import { runScenario } from './scenario.ts';

const VISIT = { card: 'ordinary', notes: [500, 100], whenAsked: 'puts-it-back' } as const;

/** What a passenger's visit is made of: sessions with the card, and notes that are taken in. */
async function steps() {
  const clean = await runScenario({ ...VISIT, interruptions: [] });
  const own = clean.steps.slice(0, clean.visitSteps);
  return own.filter(({ part, what }) => (part === 'card' && (what.startsWith('ffca') || what.startsWith('ffd6'))) || what === 'accept');
}

describe('a clock that jumps in the middle of a visit', { timeout: 120_000 }, () => {
  it.each(clockFaults)('leaves no note and no record behind that is years wrong: %s', async (fault) => {
    const failed: string[] = [];
    const at = await steps();
    for (const { index, what } of at) {
      const { violations } = await runScenario({ ...VISIT, interruptions: [{ at: index, fault }] });
      failed.push(...violations.map((each) => `${index} ${what}: ${each}`));
    }
    expect(at.length).toBeGreaterThan(10);
    expect(failed).toEqual([]);
  });
});
