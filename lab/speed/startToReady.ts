import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeDataFolder } from '../../station/dataFolder.ts';
import { openFolderDisk } from '../../station/journal/folderJournalDisk.ts';
import { journalPathsIn } from '../../station/journal/journalFiles.ts';
import { openJournal } from '../../station/journal/openJournal.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { systemRandom } from '../../hardware/system/systemRandom.ts';
import { machineWithout } from './machineWithout.ts';
import type { Measure, Reading } from './measure.ts';
import { beside, startProgram } from './program.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

/** Records of a machine with a few passengers an hour, after some weeks. */
const LIVED_IN = 10_000;

/** From the start of the station's process to its word that it is ready. */
export const startToReady: Measure = {
  name: 'start',
  obstacle: () => null,
  async run(rounds) {
    return [await startWith(1, rounds), await startWith(LIVED_IN, rounds)];
  },
};

function startWith(records: number, rounds: number): Promise<Reading> {
  return inTemporaryFolder(async (folder) => {
    const config = join(folder, 'kiosk.json');
    const data = join(folder, 'data');
    writeFileSync(config, JSON.stringify(machineWithout({ reader: 'no such reader' })));
    const journal = await fillJournal(data, records);
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await untilReady([beside('../../station/main.ts'), '--config', config, '--data', data]));
      bare.push(await untilReady([beside('baselines/bareNode.ts'), journal]));
    }
    return {
      candidate: { what: `the station is ready, journal of ${records} records`, unit: 'ms', values: ours },
      baseline: { what: 'Node opens and reads the journal', unit: 'ms', values: bare, file: 'lab/speed/baselines/bareNode.ts' },
      target: null,
      notes: [],
    };
  });
}

async function fillJournal(data: string, records: number): Promise<string> {
  const folder = await takeDataFolder(data);
  const paths = journalPathsIn(data);
  const disk = openFolderDisk({ paths, random: systemRandom });
  const opening = openJournal({
    disk,
    machine: machineWithout({ reader: '' }).machine,
    clock: systemClock,
    bootId: 'bench',
    mayBegin: true,
  });
  if (opening.refused !== null) throw new Error(opening.refused.detail);
  const { journal, store } = opening;
  for (let record = 0; record < records; record += 1) {
    journal.append('slip', null, { what: 'receipt', printed: true, detail: 'x'.repeat(200) });
  }
  store.close();
  await folder.release();
  return paths.journal;
}

async function untilReady(args: readonly string[]): Promise<number> {
  const begin = systemClock.monotonicMs();
  const program = startProgram(args);
  try {
    await program.told('ready');
    return systemClock.monotonicMs() - begin;
  } finally {
    await program.kill();
  }
}
