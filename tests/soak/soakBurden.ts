import { delay } from '../../hardware/ports/clock.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { childrenOf, openFilesOf, residentKbOf, threadsOf, zombies } from '../support/processFacts.ts';

/** What the processes of a machine hold while no card lies on it. */
export interface Burden {
  readonly stationFiles: number;
  readonly stationKb: number;
  readonly helpers: number;
  readonly helperFiles: number;
  readonly helperKb: number;
  /** Each client has one of both, with its context. */
  readonly pcscdFiles: number;
  readonly pcscdThreads: number;
  readonly zombies: number;
}

/** A look is taken so often, so many milliseconds apart. */
const LOOKS = 3;
const APART_MS = 20;

/** Process ids. */
export interface Machine {
  readonly station: number;
  readonly pcscd: number;
}

/**
 * The least of some looks. The reader process knocks at pcscd every two seconds: for a millisecond both hold a file more, and
 * pcscd a thread. What nobody gives back is there at every look.
 */
export async function burdenAtRest(machine: Machine): Promise<Burden> {
  let least = burdenOf(machine);
  for (let look = 1; look < LOOKS; look += 1) {
    await delay(systemClock, APART_MS);
    const next = burdenOf(machine);
    const smaller = (name: keyof Burden): number => Math.min(least[name], next[name]);
    least = {
      stationFiles: smaller('stationFiles'),
      stationKb: smaller('stationKb'),
      helpers: smaller('helpers'),
      helperFiles: smaller('helperFiles'),
      helperKb: smaller('helperKb'),
      pcscdFiles: smaller('pcscdFiles'),
      pcscdThreads: smaller('pcscdThreads'),
      zombies: smaller('zombies'),
    };
  }
  return least;
}

function burdenOf({ station, pcscd }: Machine): Burden {
  const helpers = childrenOf(station);
  const sum = (of: (pid: number) => number): number => helpers.reduce((total, pid) => total + of(pid), 0);
  return {
    stationFiles: openFilesOf(station),
    stationKb: residentKbOf(station),
    helpers: helpers.length,
    helperFiles: sum(openFilesOf),
    helperKb: sum(residentKbOf),
    pcscdFiles: openFilesOf(pcscd),
    pcscdThreads: threadsOf(pcscd),
    zombies: zombies().length,
  };
}
