import type { StationConfig } from '../config.ts';

/** A part that is played by a program: nothing of the machine stands behind it. */
export interface Simulated {
  readonly kind: 'simulated';
}

type Part = 'reader' | 'acceptor' | 'printer' | 'auxiliaries' | 'issuer' | 'securityModule';

/** A machine that the doctor can examine: one of a hall, or one of the laboratory, of whose simulated parts there is nothing to say. */
export type ExaminedConfig = Omit<StationConfig, Part | 'dock'> & { readonly [Name in Part]?: StationConfig[Name] | Simulated } & {
  readonly [Name in Exclude<Part, 'securityModule'>]: StationConfig[Name] | Simulated;
};

export const SIMULATED = 'simulated: nothing is needed for it';

export function hasSimulatedParts({ reader, acceptor, printer, auxiliaries, issuer }: ExaminedConfig): boolean {
  return [reader, acceptor, printer, auxiliaries, issuer].some(({ kind }) => kind === 'simulated');
}

/** The files with secrets that a configuration names; `journal.key` lies in the data folder. */
export function secretFilesOf({ issuer, machineKey, securityModule, staff }: ExaminedConfig): string[] {
  const named = [
    securityModule?.kind === 'file' ? securityModule.file : undefined,
    issuer.kind === 'http' ? issuer.clientCertificate?.key : undefined,
    machineKey?.pinFile,
    staff?.cardKey,
  ];
  return named.filter((path) => path !== undefined);
}
