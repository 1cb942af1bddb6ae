import { clockMutants } from './clockMutants.ts';
import type { Mutant } from './mutant.ts';
import { noteMutants } from './noteMutants.ts';
import { wordMutants } from './wordMutants.ts';

/** Every mutant, by what it is about. */
export const mutants: readonly Mutant[] = [...noteMutants, ...clockMutants, ...wordMutants];
