import { describe, expect, it } from 'vitest';
import { isNewer, newestFirst, newestRecord, sequenceDistance } from './recordOrder.ts';
import { RECORD_TYPE, type TransactionRecord } from './transactionRecord.ts';

const record = (sequence: number, taipeiSeconds: number, type: number = RECORD_TYPE.purchase): TransactionRecord => ({
  sequence,
  taipeiSeconds,
  type,
  amount: 10,
  balanceAfter: 100,
  code: 0,
  place: 1,
  device: 1,
});
const HOUR = 3_600;

describe('the order of records', () => {
  it('goes round the wheel of 256', () => {
    expect(sequenceDistance(255, 0)).toBe(1);
    expect(sequenceDistance(0, 255)).toBe(255);
    expect(isNewer(record(0, 1_000), record(255, 990))).toBe(true);
    expect(isNewer(record(255, 990), record(0, 1_000))).toBe(false);
  });

  it('follows the sequence where the clocks of two machines disagree a little', () => {
    expect(isNewer(record(8, 1_000), record(7, 1_000 + 2 * HOUR))).toBe(true);
  });

  it('follows the sequence where the clock of one machine is days wrong', () => {
    expect(isNewer(record(8, 1_000), record(7, 1_000 + 72 * HOUR))).toBe(true);
    expect(newestFirst([record(7, 1_000 + 72 * HOUR), record(8, 1_000)]).map(({ sequence }) => sequence)).toEqual([8, 7]);
  });

  it('does not take an old add-value for the newest record because its sequence has been overtaken', () => {
    const lastAddValue = record(10, 1_000_000, RECORD_TYPE.addValue);
    const ring = [record(209, 5_000_000), record(210, 5_000_100)];
    expect(sequenceDistance(210, 10)).toBe(56);
    expect(newestRecord([...ring, lastAddValue])?.sequence).toBe(210);
    expect(newestRecord([lastAddValue, ...ring])?.sequence).toBe(210);
  });

  it('lists the newest first and copies once', () => {
    const records = [record(254, 100), record(255, 200), record(0, 300), record(255, 200), record(1, 400)];
    expect(newestFirst(records).map(({ sequence }) => sequence)).toEqual([1, 0, 255, 254]);
    expect(newestRecord([])).toBeNull();
  });
});
