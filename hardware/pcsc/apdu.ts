/**
 * Pseudo-APDUs for storage cards (PC/SC workgroup, part 3, section 3.2.2): commands to the reader, which speaks the
 * card's own language.
 */

/** Gives the UID of the card: 4 or 7 bytes. */
export const GET_UID = Uint8Array.of(0xff, 0xca, 0x00, 0x00, 0x00);

/** Places in the reader's volatile memory for keys; common readers have two. */
export type KeySlot = 0 | 1;

/** Puts a key of 6 bytes into the reader. The card hears nothing of it. */
export function loadKey(slot: KeySlot, key: Uint8Array): Uint8Array {
  return Uint8Array.of(0xff, 0x82, 0x00, slot, key.length, ...key);
}

const KEY_TYPE = { a: 0x60, b: 0x61 } as const;

/** Opens the sector of `block` with the key in `slot`, used as key A or B. */
export function authenticate(block: number, key: 'a' | 'b', slot: KeySlot): Uint8Array {
  return Uint8Array.of(0xff, 0x86, 0x00, 0x00, 0x05, 0x01, 0x00, block, KEY_TYPE[key], slot);
}

/** Reads one block of 16 bytes. */
export function readBlock(block: number): Uint8Array {
  return Uint8Array.of(0xff, 0xb0, 0x00, block, 0x10);
}

/** Writes one block of 16 bytes. */
export function updateBlock(block: number, data: Uint8Array): Uint8Array {
  return Uint8Array.of(0xff, 0xd6, 0x00, block, data.length, ...data);
}

/** An answer APDU cut into its data and its status word. */
export interface Answer {
  readonly data: Uint8Array;
  readonly status: number;
}

export const STATUS_OK = 0x9000;

/**
 * More than one card in the field. The status word of the operators' own readers; PC/SC knows none for it: common readers
 * pick one of the cards, and which one may change each time the field is switched on.
 */
export const STATUS_SEVERAL_CARDS = 0x6204;

/** @returns null when there is not even a status word: then it is unknown whether the command was carried out. */
export function parseAnswer(answer: Uint8Array): Answer | null {
  const end = answer.length - 2;
  if (end < 0) return null;
  return { data: answer.subarray(0, end), status: ((answer[end] ?? 0) << 8) | (answer[end + 1] ?? 0) };
}

/** The status word as people write it: `63 00`. */
export function statusText(status: number): string {
  const digits = status.toString(16).padStart(4, '0').toUpperCase();
  return `${digits.slice(0, 2)} ${digits.slice(2)}`;
}
