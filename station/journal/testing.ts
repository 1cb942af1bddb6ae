import type { JournalStore, StoredRecord } from '../../hardware/ports/journalStore.ts';

/** A journal in memory whose disk can be made to fail, for tests. */
export class MemoryJournalStore implements JournalStore {
  readonly rows: StoredRecord[] = [];
  /** The next append throws this, and keeps nothing. */
  failNext: Error | null = null;

  append(record: StoredRecord): void {
    if (this.failNext !== null) {
      const failure = this.failNext;
      this.failNext = null;
      throw failure;
    }
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
