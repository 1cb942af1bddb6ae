import { isPlausibleCredit, type TransactionRecord } from './transactionRecord.ts';

/** Seconds of a day: no card makes 129 transactions in one. */
const DAY = 86_400;
/** Sequences are the low byte of a growing number. */
const WHEEL = 256;

/** How far sequence `to` lies after `from` on the wheel of 256 numbers: 0 to 255. */
export function sequenceDistance(from: number, to: number): number {
  return (to - from) & (WHEEL - 1);
}

/** The newest of some records, or null when there is none; the arguments are those of {@link newestFirst}. */
export function newestRecord(
  ring: Iterable<TransactionRecord>,
  apart: Iterable<TransactionRecord> = [],
  purse: number | null = null,
): TransactionRecord | null {
  return newestFirst(ring, apart, purse)[0] ?? null;
}

/**
 * Newest first, no record twice. A card keeps copies of some records: equal sequence and time mean the same one.
 *
 * The ring follows the sequence alone, whatever the clocks of the machines said. A record outside it (the last add-value,
 * the last journey) may lie so many transactions back that its sequence has been overtaken and looks newer. The purse says
 * which it is: it holds what the newest record left. Clocks are asked last, for one of them may have been years wrong.
 * @param ring what the last transactions left
 * @param apart records that have a place of their own, however old they are
 * @param purse NT$ in the purse; null: not known
 */
export function newestFirst(
  ring: Iterable<TransactionRecord>,
  apart: Iterable<TransactionRecord> = [],
  purse: number | null = null,
): TransactionRecord[] {
  const recent = downTheWheel(distinct(ring));
  const others = distinct([...recent, ...apart]).slice(recent.length);
  const newest = recent[0] ?? others.toSorted(byTimeDown)[0];
  if (newest === undefined) return [];
  const overtaken = others.filter((record) => wasOvertaken(record, newest, recent, purse));
  const rest = others.filter((record) => !overtaken.includes(record));
  return [...downTheWheel([...recent, ...rest]), ...overtaken.toSorted(byTimeDown)];
}

/** Whether the sequence has gone round past a record: it looks newer than the newest, or its number was given again. */
function wasOvertaken(
  record: TransactionRecord,
  newest: TransactionRecord,
  ring: readonly TransactionRecord[],
  purse: number | null,
): boolean {
  if (ring.some(({ sequence }) => sequence === record.sequence)) return true;
  const ahead = sequenceDistance(newest.sequence, record.sequence);
  if (ahead === 0 || ahead >= WHEEL / 2) return false;
  // A credit that another machine has begun and not finished is no old one: only its record is there yet.
  const begun = ahead === 1 && isPlausibleCredit(record) && record.balanceAfter - record.amount === purse;
  const left = record.balanceAfter === purse || begun;
  const leftByRing = newest.balanceAfter === purse;
  return left === leftByRing ? isDayOlder(record, newest) : leftByRing;
}

function isDayOlder(record: TransactionRecord, than: TransactionRecord): boolean {
  return than.taipeiSeconds - record.taipeiSeconds > DAY;
}

function byTimeDown(a: TransactionRecord, b: TransactionRecord): number {
  return b.taipeiSeconds - a.taipeiSeconds;
}

function distinct(records: Iterable<TransactionRecord>): TransactionRecord[] {
  const found = new Map<string, TransactionRecord>();
  for (const record of records) {
    const key = `${record.sequence} ${record.taipeiSeconds}`;
    if (!found.has(key)) found.set(key, record);
  }
  return [...found.values()];
}

/**
 * Newest first by sequence: where all lie on one half of the wheel, a distance of 1 to 127 means newer. The records begin
 * behind the widest gap between two of them: so one record of garbage does not bring the sound ones out of order.
 */
function downTheWheel(records: readonly TransactionRecord[]): TransactionRecord[] {
  const rising = records.toSorted((a, b) => a.sequence - b.sequence || a.taipeiSeconds - b.taipeiSeconds);
  const gaps = rising.map((record, index) => ({ record, index, width: gapAfter(rising, index) }));
  const widest = gaps.toSorted((a, b) => b.width - a.width || byTimeDown(a.record, b.record))[0];
  if (widest === undefined) return [];
  return [...rising.slice(widest.index + 1), ...rising.slice(0, widest.index + 1)].toReversed();
}

/** From the last record to the first the wheel is gone round: one record alone has the whole of it behind it. */
function gapAfter(rising: readonly TransactionRecord[], index: number): number {
  const sequence = rising[index]?.sequence ?? 0;
  const next = rising[index + 1]?.sequence;
  return next === undefined ? (rising[0]?.sequence ?? 0) + WHEEL - sequence : next - sequence;
}
