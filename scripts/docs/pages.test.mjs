import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorNames } from '../../machines/errors/errorCatalogue.ts';
import { clauseIds } from '../../machines/rules/clauseIds.ts';
import { logEvents } from '../../hardware/ports/logEvents.ts';
import { fromRoot } from '../setup/paths.mjs';
import { pages } from './pages.mjs';
import { sourceFiles } from './sourceFiles.mjs';

const made = pages();

describe.each(Object.keys(made))('%s', (place) => {
  it('is what its data says: npm run docs', () => {
    expect(readFileSync(fromRoot(place), 'utf8')).toBe(made[place]);
  });
});

it('docs/rules.md has one row for every rule, in order', () => {
  const ids = [...made['docs/rules.md'].matchAll(/^\| (R-\d{3}-\d{2}) \|/gm)].map(([, id]) => id);
  expect(ids).toEqual([...clauseIds]);
});

it('docs/errors.md has two rows for every error, and leaves no hole in a text', () => {
  const page = made['docs/errors.md'];
  expect(page.match(/^\| [KE]\d{2,3} \|/gm)).toHaveLength(2 * errorNames.length);
  expect(page).not.toMatch(/undefined|, number|plural/);
});

describe('the events of the log', () => {
  it('are all written by somebody', () => {
    const sources = sourceFiles(['station', 'shell', 'electron', 'lab']).map(({ text }) => text);
    const written = new Set(sources.flatMap((text) => [...text.matchAll(/\.write\(\s*'([\w.-]+)'/g)].map(([, name]) => name)));
    expect(Object.keys(logEvents).filter((name) => !written.has(name))).toEqual([]);
  });

  it('name their fields in their sentences', () => {
    for (const { says, fields } of Object.values(logEvents))
      for (const [, field] of says.matchAll(/\{(\w+)\}/g)) expect(Object.keys(fields), says).toContain(field);
  });
});
