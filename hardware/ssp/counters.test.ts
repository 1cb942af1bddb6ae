import { describe, expect, it } from 'vitest';
import { decodeCounters, notesKept, storageUnits } from './counters.ts';

const COUNTERS = { stacked: 10, stored: 4, dispensed: 2, transferred: 1, rejected: 7 };

const reply = (...counts: readonly number[]): Uint8Array => {
  const data = new Uint8Array(2 + 4 * counts.length);
  data.set([0xf0, counts.length]);
  for (const [index, count] of counts.entries()) new DataView(data.buffer).setUint32(2 + 4 * index, count, true);
  return data;
};

describe('the lifetime counters of a unit', () => {
  it('are five, in the order of the manual (GA138, get counters)', () => {
    expect(decodeCounters(reply(10, 4, 2, 1, 7))).toEqual(COUNTERS);
  });

  it('are none when the unit does not know them, or lays them out in another way', () => {
    expect(decodeCounters(Uint8Array.of(0xf2))).toBeNull();
    expect(decodeCounters(reply(10, 4, 2))).toBeNull();
  });

  it('count as kept what no passenger can have back', () => {
    expect(notesKept('1', COUNTERS)).toEqual({ serial: '1', notesKept: 14 });
  });
});

describe('the storage of a unit', () => {
  it('is a cash box, and of a unit that can pay out the store beside it', () => {
    const cashBox = { id: 'cash-box', type: 'cashIn', status: 'ok', in: 11, out: null };
    expect(storageUnits(false, COUNTERS, 'ok')).toEqual([cashBox]);
    expect(storageUnits(true, COUNTERS, 'ok')).toEqual([cashBox, { id: 'payout-store', type: 'recycle', status: 'ok', in: 4, out: 3 }]);
  });

  it('has no counts where the unit does not count', () => {
    expect(storageUnits(true, null, 'missing')).toMatchObject([
      { status: 'missing', in: null, out: null },
      { in: null, out: null },
    ]);
  });
});
