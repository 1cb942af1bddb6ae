import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { StoredRecord } from '../../../hardware/ports/journalStore.ts';

/**
 * The index of a segment: sorted lines of one length, so that a line is found by halving, by `look` or by `grep`:
 *
 *     card HASH16 SEQ TXN        a transaction of the card, and where it began; HASH16 begins its keyed hash
 *     last4 DDDD WALLMS TXN      a transaction of a card with these last digits, and when it began
 *     seq SEQ OFFSET             the member of the file that begins with this record, by its byte
 *     txn TXN OFFSET             a member that holds records of the transaction
 */
const LINE_BYTES = 96;

const OFFSET_DIGITS = 12;
const SEQ_DIGITS = 12;
const WALL_DIGITS = 15;
const HASH_DIGITS = 16;

/** What begins a transaction, and says whose it is. */
const BEGINS: ReadonlySet<string> = new Set(['note-escrow', 'note-keep.intent', 'act.intent', 'carried-over']);

/** Gathers what an index says while a segment is written. */
export class IndexLines {
  readonly #lines = new Set<string>();

  beginMember(seq: number, offset: number): void {
    this.#add(`seq ${digits(seq, SEQ_DIGITS)} ${offset}`);
  }

  add({ seq, txn, kind, body, wallMs }: StoredRecord, offset: number): void {
    if (txn === null) return;
    if (txn.includes(' ')) throw new RangeError(`the index of the archive cannot name the transaction ${txn}`);
    this.#add(`txn ${txn} ${digits(offset, OFFSET_DIGITS)}`);
    if (!BEGINS.has(kind)) return;
    // A body that this software wrote has a card here, in whatever version.
    const { card } = JSON.parse(body) as { readonly card?: { readonly find: string; readonly masked: string } };
    if (card === undefined) return;
    this.#add(`card ${card.find.slice(0, HASH_DIGITS)} ${digits(seq, SEQ_DIGITS)} ${txn}`);
    this.#add(`last4 ${card.masked.slice(-4)} ${digits(Math.max(0, wallMs), WALL_DIGITS)} ${txn}`);
  }

  content(): Buffer {
    return Buffer.from([...this.#lines].sort((a, b) => (a < b ? -1 : 1)).join(''));
  }

  #add(line: string): void {
    const whole = `${line.padEnd(LINE_BYTES - 1)}\n`;
    if (Buffer.byteLength(whole) !== LINE_BYTES) throw new RangeError(`too long for the index of the archive: ${line}`);
    this.#lines.add(whole);
  }
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0');
}

/** A member of a segment's file of records: the number of its first one, and its first byte. */
export interface Member {
  readonly seq: number;
  readonly offset: number;
}

/** Looks into the index of one segment, reading a few lines of it. Every method throws when the file is missing. */
export class SegmentIndex {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Where the members begin that hold records of a transaction, bytes. */
  membersOf(txn: string): readonly number[] {
    return this.#with((lines) => lines.beginning(`txn ${txn} `).map(([, , offset]) => Number(offset)));
  }

  /** Where every member begins, and with which record. */
  members(): readonly Member[] {
    return this.#with((lines) => lines.beginning('seq ').map(([, seq, offset]) => ({ seq: Number(seq), offset: Number(offset) })));
  }

  /** Transactions that may be those of the card; who reads them sees whether they are. */
  transactionsOf(cardHash: string): readonly string[] {
    return this.#with((lines) => lines.beginning(`card ${cardHash.slice(0, HASH_DIGITS)} `).map(([, , , txn = '']) => txn));
  }

  /** Transactions that began in this time with a card of these last digits, oldest first. */
  transactionsBy(last4: string, fromMs: number, toMs: number): readonly string[] {
    return this.#with((lines) =>
      lines.beginning(`last4 ${last4} `).flatMap(([, , wallMs, txn = '']) => {
        const at = Number(wallMs);
        return at >= fromMs && at <= toMs ? [txn] : [];
      }),
    );
  }

  #with<Answer>(ask: (lines: SortedLines) => Answer): Answer {
    if (statSync(this.#path, { throwIfNoEntry: false })?.isFile() !== true) throw new Error(`${this.#path}: there is no such file`);
    const file = openSync(this.#path, 'r');
    try {
      return ask(new SortedLines(file));
    } finally {
      closeSync(file);
    }
  }
}

class SortedLines {
  readonly #file: number;
  readonly #count: number;
  readonly #bytes = Buffer.alloc(LINE_BYTES);

  constructor(file: number) {
    this.#file = file;
    this.#count = Math.floor(fstatSync(file).size / LINE_BYTES);
  }

  beginning(prefix: string): string[][] {
    const found: string[][] = [];
    for (let at = this.#firstFrom(prefix); at < this.#count; at += 1) {
      const line = this.#line(at);
      if (!line.startsWith(prefix)) break;
      found.push(line.trimEnd().split(' '));
    }
    return found;
  }

  #firstFrom(text: string): number {
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#line(middle) < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #line(at: number): string {
    const length = readSync(this.#file, this.#bytes, 0, LINE_BYTES, at * LINE_BYTES);
    return this.#bytes.toString('utf8', 0, length);
  }
}
