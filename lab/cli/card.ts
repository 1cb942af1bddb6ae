import { parseArgs } from 'node:util';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { card as readCard } from '../../station/cli/card.ts';
import { labEdition } from './edition.ts';
import { makeCardImage } from './makeCard.ts';

const USAGE = 'usage: kiosk card --make DESCRIPTION --out FILE [--force] [--config FILE]   makes an image from a description';

/**
 * Makes the image of a card, or does what the product's `card` does.
 * @returns the exit code
 * @throws Error when the command, a file or the configuration is wrong (exit code 2)
 */
export async function card(args: string[]): Promise<number> {
  if (!args.some((word) => /^--(make|out|force)(=|$)/.test(word))) return readCard(args, labEdition);
  const { values } = parseArgs({
    args,
    options: {
      make: { type: 'string' },
      out: { type: 'string' },
      force: { type: 'boolean', default: false },
      config: { type: 'string' },
    },
  });
  const { make, out, force, config } = values;
  if (make === undefined || out === undefined) throw new RangeError(USAGE);
  makeCardImage({ description: make, out, force, ...(config === undefined ? {} : { config }), nowMs: systemClock.wallMs() });
  return 0;
}
