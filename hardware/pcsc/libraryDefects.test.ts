import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const rows = readFileSync(resolve(root, 'docs/decisions/004-one-owner-for-nfc-pcsc.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| -') && !line.startsWith('| defect'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, defect = '', , tests = '']) => ({ defect, tests }));

it('every known defect of the library stands in the table', () => {
  expect(rows).toHaveLength(15);
});

it.each(rows)('the tests against "$defect" are there', ({ tests }) => {
  const named = [...tests.matchAll(/(?:`([^`]+)`: )?"([^"]+)"/g)];
  expect(named).not.toHaveLength(0);
  let text = '';
  for (const [, file, title = ''] of named) {
    if (file !== undefined) text = readFileSync(resolve(root, file), 'utf8');
    expect(text).toContain(title);
  }
});
