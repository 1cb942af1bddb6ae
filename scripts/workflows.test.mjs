import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromRoot } from './setup/paths.mjs';

it('runs no action by a name that may come to mean another one', () => {
  const folder = fromRoot('.github/workflows');
  const used = readdirSync(folder).flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').match(/uses: .*/g) ?? []);
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((use) => !/^uses: [^@]+@[0-9a-f]{40} # v[0-9.]+$/.test(use))).toEqual([]);
});
