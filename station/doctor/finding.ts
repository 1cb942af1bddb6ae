/** `not-checked`: nothing was looked at, and `found` says why. */
export type FindingState = 'ok' | 'warning' | 'fault' | 'not-checked';

/** What one check came to. */
export interface Outcome {
  readonly state: FindingState;
  /** What is there, in a sentence for whoever stands at the machine. */
  readonly found: string;
  /** What mends it: a command where one does, otherwise what to do. Null when there is nothing to do. */
  readonly remedy: string | null;
}

export interface Finding extends Outcome {
  readonly id: CheckId;
}

/** The checks in the order in which they are told. */
export const CHECK_IDS = [
  'node',
  'native-parts',
  'configuration',
  'card-keys',
  'station',
  'data-folder',
  'disk-space',
  'journal',
  'anchor',
  'machine-key',
  'clock',
  'pcsc-service',
  'reader',
  'acceptor',
  'printer',
  'auxiliaries',
  'display',
  'issuer',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

export const fine = (found: string): Outcome => ({ state: 'ok', found, remedy: null });
export const warning = (found: string, remedy: string): Outcome => ({ state: 'warning', found, remedy });
export const fault = (found: string, remedy: string): Outcome => ({ state: 'fault', found, remedy });
export const notChecked = (found: string): Outcome => ({ state: 'not-checked', found, remedy: null });
