import { BLOCK_LENGTH } from './blockAccess.ts';

/**
 * A MIFARE Classic value block (NXP MF1S50yyX data sheet, section 8.6.2.1): the value three times, the middle one
 * inverted, then the address byte four times, every second one inverted. A half-written block does not decode.
 *
 * @returns the signed value (NT$), or null when the block is not a valid value block. Any address byte is accepted.
 */
export function decodeValueBlock(block: Uint8Array): number | null {
  if (block.length !== BLOCK_LENGTH) return null;
  const view = new DataView(block.buffer, block.byteOffset, BLOCK_LENGTH);
  const value = view.getInt32(0, true);
  const address = view.getUint8(12);
  const inverse = address ^ 0xff;
  const valid =
    view.getInt32(4, true) === ~value &&
    view.getInt32(8, true) === value &&
    view.getUint8(13) === inverse &&
    view.getUint8(14) === address &&
    view.getUint8(15) === inverse;
  return valid ? value : null;
}

/** What a block says first, whether the rest of it agrees or not: for people who look at a damaged card. */
export function statedValue(block: Uint8Array): number {
  return new DataView(block.buffer, block.byteOffset, block.byteLength).getInt32(0, true);
}

/** A value block with address byte 00. @throws RangeError when `value` does not fit 32 signed bits. */
export function encodeValueBlock(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < -0x8000_0000 || value > 0x7fff_ffff) throw new RangeError(`no purse value: ${value}`);
  const block = new Uint8Array(BLOCK_LENGTH);
  const view = new DataView(block.buffer);
  view.setInt32(0, value, true);
  view.setInt32(4, ~value, true);
  view.setInt32(8, value, true);
  block.set([0x00, 0xff, 0x00, 0xff], 12);
  return block;
}
