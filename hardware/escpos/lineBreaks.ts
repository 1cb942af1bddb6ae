/** Characters between which a line may break anywhere: ideographs, kana and full-width signs. Korean breaks at its spaces. */
const WIDE = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u{20000}-\u{3FFFF}]/u;
/**
 * What does not begin a line, and what does not end one: the common set of "Requirements for Chinese Text Layout", W3C, and of
 * "Requirements for Japanese Text Layout", W3C, 3.1.7, small kana and the marks of a long vowel and of repetition.
 */
const CLOSING = /[，。、；：！？）」』】》〉…％!?,.;:)\]}%ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー々ゝゞヽヾ・～〜]/u;
const OPENING = /[（「『【《〈([{]/u;
/** Thai is written without spaces between its words: only a dictionary knows where one ends. */
const THAI = /\p{Script=Thai}/u;
const thaiWords = new Intl.Segmenter('th', { granularity: 'word' });

/** What stays together: a word, or an ideograph with the signs that belong to it. Spaces stand at the end of a piece. */
export function pieces(text: string): string[] {
  const wordStarts = THAI.test(text) ? new Set(Array.from(thaiWords.segment(text), ({ index }) => index)) : new Set<number>();
  const found: string[] = [];
  let piece = '';
  let at = 0;
  for (const character of text) {
    const before = [...piece].at(-1) ?? '';
    const betweenWords = THAI.test(before) && THAI.test(character) && wordStarts.has(at);
    if (piece !== '' && (betweenWords || mayBreak(before, character))) {
      found.push(piece);
      piece = '';
    }
    piece += character;
    at += character.length;
  }
  return piece === '' ? found : [...found, piece];
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ' || CLOSING.test(after) || OPENING.test(before)) return false;
  return before === ' ' || WIDE.test(before) || WIDE.test(after);
}

/** `text` in lines no wider than `width`; what is wider by itself is broken between characters. An empty text is one empty line. */
export function breakLines(text: string, width: number, measure: (text: string) => number): string[] {
  const fits = (line: string): boolean => measure(line.trimEnd()) <= width;
  const lines: string[] = [];
  let line = '';
  const end = (): void => {
    if (line !== '') lines.push(line.trimEnd());
    line = '';
  };
  for (const piece of pieces(text)) {
    if (!fits(line + piece)) end();
    if (fits(piece)) {
      line += piece;
      continue;
    }
    for (const character of piece) {
      if (!fits(line + character)) end();
      line += character;
    }
  }
  end();
  return lines.length === 0 ? [''] : lines;
}
