import type { JournalHead } from '../../hardware/ports/anchor.ts';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { faultAfter, holds } from './chain.ts';
import { epochOf } from './judgeJournal.ts';
import { Ledger, type LedgerState } from './ledger.ts';
import { openUntouched } from './openUntouched.ts';
import { parseRecord } from './records.ts';
import { isRecord, SELECT_RECORDS } from './sqliteReader.ts';

/** What of a journal can still be read and verifies. */
export interface Salvage {
  /** Null when not one record does. */
  readonly head: JournalHead | null;
  readonly state: LedgerState;
  /** Named by its first record; null when that cannot be read. */
  readonly epoch: number | null;
  /** What stopped the reading; null when it came to the end. */
  readonly fault: string | null;
}

/** Reads a journal from its first record as far as it holds, whatever state its file is in. */
export function salvage(path: string): Salvage {
  let ledger = new Ledger({ history: () => [] });
  let previous: StoredRecord | null = null;
  let epoch: number | null = null;
  const end = (fault: string | null): Salvage => ({
    head: previous === null ? null : { seq: previous.seq, hash: previous.hash },
    state: ledger.state,
    epoch,
    fault,
  });
  try {
    const { database, close } = openUntouched(path, 'alone');
    try {
      for (const row of database.prepare<[], unknown>(SELECT_RECORDS).iterate()) {
        if (!isRecord(row)) return end('a row does not have the form of a record');
        const record = parseRecord(row);
        // The records before an archived one lie elsewhere; what was open is in the checkpoint that the file begins with.
        if (previous === null && record.kind === 'checkpoint' && holds(row))
          ledger = new Ledger({ state: record.body.state, history: () => [] });
        else {
          const fault = faultAfter(previous, row);
          if (fault !== null) return end(`record ${fault.seq} does not continue the chain (${fault.fault})`);
          ledger.apply(record);
        }
        epoch ??= record.kind === 'commissioned' ? record.body.epoch : epochOf(row.wallMs);
        previous = row;
      }
      return end(null);
    } finally {
      close();
    }
  } catch (cause) {
    return end(cause instanceof Error ? cause.message : String(cause));
  }
}
