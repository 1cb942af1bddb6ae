import type { CardTechnology } from '../ports/cardReader.ts';
import { toHex } from '../ports/hex.ts';

/** Registered application provider: the PC/SC workgroup. */
const PCSC_RID = 'a000000306';

/** SS: standard of the card, here ISO 14443-A part 3. NN: name of the card. */
const ISO_14443_A_3 = 0x03;
const NAMES: ReadonlyMap<number, CardTechnology> = new Map([
  [0x0001, 'mifare-classic-1k'],
  [0x0002, 'mifare-classic-4k'],
  [0x0003, 'mifare-ultralight'],
  [0x0026, 'mifare-mini'],
]);

/**
 * Reads the ATR that a reader makes up for a contactless card (PC/SC workgroup, part 3, section 3.1.3.2.3.1):
 * `3B 8F 80 01 80 4F 0C RID(5) SS NN NN 00 00 00 00 TCK`.
 */
export function technologyOf(atr: Uint8Array): CardTechnology {
  if (atr[0] !== 0x3b) return 'unknown';
  if (atr[5] !== 0x4f || toHex(atr.subarray(7, 12)) !== PCSC_RID) return 'iso-14443-4';
  if (atr.length !== 20 || !hasCheckByte(atr)) return 'unknown';
  if (atr[12] !== ISO_14443_A_3) return 'other-storage-card';
  return NAMES.get(((atr[13] ?? 0) << 8) | (atr[14] ?? 0)) ?? 'other-storage-card';
}

/** TCK: the exclusive or of everything after the first byte, TCK included, is zero. */
function hasCheckByte(atr: Uint8Array): boolean {
  let sum = 0;
  for (const byte of atr.subarray(1)) sum ^= byte;
  return sum === 0;
}
