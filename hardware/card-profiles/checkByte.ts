import { BLOCK_LENGTH } from './blockAccess.ts';

const LAST = BLOCK_LENGTH - 1;

function exclusiveOr(block: Uint8Array): number {
  let sum = 0;
  for (const byte of block.subarray(0, LAST)) sum ^= byte;
  return sum;
}

/**
 * Whether byte 15 is the exclusive or of bytes 0 to 14, in a block that holds something: a write that is torn may leave it erased to
 * ones, of which the exclusive or is right by itself. (Erased to zeros it is what an empty block is.)
 */
export function hasCheckByte(block: Uint8Array): boolean {
  return block.length === BLOCK_LENGTH && block[LAST] === exclusiveOr(block) && block.some((byte) => byte !== 0xff);
}

/** The same block with byte 15 set to the exclusive or of bytes 0 to 14. */
export function withCheckByte(block: Uint8Array): Uint8Array {
  const checked = block.slice();
  checked[LAST] = exclusiveOr(block);
  return checked;
}
