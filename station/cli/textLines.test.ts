import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TextLine, TextLines } from './textLines.ts';

function linesOf(chunks: readonly Buffer[], longest = 100): TextLine[] {
  const lines = new TextLines(longest);
  return [...chunks.flatMap((chunk) => [...lines.next(chunk)]), ...lines.end()];
}

const textOf = (line: TextLine): string => ('text' in line ? line.text : line.fault);

describe('lines of a text', () => {
  it.each([
    ['a\nb\n', ['a', 'b']],
    ['a\nb', ['a', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['a\r\nb\r', ['a', 'b']],
    ['\n\na\n', ['', '', 'a']],
    ['', []],
    ['a\rb\n', ['a\rb']],
    ['\uFEFFa\n\uFEFFb\n', ['a', '\uFEFFb']],
  ])('%j', (text, expected) => {
    expect(linesOf([Buffer.from(text)]).map(textOf)).toEqual(expected);
  });

  it('are the same however the bytes come in, also cut within a character', () => {
    const lines = fc.array(fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll(/[\r\n\uFEFF]/g, '')));
    fc.assert(
      fc.property(lines, fc.array(fc.nat(200)), (texts, cuts) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((place, index) => bytes.subarray(places[index], place));
        expect(linesOf(chunks, 1_000)).toEqual(texts.map((text, index) => ({ number: index + 1, text })));
      }),
    );
  });

  it('do not borrow the bytes of a chunk that is used again', () => {
    const lines = new TextLines(100);
    const chunk = Buffer.from('half');
    expect([...lines.next(chunk)]).toEqual([]);
    chunk.fill('x');
    expect([...lines.next(Buffer.from(' whole\n'))]).toEqual([{ number: 1, text: 'half whole' }]);
  });

  it('longer than may be are let go by, and the next ones are read', () => {
    const long = Buffer.from('x'.repeat(50));
    const tooLong = { number: 1, fault: 'longer than 100 bytes' };
    expect(linesOf([long, long, long, Buffer.from('x\nb\n')])).toEqual([tooLong, { number: 2, text: 'b' }]);
    expect(linesOf([Buffer.from(`${'x'.repeat(101)}\nb`)])).toEqual([tooLong, { number: 2, text: 'b' }]);
    expect(linesOf([Buffer.from(`${'x'.repeat(100)}\nb`)])).toEqual([
      { number: 1, text: 'x'.repeat(100) },
      { number: 2, text: 'b' },
    ]);
    expect(linesOf([long, long, long])).toEqual([tooLong]);
  });

  it('that are no UTF-8 are said to be so', () => {
    expect(linesOf([Buffer.from([0x61, 0xff, 10, 0x62, 10])])).toEqual([
      { number: 1, fault: 'not UTF-8' },
      { number: 2, text: 'b' },
    ]);
  });
});
