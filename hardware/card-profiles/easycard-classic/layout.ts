/**
 * Where an EasyCard on MIFARE Classic 1K keeps what. The only place that knows block numbers.
 *
 * `public`: known from public readers of this card. `synthetic`: the card is known to hold the fact, but not where;
 * this project puts it into a block without a public use, for artificial cards only (they carry the marker).
 * A kiosk with real cards never writes through a synthetic field.
 */
export interface BlockPlace {
  /** Absolute block number. */
  readonly block: number;
  readonly confidence: 'public' | 'synthetic';
}

/** A block that a kiosk with real cards may write. */
export interface PublicPlace extends BlockPlace {
  readonly confidence: 'public';
}

/** A field within a block; numbers are little endian. */
export interface FieldPlace extends BlockPlace {
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

const known = (sector: number, index: number): PublicPlace => ({ block: sector * 4 + index, confidence: 'public' });
const invented = (sector: number, index: number): BlockPlace => ({ block: sector * 4 + index, confidence: 'synthetic' });
const field = (place: BlockPlace, offset: number, length: number): FieldPlace => ({ ...place, offset, length });

const issue = known(1, 0);
const purseLimits = known(1, 1);
const counters = known(3, 0);
const lastMetroExit = known(7, 1);
const lastMetroEntry = known(7, 2);
const dayQuota = known(15, 2);
const attributes = invented(14, 0);
const autoload = invented(14, 1);

export const LAYOUT = {
  /** Manufacturer block, UID first. */
  manufacturer: known(0, 0),
  /** Card directory: a constant, by which the card is recognised. */
  directory: known(0, 1),
  /** Issue and expiry, seconds of Taiwan's wall clock; check byte. */
  issue,
  issuedAt: field(issue, 5, 4),
  expiresAt: field(issue, 9, 4),
  /** Purse maxima in NT$ and expiry as a DOS date; check byte. */
  purseLimits,
  purseMaximum: field(purseLimits, 3, 2),
  secondPurseMaximum: field(purseLimits, 5, 2),
  expiryDate: field(purseLimits, 8, 2),
  /** The purse and its backup: value blocks. */
  purse: known(2, 0),
  backupPurse: known(2, 1),
  /** Record of the last add-value. */
  lastAddValue: known(2, 2),
  useCounter: field(counters, 0, 2),
  /** Copies of the newest exit and entry record. */
  latestExit: known(3, 1),
  latestEntry: known(3, 2),
  /** Ring of the six last records (add-values are not among them). */
  ring: [known(4, 0), known(4, 1), known(4, 2), known(5, 0), known(5, 1), known(5, 2)],
  metroExitStation: field(lastMetroExit, 4, 1),
  metroExitAt: field(lastMetroExit, 9, 4),
  metroInside: field(lastMetroEntry, 3, 1),
  metroEntryStation: field(lastMetroEntry, 4, 1),
  metroEntryAt: field(lastMetroEntry, 9, 4),
  /** Shop purchases of one day: date and total in NT$. */
  quotaDate: field(dayQuota, 11, 2),
  quotaTotal: field(dayQuota, 13, 2),

  /** Present only on cards made by this project. */
  marker: invented(14, 2),
  attributes,
  attributesMirror: invented(13, 0),
  attributesVersion: field(attributes, 0, 1),
  usage: field(attributes, 1, 1),
  cardType: field(attributes, 2, 1),
  personalProfile: field(attributes, 3, 1),
  profileExpiresAt: field(attributes, 4, 4),
  deposit: field(attributes, 8, 2),
  issuer: field(attributes, 10, 1),
  bank: field(attributes, 11, 1),
  loyaltyPoints: field(attributes, 12, 2),
  area: field(attributes, 14, 1),
  autoload,
  autoloadMirror: invented(13, 1),
  autoloadAmount: field(autoload, 0, 2),
  autoloadCount: field(autoload, 2, 1),
  autoloadDate: field(autoload, 3, 2),
} as const;

/** The constant of the directory block. Its first byte is no check value of a MAD: compare it, do not verify it. */
export const DIRECTORY_CONSTANT = '0e140001070208030904081000000000';

/** ASCII `SYNTH-EZCRD-0001`: this image was made by this project. */
export const SYNTHETIC_MARKER = 'SYNTH-EZCRD-0001';

/** NT$ that the purse can hold (R-003-24; the card's own limit fields say the same). */
export const PURSE_MAXIMUM = 10_000;

/** An unsigned little-endian number. */
export function readNumber(block: Uint8Array, { offset, length }: FieldPlace): number {
  let number = 0;
  for (let index = offset + length - 1; index >= offset; index -= 1) number = number * 256 + (block[index] ?? 0);
  return number;
}

/** @throws RangeError when `value` does not fit the field. */
export function writeNumber(block: Uint8Array, { offset, length }: FieldPlace, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= 256 ** length) throw new RangeError(`${value} does not fit ${length} bytes`);
  for (let index = 0, rest = value; index < length; index += 1, rest = Math.floor(rest / 256)) block[offset + index] = rest % 256;
}
