import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journalPathsIn } from '../../station/journal/journalFiles.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { synthesizeJournal } from '../journal/synthesize.ts';
import { machineWithout } from './machineWithout.ts';
import type { Measure, Reading } from './measure.ts';
import { beside, startProgram } from './program.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

/** Records of a machine after three days and after a month of 600 visits a day. A year of them takes minutes to make. */
const LIVED_IN = [10_000, 100_000];

/** From the start of the station's process to its word that it is ready, and what a long journal costs it. */
export const startToReady: Measure = {
  name: 'start',
  obstacle: () => null,
  async run(rounds) {
    const readings = [await startWith(1, rounds)];
    for (const records of LIVED_IN) readings.push(await startWith(records, rounds), await ageOf(records, rounds));
    return readings;
  },
};

function startWith(records: number, rounds: number): Promise<Reading> {
  return inTemporaryFolder(async (folder) => {
    const station = stationOn(folder, records);
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push((await untilReady(station.args)).wallMs);
      bare.push((await untilReady([beside('baselines/bareNode.ts'), station.journal])).wallMs);
    }
    return {
      candidate: { what: `the station is ready, journal of ${records} records`, unit: 'ms', values: ours },
      baseline: { what: 'Node opens and reads the journal', unit: 'ms', values: bare, file: 'lab/speed/baselines/bareNode.ts' },
      target: null,
      notes: [],
    };
  });
}

/** Nothing that a passenger waits for depends on the age of the machine. */
function ageOf(records: number, rounds: number): Promise<Reading> {
  return inTemporaryFolder((oldFolder) =>
    inTemporaryFolder(async (newFolder) => {
      const [old, young] = [stationOn(oldFolder, records), stationOn(newFolder, 1)];
      const ours: number[] = [];
      const bare: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        ours.push((await untilReady(old.args)).cpuMs);
        bare.push((await untilReady(young.args)).cpuMs);
      }
      return {
        candidate: { what: `processor time until ready, journal of ${records} records`, unit: 'ms CPU', values: ours },
        baseline: { what: 'the same station with a journal of 1 record', unit: 'ms CPU', values: bare, file: 'lab/speed/startToReady.ts' },
        target: { of: 'ratio', bound: 'at most', value: 1.3 },
        notes: [],
      };
    }),
  );
}

function stationOn(folder: string, records: number): { readonly args: readonly string[]; readonly journal: string } {
  const config = join(folder, 'kiosk.json');
  const data = join(folder, 'data');
  const machine = machineWithout({ reader: 'no such reader' });
  writeFileSync(config, JSON.stringify(machine));
  synthesizeJournal({ records, seed: 'bench', out: data, machine: machine.machine });
  return { args: [beside('../../station/main.ts'), '--config', config, '--data', data], journal: journalPathsIn(data).journal };
}

async function untilReady(args: readonly string[]): Promise<{ readonly wallMs: number; readonly cpuMs: number }> {
  const begin = systemClock.monotonicMs();
  const program = startProgram(args);
  try {
    await program.told('ready');
    return { wallMs: systemClock.monotonicMs() - begin, cpuMs: program.cpuMs() };
  } finally {
    await program.kill();
  }
}
