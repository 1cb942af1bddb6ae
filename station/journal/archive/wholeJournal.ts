import type { JournalReader, StoredRecord } from '../../../hardware/ports/journalStore.ts';
import type { JournalArchive } from './journalArchive.ts';

/** Whose first row is of such a kind has all its rows behind it. */
const FIRST_OF_TRANSACTION: ReadonlySet<string> = new Set(['note-escrow', 'act.intent', 'carried-over']);

/** A live file and what left it, as one journal. What lies in the live file is asked first, and mostly that is all. */
export function wholeJournal(live: JournalReader, archive: JournalArchive): JournalReader {
  const begins = (): number => live.first()?.seq ?? 1;
  const archived = <Answer>(ask: () => Answer, none: Answer): Answer => (begins() > 1 ? ask() : none);
  return {
    first: () => archived(() => archive.first(), null) ?? live.first(),
    last: () => live.last(),
    get: (seq) => live.get(seq) ?? archived(() => archive.get(seq), null),
    newestCheckpoint: () => live.newestCheckpoint(),
    checkpointAfter: (seq) => live.checkpointAfter(seq),
    readAfter: (seq, limit) => {
      if (seq + 1 >= begins()) return live.readAfter(seq, limit);
      const rows = archive.readAfter(seq, limit);
      // Where the archive has nothing, the caller sees the gap.
      return rows.length > 0 ? rows : live.readAfter(seq, limit);
    },
    ofTransaction: (txn) => {
      const rows = live.ofTransaction(txn);
      if (rows[0] !== undefined && FIRST_OF_TRANSACTION.has(rows[0].kind)) return rows;
      const older = archived<readonly StoredRecord[]>(() => archive.ofTransaction(txn), []);
      const from = rows[0]?.seq ?? Number.POSITIVE_INFINITY;
      return [...older.filter(({ seq }) => seq < from), ...rows];
    },
    transactionsOf: (card) => [...new Set([...archived(() => archive.transactionsOf(card.find), []), ...live.transactionsOf(card)])],
  };
}
