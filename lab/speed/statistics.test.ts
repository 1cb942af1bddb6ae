import { expect, it } from 'vitest';
import { median, quantile } from './statistics.ts';

it('takes the middle of an odd, and between the middle two of an even number of values', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 100])).toBe(3);
  expect(median([7])).toBe(7);
});

it('sorts numbers as numbers', () => {
  expect(median([10, 9, 100])).toBe(10);
});

it('finds the edges and what lies between', () => {
  expect(quantile([0, 10], 0)).toBe(0);
  expect(quantile([0, 10], 1)).toBe(10);
  expect(quantile([0, 10], 0.9)).toBeCloseTo(9);
});

it('has nothing to say about nothing', () => {
  expect(() => median([])).toThrow(RangeError);
});
