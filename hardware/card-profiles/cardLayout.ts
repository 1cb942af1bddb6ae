import type { CardProduct, Issuer, TransactionKind } from '../ports/cardFacts.ts';

/**
 * A block of a card. `public`: its use is known from public readers of this card. `synthetic`: the card is known to hold
 * the fact, but not where; this project puts it into a block without a public use, on artificial cards only. A kiosk with
 * real cards never writes to a synthetic place.
 */
export interface BlockPlace {
  /** Absolute block number. */
  readonly block: number;
  readonly confidence: 'public' | 'synthetic';
}

/** Some bytes of a block; numbers are little endian. */
export interface Field {
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

export interface FieldPlace extends BlockPlace, Field {}

export const known = (sector: number, index: number): BlockPlace => ({ block: sector * 4 + index, confidence: 'public' });
export const invented = (sector: number, index: number): BlockPlace => ({ block: sector * 4 + index, confidence: 'synthetic' });
export const field = (place: BlockPlace, offset: number, length: number): FieldPlace => ({ ...place, offset, length });

/** A block that always holds the same bytes. */
export interface ConstantBlock {
  readonly place: BlockPlace;
  readonly content: Uint8Array;
}

/** From when until when a card is valid; the expiry is kept twice, in blocks with a check byte. */
export interface TermPlaces {
  /** Block of {@link issuedAt} and {@link expiresAt}, seconds of Taiwan's wall clock. */
  readonly issue: BlockPlace;
  readonly issuedAt: FieldPlace;
  readonly expiresAt: FieldPlace;
  /** Block of {@link expiryDate}, a DOS date. */
  readonly limits: BlockPlace;
  readonly expiryDate: FieldPlace;
}

/** A block with a check byte, and its copy if the card keeps one. */
export interface MirroredPlace {
  readonly main: BlockPlace;
  readonly mirror: BlockPlace | null;
}

/** Where a card keeps what its issuer's terminals know of it (`attributes.ts` says how). */
export interface AttributePlaces {
  /** Present only where these blocks mean something; null: they always do. */
  readonly marker: ConstantBlock | null;
  readonly attributes: MirroredPlace;
  readonly autoload: MirroredPlace;
  /** The period ticket, and the sale it is from (`passBlocks.ts` says how). */
  readonly pass: MirroredPlace;
  readonly passReceipt: MirroredPlace;
  /** Products by the card type byte; a type without a name counts as the first. */
  readonly products: readonly [CardProduct, ...CardProduct[]];
}

/** Where one kind of card keeps what. No code outside a layout names a block number. */
export interface CardLayout {
  /** Name of the profile, as plans in the journal carry it. */
  readonly profile: string;
  readonly version: number;
  readonly issuer: Issuer;
  /** By this the card is known. */
  readonly recognition: ConstantBlock;
  /** The purse and its backup: value blocks of one sector, with the last add-value's record beside them. */
  readonly purse: BlockPlace;
  readonly backupPurse: BlockPlace;
  readonly lastAddValue: BlockPlace;
  /** Ring of the last records (add-values are not among them). */
  readonly ring: readonly BlockPlace[];
  /** Copies of the newest records of one kind, which stay when the ring has gone on. */
  readonly recordCopies: readonly { readonly place: BlockPlace; readonly kind: TransactionKind }[];
  /** Null: the card's term is that of its attributes. */
  readonly term: TermPlaces | null;
  readonly issuerData: AttributePlaces;
}

/** NT$ that a purse can hold, of either issuer (R-003-24, R-004-12; an EasyCard's own limit fields say the same). */
export const PURSE_MAXIMUM = 10_000;

/** An unsigned little-endian number. */
export function readNumber(block: Uint8Array, { offset, length }: Field): number {
  let number = 0;
  for (let index = offset + length - 1; index >= offset; index -= 1) number = number * 256 + (block[index] ?? 0);
  return number;
}

/** @throws RangeError when `value` does not fit the field. */
export function writeNumber(block: Uint8Array, { offset, length }: Field, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= 256 ** length) throw new RangeError(`${value} does not fit ${length} bytes`);
  for (let index = 0, rest = value; index < length; index += 1, rest = Math.floor(rest / 256)) block[offset + index] = rest % 256;
}
