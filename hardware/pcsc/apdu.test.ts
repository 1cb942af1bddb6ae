import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../ports/hex.ts';
import { authenticate, GET_UID, loadKey, parseAnswer, readBlock, statusText, updateBlock } from './apdu.ts';

describe('commands to a reader', () => {
  it('are the bytes of PC/SC part 3', () => {
    expect(toHex(GET_UID)).toBe('ffca000000');
    expect(toHex(loadKey(1, fromHex('a0a1a2a3a4a5')))).toBe('ff82000106a0a1a2a3a4a5');
    expect(toHex(authenticate(8, 'a', 0))).toBe('ff860000050100086000');
    expect(toHex(authenticate(8, 'b', 1))).toBe('ff860000050100086101');
    expect(toHex(readBlock(62))).toBe('ffb0003e10');
    expect(toHex(updateBlock(9, new Uint8Array(16).fill(0xab)))).toBe(`ffd6000910${'ab'.repeat(16)}`);
  });
});

describe('an answer', () => {
  it('is data and a status word', () => {
    expect(parseAnswer(fromHex('08a000019000'))).toEqual({ data: fromHex('08a00001'), status: 0x9000 });
    expect(parseAnswer(fromHex('6300'))).toEqual({ data: new Uint8Array(), status: 0x6300 });
    expect(statusText(0x6300)).toBe('63 00');
  });

  it('is none without a status word', () => {
    expect(parseAnswer(new Uint8Array())).toBeNull();
    expect(parseAnswer(fromHex('90'))).toBeNull();
  });
});
