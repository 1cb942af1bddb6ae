import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { missingParts, OPTIONAL_PARTS } from './npmPackages.mjs';
import { fromRoot } from './paths.mjs';

it('says of each optional part that was not built what does not work without it, and how to build it', () => {
  expect(missingParts(() => true)).toEqual([]);
  expect(missingParts((name) => name !== 'pkcs11js')).toEqual([
    'the adapter for tokens (pkcs11js) was not built: a machine key in a file works, one on a PKCS#11 token does not.',
    'It needs g++, make and python3; then: npm run rebuild:native',
  ]);
  expect(missingParts(() => false)).toHaveLength(2 * OPTIONAL_PARTS.length);
});

it('knows every optional package with a native part', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));
  // The others are the pinned Node itself.
  const parts = Object.keys(optionalDependencies).filter((name) => !name.startsWith('node-linux-'));
  expect(OPTIONAL_PARTS.map(({ name }) => name).toSorted()).toEqual(parts.toSorted());
});
