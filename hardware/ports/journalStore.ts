/** One row of the journal, as it lies on the disk. */
export interface StoredRecord {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** The transaction it belongs to, or null. */
  readonly txn: string | null;
  readonly kind: string;
  /** Canonical JSON. */
  readonly body: string;
  readonly bootId: string;
  readonly monotonicMs: number;
  readonly wallMs: number;
  /** SHA-256 in hexadecimal, over the previous hash and this record. */
  readonly previousHash: string;
  readonly hash: string;
}

/** Another process holds the disk for a moment. Nothing was written, and it may be tried again. */
export class StoreBusy extends Error {}

/**
 * What is found of a journal: rows by number, kind, transaction and card, none of which needs a look at all the others. Where rows
 * left for an archive that cannot be read, whatever needs them throws.
 */
export interface JournalReader {
  /** The oldest and the newest row; null when there is none. The oldest is not the first where older ones were archived. */
  first(): StoredRecord | null;
  last(): StoredRecord | null;
  get(seq: number): StoredRecord | null;
  /** The newest row of kind `checkpoint`. */
  newestCheckpoint(): StoredRecord | null;
  /** The next row of kind `checkpoint` behind `seq`. */
  checkpointAfter(seq: number): StoredRecord | null;
  /** The rows behind `seq` in order, at most `limit` of them. */
  readAfter(seq: number, limit: number): readonly StoredRecord[];
  /** The rows of one transaction in order. */
  ofTransaction(txn: string): readonly StoredRecord[];
  /** The transactions that began with this card, oldest first. `find`: its keyed hash; `masked`: its number as it is shown. */
  transactionsOf(card: { readonly find: string; readonly masked: string }): readonly string[];
}

/**
 * Where the journal lies. The lowest port of the disk: rows in, rows out, no meaning.
 * Whatever it cannot do it throws (`Error`, e.g. disk full). Unless that is {@link StoreBusy}, nobody knows then whether the row
 * was kept: only the next look at the disk tells.
 */
export interface JournalStore extends JournalReader {
  /** Returns when the row is durable (fsync done), or throws. */
  append(record: StoredRecord): void;
  /** Bytes that wait beside the rows because somebody has been reading them for long; they grow while that lasts. */
  backlogBytes(): number;
  close(): void;
}
