import { BLOCK_LENGTH } from '../../card-profiles/blockAccess.ts';
import { hasCheckByte } from '../../card-profiles/checkByte.ts';
import { decodeDosDate } from '../../card-profiles/dosDate.ts';
import { dateOfSeconds } from '../../card-profiles/easycard-classic/attributes.ts';
import { type BlockPlace, DIRECTORY_CONSTANT, LAYOUT, readNumber, SYNTHETIC_MARKER } from '../../card-profiles/easycard-classic/layout.ts';
import { newestFirst, sequenceDistance } from '../../card-profiles/recordOrder.ts';
import { balanceBeforeDebit, decodeRecord, kindOf, type TransactionRecord } from '../../card-profiles/transactionRecord.ts';
import { decodeValueBlock } from '../../card-profiles/valueBlock.ts';
import { taipeiEpochSeconds } from '../../ports/clock.ts';
import { toHex } from '../../ports/hex.ts';

/**
 * The rules that hold on every card that was never disturbed.
 * @returns what is wrong, in words; nothing for a sound image.
 */
export function checkEasyCardImage(image: Uint8Array, nowMs: number): string[] {
  const at = ({ block }: BlockPlace): Uint8Array => image.subarray(block * BLOCK_LENGTH, (block + 1) * BLOCK_LENGTH);
  const faults: string[] = [];
  const require = (holds: boolean, otherwise: string): void => {
    if (!holds) faults.push(otherwise);
  };

  const manufacturer = at(LAYOUT.manufacturer);
  require(manufacturer[0] === 0x08, 'UID outside the test range');
  require(manufacturer.subarray(0, 5).reduce((sum, byte) => sum ^ byte, 0) === 0, 'UID without its check byte');
  require(toHex(at(LAYOUT.directory)) === DIRECTORY_CONSTANT, 'not the directory of an EasyCard');

  const issued = readNumber(at(LAYOUT.issue), LAYOUT.issuedAt);
  const expires = readNumber(at(LAYOUT.issue), LAYOUT.expiresAt);
  require(hasCheckByte(at(LAYOUT.issue)) && hasCheckByte(at(LAYOUT.purseLimits)), 'issue or limits without their check byte');
  require(issued < expires, 'issued after expiry');
  require(dateOfSeconds(expires) === decodeDosDate(readNumber(at(LAYOUT.purseLimits), LAYOUT.expiryDate)), 'two different expiries');

  const ring = LAYOUT.ring.map((place) => decodeRecord(at(place)));
  const lastAddValue = decodeRecord(at(LAYOUT.lastAddValue));
  const records = newestFirst([...ring, lastAddValue].filter((record) => record !== null));
  const newest = records[0];
  const purse = decodeValueBlock(at(LAYOUT.purse));
  const backup = decodeValueBlock(at(LAYOUT.backupPurse));
  require(purse !== null && backup !== null, 'a purse is not a value block');
  require(newest === undefined || newest.balanceAfter === purse, 'the purse is not what the newest record left');
  const beforeDebit = newest === undefined ? null : balanceBeforeDebit(newest);
  require(backup === purse || backup === beforeDebit, 'the backup is neither the purse nor its value before the last debit');
  require(lastAddValue === null || kindOf(lastAddValue) === 'add-value', 'something else in the place of the last add-value');

  const ringFull = ring.every((record) => record !== null);
  faults.push(...checkChain(records, ringFull ? lastAddValue : null));
  const times = records.map((record) => record.taipeiSeconds);
  require(times.every((time) => time >= issued && time <= taipeiEpochSeconds(nowMs)), 'a record before issue or after now');
  faults.push(...checkRing(ring));
  for (const [place, kind] of [[LAYOUT.latestExit, 'exit'] as const, [LAYOUT.latestEntry, 'entry'] as const]) {
    const copy = decodeRecord(at(place));
    const original = records.find((record) => kindOf(record) === kind);
    require(original === undefined || toKey(copy) === toKey(original), `the copy of the newest ${kind} is another record`);
  }
  // The counter counts uses; an add-value is none.
  const uses = records.filter((record) => kindOf(record) !== 'add-value').length;
  require(readNumber(at(LAYOUT.useCounter), LAYOUT.useCounter) >= uses, 'fewer uses counted than recorded');

  const quotaDate = decodeDosDate(readNumber(at(LAYOUT.quotaDate), LAYOUT.quotaDate));
  const visible = records.filter((record) => kindOf(record) === 'purchase' && dateOfSeconds(record.taipeiSeconds) === quotaDate);
  const visibleTotal = visible.reduce((sum, record) => sum + record.amount, 0);
  const quotaTotal = readNumber(at(LAYOUT.quotaTotal), LAYOUT.quotaTotal);
  // A full ring may have forgotten purchases of that day.
  require(quotaTotal === visibleTotal || (ringFull && quotaTotal > visibleTotal), 'the day quota is not the total of the purchases');

  if (new TextDecoder('latin1').decode(at(LAYOUT.marker)) === SYNTHETIC_MARKER) {
    for (const place of [LAYOUT.attributes, LAYOUT.autoload]) require(hasCheckByte(at(place)), 'attributes without their check byte');
    require(toHex(at(LAYOUT.attributes)) === toHex(at(LAYOUT.attributesMirror)), 'the mirror of the attributes differs');
    require(toHex(at(LAYOUT.autoload)) === toHex(at(LAYOUT.autoloadMirror)), 'the mirror of the autoload data differs');
  }
  for (let trailer = 3; trailer < 64; trailer += 4) {
    const bits = toHex(image.subarray(trailer * BLOCK_LENGTH + 6, trailer * BLOCK_LENGTH + 9));
    require(bits === '08778f', `access bits of block ${trailer} are ${bits}`);
  }
  return faults;
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

function toKey(record: TransactionRecord | null): string {
  return JSON.stringify(record);
}
