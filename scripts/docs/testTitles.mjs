/**
 * The titles of the tests in a source text: the first argument of `it`, `test` and `describe`, `it.each(...)` and their
 * kin included, where it is a string. What a table, another string or a comment says is no title: an id proves nothing
 * from there.
 */
export function testTitles(source) {
  const tokens = tokensOf(source);
  return tokens.flatMap((token, at) => {
    const title = /^(it|test|describe)$/.test(token) && tokens[at - 1] !== '.' ? titleBehind(tokens, at + 1) : undefined;
    return title === undefined ? [] : [title];
  });
}

/** The ids of rules that stand in titles. */
export function idsInTitles(source) {
  return new Set(testTitles(source).flatMap((title) => title.match(/R-\d{3}-\d{2}/g) ?? []));
}

const COMMENT = String.raw`\/\/[^\n]*|\/\*[^]*?\*\/`;
const STRING = String.raw`'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|` + '`(?:\\\\.|[^`\\\\])*`';
const REGULAR_EXPRESSION = String.raw`(?<=[(,=:[!&|?{};\n]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*`;
const TOKEN = new RegExp(`${COMMENT}|${STRING}|${REGULAR_EXPRESSION}|[\\w$]+|=>|[^\\s]`, 'g');

const isString = (token) => /^['"`]/.test(token ?? '');

/** Words, strings, expressions and signs; no comments. */
function tokensOf(source) {
  return (source.match(TOKEN) ?? []).filter((token) => !/^\/[/*]/.test(token));
}

/** From behind `it`: `.each<...>(table)` is passed over, until a call begins with a string. */
function titleBehind(tokens, start) {
  let at = start;
  for (;;) {
    while (tokens[at] === '.') at += 2;
    if (tokens[at] === '<') at = behind(tokens, at, ['<'], ['>']);
    if (tokens[at] !== '(') return undefined;
    if (isString(tokens[at + 1])) return tokens[at + 1].slice(1, -1);
    at = behind(tokens, at, ['(', '[', '{'], [')', ']', '}']);
  }
}

/** Behind the bracket that closes the one at `at`. */
function behind(tokens, at, opening, closing) {
  let depth = 0;
  for (let end = at; end < tokens.length; end += 1) {
    if (opening.includes(tokens[end])) depth += 1;
    if (closing.includes(tokens[end])) depth -= 1;
    if (depth === 0) return end + 1;
  }
  return tokens.length;
}
