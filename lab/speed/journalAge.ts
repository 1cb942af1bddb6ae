import { systemClock } from '../../hardware/system/systemClock.ts';
import { findJournal } from '../../station/journal/journalFiles.ts';
import { parseRecord } from '../../station/journal/records.ts';
import { type LabMachine, labMachine, type Readiness, untilReady } from './labMachine.ts';
import type { Measure, Reading, Samples, Target } from './measure.ts';
import { beside, startProgram } from './program.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

/** Nothing that a passenger waits for depends on the age of the machine: three days, a month and a year of 600 visits a day. */
export const journalAge: Measure = ageMeasure('age', [10_000, 100_000]);

/** The year takes a minute to make, and some to read. */
export const journalAgeOfYears: Measure = { ...ageMeasure('age-1m', [1_000_000]), isLong: true };

/** A year is read so often at most: each time takes seconds. */
const MOST_ROUNDS = 5;
const LONG_FROM = 1_000_000;

/** What an auditor's computer may need, MB. */
const VERIFY_MB = 150;

/** Looking for one card takes microseconds. */
const LOOKS = 200;

function ageMeasure(name: string, sizes: readonly number[]): Measure {
  return {
    name,
    obstacle: () => null,
    async run(rounds) {
      const readings: Reading[] = [];
      for (const records of sizes) {
        const turns = records >= LONG_FROM ? Math.min(rounds, MOST_ROUNDS) : rounds;
        readings.push(...(await ofAge(records, turns)));
      }
      return readings;
    },
  };
}

function ofAge(records: number, rounds: number): Promise<readonly Reading[]> {
  return inTemporaryFolder((oldFolder) =>
    inTemporaryFolder(async (newFolder) => {
      const [old, young] = [labMachine(oldFolder, records), labMachine(newFolder, 1)];
      const lookUp = cardLookUp(old, records);
      const [ours, theirs]: [Readiness[], Readiness[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        ours.push(await untilReady(old.args));
        theirs.push(await untilReady(young.args));
      }
      const beside1 = (what: string, unit: Samples['unit'], value: (readiness: Readiness) => number, target: number): Reading => ({
        candidate: { what: `${what}, journal of ${records} records`, unit, values: ours.map(value) },
        baseline: {
          what: 'the same station with a journal of 1 record',
          unit,
          values: theirs.map(value),
          file: 'lab/speed/labMachine.ts',
        },
        target: { of: 'ratio', bound: 'at most', value: target },
        notes: [],
      });
      return [
        beside1('processor time until ready', 'ms CPU', ({ cpuMs }) => cpuMs, 1.3),
        beside1('memory until ready', 'MB', ({ peakMb }) => peakMb, 1.2),
        lookUp,
        ...(await verification(old, records, rounds)),
      ];
    }),
  );
}

/** By the indexes, all transactions of one card after another. */
function cardLookUp({ paths }: LabMachine, records: number): Reading {
  const { journal, close } = findJournal(paths.journal);
  if (journal.state !== 'there') throw new Error('the journal that was made is not there');
  const { reader } = journal.it;
  const values: number[] = [];
  for (let look = 1; look <= LOOKS; look += 1) {
    const from = Math.floor((records * look) / (LOOKS + 1));
    const row = reader.readAfter(from, 50).find(({ kind }) => kind === 'note-keep.intent');
    const record = row === undefined ? null : parseRecord(row);
    if (record?.kind !== 'note-keep.intent') continue;
    const begin = systemClock.monotonicMs();
    const [newest] = reader.transactionsOf(record.body.card).toReversed();
    if (newest === undefined || reader.ofTransaction(newest).length === 0) throw new Error('a card was not found');
    values.push(systemClock.monotonicMs() - begin);
  }
  close();
  return {
    candidate: { what: `transactions of a card found, journal of ${records} records`, unit: 'ms', values },
    baseline: null,
    target: { of: 'candidate', bound: 'at most', value: 1 },
    notes: ['by its keyed hash, with all records of the newest of them'],
  };
}

/** What an auditor waits for. */
async function verification({ paths }: LabMachine, records: number, rounds: number): Promise<readonly Reading[]> {
  const [ours, bare, peaks]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const verified = await cost([beside('journalVerify/inside.ts'), paths.journal]);
    ours.push((1_000 * records) / verified.cpuMs);
    peaks.push(verified.peakMb);
    bare.push((1_000 * records) / (await cost([beside('baselines/hashRows.ts'), paths.journal])).cpuMs);
  }
  const target: Target = { of: 'ratio', bound: 'at least', value: 0.6 };
  return [
    {
      candidate: { what: `records verified, journal of ${records} records`, unit: 'per s CPU', values: ours },
      baseline: { what: 'a loop that hashes the same rows', unit: 'per s CPU', values: bare, file: 'lab/speed/baselines/hashRows.ts' },
      // A short journal is read in less time than the program needs to begin.
      target: records >= LONG_FROM ? target : null,
      notes: [],
    },
    {
      candidate: { what: `memory of verify, journal of ${records} records`, unit: 'MB', values: peaks },
      baseline: null,
      target: { of: 'candidate', bound: 'at most', value: VERIFY_MB },
      notes: [],
    },
  ];
}

async function cost(args: readonly string[]): Promise<{ readonly cpuMs: number; readonly peakMb: number }> {
  const program = startProgram(args);
  try {
    const { cpuMs, peakMb } = await program.told('done');
    return { cpuMs: Number(cpuMs), peakMb: Number(peakMb) };
  } finally {
    await program.kill();
  }
}
