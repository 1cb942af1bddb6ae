/** Characters between which a line may break anywhere: ideographs, kana, hangul and full-width signs. */
const WIDE = /[\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF00-\uFFEF\u{20000}-\u{3FFFF}]/u;
/** What does not begin a line, and what does not end one (the common set of "Requirements for Chinese Text Layout", W3C). */
const CLOSING = /[，。、；：！？）」』】》〉…％!?,.;:)\]}%]/u;
const OPENING = /[（「『【《〈([{]/u;

/** What stays together: a word, or an ideograph with the signs that belong to it. Spaces stand at the end of a piece. */
export function pieces(text: string): string[] {
  const found: string[] = [];
  let piece = '';
  for (const character of text) {
    if (piece !== '' && mayBreak([...piece].at(-1) ?? '', character)) {
      found.push(piece);
      piece = '';
    }
    piece += character;
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
