import { expect, it } from 'vitest';
import { undrawable } from '../../hardware/escpos/slipFont.ts';
import { languages, languageTable } from '../../machines/messages/languages.ts';

it.each(languages)('every character of the catalogue %s has a glyph in the fonts of screen and slip', (language) => {
  const { name, catalogue } = languageTable[language];
  expect(undrawable((name + Object.values(catalogue).join('')).replaceAll('\n', ''))).toEqual([]);
});
