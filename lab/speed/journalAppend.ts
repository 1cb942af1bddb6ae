import { join } from 'node:path';
import { Journal } from '../../station/journal/journal.ts';
import type { JournalBodies } from '../../station/journal/records.ts';
import { openSqliteJournalStore } from '../../station/journal/sqliteJournalStore.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
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
      for (let round = 0; round < rounds; round += 1) {
        ours.push(rate(append));
        bare.push(rate(() => raw.commit(bytes)));
      }
      store.close();
      raw.close();
      return [
        {
          candidate: { what: 'records appended to the journal', unit: 'per s', values: ours },
          baseline: { what: 'bare commits of the same bytes', unit: 'per s', values: bare, file: 'lab/speed/baselines/rawCommits.ts' },
          target: { of: 'ratio', bound: 'at least', value: 0.5 },
          notes: [`${bytes.length} bytes each; what the disk promises is the disk's word`],
        },
      ];
    }),
};
