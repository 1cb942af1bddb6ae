import { BLOCK_LENGTH } from '../../../hardware/card-profiles/blockAccess.ts';

/** `other-keys`: it opens to somebody else; `other-access`: it opens, and its blocks may not be read (NXP MF1S50yyX, table 8: 111). */
export type Closure = 'other-keys' | 'other-access';

/** Keys that no machine of ours has. */
const FOREIGN_KEY = [0x5e, 0x0b, 0xa7, 0x31, 0x9c, 0x42];

/** An image of the same card, one sector of which does not open to the keys of a kiosk. */
export function withClosedSector(image: Uint8Array, sector: number, how: Closure): Uint8Array {
  const closed = Uint8Array.from(image);
  const trailer = closed.subarray((sector * 4 + 3) * BLOCK_LENGTH, (sector * 4 + 4) * BLOCK_LENGTH);
  if (how === 'other-keys') {
    trailer.set(FOREIGN_KEY, 0);
    trailer.set(FOREIGN_KEY, 10);
    return closed;
  }
  // C1 C2 C3 of the trailer stay, those of the three data blocks become 1 1 1.
  const [, seven = 0, eight = 0] = trailer.subarray(6, 9);
  const [c1, c2, c3] = [seven >> 4, eight & 0x0f, eight >> 4].map((bits) => (bits & 0b1000) | 0b0111) as [number, number, number];
  trailer.set([(~c1 & 0x0f) | ((~c2 & 0x0f) << 4), (~c3 & 0x0f) | (c1 << 4), c2 | (c3 << 4)], 6);
  return closed;
}
