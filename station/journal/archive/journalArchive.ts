import type { StoredRecord } from '../../../hardware/ports/journalStore.ts';
import {
  checkSegmentFiles,
  listSegments,
  readSegmentNote,
  segmentLabel,
  type SegmentName,
  type SegmentOwner,
  segmentPaths,
} from './segmentFiles.ts';
import { SegmentIndex } from './segmentIndex.ts';
import { SegmentRows } from './segmentRows.ts';

/** Looks into the archive of one life of a journal: by number, and by the indexes of its segments. */
export class JournalArchive {
  readonly #folder: string;
  readonly #owner: SegmentOwner;
  /** Segments whose note and files were looked at. */
  readonly #believed = new Map<string, SegmentRows>();
  #segments: readonly SegmentName[] = [];

  /** @param epoch which life; null: every one whose segments lie there */
  constructor(folder: string, owner: SegmentOwner) {
    this.#folder = folder;
    this.#owner = owner;
    this.look();
  }

  /** Sees what lies there now. */
  look(): void {
    const { journal } = this.#owner;
    this.#segments = listSegments(this.#folder).filter(({ epoch }) => journal === null || epoch === journal.epoch);
  }

  /** Oldest first. */
  get segments(): readonly SegmentName[] {
    return this.#segments;
  }

  /** The oldest record, null when there is none. @throws BadSegment */
  first(): StoredRecord | null {
    const [oldest] = this.#segments;
    return oldest === undefined ? null : (this.#rows(oldest).with(oldest.first)[0] ?? null);
  }

  /** @throws BadSegment when the segment that should hold it is not what the machine signed */
  get(seq: number): StoredRecord | null {
    return this.readAfter(seq - 1, 1).find((row) => row.seq === seq) ?? null;
  }

  /** Records behind `seq` in order, at most `limit`, perhaps fewer than there are. @throws BadSegment */
  readAfter(seq: number, limit: number): readonly StoredRecord[] {
    const segment = this.#segments.find(({ last }) => last > seq);
    if (segment === undefined) return [];
    const rows = this.#rows(segment).with(Math.max(seq + 1, segment.first));
    return rows.filter((row) => row.seq > seq).slice(0, limit);
  }

  /** The records of a transaction in order. @throws BadSegment */
  ofTransaction(txn: string): readonly StoredRecord[] {
    return this.#segments.flatMap((segment) => {
      const offsets = new SegmentIndex(segmentPaths(this.#folder, segment).index).membersOf(txn);
      return offsets.flatMap((offset) => this.#rows(segment).at(offset)).filter((row) => row.txn === txn);
    });
  }

  /** Transactions that began in this time with a card of these last four digits. @throws BadSegment */
  transactionsBy(last4: string, fromMs: number, toMs: number): readonly string[] {
    return this.#lookUp((index) => index.transactionsBy(last4, fromMs, toMs));
  }

  /** Transactions of a card, by its keyed hash. @throws BadSegment */
  transactionsOf(cardHash: string): readonly string[] {
    return this.#lookUp((index) => index.transactionsOf(cardHash)).filter((txn) =>
      this.ofTransaction(txn).some(({ body }) => body.includes(cardHash)),
    );
  }

  #lookUp(ask: (index: SegmentIndex) => readonly string[]): readonly string[] {
    return [...new Set(this.#segments.flatMap((segment) => ask(new SegmentIndex(segmentPaths(this.#folder, segment).index))))];
  }

  #rows(name: SegmentName): SegmentRows {
    const known = this.#believed.get(segmentLabel(name));
    if (known !== undefined) return known;
    checkSegmentFiles(this.#folder, readSegmentNote(this.#folder, name, this.#owner));
    const rows = new SegmentRows(this.#folder, name);
    this.#believed.set(segmentLabel(name), rows);
    return rows;
  }
}
