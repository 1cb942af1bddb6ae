import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const files = readdirSync(import.meta.dirname).filter((name) => !name.includes('.test.'));

it('has baselines', () => {
  expect(files.length).toBeGreaterThan(0);
});

it.each(files)('%s stays so short that nobody doubts it', (name) => {
  expect(
    readFileSync(new URL(name, import.meta.url), 'utf8')
      .trimEnd()
      .split('\n').length,
  ).toBeLessThan(40);
});
