import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
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

/**
 * Tells every record of the transactions of a card, transaction by transaction, oldest first.
 * @throws UnreadableJournal when the file is missing, empty or no kiosk journal
 */
export function queryJournal(path: string, { last4, fromMs, toMs }: CardQuery, onRecord: (record: StoredRecord) => void): void {
  const { database, close } = openUntouched(path, 'beside');
  try {
    formatOf(database, path);
    const reader = sqliteReader(database);
    const intents = database.prepare<[string, number, number], unknown>(SELECT_TRANSACTIONS_OF_CARD).all(`****${last4}`, fromMs, toMs);
    for (const intent of intents) {
      if (!isRecord(intent) || intent.txn === null) continue;
      for (const record of reader.ofTransaction(intent.txn)) onRecord(record);
    }
  } finally {
    close();
  }
}
