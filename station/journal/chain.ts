import { createHash } from 'node:crypto';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { canonicalJson } from './canonicalJson.ts';

/** What stands before the first record. */
export const GENESIS_HASH = '0'.repeat(64);

/** Keeps a leaf's hash apart from any other use of SHA-256 over the same bytes (as RFC 6962 does for its leaves). */
const LEAF_PREFIX = Uint8Array.of(0);

/** SHA-256 (hexadecimal) over the previous record's hash and everything this record says. */
export function hashRecord(record: Omit<StoredRecord, 'hash'>): string {
  const { previousHash, ...content } = record;
  return createHash('sha256').update(LEAF_PREFIX).update(previousHash, 'hex').update(canonicalJson(content)).digest('hex');
}

export interface ChainFault {
  /** The number that the wrong record has, or had before that was changed. */
  readonly seq: number;
  readonly fault: 'gap' | 'previous-hash' | 'hash';
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
  if (!follows) return { seq, fault: 'previous-hash' };
  return holds(record) ? null : { seq, fault: 'hash' };
}

/** Whether a record says what it said when its hash was reckoned. */
export function holds({ hash, ...content }: StoredRecord): boolean {
  return hashRecord(content) === hash;
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
