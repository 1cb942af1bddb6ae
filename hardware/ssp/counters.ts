import type { CashCounters } from '../ports/cashAcceptor.ts';

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

/** The counters when one more note has been kept. */
export function oneMore(counters: CashCounters): CashCounters {
  return { serial: counters.serial, notesKept: (counters.notesKept + 1) % WRAP };
}
