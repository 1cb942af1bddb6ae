import type { JournalHead } from '../../hardware/ports/anchor.ts';
import type { ArchiveOwner, HistoryVerdict } from '../../hardware/ports/historyCheck.ts';
import type { JournalReader, StoredRecord } from '../../hardware/ports/journalStore.ts';
import { checkSegments } from './archive/checkArchive.ts';
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
  return { sound: true, records, archive: null };
}

/**
 * Looks that the archive is what the machine signed, and leads to the first record of the file: a segment at each step.
 * @returns what is wrong, in words; null when nothing is
 */
export function* checkArchive(
  reader: JournalReader,
  folder: string,
  { machine, epoch, publicKey }: ArchiveOwner,
): Generator<undefined, string | null> {
  const first = reader.first();
  if (first === null || first.seq === 1) return null;
  const owner = { journal: { machine, epoch }, verifier: { name: '', publicKey } };
  try {
    const segments = checkSegments(folder, owner, { seq: first.seq - 1, hash: first.previousHash });
    while (segments.next().done !== true) yield;
    return null;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
