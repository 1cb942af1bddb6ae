import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { StoredRecord } from '../../../hardware/ports/journalStore.ts';
import { isRecord } from '../sqliteReader.ts';
import { BadSegment, type SegmentName, segmentPaths } from './segmentFiles.ts';
import { type Member, SegmentIndex } from './segmentIndex.ts';

/** Records of one member: few enough that reading one takes a few milliseconds. */
export const MEMBER_RECORDS = 1_024;

/** What a member may be when it is unpacked: a file that somebody else made can promise any length. Bytes. */
const LARGEST_MEMBER = 64 * 1024 * 1024;

/** The records of one segment, a member at a time. */
export class SegmentRows {
  readonly #name: SegmentName;
  readonly #path: string;
  readonly #members: readonly Member[];

  /** @throws BadSegment when its index cannot be read */
  constructor(folder: string, name: SegmentName) {
    const { records, index } = segmentPaths(folder, name);
    this.#name = name;
    this.#path = records;
    try {
      this.#members = new SegmentIndex(index).members();
    } catch (cause) {
      throw this.#unreadable(cause);
    }
  }

  /** The numbers of the first records of its members, in order. */
  get memberSeqs(): readonly number[] {
    return this.#members.map(({ seq }) => seq);
  }

  /** The records of the member that begins at this byte. @throws BadSegment when it cannot be read */
  at(offset: number): readonly StoredRecord[] {
    const next = this.#members.find((member) => member.offset > offset)?.offset ?? null;
    try {
      return this.#unpacked(offset, next);
    } catch (cause) {
      throw this.#unreadable(cause);
    }
  }

  /** The records of the member that holds this one. @throws BadSegment when it cannot be read */
  with(seq: number): readonly StoredRecord[] {
    const member = this.#members.findLast((each) => each.seq <= seq);
    return member === undefined ? [] : this.at(member.offset);
  }

  /** All members in order. @throws BadSegment when one cannot be read */
  *members(): Generator<readonly StoredRecord[]> {
    for (const { offset } of this.#members) yield this.at(offset);
  }

  #unpacked(offset: number, next: number | null): readonly StoredRecord[] {
    const file = openSync(this.#path, 'r');
    try {
      const bytes = Buffer.allocUnsafe(Math.max(0, (next ?? fstatSync(file).size) - offset));
      const length = readSync(file, bytes, 0, bytes.length, offset);
      return parseMember(gunzipSync(bytes.subarray(0, length), { maxOutputLength: LARGEST_MEMBER }).toString());
    } finally {
      closeSync(file);
    }
  }

  #unreadable(cause: unknown): BadSegment {
    return new BadSegment(this.#name, `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function parseMember(text: string): readonly StoredRecord[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const record: unknown = JSON.parse(line);
      if (!isRecord(record)) throw new Error('a line is no record');
      return record;
    });
}
