import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../ports/hex.ts';
import { decodeValueBlock, encodeValueBlock } from './valueBlock.ts';

const SIX_HUNDRED_TWENTY_THREE = '6f02000090fdffff6f02000000ff00ff';
const anyValue = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });

describe('a value block', () => {
  it('is the value, its inverse, the value and the address', () => {
    expect(toHex(encodeValueBlock(623))).toBe(SIX_HUNDRED_TWENTY_THREE);
    expect(decodeValueBlock(fromHex(SIX_HUNDRED_TWENTY_THREE))).toBe(623);
    expect(decodeValueBlock(encodeValueBlock(-18))).toBe(-18);
  });

  it('may carry any address', () => {
    expect(decodeValueBlock(fromHex('6f02000090fdffff6f02000009f609f6'))).toBe(623);
    expect(decodeValueBlock(fromHex('6f02000090fdffff6f02000009f609f7'))).toBeNull();
  });

  it('gives back every value', () => {
    fc.assert(fc.property(anyValue, (value) => decodeValueBlock(encodeValueBlock(value)) === value));
    expect(() => encodeValueBlock(0x8000_0000)).toThrow(RangeError);
    expect(() => encodeValueBlock(1.5)).toThrow(RangeError);
  });

  it('never decodes to a third value when its writing was cut after any byte', () => {
    fc.assert(
      fc.property(anyValue, anyValue, fc.integer({ min: 0, max: 16 }), (old, fresh, stored) => {
        const block = encodeValueBlock(old);
        block.set(encodeValueBlock(fresh).subarray(0, stored));
        expect([old, fresh, null]).toContain(decodeValueBlock(block));
      }),
    );
  });

  it('does not survive one flipped bit', () => {
    fc.assert(
      fc.property(anyValue, fc.integer({ min: 0, max: 127 }), (value, bit) => {
        const block = encodeValueBlock(value);
        block[bit >> 3] = (block[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(decodeValueBlock(block)).toBeNull();
      }),
    );
  });
});
