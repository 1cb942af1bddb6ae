import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { type JournalPaths, journalPathsIn } from '../../station/journal/journalFiles.ts';
import { synthesizeJournal } from '../journal/synthesize.ts';
import { machineWithout } from './machineWithout.ts';
import { beside, startProgram } from './program.ts';

/** A machine that has lived: what starts its station, and where its journal lies. */
export interface LabMachine {
  readonly args: readonly string[];
  readonly paths: JournalPaths;
}

/** Makes one in `folder`, with a journal of so many records. */
export function labMachine(folder: string, records: number): LabMachine {
  const config = join(folder, 'kiosk.json');
  const data = join(folder, 'data');
  const machine = machineWithout({ reader: 'no such reader' });
  writeFileSync(config, JSON.stringify(machine));
  synthesizeJournal({ records, seed: 'bench', out: data, machine: machine.machine });
  return { args: [beside('../../station/main.ts'), '--config', config, '--data', data], paths: journalPathsIn(data) };
}

export interface Readiness {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** Starts a program, and ends it when it says that it is ready. */
export async function untilReady(args: readonly string[]): Promise<Readiness> {
  const begin = systemClock.monotonicMs();
  const program = startProgram(args);
  try {
    await program.told('ready');
    return { wallMs: systemClock.monotonicMs() - begin, cpuMs: program.cpuMs(), peakMb: program.peakMb() };
  } finally {
    await program.kill();
  }
}
