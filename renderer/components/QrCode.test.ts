import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { darkRuns, QrCode } from './QrCode.tsx';

describe('darkRuns', () => {
  it('joins neighbours and keeps gaps', () => {
    expect(darkRuns([true, true, false, true, false, false, true])).toEqual([
      [0, 2],
      [3, 1],
      [6, 1],
    ]);
    expect(darkRuns([false, false])).toEqual([]);
  });
});

describe('QrCode', () => {
  const text = 'KIOSK1|TPE-0042|K15-00087|500';
  const markup = renderToStaticMarkup(createElement(QrCode, { text, label: 'code' }));

  it('draws exactly the dark modules of the code', () => {
    const drawn = new Set<string>();
    for (const [, x, y, width] of markup.matchAll(/<rect[^>]* x="(\d+)" y="(\d+)" width="(\d+)" height="1"/g)) {
      for (let column = 0; column < Number(width); column += 1) drawn.add(`${Number(x) + column} ${y}`);
    }
    const expected = encode(text, { ecc: 'M', border: 4 }).data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`${x} ${y}`] : [])));
    expect([...drawn].toSorted()).toEqual(expected.toSorted());
  });

  it('keeps four light modules around the code', () => {
    const size = Number(/viewBox="0 0 (\d+)/.exec(markup)?.[1]);
    const columns = [...markup.matchAll(/ x="(\d+)"/g)].map(([, x]) => Number(x));
    const rows = [...markup.matchAll(/ y="(\d+)"/g)].map(([, y]) => Number(y));
    expect(Math.min(...columns, ...rows)).toBe(4);
    expect(Math.max(...columns, ...rows)).toBeLessThan(size - 4);
  });
});
