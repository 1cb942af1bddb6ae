import { parseArgs } from 'node:util';
import { taipeiTimestamp } from '../../../hardware/ports/clock.ts';
import { systemClock } from '../../../hardware/system/systemClock.ts';
import type { Edition } from '../edition.ts';
import { withStoppedJournal } from './withStoppedJournal.ts';

/**
 * Somebody who has compared the clock says that it is right, and the journal keeps that: for a machine that was off for more
 * than a month, or whose clock was ahead, and that no issuer can tell. The station must be stopped.
 * @returns 0
 * @throws Error when a station uses the folder, or its journal is refused: nothing was changed then (exit code 2)
 */
export async function confirmClock(args: string[], edition: Edition): Promise<number> {
  const { values } = parseArgs({ args, options: { config: { type: 'string' }, data: { type: 'string' } } });
  await withStoppedJournal(values, edition, ({ journal }) => journal.append('clock-confirmed', null, { by: 'staff' }));
  process.stdout.write(`the clock is on record as right: ${taipeiTimestamp(systemClock.wallMs())}\n`);
  return 0;
}
