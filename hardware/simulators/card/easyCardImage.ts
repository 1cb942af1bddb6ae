import { BLOCK_LENGTH } from '../../card-profiles/blockAccess.ts';
import { withCheckByte } from '../../card-profiles/checkByte.ts';
import { encodeDosDate } from '../../card-profiles/dosDate.ts';
import {
  type AutoloadAttributes,
  type CardAttributes,
  encodeAttributes,
  encodeAutoload,
  USAGE,
} from '../../card-profiles/easycard-classic/attributes.ts';
import {
  type BlockPlace,
  DIRECTORY_CONSTANT,
  type FieldPlace,
  LAYOUT,
  PURSE_MAXIMUM,
  SYNTHETIC_MARKER,
  writeNumber,
} from '../../card-profiles/easycard-classic/layout.ts';
import { ADD_VALUE_CODE, encodeRecord, RECORD_TYPE, type TransactionRecord } from '../../card-profiles/transactionRecord.ts';
import { encodeValueBlock } from '../../card-profiles/valueBlock.ts';
import { taipeiDate, taipeiEpochSeconds } from '../../ports/clock.ts';
import { fromHex } from '../../ports/hex.ts';
import { type CardKeys, FACTORY_KEYS } from '../../pcsc/cardKeys.ts';
import { IMAGE_LENGTH } from './simulatedCard.ts';

/** One thing that was done with a card. */
export interface CardHistoryEntry {
  readonly kind: 'entry' | 'exit' | 'purchase' | 'add-value';
  /** NT$. An entry at a metro gate takes nothing; what a ride costs is taken at the exit. */
  readonly amount: number;
  /** Whole minutes before now. */
  readonly minutesAgo: number;
  /** 1 shop, 5 bus, else a metro station code. */
  readonly place: number;
  readonly device: number;
}

/** A card in a few words, from which a whole consistent image is made. */
export interface EasyCardDescription {
  /**
   * Four bytes in hexadecimal, the first of them 08: by ISO 14443-3 such a UID is a random number, so no card has it
   * for its own. All test cards are in that range.
   */
  readonly uid: string;
  /** The moment "now" of all the times below, in milliseconds since 1970-01-01 UTC. */
  readonly nowMs: number;
  /** NT$, after the whole history. */
  readonly balance: number;
  /** Oldest first. Default: none. */
  readonly history?: readonly CardHistoryEntry[];
  /** Sequence of the newest record; default as if the history were all the card has seen. */
  readonly lastSequence?: number;
  /** Default 900. */
  readonly issuedDaysAgo?: number;
  /** Default 3,650; negative for a card that has expired. */
  readonly expiresInDays?: number;
  /** The backup purse still holds the value before the newest record, which then must be a debit. Default false. */
  readonly backupBeforeDebit?: boolean;
  /** What this project keeps in blocks of its own; `null`: a card without these. Default: ordinary, active, anonymous. */
  readonly attributes?: Partial<CardAttributes> | null;
  readonly autoload?: AutoloadAttributes;
  /** Default: the factory's. */
  readonly keys?: CardKeys;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const SECTORS = 16;
/** The place of a bus in a record. */
const BUS = 0x05;
/** Reading with both keys, writing with key B: the access bits of the cards in the field. */
const ACCESS_BITS = '08778f';
const TYPE = {
  entry: RECORD_TYPE.entry,
  exit: RECORD_TYPE.exit,
  purchase: RECORD_TYPE.purchase,
  'add-value': RECORD_TYPE.addValue,
} as const;

const ORDINARY: CardAttributes = {
  usage: USAGE.activated,
  product: 'ordinary',
  personalProfile: 0,
  profileExpiresAt: 0,
  deposit: 0,
  issuer: 2,
  bank: 0,
  loyaltyPoints: 0,
  area: 1,
};

/** @throws RangeError when the description breaks a rule that no card breaks (see `checkEasyCardImage`). */
export function buildEasyCardImage(description: EasyCardDescription): Uint8Array {
  const { nowMs, balance, history = [], keys = FACTORY_KEYS } = description;
  const image = new Uint8Array(IMAGE_LENGTH);
  const put = ({ block }: BlockPlace, data: Uint8Array): void => image.set(data, block * BLOCK_LENGTH);
  const putNumber = (place: FieldPlace, value: number): void => writeNumber(blockAt(image, place), place, value);

  put(LAYOUT.manufacturer, manufacturerBlock(description.uid));
  put(LAYOUT.directory, fromHex(DIRECTORY_CONSTANT));
  putTerm(description, put);

  const records = recordsOf(description);
  put(LAYOUT.purse, encodeValueBlock(balance));
  put(LAYOUT.backupPurse, encodeValueBlock(description.backupBeforeDebit === true ? beforeNewestDebit(records) : balance));
  const lastAddValue = records.findLast((record) => record.type === RECORD_TYPE.addValue);
  if (lastAddValue !== undefined) put(LAYOUT.lastAddValue, encodeRecord(lastAddValue));

  // Add-values are kept in their own block; what remains goes round the ring, the last six stay.
  const ringRecords = records.filter((record) => record.type !== RECORD_TYPE.addValue);
  for (const [index, record] of ringRecords.entries()) {
    const slot = LAYOUT.ring[index % LAYOUT.ring.length];
    if (slot !== undefined) put(slot, encodeRecord(record));
  }
  putNumber(LAYOUT.useCounter, records.length);
  putMetro(records, put, putNumber);
  putDayQuota(history, nowMs, putNumber);

  if (description.attributes !== null) putSynthetic(description, put);
  for (let sector = 0; sector < SECTORS; sector += 1) {
    image.set([...keys.a, ...fromHex(ACCESS_BITS), 0x00, ...keys.b], (sector * 4 + 3) * BLOCK_LENGTH);
  }
  return image;
}

function blockAt(image: Uint8Array, { block }: BlockPlace): Uint8Array {
  return image.subarray(block * BLOCK_LENGTH, (block + 1) * BLOCK_LENGTH);
}

/** UID, exclusive or of its bytes, and a filler that no maker uses. */
function manufacturerBlock(uid: string): Uint8Array {
  const bytes = fromHex(uid);
  if (bytes.length !== 4 || bytes[0] !== 0x08) throw new RangeError(`not a UID of the test range 08xxxxxx: ${uid}`);
  const block = new Uint8Array(BLOCK_LENGTH);
  block.set(bytes);
  block[4] = bytes.reduce((sum, byte) => sum ^ byte, 0);
  block.set(new TextEncoder().encode('SYNTHETIC'), 5);
  return block;
}

/** From when until when the card is valid, and what its purse can hold. */
function putTerm(description: EasyCardDescription, put: (place: BlockPlace, data: Uint8Array) => void): void {
  const { nowMs, issuedDaysAgo = 900, expiresInDays = 3_650 } = description;
  if (issuedDaysAgo <= 0 || expiresInDays <= -issuedDaysAgo) throw new RangeError('a card is issued before now and before it expires');
  const expiresMs = nowMs + expiresInDays * DAY_MS;
  const issue = new Uint8Array(BLOCK_LENGTH);
  writeNumber(issue, LAYOUT.issuedAt, taipeiEpochSeconds(nowMs - issuedDaysAgo * DAY_MS));
  writeNumber(issue, LAYOUT.expiresAt, taipeiEpochSeconds(expiresMs));
  put(LAYOUT.issue, withCheckByte(issue));
  const limits = new Uint8Array(BLOCK_LENGTH);
  writeNumber(limits, LAYOUT.purseMaximum, PURSE_MAXIMUM);
  writeNumber(limits, LAYOUT.secondPurseMaximum, PURSE_MAXIMUM);
  writeNumber(limits, LAYOUT.expiryDate, encodeDosDate(taipeiDate(expiresMs)));
  put(LAYOUT.purseLimits, withCheckByte(limits));
}

/** The history as records, balances reckoned back from the last. */
function recordsOf({ history = [], balance, nowMs, lastSequence, issuedDaysAgo = 900 }: EasyCardDescription): TransactionRecord[] {
  const records: TransactionRecord[] = [];
  const newest = lastSequence ?? history.length;
  let balanceAfter = balance;
  let laterMinutesAgo = 0;
  for (const [age, entry] of history.toReversed().entries()) {
    if (entry.minutesAgo < laterMinutesAgo || entry.minutesAgo * MINUTE_MS > issuedDaysAgo * DAY_MS) {
      throw new RangeError('times rise, between issue and now');
    }
    laterMinutesAgo = entry.minutesAgo;
    records.unshift({
      sequence: (newest - age) & 0xff,
      taipeiSeconds: taipeiEpochSeconds(nowMs - entry.minutesAgo * MINUTE_MS),
      type: TYPE[entry.kind],
      amount: entry.amount,
      balanceAfter,
      code: entry.kind === 'add-value' ? ADD_VALUE_CODE : 0,
      place: entry.place,
      device: entry.device,
    });
    balanceAfter += entry.kind === 'add-value' ? -entry.amount : entry.amount;
  }
  return records;
}

function beforeNewestDebit(records: readonly TransactionRecord[]): number {
  const newest = records.at(-1);
  if (newest === undefined || newest.type === RECORD_TYPE.addValue) throw new RangeError('the newest record is not a debit');
  return newest.balanceAfter + newest.amount;
}

/** Copies of the newest entry and exit, and where the last metro ride began and ended. */
function putMetro(
  records: readonly TransactionRecord[],
  put: (place: BlockPlace, data: Uint8Array) => void,
  putNumber: (place: FieldPlace, value: number) => void,
): void {
  const exit = records.findLast((record) => record.type === RECORD_TYPE.exit);
  const entry = records.findLast((record) => record.type === RECORD_TYPE.entry);
  if (exit !== undefined) put(LAYOUT.latestExit, encodeRecord(exit));
  if (entry !== undefined) put(LAYOUT.latestEntry, encodeRecord(entry));
  const metroEntry = records.findLast((record) => record.type === RECORD_TYPE.entry && record.place !== BUS);
  if (exit !== undefined) {
    putNumber(LAYOUT.metroExitStation, exit.place);
    putNumber(LAYOUT.metroExitAt, exit.taipeiSeconds);
  }
  if (metroEntry !== undefined) {
    putNumber(LAYOUT.metroInside, exit === undefined || records.indexOf(metroEntry) > records.indexOf(exit) ? 1 : 0);
    putNumber(LAYOUT.metroEntryStation, metroEntry.place);
    putNumber(LAYOUT.metroEntryAt, metroEntry.taipeiSeconds);
  }
}

/** Date of the newest shop purchase and the total of that day. */
function putDayQuota(history: readonly CardHistoryEntry[], nowMs: number, putNumber: (place: FieldPlace, value: number) => void): void {
  const dateOf = (entry: CardHistoryEntry): string => taipeiDate(nowMs - entry.minutesAgo * MINUTE_MS);
  const purchases = history.filter((entry) => entry.kind === 'purchase');
  const newest = purchases.at(-1);
  if (newest === undefined) return;
  const total = purchases.filter((entry) => dateOf(entry) === dateOf(newest)).reduce((sum, entry) => sum + entry.amount, 0);
  putNumber(LAYOUT.quotaDate, encodeDosDate(dateOf(newest)));
  putNumber(LAYOUT.quotaTotal, total);
}

function putSynthetic(description: EasyCardDescription, put: (place: BlockPlace, data: Uint8Array) => void): void {
  const attributes = encodeAttributes({ ...ORDINARY, ...description.attributes });
  const autoload = encodeAutoload(description.autoload ?? { amount: 0, count: 0, lastOn: null });
  put(LAYOUT.attributes, attributes);
  put(LAYOUT.attributesMirror, attributes);
  put(LAYOUT.autoload, autoload);
  put(LAYOUT.autoloadMirror, autoload);
  put(LAYOUT.marker, new TextEncoder().encode(SYNTHETIC_MARKER));
}
