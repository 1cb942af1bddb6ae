import { BLOCK_LENGTH } from '../../../hardware/card-profiles/blockAccess.ts';
import { sameBytes } from '../../../hardware/card-profiles/cardBlocks.ts';
import type { BlockPlace, CardLayout } from '../../../hardware/card-profiles/cardLayout.ts';
import { hasCheckByte } from '../../../hardware/card-profiles/checkByte.ts';
import { newestFirst, sequenceDistance } from '../../../hardware/card-profiles/recordOrder.ts';
import { balanceBeforeDebit, decodeRecord, kindOf, type TransactionRecord } from '../../../hardware/card-profiles/transactionRecord.ts';
import { decodeValueBlock } from '../../../hardware/card-profiles/valueBlock.ts';
import { taipeiEpochSeconds } from '../../../hardware/ports/clock.ts';
import { toHex } from '../../../hardware/ports/hex.ts';

/** An image under examination: what is wrong is collected in words. */
export class ExaminedImage {
  readonly faults: string[] = [];
  readonly #image: Uint8Array;

  constructor(image: Uint8Array) {
    this.#image = image;
  }

  at({ block }: Pick<BlockPlace, 'block'>): Uint8Array {
    return this.#image.subarray(block * BLOCK_LENGTH, (block + 1) * BLOCK_LENGTH);
  }

  require(holds: boolean, otherwise: string): void {
    if (!holds) this.faults.push(otherwise);
  }
}

/**
 * The rules that hold on every card that was never disturbed, whatever its layout.
 * @returns what is wrong, in words; nothing for a sound image.
 */
export function checkCardImage(layout: CardLayout, bytes: Uint8Array, nowMs: number): string[] {
  const image = new ExaminedImage(bytes);
  const manufacturer = image.at({ block: 0 });
  image.require(manufacturer[0] === 0x08, 'UID outside the test range');
  image.require(manufacturer.subarray(0, 5).reduce((sum, byte) => sum ^ byte, 0) === 0, 'UID without its check byte');
  image.require(sameBytes(image.at(layout.recognition.place), layout.recognition.content), `not a card of the layout ${layout.profile}`);
  checkPurse(layout, image, nowMs);
  checkIssuerData(layout, image);
  for (let trailer = 3; trailer < 64; trailer += 4) {
    const bits = toHex(image.at({ block: trailer }).subarray(6, 9));
    image.require(bits === '08778f', `access bits of block ${trailer} are ${bits}`);
  }
  return image.faults;
}

/** The records of a card, newest first, and its ring slot by slot. */
export function recordsOn(layout: CardLayout, image: ExaminedImage) {
  const ring = layout.ring.map((place) => decodeRecord(image.at(place)));
  const lastAddValue = decodeRecord(image.at(layout.lastAddValue));
  const records = newestFirst(
    ring.filter((record) => record !== null),
    lastAddValue === null ? [] : [lastAddValue],
  );
  return { ring, ringFull: ring.every((record) => record !== null), lastAddValue, records };
}

function checkPurse(layout: CardLayout, image: ExaminedImage, nowMs: number): void {
  const { ring, ringFull, lastAddValue, records } = recordsOn(layout, image);
  const newest = records[0];
  const purse = decodeValueBlock(image.at(layout.purse));
  const backup = decodeValueBlock(image.at(layout.backupPurse));
  image.require(purse !== null && backup !== null, 'a purse is not a value block');
  image.require(newest === undefined || newest.balanceAfter === purse, 'the purse is not what the newest record left');
  const beforeDebit = newest === undefined ? null : balanceBeforeDebit(newest);
  image.require(backup === purse || backup === beforeDebit, 'the backup is neither the purse nor its value before the last debit');
  image.require(lastAddValue === null || kindOf(lastAddValue) === 'add-value', 'something else in the place of the last add-value');
  image.faults.push(...checkChain(records, ringFull ? lastAddValue : null), ...checkRing(ring));
  const now = taipeiEpochSeconds(nowMs);
  image.require(
    records.every(({ taipeiSeconds }) => taipeiSeconds <= now),
    'a record after now',
  );
}

function checkIssuerData({ issuerData: { marker, attributes, autoload, pass, passReceipt } }: CardLayout, image: ExaminedImage): void {
  if (marker !== null && !sameBytes(image.at(marker.place), marker.content)) return;
  for (const { main, mirror } of [attributes, autoload, pass, passReceipt]) {
    image.require(hasCheckByte(image.at(main)), `block ${main.block} without its check byte`);
    if (mirror !== null) {
      image.require(sameBytes(image.at(main), image.at(mirror)), `block ${main.block} differs from its mirror`);
    }
  }
}

/**
 * Sequences follow each other and balances add up. A gap can only be add-values whose record was overwritten - or,
 * after `leftBehind`, the last add-value, anything that a full ring has forgotten.
 */
function checkChain(newestFirstRecords: readonly TransactionRecord[], leftBehind: TransactionRecord | null): string[] {
  const faults: string[] = [];
  for (const [index, record] of newestFirstRecords.entries()) {
    const older = newestFirstRecords[index + 1];
    if (older === undefined) continue;
    const before = kindOf(record) === 'add-value' ? record.balanceAfter - record.amount : record.balanceAfter + record.amount;
    const gap = sequenceDistance(older.sequence, record.sequence) - 1;
    const name = `records ${older.sequence} and ${record.sequence}`;
    if (gap < 0) faults.push(`${name} are out of order`);
    if (gap === 0 && before !== older.balanceAfter) faults.push(`${name}: balances do not add up`);
    if (gap > 0 && before <= older.balanceAfter && toKey(older) !== toKey(leftBehind)) faults.push(`${name}: no add-value fits the gap`);
    if (record.taipeiSeconds < older.taipeiSeconds) faults.push(`${name}: time runs backwards`);
  }
  return faults;
}

/** Slots are filled in turn: going round once from the slot after the newest, times rise. */
function checkRing(ring: readonly (TransactionRecord | null)[]): string[] {
  const filled = ring.filter((record) => record !== null);
  if (filled.length < ring.length) {
    const gap = ring.findIndex((record) => record === null);
    if (ring.slice(gap).some((record) => record !== null)) return ['the ring has a hole'];
  }
  const falls = filled.filter((record, index) => {
    const next = filled[(index + 1) % filled.length];
    return next !== undefined && next.taipeiSeconds < record.taipeiSeconds;
  });
  return falls.length > 1 ? ['the ring is not in order of time'] : [];
}

export function toKey(record: TransactionRecord | null): string {
  return JSON.stringify(record);
}
