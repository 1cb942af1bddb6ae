import type { JournalHead } from '../../hardware/ports/anchor.ts';
import type { HistoryVerdict } from '../../hardware/ports/historyCheck.ts';
import type { JournalReader, StoredRecord } from '../../hardware/ports/journalStore.ts';
import { faultAfter } from './chain.ts';
import { parseRecord } from './records.ts';

/** Records between two looks around: a few milliseconds of work. */
const BATCH = 512;

/**
 * Looks through all records up to one that is believed: a step at a time, so that whoever runs it can rest or stop in between.
 * @returns the verdict, as the generator's return value
 */
export function* checkHistory(reader: JournalReader, upto: JournalHead): Generator<number, HistoryVerdict> {
  let previous: StoredRecord | null = null;
  let records = 0;
  const broken = (seq: number, detail: string): HistoryVerdict => ({ sound: false, seq, detail });
  for (let seq = 0; seq < upto.seq; ) {
    const rows = reader.readAfter(seq, Math.min(BATCH, upto.seq - seq));
    if (rows.length === 0) break;
    for (const row of rows) {
      if (row.seq > upto.seq) break;
      // What lies before the first one is in the archive.
      const fault = previous === null && row.seq > 1 ? null : faultAfter(previous, row);
      if (fault !== null) return broken(fault.seq, `it does not continue the chain (${fault.fault})`);
      try {
        parseRecord(row);
      } catch (cause) {
        return broken(row.seq, cause instanceof Error ? cause.message : String(cause));
      }
      previous = row;
      records += 1;
    }
    seq = rows.at(-1)?.seq ?? seq;
    yield records;
  }
  if (upto.seq > 0 && previous?.hash !== upto.hash)
    return broken(previous?.seq ?? 0, `it does not lead to record ${upto.seq}, which the checkpoint names`);
  return { sound: true, records };
}
