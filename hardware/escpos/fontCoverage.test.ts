import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { coverageOf } from './fontCoverage.ts';
import { drawable, loadCanvas, MISSING, undrawable } from './slipFont.ts';

const { resolve } = createRequire(import.meta.url);
const slice = (name: string): Uint8Array =>
  readFileSync(resolve(`@fontsource-variable/noto-sans-tc/files/noto-sans-tc-${name}-wght-normal.woff2`));

describe('what a font can draw', () => {
  it('is said by the font itself', () => {
    const latin = coverageOf(slice('latin'));
    expect(Array.from('AZaz09$€').map((character) => latin.has(character.codePointAt(0) ?? 0))).not.toContain(false);
    expect(latin.has('卡'.codePointAt(0) ?? 0)).toBe(false);
  });

  it('is found without a canvas', () => {
    expect(undrawable('臺北\u3401卡\u3401\u{1F600}')).toEqual(['\u3401', '\u{1F600}']);
  });

  it('is told of no font where there is none', () => {
    expect(() => coverageOf(new Uint8Array(64))).toThrow('WOFF2');
  });

  it('is not what its package plans: such a character prints the mark of a missing one, no crossed box', async () => {
    await loadCanvas();
    const planned = Object.values(
      JSON.parse(readFileSync(resolve('@fontsource-variable/noto-sans-tc/unicode.json'), 'utf8')) as Record<string, string>,
    )
      .flatMap((text) => text.split(','))
      .flatMap((range) => {
        const [from = 0, to = from] = range
          .slice(2)
          .split('-')
          .map((digits) => Number.parseInt(digits, 16));
        return Array.from({ length: to - from + 1 }, (_, index) => from + index);
      });
    const shown = [...drawable(String.fromCodePoint(...planned.slice(0, 4_000)), 'noto-sans-tc').text];
    expect(shown.filter((character) => character === MISSING).length).toBeGreaterThan(0);
    // In the plan of the package, and in no font of it.
    expect(drawable('\u3401', 'noto-sans-tc').text).toBe(MISSING);
    expect(drawable('臺北車站卡', 'noto-sans-tc').text).toBe('臺北車站卡');
    expect(drawable(MISSING, 'noto-sans-tc').text).toBe(MISSING);
  });
});
