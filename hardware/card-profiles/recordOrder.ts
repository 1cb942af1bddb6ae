import { kindOf, type TransactionRecord } from './transactionRecord.ts';

/** Seconds of a day: no card makes 129 transactions in one. */
const DAY = 86_400;

/** How far sequence `to` lies after `from` on the wheel of 256 numbers: 0 to 255. */
export function sequenceDistance(from: number, to: number): number {
  return (to - from) & 0xff;
}

/**
 * Whether `a` was made after `b`. Sequences are the low byte of a growing number, so a distance of 1 to 127 means
 * newer, whatever the clocks of the two machines said - but the last add-value may lie more than 127 transactions
 * back and then looks newer. So between one that may be the last add-value and any other record, a day or more decides.
 */
export function isNewer(a: TransactionRecord, b: TransactionRecord): boolean {
  const apart = Math.abs(a.taipeiSeconds - b.taipeiSeconds) > DAY;
  if (apart && addsValue(a) !== addsValue(b)) return a.taipeiSeconds > b.taipeiSeconds;
  const distance = sequenceDistance(b.sequence, a.sequence);
  return distance >= 1 && distance <= 127;
}

/** The last add-value has a block of its own, where types of unknown meaning (autoload) may lie as well. */
function addsValue(record: TransactionRecord): boolean {
  const kind = kindOf(record);
  return kind === 'add-value' || kind === 'other';
}

/** The newest of some records, or null when there is none. */
export function newestRecord(records: Iterable<TransactionRecord>): TransactionRecord | null {
  let newest: TransactionRecord | null = null;
  for (const record of records) if (newest === null || isNewer(record, newest)) newest = record;
  return newest;
}

/**
 * Newest first, no record twice. A card keeps copies of some records: equal sequence and time mean the same one.
 */
export function newestFirst(records: Iterable<TransactionRecord>): TransactionRecord[] {
  const sorted: TransactionRecord[] = [];
  for (const record of records) {
    if (sorted.some((known) => known.sequence === record.sequence && known.taipeiSeconds === record.taipeiSeconds)) continue;
    // Insertion instead of sort(): on a damaged card "newer" is no order at all, and this still ends.
    const place = sorted.findIndex((known) => isNewer(record, known));
    sorted.splice(place === -1 ? sorted.length : place, 0, record);
  }
  return sorted;
}
