import { createHash, type Hash } from 'node:crypto';

/** Everything that happened in a world, in order, as one hash: two runs of one seed must have the same. */
export class EventLog {
  readonly #hash: Hash = createHash('sha256');
  readonly #lines: string[] = [];
  readonly #keep: number;
  #count = 0;

  /** @param keep how many of the newest lines are kept for a report */
  constructor(keep = 0) {
    this.#keep = keep;
  }

  get count(): number {
    return this.#count;
  }

  /** The newest lines, oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  write(atMs: number, line: string): void {
    const text = `${atMs} ${line}\n`;
    this.#hash.update(text);
    this.#count += 1;
    if (this.#keep === 0) return;
    this.#lines.push(text.trimEnd());
    if (this.#lines.length > this.#keep) this.#lines.shift();
  }

  /** SHA-256 in hexadecimal of everything so far. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }
}
