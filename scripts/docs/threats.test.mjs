import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromRoot } from '../setup/paths.mjs';

const page = readFileSync(fromRoot('docs', 'threats.md'), 'utf8');
const named = [...page.matchAll(/`([\w./-]+\/[\w./-]+)`/g)].map(([, path = '']) => path).filter((path) => !path.startsWith('/'));

it('what shows that an attack fails is there', () => {
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((path) => !existsSync(fromRoot(path)))).toEqual([]);
});

it('each of the seventeen kinds that broke once has its test', () => {
  const rows = page.split('\n').filter((line) => /^\| \d+\. /.test(line));
  expect(rows.map((row) => Number(row.slice(2, row.indexOf('.'))))).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
  expect(rows.every((row) => /`[\w./-]+\.test\.m?ts?`|`[\w./-]+\.test\.mjs`/.test(row))).toBe(true);
});
