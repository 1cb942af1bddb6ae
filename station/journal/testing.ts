import type { JournalReader, JournalStore, StoredRecord } from '../../hardware/ports/journalStore.ts';
import { Ledger } from './ledger.ts';
import { type JournalKind, parseRecord } from './records.ts';

/** A journal in memory whose disk can be made to fail, for tests. */
export class MemoryJournalStore implements JournalStore {
  readonly rows: StoredRecord[] = [];
  readonly #reader = readRows(() => this.rows);
  /** The next append throws this, and keeps nothing. */
  failNext: Error | null = null;
  /** Every append of this kind fails and keeps nothing. */
  failKind: JournalKind | null = null;

  append(record: StoredRecord): void {
    if (this.failNext !== null) {
      const failure = this.failNext;
      this.failNext = null;
      throw failure;
    }
    if (record.kind === this.failKind) throw new Error('EIO: input/output error');
    this.rows.push(record);
  }

  first = (): StoredRecord | null => this.#reader.first();
  last = (): StoredRecord | null => this.#reader.last();
  get = (seq: number): StoredRecord | null => this.#reader.get(seq);
  newestCheckpoint = (): StoredRecord | null => this.#reader.newestCheckpoint();
  checkpointAfter = (seq: number): StoredRecord | null => this.#reader.checkpointAfter(seq);
  transactionsOf: JournalStore['transactionsOf'] = (card) => this.#reader.transactionsOf(card);
  readAfter = (seq: number, limit: number): readonly StoredRecord[] => this.#reader.readAfter(seq, limit);
  ofTransaction = (txn: string): readonly StoredRecord[] => this.#reader.ofTransaction(txn);

  backlogBytes(): number {
    return 0;
  }

  close(): void {}
}

/** Rows in memory, as a store reads them. */
export function readRows(rows: () => readonly StoredRecord[]): JournalReader {
  return {
    first: () => rows()[0] ?? null,
    last: () => rows().at(-1) ?? null,
    get: (seq) => rows().find((row) => row.seq === seq) ?? null,
    newestCheckpoint: () => rows().findLast((row) => row.kind === 'checkpoint') ?? null,
    checkpointAfter: (seq) => rows().find((row) => row.kind === 'checkpoint' && row.seq > seq) ?? null,
    transactionsOf: ({ find }) => [...new Set(rows().flatMap(({ txn, body }) => (txn !== null && body.includes(find) ? [txn] : [])))],
    readAfter: (seq, limit) => {
      const from = rows().findIndex((row) => row.seq > seq);
      return from < 0 ? [] : rows().slice(from, from + limit);
    },
    ofTransaction: (txn) => rows().filter((row) => row.txn === txn),
  };
}

/** Everything that rows say, also of what is closed. */
export function ledgerOf(rows: readonly StoredRecord[]): Ledger {
  const ledger = new Ledger();
  for (const row of rows) ledger.apply(parseRecord(row));
  return ledger;
}

/** A row of a journal, for tests that look at one of its members. */
export function storedRecord(members: Partial<StoredRecord>): StoredRecord {
  return { seq: 1, txn: null, kind: 'slip', body: '{}', bootId: 'boot', monotonicMs: 0, wallMs: 0, previousHash: '', hash: '', ...members };
}
