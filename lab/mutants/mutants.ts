import { cardMutants } from './cardMutants.ts';
import { clockMutants } from './clockMutants.ts';
import { journalMutants } from './journalMutants.ts';
import type { Mutant } from './mutant.ts';
import { noteMutants } from './noteMutants.ts';
import { unitMutants } from './unitMutants.ts';
import { wordMutants } from './wordMutants.ts';

/** Every mutant, by what it is about. */
export const mutants: readonly Mutant[] = [
  ...noteMutants,
  ...unitMutants,
  ...cardMutants,
  ...journalMutants,
  ...clockMutants,
  ...wordMutants,
];
