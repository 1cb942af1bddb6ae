import { randomHex } from '../../../hardware/ports/random.ts';
import { systemClock } from '../../../hardware/system/systemClock.ts';
import { systemRandom } from '../../../hardware/system/systemRandom.ts';
import { readConfigured, type StationSettings } from '../../config.ts';
import { takeDataFolder } from '../../dataFolder.ts';
import { openFolderDisk } from '../../journal/folderJournalDisk.ts';
import { type JournalPaths, journalPathsIn } from '../../journal/journalFiles.ts';
import { type JournalOpening, openJournal } from '../../journal/openJournal.ts';
import { openMachineKey } from '../../openMachineKey.ts';
import type { Edition } from '../edition.ts';

/** A journal of this machine that was opened for writing, where its files lie, and what its configuration says. */
export type StoppedJournal = Extract<JournalOpening, { refused: null }> & {
  readonly paths: JournalPaths;
  readonly config: Pick<StationSettings, 'archive' | 'artificialCards' | 'machine'>;
};

/**
 * Opens the journal of a machine whose station is stopped, and closes it again.
 * @throws Error when a station uses the folder, or its journal is refused: nothing was changed then
 */
export async function withStoppedJournal<Answer>(
  { config, data }: { readonly config?: string | undefined; readonly data?: string | undefined },
  edition: Edition,
  act: (opened: StoppedJournal) => Answer,
): Promise<Answer> {
  const configPath = config ?? edition.configPath;
  const folder = data ?? edition.dataFolder;
  const settings = edition.parse(readConfigured(configPath), configPath);
  const { machine } = settings;
  const taken = await takeDataFolder(folder);
  try {
    const paths = journalPathsIn(folder, settings);
    const signer = openMachineKey(settings);
    const disk = openFolderDisk({ paths, random: systemRandom, ...(signer && { signer }) });
    const opening = openJournal({ disk, machine, clock: systemClock, bootId: randomHex(systemRandom, 8), mayBegin: false });
    if (opening.refused !== null) throw new Error(opening.refused.detail);
    try {
      return act({ ...opening, paths, config: settings });
    } finally {
      opening.store.close();
    }
  } finally {
    await taken.release();
  }
}
