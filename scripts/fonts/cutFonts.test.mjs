import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { coverageOf } from '../../hardware/escpos/fontCoverage.ts';
import { cutFonts } from './cutFonts.mjs';

it('has each character once, where its range says, and little else', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cut-fonts-'));
  try {
    const cuts = await cutFonts('noto-sans-tc', '悠遊卡餘額，加值', folder);
    const named = cuts.flatMap(({ range }) => range.split(','));
    expect(new Set(named).size).toBe(named.length);
    for (const character of '悠遊卡餘額，加值019Az$') expect(named).toContain(`U+${character.codePointAt(0).toString(16)}`);
    for (const { file, range } of cuts) {
      const has = coverageOf(readFileSync(file));
      for (const code of range.split(',')) {
        // No glyph is drawn of a space that does not break.
        if (code !== 'U+a0') expect(has).toContain(Number.parseInt(code.slice(2), 16));
      }
      expect(statSync(file).size).toBeLessThan(20_000);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
