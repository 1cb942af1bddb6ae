import { labMachine, untilReady } from './labMachine.ts';
import type { Measure, Reading } from './measure.ts';
import { beside } from './program.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

/** Records of a new machine, and after three days and a month of 600 visits a day. */
const LIVED_IN = [1, 10_000, 100_000];

/** From the start of the station's process to its word that it is ready. */
export const startToReady: Measure = {
  name: 'start',
  obstacle: () => null,
  async run(rounds) {
    const readings: Reading[] = [];
    for (const records of LIVED_IN) readings.push(await startWith(records, rounds));
    return readings;
  },
};

function startWith(records: number, rounds: number): Promise<Reading> {
  return inTemporaryFolder(async (folder) => {
    const station = labMachine(folder, records);
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push((await untilReady(station.args)).wallMs);
      bare.push((await untilReady([beside('baselines/bareNode.ts'), station.paths.journal])).wallMs);
    }
    return {
      candidate: { what: `the station is ready, journal of ${records} records`, unit: 'ms', values: ours },
      baseline: { what: 'Node opens and reads the journal', unit: 'ms', values: bare, file: 'lab/speed/baselines/bareNode.ts' },
      target: null,
      notes: [],
    };
  });
}
