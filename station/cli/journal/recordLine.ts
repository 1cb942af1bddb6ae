import { taipeiTimestamp } from '../../../hardware/ports/clock.ts';
import type { StoredRecord } from '../../../hardware/ports/journalStore.ts';
import { parseRecord } from '../../journal/records.ts';
import { summarise } from '../../journalTail.ts';

/** What a terminal would obey in place of showing it: control characters, and those that turn the direction of writing. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A changed record may hold anything, of any length. */
const LONGEST_LINE = 400;

/** A text of a journal that anybody may have written, for a terminal. */
function safeText(text: string): string {
  const safe = text.replace(UNSAFE, (unsafe) => `\\u{${unsafe.codePointAt(0)?.toString(16)}}`);
  return safe.length > LONGEST_LINE ? `${safe.slice(0, LONGEST_LINE)}…` : safe;
}

/** A record in one line. */
export function recordLine(record: StoredRecord): string {
  const { seq, txn, kind } = record;
  return safeText(`${String(seq).padStart(6)}  ${timeOf(record)}  ${(txn ?? '-').padEnd(10)}  ${kind.padEnd(19)}  ${inWords(record)}`);
}

/** A record as one line of JSON. */
export function recordJson(record: StoredRecord): string {
  let body: unknown = record.body;
  try {
    body = JSON.parse(record.body);
  } catch {
    // A body that was changed into something else is shown as it stands.
  }
  const json = JSON.stringify({ ...record, at: timeOf(record), body });
  // JSON leaves some of them as they are.
  return json.replace(UNSAFE, (unsafe) => `\\u${unsafe.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The words of the record, or what stands there when it was changed so that they cannot be found. */
function inWords(record: StoredRecord): string {
  try {
    return summarise(parseRecord(record));
  } catch {
    return record.body;
  }
}

/** A changed record may hold a number that is no time. */
function timeOf({ wallMs }: StoredRecord): string {
  try {
    return taipeiTimestamp(wallMs);
  } catch {
    return `${wallMs} ms`;
  }
}
