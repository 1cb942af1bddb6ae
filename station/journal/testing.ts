import type { JournalStore, StoredRecord } from '../../hardware/ports/journalStore.ts';
import type { JournalKind } from './records.ts';

/** A journal in memory whose disk can be made to fail, for tests. */
export class MemoryJournalStore implements JournalStore {
  readonly rows: StoredRecord[] = [];
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

  readAll(): Iterable<StoredRecord> {
    return [...this.rows];
  }

  readAfter(seq: number, limit: number): readonly StoredRecord[] {
    return this.rows.filter((row) => row.seq > seq).slice(0, limit);
  }

  close(): void {}
}

/** A row of a journal, for tests that look at one of its members. */
export function storedRecord(members: Partial<StoredRecord>): StoredRecord {
  return { seq: 1, txn: null, kind: 'slip', body: '{}', bootId: 'boot', monotonicMs: 0, wallMs: 0, previousHash: '', hash: '', ...members };
}
