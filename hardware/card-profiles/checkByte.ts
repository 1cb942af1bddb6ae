import { BLOCK_LENGTH } from './blockAccess.ts';

const LAST = BLOCK_LENGTH - 1;

function exclusiveOr(block: Uint8Array): number {
  let sum = 0;
  for (const byte of block.subarray(0, LAST)) sum ^= byte;
  return sum;
}

/** Whether byte 15 is the exclusive or of bytes 0 to 14. */
export function hasCheckByte(block: Uint8Array): boolean {
  return block.length === BLOCK_LENGTH && block[LAST] === exclusiveOr(block);
}

/** The same block with byte 15 set to the exclusive or of bytes 0 to 14. */
export function withCheckByte(block: Uint8Array): Uint8Array {
  const checked = block.slice();
  checked[LAST] = exclusiveOr(block);
  return checked;
}
