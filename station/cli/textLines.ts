import { isUtf8 } from 'node:buffer';

/** One line of a text, without its line break. `fault` instead of `text`: it could not be read. */
export type TextLine = { readonly number: number; readonly text: string } | { readonly number: number; readonly fault: string };

const LINE_FEED = 10;

/**
 * Cuts a stream of bytes into lines as they come in. Lines end with LF or CRLF, the last one may end with nothing; a
 * byte order mark at the beginning is no part of the first. Holds never more than one line: what is longer than
 * `longest` bytes is let go by, and said to be so.
 */
export class TextLines {
  readonly #longest: number;
  #pending: Buffer[] = [];
  #pendingLength = 0;
  #number = 0;

  /** @param longest bytes of the longest line */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The lines that end in these bytes. */
  *next(bytes: Buffer): Generator<TextLine> {
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      this.#hold(bytes.subarray(from, end));
      yield this.#line();
      from = end + 1;
    }
    // What a chunk leaves over must outlive it.
    this.#hold(Buffer.from(bytes.subarray(from)));
  }

  /** What came after the last line break, if anything. */
  *end(): Generator<TextLine> {
    if (this.#pendingLength > 0) yield this.#line();
  }

  #hold(part: Buffer): void {
    this.#pendingLength += part.length;
    if (this.#pendingLength > this.#longest) this.#pending = [];
    else if (part.length > 0) this.#pending.push(part);
  }

  #line(): TextLine {
    const length = this.#pendingLength;
    const [first, ...more] = this.#pending;
    const bytes = first === undefined ? Buffer.alloc(0) : more.length === 0 ? first : Buffer.concat([first, ...more]);
    this.#pending = [];
    this.#pendingLength = 0;
    this.#number += 1;
    const number = this.#number;
    if (length > this.#longest) return { number, fault: `longer than ${this.#longest} bytes` };
    if (!isUtf8(bytes)) return { number, fault: 'not UTF-8' };
    const text = bytes.toString('utf8').replace(/\r$/, '');
    return { number, text: number === 1 ? text.replace(/^\uFEFF/, '') : text };
  }
}
