import { ok, type Result } from '../ports/result.ts';
import type { AccessFault, BlockAccess, KeyKind } from './blockAccess.ts';
import type { ConstantBlock } from './cardLayout.ts';

/** Whether two blocks (or other runs of bytes) are the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Blocks as read, by absolute number. */
export class CardBlocks {
  readonly #blocks: ReadonlyMap<number, Uint8Array>;

  constructor(blocks: ReadonlyMap<number, Uint8Array>) {
    this.#blocks = blocks;
  }

  /** @throws RangeError when the block is not among those read: a mistake of the profile, not of the card. */
  get(block: number): Uint8Array {
    const bytes = this.#blocks.get(block);
    if (bytes === undefined) throw new RangeError(`block ${block} was not read`);
    return bytes;
  }

  /** These and those that `others` holds. */
  and(others: CardBlocks): CardBlocks {
    return new CardBlocks(new Map([...this.#blocks, ...others.#blocks]));
  }

  /** Whether a block is among those read. */
  has(block: number): boolean {
    return this.#blocks.has(block);
  }

  /** Whether a block holds its constant. */
  holds({ place, content }: ConstantBlock): boolean {
    return sameBytes(this.get(place.block), content);
  }
}

/** Reads `blocks` in the given order; a sector that is open already is not opened again. */
export async function readBlocks(access: BlockAccess, key: KeyKind, blocks: readonly number[]): Promise<Result<CardBlocks, AccessFault>> {
  const read = await access.readAll(key, blocks);
  if (!read.ok) return read;
  return ok(new CardBlocks(new Map(read.value.map((bytes, index) => [blocks[index] ?? 0, bytes]))));
}
