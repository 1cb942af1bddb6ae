import type { CardAttributes, CardStatus } from '../ports/cardFacts.ts';
import { taipeiDate, wallMsOfTaipeiEpoch } from '../ports/clock.ts';
import { dollars } from '../ports/dollars.ts';
import { BLOCK_LENGTH } from './blockAccess.ts';
import { readNumber, writeNumber } from './cardLayout.ts';
import { withCheckByte } from './checkByte.ts';
import { decodeDosDate, encodeDosDate } from './dosDate.ts';

/**
 * What an issuer's terminals know of a card beyond its purse, as this project's cards keep it: one block for what the card
 * is and may, one for its automatic top-up, both with a check byte. The fields are those of the operators' terminals;
 * their places are invented.
 */

/** Bits of the usage byte, as the operators' terminals number them. */
export const USAGE = { activated: 0x01, blocked: 0x02, refunded: 0x04, autoload: 0x08, credit: 0x10 } as const;

/** The block of what the card is and may. */
export interface AttributeBlock {
  /** Bits of {@link USAGE}. */
  readonly usage: number;
  /** Index into the products of the layout. */
  readonly cardType: number;
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

/** The block of the automatic top-up by the issuer: NT$ each time, how often so far (one byte, wraps), and when last (`YYYY-MM-DD`). */
export interface AutoloadBlock {
  readonly amount: number;
  readonly count: number;
  readonly lastOn: string | null;
}

const ATTRIBUTES_VERSION = 1;

const FIELDS = {
  version: { offset: 0, length: 1 },
  usage: { offset: 1, length: 1 },
  cardType: { offset: 2, length: 1 },
  personalProfile: { offset: 3, length: 1 },
  profileExpiresAt: { offset: 4, length: 4 },
  deposit: { offset: 8, length: 2 },
  issuer: { offset: 10, length: 1 },
  bank: { offset: 11, length: 1 },
  loyaltyPoints: { offset: 12, length: 2 },
  area: { offset: 14, length: 1 },
} as const;

const AUTOLOAD_FIELDS = {
  amount: { offset: 0, length: 2 },
  count: { offset: 2, length: 1 },
  lastOn: { offset: 3, length: 2 },
} as const;

export function decodeAttributes(block: Uint8Array): AttributeBlock {
  return {
    usage: readNumber(block, FIELDS.usage),
    cardType: readNumber(block, FIELDS.cardType),
    personalProfile: readNumber(block, FIELDS.personalProfile),
    profileExpiresAt: readNumber(block, FIELDS.profileExpiresAt),
    deposit: readNumber(block, FIELDS.deposit),
    issuer: readNumber(block, FIELDS.issuer),
    bank: readNumber(block, FIELDS.bank),
    loyaltyPoints: readNumber(block, FIELDS.loyaltyPoints),
    area: readNumber(block, FIELDS.area),
  };
}

/** @throws RangeError when a number does not fit its field. */
export function encodeAttributes(attributes: AttributeBlock): Uint8Array {
  const block = new Uint8Array(BLOCK_LENGTH);
  writeNumber(block, FIELDS.version, ATTRIBUTES_VERSION);
  writeNumber(block, FIELDS.usage, attributes.usage);
  writeNumber(block, FIELDS.cardType, attributes.cardType);
  writeNumber(block, FIELDS.personalProfile, attributes.personalProfile);
  writeNumber(block, FIELDS.profileExpiresAt, attributes.profileExpiresAt);
  writeNumber(block, FIELDS.deposit, attributes.deposit);
  writeNumber(block, FIELDS.issuer, attributes.issuer);
  writeNumber(block, FIELDS.bank, attributes.bank);
  writeNumber(block, FIELDS.loyaltyPoints, attributes.loyaltyPoints);
  writeNumber(block, FIELDS.area, attributes.area);
  return withCheckByte(block);
}

export function decodeAutoload(block: Uint8Array): AutoloadBlock {
  return {
    amount: readNumber(block, AUTOLOAD_FIELDS.amount),
    count: readNumber(block, AUTOLOAD_FIELDS.count),
    lastOn: decodeDosDate(readNumber(block, AUTOLOAD_FIELDS.lastOn)),
  };
}

/** @throws RangeError when a number does not fit its field. */
export function encodeAutoload(autoload: AutoloadBlock): Uint8Array {
  const block = new Uint8Array(BLOCK_LENGTH);
  writeNumber(block, AUTOLOAD_FIELDS.amount, autoload.amount);
  writeNumber(block, AUTOLOAD_FIELDS.count, autoload.count);
  writeNumber(block, AUTOLOAD_FIELDS.lastOn, autoload.lastOn === null ? 0 : encodeDosDate(autoload.lastOn));
  return withCheckByte(block);
}

/** Both blocks in the words of the port. `autoload` null: that block is torn on both its places. */
export function toCardAttributes(block: AttributeBlock, autoload: AutoloadBlock | null): CardAttributes {
  const has = (bit: number): boolean => (block.usage & bit) !== 0;
  return {
    activated: has(USAGE.activated),
    blocked: has(USAGE.blocked),
    refunded: has(USAGE.refunded),
    credit: has(USAGE.credit),
    cardType: block.cardType,
    personalProfile: block.personalProfile,
    profileExpiresOn: dateOfSeconds(block.profileExpiresAt),
    deposit: dollars(block.deposit),
    issuerCode: block.issuer,
    bankCode: block.bank,
    loyaltyPoints: block.loyaltyPoints,
    areaCode: block.area,
    autoload:
      autoload === null
        ? null
        : { enabled: has(USAGE.autoload), amount: dollars(autoload.amount), count: autoload.count, lastOn: autoload.lastOn },
  };
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

/** The last second of a calendar day on Taiwan's wall clock: a card still works on the day on which it expires (R-003-90). */
export function lastSecondOf(date: string): number {
  return Date.parse(`${date}T23:59:59Z`) / 1000;
}
