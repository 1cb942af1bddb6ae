import { hash } from 'node:crypto';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';

/** What stands before the first record. */
export const GENESIS_HASH = '0'.repeat(64);

/** Keeps a leaf's hash apart from any other use of SHA-256 over the same bytes (as RFC 6962 does for its leaves). */
const LEAF_PREFIX = 0;
const HASH_BYTES = 32;

/** SHA-256 (hexadecimal) over the previous record's hash and everything this record says, as canonical JSON. */
export function hashRecord(record: Omit<StoredRecord, 'hash'>): string {
  const { seq, txn, kind, body, bootId, monotonicMs, wallMs, previousHash } = record;
  // Its members in the order of canonical JSON: an auditor reads millions of them.
  const text = `{"body":${JSON.stringify(body)},"bootId":${JSON.stringify(bootId)},"kind":${JSON.stringify(kind)},"monotonicMs":${monotonicMs},"seq":${seq},"txn":${JSON.stringify(txn)},"wallMs":${wallMs}}`;
  const before = 1 + HASH_BYTES;
  const most = before + text.length * MOST_BYTES_OF_A_UNIT;
  if (most > leaf.length) leaf = Buffer.allocUnsafe(most * 2);
  leaf[0] = LEAF_PREFIX;
  leaf.fill(0, 1, before);
  leaf.write(previousHash, 1, HASH_BYTES, 'hex');
  return hash('sha256', leaf.subarray(0, before + leaf.write(text, before)), 'hex');
}

/** One for all: a new one for every record would be the most memory that an auditor uses. */
let leaf = Buffer.allocUnsafe(4_096);

/** A UTF-16 code unit takes at most so many bytes of UTF-8. */
const MOST_BYTES_OF_A_UNIT = 3;

export interface ChainFault {
  /** The number that the wrong record has, or had before that was changed. */
  readonly seq: number;
  readonly fault: 'gap' | 'previous-hash' | 'hash' | 'reorder';
}

/** The stored chain is broken: nothing more may be appended to it, and no money be taken. */
export class BrokenJournal extends Error {
  readonly fault: ChainFault;

  constructor(fault: ChainFault) {
    super(`journal record ${fault.seq} does not continue the chain (${fault.fault})`);
    this.fault = fault;
  }
}

/** Why `record` does not continue the chain after `previous` (null: it is the first), or null when it does. */
export function faultAfter(previous: StoredRecord | null, record: StoredRecord): ChainFault | null {
  const { seq } = record;
  const follows = record.previousHash === (previous?.hash ?? GENESIS_HASH);
  const next = (previous?.seq ?? 0) + 1;
  // One that follows and has another number is no stranger: its number is what was changed.
  if (seq !== next) return follows ? { seq: next, fault: 'hash' } : { seq, fault: 'gap' };
  if (holds(record)) return follows ? null : { seq, fault: 'previous-hash' };
  if (holdsElsewhere(record)) return { seq, fault: 'reorder' };
  return { seq, fault: follows ? 'hash' : 'previous-hash' };
}

/** How far away from its number a record is looked for that was moved. */
const MOVED_AT_MOST = 64;

function holdsElsewhere(record: StoredRecord): boolean {
  for (let away = 1; away <= MOVED_AT_MOST; away += 1) {
    if (holds({ ...record, seq: record.seq + away }) || holds({ ...record, seq: record.seq - away })) return true;
  }
  return false;
}

/** Whether a record says what it said when its hash was reckoned. */
export function holds(record: StoredRecord): boolean {
  return hashRecord(record) === record.hash;
}

/** The first record that does not continue the chain, or null when all do. */
export function findChainFault(records: Iterable<StoredRecord>): ChainFault | null {
  let previous: StoredRecord | null = null;
  for (const record of records) {
    const fault = faultAfter(previous, record);
    if (fault !== null) return fault;
    previous = record;
  }
  return null;
}
