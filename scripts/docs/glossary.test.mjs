import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../setup/paths.mjs';
import { sourceFiles } from './sourceFiles.mjs';

const [, glossary = ''] = readFileSync(fromRoot('docs/architecture.md'), 'utf8').split(/^## Words$/m);
const rows = [...(glossary.split(/^## /m)[0] ?? '').matchAll(/^\| (.+?) +\| (.+?) +\|$/gm)].filter(([, word]) => !/^(word|-+)$/.test(word));

describe('the glossary', () => {
  it('has at most forty words: more nobody reads', () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.length).toBeLessThanOrEqual(40);
  });

  it('uses the names of the code as they are', () => {
    const sources = sourceFiles(['hardware', 'machines', 'station', 'shell']).map(({ text }) => text);
    const names = rows.flatMap(([line]) => [...line.matchAll(/`([A-Za-z]+)`/g)].map(([, name]) => name));
    expect(names.filter((name) => !sources.some((text) => new RegExp(`\\b${name}\\b`).test(text)))).toEqual([]);
  });
});
