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
  readonly seq: number;
  readonly fault: 'gap' | 'previous-hash' | 'hash';
}

/** The first record that does not continue the chain, or null when all do. */
export function findChainFault(records: Iterable<StoredRecord>): ChainFault | null {
  let seq = 0;
  let previousHash = GENESIS_HASH;
  for (const record of records) {
    seq += 1;
    if (record.seq !== seq) return { seq: record.seq, fault: 'gap' };
    if (record.previousHash !== previousHash) return { seq, fault: 'previous-hash' };
    const { hash, ...content } = record;
    if (hashRecord(content) !== hash) return { seq, fault: 'hash' };
    previousHash = hash;
  }
  return null;
}
