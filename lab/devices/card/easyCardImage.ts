import { BLOCK_LENGTH } from '../../../hardware/card-profiles/blockAccess.ts';
import { type FieldPlace, PURSE_MAXIMUM, writeNumber } from '../../../hardware/card-profiles/cardLayout.ts';
import { withCheckByte } from '../../../hardware/card-profiles/checkByte.ts';
import { encodeDosDate } from '../../../hardware/card-profiles/dosDate.ts';
import { EASYCARD_CLASSIC, LAYOUT } from '../../../hardware/card-profiles/easycard-classic/layout.ts';
import { encodeRecord, RECORD_TYPE } from '../../../hardware/card-profiles/transactionRecord.ts';
import { taipeiDate, taipeiEpochSeconds } from '../../../hardware/ports/clock.ts';
import { type CardDescription, CardImage, termOf } from './cardImage.ts';

const MINUTE_MS = 60_000;
/** The place of a bus in a record. */
const BUS = 0x05;

/**
 * An EasyCard of 1,024 bytes.
 * @throws RangeError when the description breaks a rule that no card breaks (see `checkEasyCardImage`).
 */
export function buildEasyCardImage(description: CardDescription): Uint8Array {
  const image = new CardImage(EASYCARD_CLASSIC, description);
  putTerm(image, description);
  putNumber(image, LAYOUT.useCounter, image.records.length);
  putMetro(image);
  putDayQuota(image, description);
  return image.bytes;
}

function putNumber(image: CardImage, place: FieldPlace, value: number): void {
  writeNumber(image.block(place), place, value);
}

/** From when until when the card is valid, and what its purse can hold. */
function putTerm(image: CardImage, description: CardDescription): void {
  const { issuedMs, expiresMs } = termOf(description);
  const issue = new Uint8Array(BLOCK_LENGTH);
  writeNumber(issue, LAYOUT.issuedAt, taipeiEpochSeconds(issuedMs));
  writeNumber(issue, LAYOUT.expiresAt, taipeiEpochSeconds(expiresMs));
  image.put(LAYOUT.issue, withCheckByte(issue));
  const limits = new Uint8Array(BLOCK_LENGTH);
  writeNumber(limits, LAYOUT.purseMaximum, PURSE_MAXIMUM);
  writeNumber(limits, LAYOUT.secondPurseMaximum, PURSE_MAXIMUM);
  writeNumber(limits, LAYOUT.expiryDate, encodeDosDate(taipeiDate(expiresMs)));
  image.put(LAYOUT.purseLimits, withCheckByte(limits));
}

/** Copies of the newest entry and exit, and where the last metro ride began and ended. */
function putMetro(image: CardImage): void {
  const { records } = image;
  const exit = records.findLast((record) => record.type === RECORD_TYPE.exit);
  const entry = records.findLast((record) => record.type === RECORD_TYPE.entry);
  if (exit !== undefined) image.put(LAYOUT.latestExit, encodeRecord(exit));
  if (entry !== undefined) image.put(LAYOUT.latestEntry, encodeRecord(entry));
  const metroEntry = records.findLast((record) => record.type === RECORD_TYPE.entry && record.place !== BUS);
  if (exit !== undefined) {
    putNumber(image, LAYOUT.metroExitStation, exit.place);
    putNumber(image, LAYOUT.metroExitAt, exit.taipeiSeconds);
  }
  if (metroEntry !== undefined) {
    const inside = exit === undefined || records.indexOf(metroEntry) > records.indexOf(exit);
    putNumber(image, LAYOUT.metroInside, inside ? 1 : 0);
    putNumber(image, LAYOUT.metroEntryStation, metroEntry.place);
    putNumber(image, LAYOUT.metroEntryAt, metroEntry.taipeiSeconds);
  }
}

/** Date of the newest shop purchase and the total of that day. */
function putDayQuota(image: CardImage, { history = [], nowMs }: CardDescription): void {
  const purchases = history
    .filter(({ kind }) => kind === 'purchase')
    .map(({ amount, minutesAgo }) => ({ amount, date: taipeiDate(nowMs - minutesAgo * MINUTE_MS) }));
  const newest = purchases.at(-1);
  if (newest === undefined) return;
  const total = purchases.filter(({ date }) => date === newest.date).reduce((sum, { amount }) => sum + amount, 0);
  putNumber(image, LAYOUT.quotaDate, encodeDosDate(newest.date));
  putNumber(image, LAYOUT.quotaTotal, total);
}
