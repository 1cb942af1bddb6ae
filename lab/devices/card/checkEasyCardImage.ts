import { dateOfSeconds } from '../../../hardware/card-profiles/attributes.ts';
import { readNumber } from '../../../hardware/card-profiles/cardLayout.ts';
import { hasCheckByte } from '../../../hardware/card-profiles/checkByte.ts';
import { decodeDosDate } from '../../../hardware/card-profiles/dosDate.ts';
import { EASYCARD_CLASSIC, LAYOUT } from '../../../hardware/card-profiles/easycard-classic/layout.ts';
import { decodeRecord, kindOf } from '../../../hardware/card-profiles/transactionRecord.ts';
import { checkCardImage, ExaminedImage, recordsOn, toKey } from './checkCardImage.ts';

/**
 * The rules that hold on every EasyCard that was never disturbed: those of all cards, and its own.
 * @returns what is wrong, in words; nothing for a sound image.
 */
export function checkEasyCardImage(bytes: Uint8Array, nowMs: number): string[] {
  const image = new ExaminedImage(bytes);
  const { records, ringFull } = recordsOn(EASYCARD_CLASSIC, image);

  const issued = readNumber(image.at(LAYOUT.issue), LAYOUT.issuedAt);
  const expires = readNumber(image.at(LAYOUT.issue), LAYOUT.expiresAt);
  image.require(
    hasCheckByte(image.at(LAYOUT.issue)) && hasCheckByte(image.at(LAYOUT.purseLimits)),
    'issue or limits without their check byte',
  );
  image.require(issued < expires, 'issued after expiry');
  const expiryDate = decodeDosDate(readNumber(image.at(LAYOUT.purseLimits), LAYOUT.expiryDate));
  image.require(dateOfSeconds(expires) === expiryDate, 'two different expiries');
  image.require(
    records.every(({ taipeiSeconds }) => taipeiSeconds >= issued),
    'a record before issue',
  );

  for (const [place, kind] of [[LAYOUT.latestExit, 'exit'] as const, [LAYOUT.latestEntry, 'entry'] as const]) {
    const copy = decodeRecord(image.at(place));
    const original = records.find((record) => kindOf(record) === kind);
    image.require(original === undefined || toKey(copy) === toKey(original), `the copy of the newest ${kind} is another record`);
  }
  // The counter counts uses; an add-value is none, nor is a ticket that is bought.
  const uses = records.filter((record) => kindOf(record) !== 'add-value' && kindOf(record) !== 'pass').length;
  image.require(readNumber(image.at(LAYOUT.useCounter), LAYOUT.useCounter) >= uses, 'fewer uses counted than recorded');

  const quotaDate = decodeDosDate(readNumber(image.at(LAYOUT.quotaDate), LAYOUT.quotaDate));
  const visible = records.filter((record) => kindOf(record) === 'purchase' && dateOfSeconds(record.taipeiSeconds) === quotaDate);
  const visibleTotal = visible.reduce((sum, record) => sum + record.amount, 0);
  const quotaTotal = readNumber(image.at(LAYOUT.quotaTotal), LAYOUT.quotaTotal);
  // A full ring may have forgotten purchases of that day.
  image.require(quotaTotal === visibleTotal || (ringFull && quotaTotal > visibleTotal), 'the day quota is not the total of the purchases');
  return [...checkCardImage(EASYCARD_CLASSIC, bytes, nowMs), ...image.faults];
}
