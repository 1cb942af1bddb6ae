import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import type { SlipLine } from '../ports/receiptPrinter.ts';
import { type Bitmap, isBlack } from './bitmap.ts';
import { drawable, loadCanvas, MISSING } from './slipFont.ts';
import { drawSlip, PAPER_DOTS, type PaperWidth } from './slipPicture.ts';

const draw = (lines: readonly SlipLine[], width: PaperWidth = 576): Promise<Bitmap> =>
  drawSlip({ id: 'slip', font: 'noto-sans-tc', lines }, width);
const text = (words: string): SlipLine => ({ kind: 'text', text: words });
const pair = (label: string, value: string): SlipLine => ({ kind: 'pair', label, value });

/** The columns and rows between which there is ink. */
function ink(picture: Bitmap): { left: number; right: number; top: number; bottom: number; dots: number } {
  const found = { left: picture.width, right: -1, top: picture.height, bottom: -1, dots: 0 };
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      if (!isBlack(picture, x, y)) continue;
      found.left = Math.min(found.left, x);
      found.right = Math.max(found.right, x);
      found.top = Math.min(found.top, y);
      found.bottom = Math.max(found.bottom, y);
      found.dots += 1;
    }
  }
  return found;
}

/** Runs of rows with ink: one for every line of text that nothing overlaps. */
function bandsOfInk(picture: Bitmap): number {
  let bands = 0;
  let inside = false;
  for (let y = 0; y < picture.height; y += 1) {
    const some = Array.from({ length: picture.width }, (_, x) => x).some((x) => isBlack(picture, x, y));
    if (some && !inside) bands += 1;
    inside = some;
  }
  return bands;
}

const LONG = '請將同一張卡片放到本機完成加值，或憑此單洽服務台。請勿再投入紙鈔重試，請保留本憑條。';
const WORDS = 'Place the same card on this machine to finish, or show this slip at the service counter.';

describe.each(Object.values(PAPER_DOTS))('a slip on paper of %i dots', (width) => {
  it.each([
    ['a title', [{ kind: 'title', text: LONG }]],
    ['ideographs', [text(LONG)]],
    ['words', [text(WORDS)]],
    ['a word without end', [text('W'.repeat(120))]],
    ['a pair that is too long', [pair(WORDS, LONG)]],
    ['a rule', [{ kind: 'rule' }]],
    ['a code', [{ kind: 'qr', text: WORDS }]],
  ] as [string, SlipLine[]][])('keeps %s off the edges', async (_, lines) => {
    const picture = await draw(lines, width);
    expect(picture.width).toBe(width);
    expect(picture.bytes).toHaveLength((width / 8) * picture.height);
    const { left, right, top, bottom } = ink(picture);
    expect(left).toBeGreaterThanOrEqual(6);
    expect(right).toBeLessThan(width - 6);
    expect(top).toBeGreaterThanOrEqual(4);
    expect(bottom).toBeLessThan(picture.height - 2);
  });

  it('writes a long text in as many lines as it needs, none over another', async () => {
    const one = await draw([text('卡')], width);
    const many = await draw([text(LONG)], width);
    const lines = Math.ceil((26 * LONG.length) / (width - 16));
    expect(bandsOfInk(many)).toBeGreaterThanOrEqual(lines);
    expect(many.height).toBe(one.height + (bandsOfInk(many) - 1) * 36);
  });
});

describe('a pair', () => {
  it('that fits stands on one line, label left and value right', async () => {
    const picture = await draw([pair('卡號', '****6789')]);
    expect(bandsOfInk(picture)).toBe(1);
    const { left, right } = ink(picture);
    expect(left).toBeLessThan(20);
    expect(right).toBeGreaterThan(576 - 20);
    const middle = Array.from({ length: picture.height }, (_, y) => isBlack(picture, 288, y));
    expect(middle).not.toContain(true);
  });

  it('that does not fit puts its value below, further in', async () => {
    const label = await draw([text('訊息')]);
    const whole = await draw([pair('訊息', WORDS)]);
    const below: Bitmap = { ...whole, height: whole.height - 50, bytes: whole.bytes.subarray(50 * 72) };
    expect(whole.height).toBeGreaterThan(label.height + 36);
    expect(ink(below).left).toBeGreaterThanOrEqual(36);
  });
});

describe('a code to scan', () => {
  it('has every module where it belongs, in whole dots, and four light ones around', async () => {
    const held = 'CLAIM K15-0813P 1P3GD0813P BL18-03 2026-11-21T13:05:09+08:00 ****6789 TWD500';
    const picture = await draw([{ kind: 'qr', text: held }]);
    const { data, size } = encode(held, { ecc: 'M', border: 4 });
    const module = 6;
    const left = Math.floor((576 - size * module) / 2);
    const top = ink(picture).top - 4 * module;
    for (const [y, row] of data.entries()) {
      for (const [x, dark] of row.entries()) {
        for (const [dx, dy] of [
          [0, 0],
          [5, 5],
          [3, 2],
        ] as const) {
          expect(isBlack(picture, left + x * module + dx, top + y * module + dy), `module ${x} ${y}`).toBe(dark);
        }
      }
    }
    expect(ink(picture).top).toBeGreaterThanOrEqual(4 * module);
    expect(picture.height - 1 - ink(picture).bottom).toBeGreaterThanOrEqual(4 * module);
    expect(ink(picture).dots).toBe(data.flat().filter(Boolean).length * module * module);
  });

  it('that is large has smaller modules', async () => {
    const picture = await draw([{ kind: 'qr', text: 'K'.repeat(200) }], 384);
    expect(ink(picture).right).toBeLessThan(384);
  });
});

describe('characters', () => {
  it('are drawn each in its own shape, in both languages', async () => {
    const shapes = await Promise.all(Array.from('款項留存憑條A1$Ω').map(async (character) => (await draw([text(character)])).bytes.join()));
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it('that no font has show as a mark, not as nothing', async () => {
    await loadCanvas();
    expect(drawable('卡\u{1F600}A', 'noto-sans-tc').text).toBe(`卡${MISSING}A`);
    expect((await draw([text('\u{1F600}')])).bytes).toEqual((await draw([text(MISSING)])).bytes);
  });

  it('of Vietnamese are whole letters, not a letter and a mark beside it', async () => {
    await loadCanvas();
    expect(drawable('Phiếu', 'noto-sans-tc').family).toMatch(/^slip-noto-sans-tc-vietnamese,/);
  });

  it('of a title are larger and heavier', async () => {
    const title = ink(await draw([{ kind: 'title', text: '憑條' }]));
    expect(title.dots).toBeGreaterThan(1.5 * ink(await draw([text('憑條')])).dots);
  });

  it('have strokes that thermal paper shows: two dots and more, of a title six', async () => {
    const stem = async (line: SlipLine): Promise<number> => {
      const picture = await draw([line]);
      const { left, right, top, bottom } = ink(picture);
      const middle = Array.from({ length: right - left + 1 }, (_, x) => isBlack(picture, left + x, (top + bottom) >> 1));
      return middle.filter(Boolean).length;
    };
    expect(await stem(text('l'))).toBeGreaterThanOrEqual(2);
    expect(await stem({ kind: 'title', text: 'l' })).toBeGreaterThanOrEqual(6);
  });

  it('come out the same every time', async () => {
    const lines = [text(LONG), pair('A', '1'), { kind: 'rule' } as const];
    expect(await draw(lines)).toEqual(await draw(lines));
  });
});
