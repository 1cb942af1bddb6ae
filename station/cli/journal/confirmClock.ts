import { parseArgs } from 'node:util';
import { taipeiTimestamp } from '../../../hardware/ports/clock.ts';
import { randomHex } from '../../../hardware/ports/random.ts';
import { systemClock } from '../../../hardware/system/systemClock.ts';
import { systemRandom } from '../../../hardware/system/systemRandom.ts';
import { readConfigured } from '../../config.ts';
import { takeDataFolder } from '../../dataFolder.ts';
import { openFolderDisk } from '../../journal/folderJournalDisk.ts';
import { journalPathsIn } from '../../journal/journalFiles.ts';
import { openJournal } from '../../journal/openJournal.ts';
import type { Edition } from '../edition.ts';

/**
 * Somebody who has compared the clock says that it is right, and the journal keeps that: for a machine that was off for more
 * than a month, or whose clock was ahead, and that no issuer can tell. The station must be stopped.
 * @returns 0
 * @throws Error when a station uses the folder, or its journal is refused: nothing was changed then (exit code 2)
 */
export async function confirmClock(args: string[], edition: Edition): Promise<number> {
  const { values } = parseArgs({ args, options: { config: { type: 'string' }, data: { type: 'string' } } });
  const configPath = values.config ?? edition.configPath;
  const folder = values.data ?? edition.dataFolder;
  const { machine, anchor } = edition.parse(readConfigured(configPath), configPath);
  const data = await takeDataFolder(folder);
  try {
    const disk = openFolderDisk({ paths: journalPathsIn(folder, anchor?.folder), random: systemRandom });
    const opening = openJournal({ disk, machine, clock: systemClock, bootId: randomHex(systemRandom, 8), mayBegin: false });
    if (opening.refused !== null) throw new Error(opening.refused.detail);
    try {
      opening.journal.append('clock-confirmed', null, { by: 'staff' });
    } finally {
      opening.store.close();
    }
    process.stdout.write(`the clock is on record as right: ${taipeiTimestamp(systemClock.wallMs())}\n`);
    return 0;
  } finally {
    await data.release();
  }
}
