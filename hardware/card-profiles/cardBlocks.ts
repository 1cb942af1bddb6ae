import { ok, type Result } from '../ports/result.ts';
import { type AccessFault, type BlockAccess, type KeyKind, sectorOf } from './blockAccess.ts';

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
}

/** Reads `blocks` in the given order and opens a sector whenever the order enters one. */
export async function readBlocks(access: BlockAccess, key: KeyKind, blocks: readonly number[]): Promise<Result<CardBlocks, AccessFault>> {
  const read = new Map<number, Uint8Array>();
  let open: number | null = null;
  for (const block of blocks) {
    const sector = sectorOf(block);
    if (sector !== open) {
      const opened = await access.authenticate(sector, key);
      if (!opened.ok) return opened;
      open = sector;
    }
    const bytes = await access.read(block);
    if (!bytes.ok) return bytes;
    read.set(block, bytes.value);
  }
  return ok(new CardBlocks(read));
}
