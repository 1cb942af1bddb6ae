import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from './seededRandom.ts';

const draw = (random: SeededRandom): number[] => Array.from({ length: 20 }, () => random.uint32());

describe('seeded randomness', () => {
  it('repeats itself for the same seed and differs for another', () => {
    expect(draw(new SeededRandom(7))).toEqual(draw(new SeededRandom('7')));
    expect(draw(new SeededRandom(7))).not.toEqual(draw(new SeededRandom(8)));
  });

  it('forks streams that do not depend on what was drawn before', () => {
    const fresh = new SeededRandom('world');
    const used = new SeededRandom('world');
    draw(used);
    expect(draw(fresh.fork('notes'))).toEqual(draw(used.fork('notes')));
    expect(draw(fresh.fork('notes'))).not.toEqual(draw(fresh.fork('cards')));
  });

  it('keeps whole numbers within their bounds and reaches both ends', () => {
    const random = new SeededRandom('bounds');
    const seen = new Set(Array.from({ length: 500 }, () => random.integer(-2, 3)));
    expect([...seen].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
    expect(() => random.integer(3, 2)).toThrow(RangeError);
    expect(() => random.pick([])).toThrow(RangeError);
  });

  it('is spread evenly enough', () => {
    const random = new SeededRandom('spread');
    const buckets = [0, 0, 0, 0];
    for (let count = 0; count < 4_000; count += 1) {
      const bucket = Math.floor(random.next() * 4);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    for (const bucket of buckets) expect(Math.abs(bucket - 1_000)).toBeLessThan(120);
  });

  it('shuffles without losing anything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
        const shuffled = new SeededRandom(seed).shuffle(items);
        expect(shuffled.sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });
});
