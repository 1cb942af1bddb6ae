import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { undrawable } from '../../hardware/escpos/slipFont.ts';
import { languages, languageTable } from '../../machines/messages/languages.ts';
import { contacts } from '../../machines/rules/contacts.ts';
import { rulePacks } from '../../machines/rules/packs/rulePacks.ts';
import { passNameOf } from '../../machines/rules/passNames.ts';

/** Every text in a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const projectRoot = join(import.meta.dirname, '../..');

/** What a program writes by itself, beside the catalogues: everything in it that is no ASCII and no comment. */
function literalsIn(folder: string): string {
  const files = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
  const shown = files.filter((file) => /\.(tsx?|html|css|mjs)$/u.test(file) && !/\.test\.|fixtures|testdata/u.test(file));
  const sources = shown.map((file) => readFileSync(join(projectRoot, folder, file), 'utf8'));
  return sources.map((source) => source.replace(/\/\*[^]*?\*\/|<!--[^]*?-->|\/\/[^\n]*/gu, '').replace(/[\n -~]/gu, '')).join('');
}

// Screen and slip draw with the same fonts, which lie on the machine's own disk.
describe('every character has a glyph in the fonts of screen and slip', () => {
  it.each(languages)('of the catalogue %s', (language) => {
    const { name, catalogue } = languageTable[language];
    expect(undrawable((name + Object.values(catalogue).join('')).replaceAll('\n', ''))).toEqual([]);
  });

  it.each(languages)('of the dated data that is told in %s: passes and contacts', (language) => {
    const products = rulePacks.flatMap(({ parameters }) => parameters.periodPasses?.value ?? []);
    expect(products).not.toEqual([]);
    const told = [...products.map(({ product }) => passNameOf(product, language)), ...contacts];
    expect(undrawable(textsIn(told).join(''))).toEqual([]);
  });

  it.each(['renderer', 'shell', 'electron'])('of what %s writes by itself', (folder) => {
    expect(undrawable(literalsIn(folder))).toEqual([]);
  });
});
