import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripTypeScriptTypes } from 'node:module';
import { expect, it } from 'vitest';
import { mutate } from './mutant.ts';
import { mutants } from './mutants.ts';

const root = join(import.meta.dirname, '..', '..');

it.each(mutants)('$name: its file still says what it changes, and can be read afterwards', (mutant) => {
  const text = readFileSync(join(root, mutant.file), 'utf8');
  const mutated = mutate(mutant, text);
  expect(mutated).not.toBe(text);
  expect(() => stripTypeScriptTypes(mutated)).not.toThrow();
});

it('no two have one name', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
});

it('what is not there, or there twice, cannot be changed', () => {
  const mutant = { name: 'm', file: 'f.ts', is: 'a', becomes: 'b' };
  expect(() => mutate(mutant, 'c')).toThrow('f.ts has no a');
  expect(() => mutate(mutant, 'aca')).toThrow('f.ts has more than one a');
  expect(mutate(mutant, 'ca')).toBe('cb');
});
