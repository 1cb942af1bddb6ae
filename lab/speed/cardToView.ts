import type { Observed } from './cardToView/inside.ts';
import type { Measure } from './measure.ts';
import { observeOverPcscd, pcscdObstacle } from './overPcscd.ts';
import { median } from './statistics.ts';

/** From the moment the real PC/SC service has found a card to the Views with its balance, and with the whole of it, leaving the station. */
export const cardToView: Measure = {
  name: 'card',
  obstacle: pcscdObstacle,
  async run(rounds) {
    const { ours, bare, balance, bareBalance, delaysMs, pollingMs, commands } = (await observeOverPcscd(
      'cardToView/inside.ts',
      rounds,
    )) as Observed;
    const candidate = { what: 'card found to the View of the whole card, real pcscd and nfc-pcsc', unit: 'ms', values: ours } as const;
    return [
      {
        candidate: { what: 'card found to the first View with its balance', unit: 'ms', values: balance },
        baseline: {
          what: 'a bare nfc-pcsc script sending the first six commands',
          unit: 'ms',
          values: bareBalance,
          file: 'lab/speed/baselines/bareCard.mjs',
        },
        target: { of: 'ratio', bound: 'at most', value: 1.3 },
        notes: [],
      },
      {
        candidate,
        baseline: {
          what: 'a bare nfc-pcsc script sending the same commands',
          unit: 'ms',
          values: bare,
          file: 'lab/speed/baselines/bareCard.mjs',
        },
        target: { of: 'ratio', bound: 'at most', value: 1.15 },
        notes: [
          `${commands} commands, each as slow as a real card's`,
          `not counted: the service's own polling, ${median(pollingMs).toFixed(0)} ms before it finds a card`,
        ],
      },
      {
        candidate,
        baseline: {
          what: "the sum of the card's own delays for these commands",
          unit: 'ms',
          values: [delaysMs],
          file: 'lab/speed/baselines/cardDelays.ts',
        },
        target: { of: 'ratio', bound: 'at most', value: 1.25 },
        notes: [],
      },
    ];
  },
};
