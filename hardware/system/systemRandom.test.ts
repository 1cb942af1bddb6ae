import { expect, it } from 'vitest';
import { systemRandom } from './systemRandom.ts';

it('gives as many bytes as asked for, not the same ones twice', () => {
  const first = systemRandom.bytes(32);
  const second = systemRandom.bytes(32);
  expect(first).toHaveLength(32);
  expect(first.buffer.byteLength).toBe(32);
  expect(first).not.toEqual(second);
});
