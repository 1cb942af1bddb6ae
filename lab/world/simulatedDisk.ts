import type { JournalStore, StoredRecord } from '../../hardware/ports/journalStore.ts';

/** What may go wrong when a record is written. */
export type DiskFault = 'full' | 'io-error';

/** A disk that remembers only what was synced. It outlives the stations that write to it. */
export class SimulatedDisk {
  readonly #synced: StoredRecord[];
  #fault: DiskFault | null = null;

  /** @param found what lies on it already */
  constructor(found: readonly StoredRecord[] = []) {
    this.#synced = [...found];
  }

  get records(): readonly StoredRecord[] {
    return this.#synced;
  }

  /** The next append fails and keeps nothing. */
  failNext(fault: DiskFault): void {
    this.#fault = fault;
  }

  /** The journal store of one station process. */
  open(): JournalStore {
    return {
      append: (record) => {
        if (this.#fault !== null) {
          const fault = this.#fault;
          this.#fault = null;
          throw new Error(fault === 'full' ? 'ENOSPC: no space left on device' : 'EIO: input/output error');
        }
        if (this.#synced.some((row) => row.seq === record.seq)) throw new Error(`record ${record.seq} exists`);
        this.#synced.push(record);
      },
      readAll: () => [...this.#synced],
      readAfter: (seq, limit) => this.#synced.filter((row) => row.seq > seq).slice(0, limit),
      close: () => undefined,
    };
  }
}
