import type { CashCounters } from '../ports/cashAcceptor.ts';
import type { StorageStatus, StorageUnit } from '../ports/cashStorage.ts';

/** Lifetime counters of reply 58; each one wraps to 0 after 2³²−1. */
export interface SspCounters {
  readonly stacked: number;
  readonly stored: number;
  readonly dispensed: number;
  readonly transferred: number;
  readonly rejected: number;
}

/** Decodes the DATA of a reply to get counters (58): F0 · n (5) · n × u32LE. Null when it is laid out in another way. */
export function decodeCounters(data: Uint8Array): SspCounters | null {
  if (data[0] !== 0xf0 || data[1] !== 5 || data.length !== 22) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [stacked, stored, dispensed, transferred, rejected] = [0, 1, 2, 3, 4].map((index) => view.getUint32(2 + 4 * index, true));
  if (stacked === undefined || stored === undefined || dispensed === undefined || transferred === undefined || rejected === undefined) {
    return null;
  }
  return { stacked, stored, dispensed, transferred, rejected };
}

const WRAP = 0x1_0000_0000;

/** Notes that a passenger cannot have back: in the cash box or in the payout store. Wraps as the unit's own counters do. */
export function notesKept(serial: string, counters: SspCounters): CashCounters {
  return { serial, notesKept: (counters.stacked + counters.stored) % WRAP };
}

/** Credits that a unit may not have counted yet (ours: it is asked after every note). */
const MOST_BEHIND = 4;

/** The unit has not counted yet what it credited. */
export function isBehind(read: CashCounters, expected: CashCounters): boolean {
  const behind = (expected.notesKept - read.notesKept + WRAP) % WRAP;
  return read.serial === expected.serial && behind > 0 && behind <= MOST_BEHIND;
}

/** The counters when one more note has been kept. */
export function oneMore(counters: CashCounters): CashCounters {
  return { serial: counters.serial, notesKept: (counters.notesKept + 1) % WRAP };
}

/**
 * The places where notes end up. Only a SMART Payout has a store that it can pay out of; what it moves from there to the
 * cash box leaves the one and goes into the other.
 */
export function storageUnits(hasStore: boolean, counters: SspCounters | null, box: StorageStatus): readonly StorageUnit[] {
  const cashBox: StorageUnit = {
    id: 'cash-box',
    type: 'cashIn',
    status: box,
    in: counters === null ? null : (counters.stacked + counters.transferred) % WRAP,
    out: null,
  };
  if (!hasStore) return [cashBox];
  const store: StorageUnit = {
    id: 'payout-store',
    type: 'recycle',
    status: 'ok',
    in: counters?.stored ?? null,
    out: counters === null ? null : (counters.dispensed + counters.transferred) % WRAP,
  };
  return [cashBox, store];
}
