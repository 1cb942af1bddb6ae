import { join } from 'node:path';
import { Journal } from '../../station/journal/journal.ts';
import type { JournalBodies } from '../../station/journal/records.ts';
import { openSqliteJournalStore } from '../../station/journal/sqliteJournalStore.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { openFolderDisk } from '../../station/journal/folderJournalDisk.ts';
import { journalPathsIn } from '../../station/journal/journalFiles.ts';
import { openJournal } from '../../station/journal/openJournal.ts';
import { systemRandom } from '../../hardware/system/systemRandom.ts';
import { openRawCommits } from './baselines/rawCommits.ts';
import type { Measure } from './measure.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

/** Records in a round: enough to be measured, few enough that a hiccup of the disk stays in its round. */
const RECORDS = 100;

/** As long as the record of a note. */
const BODY: JournalBodies['case'] = { cause: 'note-in-doubt', detail: 'x'.repeat(300) };

/** How many records a second the journal makes durable: canonical form, chain, statement and fsync. */
export const journalAppend: Measure = {
  name: 'journal',
  obstacle: () => null,
  run: (rounds) =>
    inTemporaryFolder(async (folder) => {
      const store = openSqliteJournalStore(join(folder, 'journal.sqlite'));
      const journal = new Journal({ store, clock: systemClock, bootId: 'bench' });
      const opening = openJournal({
        disk: openFolderDisk({ paths: journalPathsIn(folder), random: systemRandom }),
        machine: 'BENCH-1',
        clock: systemClock,
        bootId: 'bench',
        mayBegin: true,
      });
      if (opening.refused !== null) throw new Error(opening.refused.detail);
      const anchored = opening.journal;
      const raw = openRawCommits(join(folder, 'raw.sqlite'));
      const append = (): void => journal.append('case', null, BODY);
      append();
      const row = store.first();
      const bytes = JSON.stringify(row);
      const rate = (act: () => void): number => {
        const begin = systemClock.monotonicMs();
        for (let record = 0; record < RECORDS; record += 1) act();
        return (1000 * RECORDS) / (systemClock.monotonicMs() - begin);
      };
      const ours: number[] = [];
      const bare: number[] = [];
      const withAnchor: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        ours.push(rate(append));
        bare.push(rate(() => raw.commit(bytes)));
        withAnchor.push(rate(() => anchored.append('case', null, BODY)));
      }
      store.close();
      opening.store.close();
      raw.close();
      return [
        {
          candidate: { what: 'records appended to the journal', unit: 'per s', values: ours },
          baseline: { what: 'bare commits of the same bytes', unit: 'per s', values: bare, file: 'lab/speed/baselines/rawCommits.ts' },
          target: { of: 'ratio', bound: 'at least', value: 0.5 },
          notes: [`${bytes.length} bytes each; what the disk promises is the disk's word`],
        },
        {
          candidate: { what: 'records appended and anchored: two syncs each', unit: 'per s', values: withAnchor },
          baseline: { what: 'bare commits of the same bytes', unit: 'per s', values: bare, file: 'lab/speed/baselines/rawCommits.ts' },
          target: null,
          notes: [],
        },
      ];
    }),
};
