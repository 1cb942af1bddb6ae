import { expect, it } from 'vitest';
import { hasCheckByte, withCheckByte } from './checkByte.ts';

it('sets byte 15 to the exclusive or of the others and notices any change', () => {
  const block = withCheckByte(Uint8Array.from({ length: 16 }, (_, index) => index * 7));
  expect(hasCheckByte(block)).toBe(true);
  expect(block[15]).toBe([...block.subarray(0, 15)].reduce((sum, byte) => sum ^ byte, 0));
  for (let index = 0; index < 16; index += 1) {
    const changed = block.slice();
    changed[index] = (changed[index] ?? 0) ^ 0x10;
    expect(hasCheckByte(changed)).toBe(false);
  }
});

it('is not there in a block that was erased to ones, whose exclusive or is right by itself', () => {
  expect(hasCheckByte(new Uint8Array(16).fill(0xff))).toBe(false);
});
