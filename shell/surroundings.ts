import { createLog } from '../hardware/ports/log.ts';
import { createLogSink } from '../hardware/system/logSink.ts';
import { systemClock } from '../hardware/system/systemClock.ts';
import { systemRandom } from '../hardware/system/systemRandom.ts';

/** What a shell process takes from the machine it runs on. */
export const surroundings = {
  clock: systemClock,
  random: systemRandom,
  log: createLog(createLogSink('shell: '), systemClock),
};
