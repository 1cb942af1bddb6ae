import type { PhaseObserved, WritesObserved } from './keepStill/inside.ts';
import type { Measure, Reading } from './measure.ts';
import { observeOverPcscd, pcscdObstacle } from './overPcscd.ts';

/** How long a passenger must not move the card in a top-up, over the real PC/SC service. */
export const keepStill: Measure = {
  name: 'write',
  obstacle: pcscdObstacle,
  async run(rounds) {
    const { writes, whole } = (await observeOverPcscd('keepStill/inside.ts', rounds)) as WritesObserved;
    return [reading('first to last write of a top-up', writes), reading('the same with the read-back', whole)];
  },
};

function reading(what: string, { commands, tookMs, delaysMs }: PhaseObserved): Reading {
  return {
    candidate: { what: `${what}, ${commands} commands, at the card`, unit: 'ms', values: tookMs },
    baseline: {
      what: "the sum of the card's own delays for these commands",
      unit: 'ms',
      values: [delaysMs],
      file: 'lab/speed/baselines/cardDelays.ts',
    },
    target: { of: 'ratio', bound: 'at most', value: 1.2 },
    notes: [],
  };
}
