import { describe, expect, it } from 'vitest';
import { breakLines, pieces } from './lineBreaks.ts';

/** Ideographs are two wide, everything else one. */
const measure = (text: string): number => [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2000 ? 2 : 1), 0);
const lines = (text: string, width: number): string[] => breakLines(text, width, measure);

describe('lines', () => {
  it('break between words', () => {
    expect(lines('Please keep this slip.', 11)).toEqual(['Please keep', 'this slip.']);
  });

  it('break between ideographs', () => {
    expect(lines('請將同一張卡片放到本機', 10)).toEqual(['請將同一張', '卡片放到本', '機']);
  });

  it('do not break a number among ideographs', () => {
    expect(lines('專線 412-8880（24 小時）', 12)).toEqual(['專線', '412-8880（24', '小時）']);
  });

  it('begin neither with a small kana nor with the mark of a long vowel', () => {
    expect(lines('カード残高とチャージ額', 6)).toEqual(['カード', '残高と', 'チャー', 'ジ額']);
    expect(pieces('チャージ')).toEqual(['チャー', 'ジ']);
  });

  it('break Korean between its words, and Thai where a word ends', () => {
    expect(lines('확인증을 보관해 주세요', 12)).toEqual(['확인증을', '보관해', '주세요']);
    expect(pieces('กรุณาวางบัตร')).toEqual(['กรุณา', 'วาง', 'บัตร']);
  });

  it.each([
    ['請保留本憑條。', 12],
    ['完成加值，或洽服務台', 8],
    ['（現金）自助', 6],
  ])('neither begin with a closing sign nor end with an opening one: %s', (text, width) => {
    for (const line of lines(text, width)) {
      expect(line).not.toMatch(/^[，。）]/);
      expect(line).not.toMatch(/（$/);
      expect(measure(line)).toBeLessThanOrEqual(width);
    }
    expect(lines(text, width).join('')).toBe(text);
  });

  it('break what is too wide by itself between its characters', () => {
    expect(lines('see www.easycard.com.tw now', 8)).toEqual(['see', 'www.easy', 'card.com', '.tw now']);
  });

  it('hold every character, even where not one fits', () => {
    expect(lines('卡片', 1)).toEqual(['卡', '片']);
  });

  it('of nothing are one empty line', () => {
    expect(lines('', 10)).toEqual(['']);
  });
});

it('pieces put together are the text', () => {
  const text = '悠遊卡客服專線 412-8880（24 小時）and so on, 「好」。';
  expect(pieces(text).join('')).toBe(text);
});
