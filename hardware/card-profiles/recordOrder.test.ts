import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestFirst, newestRecord, sequenceDistance } from './recordOrder.ts';
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
const DAY = 24 * HOUR;

const sequences = (records: readonly TransactionRecord[]): number[] => records.map(({ sequence }) => sequence);

describe('the order of records', () => {
  it('goes round the wheel of 256', () => {
    expect(sequenceDistance(255, 0)).toBe(1);
    expect(sequenceDistance(0, 255)).toBe(255);
    expect(sequences(newestFirst([record(255, 990), record(0, 1_000)]))).toEqual([0, 255]);
    expect(sequences(newestFirst([record(0, 1_000), record(255, 990)]))).toEqual([0, 255]);
    expect(sequences(newestFirst([record(200, 990), record(71, 1_000)]))).toEqual([71, 200]);
    expect(sequences(newestFirst([record(200, 990), record(73, 1_000)]))).toEqual([200, 73]);
  });

  it('follows the sequence where the clocks of two machines disagree a little', () => {
    expect(newestRecord([record(8, 1_000), record(7, 1_000 + 2 * HOUR)])?.sequence).toBe(8);
  });

  it('follows the sequence where the clock of one machine is days wrong', () => {
    for (const type of Object.values(RECORD_TYPE)) {
      expect(sequences(newestFirst([record(7, 1_000 + 3 * DAY), record(8, 1_000, type)]))).toEqual([8, 7]);
    }
    const unknownType = 0x31;
    expect(newestRecord([record(7, 1_000 + 3 * DAY), record(8, 1_000, unknownType)])?.sequence).toBe(8);
  });

  it('believes the sequence of an add-value that also lies in the ring', () => {
    const addValue = record(8, 1_000, RECORD_TYPE.addValue);
    expect(sequences(newestFirst([record(7, 1_000 + 3 * DAY), addValue], [addValue]))).toEqual([8, 7]);
  });

  it('believes a sequence that lies behind the newest, whatever the clock of the machine said', () => {
    const ring = [record(209, 5_000_000), record(211, 5_000_100)];
    expect(sequences(newestFirst(ring, [record(210, 9_000_000, RECORD_TYPE.addValue)]))).toEqual([211, 210, 209]);
    expect(sequences(newestFirst(ring, [record(210, 1_000, RECORD_TYPE.addValue)]))).toEqual([211, 210, 209]);
  });

  it('does not take an old add-value for the newest record because its sequence has been overtaken', () => {
    const lastAddValue = record(10, 1_000_000, RECORD_TYPE.addValue);
    const ring = [record(209, 5_000_000), record(210, 5_000_100)];
    expect(sequenceDistance(210, 10)).toBe(56);
    expect(newestRecord(ring, [lastAddValue])?.sequence).toBe(210);
    expect(newestRecord(ring.toReversed(), [lastAddValue])?.sequence).toBe(210);
    expect(sequences(newestFirst(ring, [lastAddValue]))).toEqual([210, 209, 10]);
  });

  it('puts records that were overtaken last, also when their number was given again', () => {
    const ring = [record(209, 5_000_000), record(210, 5_000_100)];
    const apart = [record(209, 1_000_000), record(10, 2_000_000), record(11, 500_000)];
    expect(newestFirst(ring, apart).map(({ taipeiSeconds }) => taipeiSeconds)).toEqual([
      5_000_100, 5_000_000, 2_000_000, 1_000_000, 500_000,
    ]);
    expect(sequences(newestFirst([], apart))).toEqual([10, 209, 11]);
  });

  it('has the later of two records with the same number first', () => {
    expect(newestFirst([record(7, 100), record(7, 200)]).map(({ taipeiSeconds }) => taipeiSeconds)).toEqual([200, 100]);
  });

  it('leaves sound records in order whatever number a slot of garbage holds', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), fc.nat(5), (first, garbage, slot) => {
        const ring = Array.from({ length: 6 }, (_, age) => record((first + age) & 0xff, 1_000_000 + age * HOUR));
        ring[slot] = record(garbage, 4_000_000_000);
        const sound = newestFirst(ring).filter(({ taipeiSeconds }) => taipeiSeconds < 4_000_000_000);
        expect(sound).toEqual(sound.toSorted((a, b) => b.taipeiSeconds - a.taipeiSeconds));
        expect(sound).toHaveLength(5);
      }),
    );
  });

  it('does not depend on where in the ring a record lies', () => {
    const anyRecord = fc.tuple(fc.nat(255), fc.nat(10 * DAY)).map(([sequence, seconds]) => record(sequence, seconds));
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 6 }), fc.nat(5), (ring, turn) => {
        expect(newestFirst([...ring.slice(turn), ...ring.slice(0, turn)])).toEqual(newestFirst(ring));
      }),
    );
  });

  it('lists the newest first and copies once', () => {
    const records = [record(254, 100), record(255, 200), record(0, 300), record(255, 200), record(1, 400)];
    expect(newestFirst(records).map(({ sequence }) => sequence)).toEqual([1, 0, 255, 254]);
    expect(newestRecord([])).toBeNull();
  });
});
