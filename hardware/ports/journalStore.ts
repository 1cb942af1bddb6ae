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

/**
 * Where the journal lies. The lowest port of the disk: rows in, rows out, no meaning.
 * Whatever it cannot do it throws (`Error`, e.g. disk full): the caller must then assume nothing was kept.
 */
export interface JournalStore {
  /** Returns when the row is durable (fsync done), or throws. Rows can be neither changed nor deleted. */
  append(record: StoredRecord): void;
  /** All rows in order of `seq`. */
  readAll(): Iterable<StoredRecord>;
  /** The rows behind `seq` in order, at most `limit` of them. */
  readAfter(seq: number, limit: number): readonly StoredRecord[];
  close(): void;
}
