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

export function burdenOf({ station, pcscd }: { readonly station: number; readonly pcscd: number }): Burden {
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
