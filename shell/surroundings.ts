import { createLog } from '../station/log.ts';
import { systemClock } from '../station/system/systemClock.ts';
import { systemRandom } from '../station/system/systemRandom.ts';

/** What a shell process takes from the machine it runs on. */
export const surroundings = {
  clock: systemClock,
  random: systemRandom,
  log: createLog((line) => process.stderr.write(`shell: ${line}\n`), systemClock),
};
