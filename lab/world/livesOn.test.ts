import { beforeAll, describe, expect, it } from 'vitest';
import type { Elsewhere } from '../devices/card/cardElsewhere.ts';
import { cardFaultsAt, type Step } from './interruption.ts';
import { runScenario } from './scenario.ts';
import type { CardBefore } from './worldCards.ts';

interface Visit {
  readonly card: CardBefore;
  readonly notes: readonly number[];
}

/** In the long run also a card without a single record. */
const VISITS: readonly Visit[] = [
  { card: 'ordinary', notes: [500] },
  ...(process.env['KIOSK_EVERY_TEAR'] === '1' ? [{ card: 'new' as const, notes: [500] }] : []),
];

const LIVES: readonly (readonly Elsewhere[])[] = [
  [],
  ['shop', 'gate'],
  ['entry'],
  ['kiosk', 'gate'],
  ['kiosk', 'gate', 'kiosk'],
  ['gate', 'shop', 'gate', 'shop', 'gate', 'shop', 'gate'],
];

describe.each(VISITS)('a card ($card) torn away while its write was under way', { timeout: 240_000 }, (visit) => {
  let steps: readonly Step[] = [];

  beforeAll(async () => {
    const clean = await runScenario({ ...visit, whenAsked: 'walks-away', interruptions: [] });
    // Record, backup, purse.
    steps = clean.steps.slice(0, clean.visitSteps).filter(({ part, what }) => part === 'card' && what.startsWith('ffd6'));
  });

  it.each(LIVES.map((elsewhere) => ({ elsewhere })))(
    'and used at $elsewhere: nothing is lost, doubled or left unexplained',
    async ({ elsewhere }) => {
      expect(steps).toHaveLength(3);
      const failed: string[] = [];
      for (const { index: at, what } of steps) {
        for (const fault of cardFaultsAt(what)) {
          const { violations } = await runScenario({ ...visit, whenAsked: 'walks-away', elsewhere, interruptions: [{ at, fault }] });
          failed.push(...violations.map((each) => `${what} ${fault}: ${each}`));
        }
      }
      expect(failed).toEqual([]);
    },
  );
});
