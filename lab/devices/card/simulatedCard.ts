import { BLOCK_LENGTH } from '../../../hardware/card-profiles/blockAccess.ts';
import { decodeValueBlock, encodeValueBlock } from '../../../hardware/card-profiles/valueBlock.ts';
import type { CardTechnology } from '../../../hardware/ports/cardReader.ts';
import { fromHex } from '../../../hardware/ports/hex.ts';
import { type KeyKind, mayTouchData, mayTouchTrailer } from './accessConditions.ts';

/** Bytes of a MIFARE Classic 1K card: 16 sectors of 4 blocks of 16 bytes. */
export const IMAGE_LENGTH = 1024;

/** Answers to reset as PC/SC readers make them up for these cards. The last three are examples of many. */
const ATR: Readonly<Record<CardTechnology, Uint8Array>> = {
  'mifare-classic-1k': fromHex('3b8f8001804f0ca000000306030001000000006a'),
  'mifare-classic-4k': fromHex('3b8f8001804f0ca0000003060300020000000069'),
  'mifare-ultralight': fromHex('3b8f8001804f0ca0000003060300030000000068'),
  'mifare-mini': fromHex('3b8f8001804f0ca000000306030026000000004d'),
  'other-storage-card': fromHex('3b8f8001804f0ca00000030611003b0000000042'),
  'iso-14443-4': fromHex('3b8180018080'),
  unknown: fromHex('3f00'),
};

/** How much of a write reaches the memory when the card is torn away in the middle of it. */
export type WriteCut =
  /** So many bytes of the block, from its beginning. */
  | { readonly storedBytes: number }
  /** The bits that stand in this mask of 16 bytes; all others stay as they were. */
  | { readonly flipped: Uint8Array }
  /** Nothing yet: the block was erased, and all its bits are alike. */
  | { readonly erased: 0x00 | 0xff };

/**
 * A MIFARE Classic 1K card: its memory, its keys, its access conditions, and which sector is open. It knows nothing
 * of readers and time. `image` is the ground truth: tests and the simulated world read the money there.
 */
export class SimulatedCard {
  readonly image: Uint8Array;
  /** What a reader sees of the card before any command. Only a MIFARE Classic 1K answers to blocks here. */
  readonly kind: CardTechnology;
  readonly atr: Uint8Array;
  readonly #torn = new Set<number>();
  #writes = 0;
  #open: { readonly sector: number; readonly key: KeyKind } | null = null;

  /**
   * @param atr another maker's, or another reader's, name for the same kind
   * @throws RangeError when the image does not have 1024 bytes.
   */
  constructor(image: Uint8Array, kind: CardTechnology = 'mifare-classic-1k', atr: Uint8Array = ATR[kind]) {
    if (image.length !== IMAGE_LENGTH) throw new RangeError(`a card image has ${IMAGE_LENGTH} bytes, not ${image.length}`);
    this.image = image.slice();
    this.kind = kind;
    this.atr = atr;
  }

  get uid(): Uint8Array {
    return this.image.slice(0, 4);
  }

  /** Grows with every write by way of the card's own commands: whoever has looked at its memory need not look again before that. */
  get writes(): number {
    return this.#writes;
  }

  /** A copy of the memory, to be handed back to {@link restore}. */
  save(): Uint8Array {
    return this.image.slice();
  }

  restore(image: Uint8Array): void {
    this.#writes += 1;
    this.image.set(image);
    this.powerOff();
  }

  /** Forgets which sector was open, as a card does that loses the field or is addressed anew. */
  powerOff(): void {
    this.#open = null;
  }

  /** Opens the sector of `block`. A wrong key closes whatever was open. */
  authenticate(block: number, kind: KeyKind, key: Uint8Array): boolean {
    this.#open = null;
    if (this.kind !== 'mifare-classic-1k' || block >= IMAGE_LENGTH / BLOCK_LENGTH) return false;
    const trailer = this.#trailerOf(block);
    const stored = kind === 'a' ? trailer.subarray(0, 6) : trailer.subarray(10, 16);
    if (stored.some((byte, index) => byte !== key[index])) return false;
    this.#open = { sector: block >> 2, key: kind };
    return true;
  }

  /** @returns null when the card refuses. Of a trailer only what may be read, the rest as zeros. */
  read(block: number): Uint8Array | null {
    const key = this.#keyFor(block);
    if (key === null) return null;
    if (!isTrailer(block)) return this.#mayTouch(block, 'read', key) ? this.#block(block).slice() : null;
    const trailer = this.#block(block);
    const shown = new Uint8Array(BLOCK_LENGTH);
    if (mayTouchTrailer(trailer, 'readAccessBits', key)) shown.set(trailer.subarray(6, 10), 6);
    if (mayTouchTrailer(trailer, 'readKeyB', key)) shown.set(trailer.subarray(10), 10);
    return shown;
  }

  write(block: number, data: Uint8Array, cut?: WriteCut): boolean {
    const key = this.#keyFor(block);
    if (key === null || block === 0 || data.length !== BLOCK_LENGTH) return false;
    if (isTrailer(block)) {
      const trailer = this.#block(block);
      const acts = ['writeKeyA', 'writeAccessBits', 'writeKeyB'] as const;
      if (!acts.every((act) => mayTouchTrailer(trailer, act, key))) return false;
    } else if (!this.#mayTouch(block, 'write', key)) {
      return false;
    }
    this.#store(block, data, cut);
    return true;
  }

  /** The value of a value block, or null when it is none or may not be read. */
  readValue(block: number): number | null {
    const bytes = this.read(block);
    return bytes === null || isTrailer(block) ? null : decodeValueBlock(bytes);
  }

  /** Adds to a value block: increment or decrement in the card's buffer, then transfer. */
  addToValue(block: number, change: number, cut?: WriteCut): boolean {
    const key = this.#keyFor(block);
    if (key === null || isTrailer(block) || !this.#mayTouch(block, change >= 0 ? 'increment' : 'decrement', key)) return false;
    const value = decodeValueBlock(this.#block(block));
    if (value === null) return false;
    // The card's arithmetic wraps at 32 bits.
    this.#store(block, encodeValueBlock((value + change) | 0), cut);
    return true;
  }

  /** Copies a value block within its sector: restore, then transfer. */
  copyValue(from: number, to: number, cut?: WriteCut): boolean {
    const key = this.#keyFor(from);
    if (key === null || from >> 2 !== to >> 2 || isTrailer(from) || isTrailer(to)) return false;
    if (!this.#mayTouch(from, 'decrement', key) || !this.#mayTouch(to, 'decrement', key)) return false;
    const value = decodeValueBlock(this.#block(from));
    if (value === null) return false;
    this.#store(to, encodeValueBlock(value), cut);
    return true;
  }

  /** Whether the last write of this block was cut, so that it holds neither what it held nor what it should. */
  isTorn(block: number): boolean {
    return this.#torn.has(block);
  }

  #store(block: number, data: Uint8Array, cut?: WriteCut): void {
    this.#writes += 1;
    const stored = this.#block(block);
    const before = stored.slice();
    if (cut === undefined) stored.set(data);
    else if ('storedBytes' in cut) stored.set(data.subarray(0, cut.storedBytes));
    else if ('erased' in cut) stored.fill(cut.erased);
    else for (const [index, mask] of cut.flipped.entries()) stored[index] = ((stored[index] ?? 0) & ~mask) | ((data[index] ?? 0) & mask);
    const torn = [before, data].every((content) => content.some((byte, index) => byte !== stored[index]));
    if (torn) this.#torn.add(block);
    else this.#torn.delete(block);
  }

  #block(block: number): Uint8Array {
    return this.image.subarray(block * BLOCK_LENGTH, (block + 1) * BLOCK_LENGTH);
  }

  #trailerOf(block: number): Uint8Array {
    return this.#block(block | 3);
  }

  #keyFor(block: number): KeyKind | null {
    return this.#open !== null && this.#open.sector === block >> 2 ? this.#open.key : null;
  }

  #mayTouch(block: number, act: 'read' | 'write' | 'increment' | 'decrement', key: KeyKind): boolean {
    return mayTouchData(this.#trailerOf(block), block & 3, act, key);
  }
}

function isTrailer(block: number): boolean {
  return (block & 3) === 3;
}
