import type { CardProduct, CardStatus } from '../../ports/cardFacts.ts';
import { taipeiDate, wallMsOfTaipeiEpoch } from '../../ports/clock.ts';
import { BLOCK_LENGTH } from '../blockAccess.ts';
import { withCheckByte } from '../checkByte.ts';
import { decodeDosDate, encodeDosDate } from '../dosDate.ts';
import { LAYOUT, readNumber, writeNumber } from './layout.ts';

/** Bits of the usage byte, as the operators' terminals number them. */
export const USAGE = { activated: 0x01, blocked: 0x02, refunded: 0x04, autoload: 0x08, credit: 0x10 } as const;

/** What the operator's terminals know of a card beyond its purse. Kept on artificial cards only. */
export interface CardAttributes {
  /** Bits of {@link USAGE}. */
  readonly usage: number;
  readonly product: CardProduct;
  /** 0 = anonymous. */
  readonly personalProfile: number;
  /** Seconds of Taiwan's wall clock, 0 = none. */
  readonly profileExpiresAt: number;
  /** NT$. */
  readonly deposit: number;
  readonly issuer: number;
  readonly bank: number;
  readonly loyaltyPoints: number;
  readonly area: number;
}

/** Automatic top-up by the issuer. NT$ each time, how often so far, and when last (`YYYY-MM-DD`). */
export interface AutoloadAttributes {
  readonly amount: number;
  readonly count: number;
  readonly lastOn: string | null;
}

/**
 * Codes of the card type byte. The operator's own codes are not public; these are this project's, in the order of the
 * rulebook's products.
 */
const PRODUCTS: readonly CardProduct[] = [
  'ordinary',
  'student',
  'concession',
  'senior',
  'charity',
  'companion',
  'citizen',
  'telecom',
  'debit',
  'cobranded',
  'special',
];

export const ATTRIBUTES_VERSION = 1;

/** A card type without a name counts as ordinary: nothing is granted on the strength of an unknown code. */
export function decodeAttributes(block: Uint8Array): CardAttributes {
  return {
    usage: readNumber(block, LAYOUT.usage),
    product: PRODUCTS[readNumber(block, LAYOUT.cardType)] ?? 'ordinary',
    personalProfile: readNumber(block, LAYOUT.personalProfile),
    profileExpiresAt: readNumber(block, LAYOUT.profileExpiresAt),
    deposit: readNumber(block, LAYOUT.deposit),
    issuer: readNumber(block, LAYOUT.issuer),
    bank: readNumber(block, LAYOUT.bank),
    loyaltyPoints: readNumber(block, LAYOUT.loyaltyPoints),
    area: readNumber(block, LAYOUT.area),
  };
}

/** @throws RangeError when a number does not fit its field or an EasyCard has no such product. */
export function encodeAttributes(attributes: CardAttributes): Uint8Array {
  const type = PRODUCTS.indexOf(attributes.product);
  if (type === -1) throw new RangeError(`no EasyCard product: ${attributes.product}`);
  const block = new Uint8Array(BLOCK_LENGTH);
  writeNumber(block, LAYOUT.attributesVersion, ATTRIBUTES_VERSION);
  writeNumber(block, LAYOUT.usage, attributes.usage);
  writeNumber(block, LAYOUT.cardType, type);
  writeNumber(block, LAYOUT.personalProfile, attributes.personalProfile);
  writeNumber(block, LAYOUT.profileExpiresAt, attributes.profileExpiresAt);
  writeNumber(block, LAYOUT.deposit, attributes.deposit);
  writeNumber(block, LAYOUT.issuer, attributes.issuer);
  writeNumber(block, LAYOUT.bank, attributes.bank);
  writeNumber(block, LAYOUT.loyaltyPoints, attributes.loyaltyPoints);
  writeNumber(block, LAYOUT.area, attributes.area);
  return withCheckByte(block);
}

export function decodeAutoload(block: Uint8Array): AutoloadAttributes {
  return {
    amount: readNumber(block, LAYOUT.autoloadAmount),
    count: readNumber(block, LAYOUT.autoloadCount),
    lastOn: decodeDosDate(readNumber(block, LAYOUT.autoloadDate)),
  };
}

export function encodeAutoload(autoload: AutoloadAttributes): Uint8Array {
  const block = new Uint8Array(BLOCK_LENGTH);
  writeNumber(block, LAYOUT.autoloadAmount, autoload.amount);
  writeNumber(block, LAYOUT.autoloadCount, autoload.count);
  writeNumber(block, LAYOUT.autoloadDate, autoload.lastOn === null ? 0 : encodeDosDate(autoload.lastOn));
  return withCheckByte(block);
}

/**
 * The one word for a usage byte. A refunded card stays refunded whatever else is set; a lock comes before a missing
 * activation (the order of checks of the rulebook, section 11.2).
 */
export function statusOf(usage: number): CardStatus {
  if ((usage & USAGE.refunded) !== 0) return 'refunded';
  if ((usage & USAGE.blocked) !== 0) return 'locked';
  if ((usage & USAGE.activated) === 0) return 'not-activated';
  return 'active';
}

/** The calendar date of seconds of Taiwan's wall clock, or null when there are none. */
export function dateOfSeconds(seconds: number): string | null {
  return seconds === 0 ? null : taipeiDate(wallMsOfTaipeiEpoch(seconds));
}
