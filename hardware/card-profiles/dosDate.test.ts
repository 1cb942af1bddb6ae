import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDosDate, encodeDosDate } from './dosDate.ts';

describe('a DOS date', () => {
  it('packs year, month and day', () => {
    expect(encodeDosDate('2026-03-05')).toBe((46 << 9) | (3 << 5) | 5);
    expect(decodeDosDate((46 << 9) | (3 << 5) | 5)).toBe('2026-03-05');
  });

  it('knows what is no date', () => {
    expect(decodeDosDate(0)).toBeNull();
    expect(decodeDosDate((46 << 9) | (13 << 5) | 1)).toBeNull();
    expect(decodeDosDate((45 << 9) | (2 << 5) | 29)).toBeNull();
    expect(decodeDosDate((44 << 9) | (2 << 5) | 29)).toBe('2024-02-29');
    expect(() => encodeDosDate('1979-12-31')).toThrow(RangeError);
    expect(() => encodeDosDate('2026-02-30')).toThrow(RangeError);
    expect(() => encodeDosDate('soon')).toThrow(RangeError);
  });

  it('gives back every date it can hold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (packed) => {
        const date = decodeDosDate(packed);
        if (date !== null) expect(encodeDosDate(date)).toBe(packed);
      }),
    );
  });
});
