import type { CardFault } from '../ports/cardReader.ts';
import type { Result } from '../ports/result.ts';

/** The two keys of a MIFARE Classic sector. */
export type KeyKind = 'a' | 'b';

/**
 * Why a step on the card gave nothing. After any of these the session is dead: the card must be connected anew.
 * For a write every kind means that the card may hold the old block, the new one or a mixture.
 */
export interface AccessFault {
  readonly kind:
    | 'key-refused' /** the card answered no to the key: it is not one of ours, or contact was bad */
    | 'refused' /** 63 xx to anything else; says nothing about whether it was carried out */
    | 'lost' /** nothing heard */
    | 'no-card'
    | 'several' /** more than one card answers */
    | 'reader-offline';
  readonly detail: string;
  /** Which sector the card said no about; left out where it said nothing, or it was about none. */
  readonly sector?: number;
}

/** One card in one session: 16-byte blocks, one at a time. The only thing a card profile needs of a reader. */
export interface BlockAccess {
  /** Opens a sector for reading (key A or B) or writing (key B); one that is open with that key already stays open. */
  authenticate(sector: number, key: KeyKind): Promise<Result<void, AccessFault>>;
  read(block: number): Promise<Result<Uint8Array, AccessFault>>;
  /** Reads these blocks in their order, and opens each sector that is not open with that key; nothing comes in between. */
  readAll(key: KeyKind, blocks: readonly number[]): Promise<Result<readonly Uint8Array[], AccessFault>>;
  /** Writes one whole block. The card does not promise that this is atomic. */
  write(block: number, data: Uint8Array): Promise<Result<void, AccessFault>>;
}

/** Bytes of a block of a MIFARE Classic card. */
export const BLOCK_LENGTH = 16;

/** Sector of an absolute block number on a card with sectors of four blocks (MIFARE Classic 1K). */
export function sectorOf(block: number): number {
  return Math.floor(block / 4);
}

/** The same fault in the words of the card reader's port. */
export function toCardFault(fault: AccessFault): CardFault {
  switch (fault.kind) {
    case 'no-card':
    case 'several':
    case 'reader-offline':
      return { kind: fault.kind, detail: fault.detail };
    case 'key-refused':
    case 'refused':
    case 'lost':
      return { kind: 'unreadable', detail: fault.detail, ...(fault.sector !== undefined && { sector: fault.sector }) };
  }
}
