import { takeDataFolder } from '../../station/dataFolder.ts';
import { auditJournal } from '../../station/journal/auditJournal.ts';
import { journalPathsIn } from '../../station/journal/journalFiles.ts';
import { parseRecord } from '../../station/journal/records.ts';
import { Ledger, type MoneyState, moneyStateOf } from '../../station/journal/ledger.ts';

/** What a journal says of all notes, once its station has ended. */
export interface SoakBooks {
  /** What is wrong with the chain, or null. */
  readonly fault: string | null;
  readonly transactions: number;
  readonly standings: Readonly<Partial<Record<MoneyState, number>>>;
  /** NT$ of all notes that the journal says were kept and written. */
  readonly written: number;
  readonly claims: number;
  /** Transactions of which nobody knew for a while whether the card was written. */
  readonly interrupted: number;
}

export async function readBooks(data: string): Promise<SoakBooks> {
  const folder = await takeDataFolder(data);
  const interrupted = new Set<string>();
  const { journal } = journalPathsIn(data);
  const ledger = new Ledger();
  const { fault } = auditJournal(journal, {
    onRecord: (record) => {
      const parsed = parseRecord(record);
      ledger.apply(parsed);
      const { kind, transaction, body } = parsed;
      if (kind === 'card-write.outcome' && body.verdict === 'unknown' && transaction !== null) interrupted.add(transaction);
    },
  });
  const { transactions } = ledger;
  await folder.release();
  const standings: Partial<Record<MoneyState, number>> = {};
  for (const transaction of transactions) {
    const standing = moneyStateOf(transaction);
    standings[standing] = (standings[standing] ?? 0) + 1;
  }
  return {
    fault: fault?.detail ?? null,
    transactions: transactions.length,
    standings,
    written: transactions.filter(({ write }) => write === 'written').reduce((sum, { value }) => sum + value, 0),
    interrupted: interrupted.size,
    claims: transactions.filter(({ claimCode }) => claimCode !== null).length,
  };
}
