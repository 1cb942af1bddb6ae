import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { JournalArchive } from './archive/journalArchive.ts';
import { openUntouched } from './openUntouched.ts';
import { isRecord, SELECT_TRANSACTIONS_OF_CARD, sqliteReader } from './sqliteReader.ts';
import { formatOf } from './sqliteSchema.ts';

export interface CardQuery {
  /** The digits of its number that the journal shows. */
  readonly last4: string;
  /** When its transactions began; milliseconds since 1970-01-01 UTC. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** A live file, and the folder of what left it, which need not be there. */
export interface QueriedJournal {
  readonly path: string;
  readonly archive: string;
}

/**
 * Tells every record of the transactions of a card, transaction by transaction, oldest first: also of those that left the file, in
 * every life of the journal.
 * @throws UnreadableJournal when the file is missing, empty or no kiosk journal
 * @throws BadSegment when a segment of the archive that holds some is not what was signed
 */
export function queryJournal(journal: QueriedJournal, { last4, fromMs, toMs }: CardQuery, onRecord: (record: StoredRecord) => void): void {
  const { database, close } = openUntouched(journal.path, 'beside');
  try {
    formatOf(database, journal.path);
    const archive = archiveOf(journal);
    const intents = database.prepare<[string, number, number], unknown>(SELECT_TRANSACTIONS_OF_CARD).all(`****${last4}`, fromMs, toMs);
    const live = intents.flatMap((intent) => (isRecord(intent) && intent.txn !== null ? [intent.txn] : []));
    const reader = sqliteReader(database);
    for (const txn of new Set([...archive.transactionsBy(last4, fromMs, toMs), ...live]))
      for (const record of together(archive.ofTransaction(txn), reader.ofTransaction(txn))) onRecord(record);
  } finally {
    close();
  }
}

/** All records of one transaction, in order. @throws as {@link queryJournal} */
export function recordsOfTransaction(journal: QueriedJournal, txn: string): readonly StoredRecord[] {
  const { database, close } = openUntouched(journal.path, 'beside');
  try {
    formatOf(database, journal.path);
    return together(archiveOf(journal).ofTransaction(txn), sqliteReader(database).ofTransaction(txn));
  } finally {
    close();
  }
}

/** Of all lives of the journal, by whomever signed: this is for reading, `verify` is for proving. */
function archiveOf({ archive }: QueriedJournal): JournalArchive {
  return new JournalArchive(archive, { journal: null, verifier: null });
}

/** A move that was stopped leaves records in both places. */
function together(archived: readonly StoredRecord[], live: readonly StoredRecord[]): readonly StoredRecord[] {
  const known = new Set(archived.map(({ hash }) => hash));
  return [...archived, ...live.filter(({ hash }) => !known.has(hash))];
}
