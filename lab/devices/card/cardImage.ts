import {
  type AttributeBlock,
  type AutoloadBlock,
  encodeAttributes,
  encodeAutoload,
  lastSecondOf,
  USAGE,
} from '../../../hardware/card-profiles/attributes.ts';
import { BLOCK_LENGTH } from '../../../hardware/card-profiles/blockAccess.ts';
import type { BlockPlace, CardLayout, MirroredPlace } from '../../../hardware/card-profiles/cardLayout.ts';
import { encodePass, encodePassReceipt, type PassReceipt } from '../../../hardware/card-profiles/passBlocks.ts';
import { ADD_VALUE_CODE, encodeRecord, RECORD_TYPE, type TransactionRecord } from '../../../hardware/card-profiles/transactionRecord.ts';
import { encodeValueBlock } from '../../../hardware/card-profiles/valueBlock.ts';
import type { CardPass, CardProduct } from '../../../hardware/ports/cardFacts.ts';
import { taipeiDate, taipeiEpochSeconds } from '../../../hardware/ports/clock.ts';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { fromHex } from '../../../hardware/ports/hex.ts';
import type { CardKeys } from '../../../hardware/ports/securityModule.ts';
import { FACTORY_KEYS } from '../../../hardware/pcsc/cardKeys.ts';
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

/** What the issuer's blocks of a card shall say where it is not an ordinary, active, anonymous card. */
export interface AttributeDescription extends Partial<AttributeBlock> {
  /** Another way to give the card type. */
  readonly product?: CardProduct;
  /** Another way to give the expiry of the personal profile, `YYYY-MM-DD`. */
  readonly profileExpiresOn?: string;
}

/** A card in a few words, from which a whole consistent image is made. */
export interface CardDescription {
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
  readonly attributes?: AttributeDescription | null;
  readonly autoload?: AutoloadBlock;
  /** The period ticket that it carries, and its sale; days are `YYYY-MM-DD`. Default: none. */
  readonly pass?: { readonly ticket: CardPass; readonly receipt: PassReceipt };
  /** Instead of {@link pass}: the first of the example tickets, for thirty days, with its last day so far from now. */
  readonly passEndsInDays?: number;
  /** Default: the factory's. */
  readonly keys?: CardKeys;
}

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const SECTORS = 16;
const DEFAULT_ISSUED_DAYS_AGO = 900;
const DEFAULT_EXPIRES_IN_DAYS = 3_650;
/** Reading with both keys, writing with key B: the access bits of the cards in the field. */
const ACCESS_BITS = '08778f';
const TYPE = {
  entry: RECORD_TYPE.entry,
  exit: RECORD_TYPE.exit,
  purchase: RECORD_TYPE.purchase,
  'add-value': RECORD_TYPE.addValue,
} as const;

const ORDINARY: AttributeBlock = {
  usage: USAGE.activated,
  cardType: 0,
  personalProfile: 0,
  profileExpiresAt: 0,
  deposit: 0,
  issuer: 2,
  bank: 0,
  loyaltyPoints: 0,
  area: 1,
};

/** When the described card was issued and when it expires, milliseconds since 1970-01-01 UTC. */
export function termOf({ nowMs, issuedDaysAgo = DEFAULT_ISSUED_DAYS_AGO, expiresInDays = DEFAULT_EXPIRES_IN_DAYS }: CardDescription): {
  readonly issuedMs: number;
  readonly expiresMs: number;
} {
  if (issuedDaysAgo <= 0 || expiresInDays <= -issuedDaysAgo) throw new RangeError('a card is issued before now and before it expires');
  return { issuedMs: nowMs - issuedDaysAgo * DAY_MS, expiresMs: nowMs + expiresInDays * DAY_MS };
}

/** An image with what every layout has: maker's block, recognition, purses, records, the issuer's blocks, keys. */
export class CardImage {
  readonly bytes = new Uint8Array(IMAGE_LENGTH);
  /** The history as records, oldest first. */
  readonly records: readonly TransactionRecord[];

  /** @throws RangeError when the description breaks a rule that no card breaks (see `checkCardImage`). */
  constructor(layout: CardLayout, description: CardDescription) {
    this.records = recordsOf(description);
    this.bytes.set(manufacturerBlock(description.uid));
    this.put(layout.recognition.place, layout.recognition.content);
    this.#putPurse(layout, description);
    if (description.attributes !== null) this.#putIssuerData(layout, description, description.attributes ?? {});
    const { a, b } = description.keys ?? FACTORY_KEYS;
    for (let sector = 0; sector < SECTORS; sector += 1) {
      this.bytes.set([...a, ...fromHex(ACCESS_BITS), 0x00, ...b], (sector * 4 + 3) * BLOCK_LENGTH);
    }
  }

  put({ block }: BlockPlace, data: Uint8Array): void {
    this.bytes.set(data, block * BLOCK_LENGTH);
  }

  block({ block }: BlockPlace): Uint8Array {
    return this.bytes.subarray(block * BLOCK_LENGTH, (block + 1) * BLOCK_LENGTH);
  }

  #putPurse(layout: CardLayout, { balance, backupBeforeDebit = false }: CardDescription): void {
    this.put(layout.purse, encodeValueBlock(balance));
    this.put(layout.backupPurse, encodeValueBlock(backupBeforeDebit ? beforeNewestDebit(this.records) : balance));
    const lastAddValue = this.records.findLast((record) => record.type === RECORD_TYPE.addValue);
    if (lastAddValue !== undefined) this.put(layout.lastAddValue, encodeRecord(lastAddValue));
    // Add-values are kept in their own block; what remains goes round the ring, the last six stay.
    const ringRecords = this.records.filter((record) => record.type !== RECORD_TYPE.addValue);
    for (const [index, record] of ringRecords.entries()) {
      const slot = layout.ring[index % layout.ring.length];
      if (slot !== undefined) this.put(slot, encodeRecord(record));
    }
  }

  #putIssuerData(layout: CardLayout, description: CardDescription, described: AttributeDescription): void {
    const { marker, attributes, autoload, pass, passReceipt, products } = layout.issuerData;
    const { product, profileExpiresOn, ...given } = described;
    const cardType = product === undefined ? 0 : products.indexOf(product);
    if (cardType === -1) throw new RangeError(`${layout.profile} has no product ${product}`);
    // A card that keeps no term of its own has that of its profile.
    const expiresOn = profileExpiresOn ?? (layout.term === null ? taipeiDate(termOf(description).expiresMs) : null);
    const profileExpiresAt = expiresOn === null ? 0 : lastSecondOf(expiresOn);
    this.#putMirrored(attributes, encodeAttributes({ ...ORDINARY, cardType, profileExpiresAt, ...given }));
    this.#putMirrored(autoload, encodeAutoload(description.autoload ?? { amount: 0, count: 0, lastOn: null }));
    const carried = description.pass ?? passOf(description);
    if (carried !== undefined) {
      this.#putMirrored(pass, encodePass(carried.ticket));
      this.#putMirrored(passReceipt, encodePassReceipt(carried.receipt));
    }
    if (marker !== null) this.put(marker.place, marker.content);
  }

  #putMirrored({ main, mirror }: MirroredPlace, data: Uint8Array): void {
    this.put(main, data);
    if (mirror !== null) this.put(mirror, data);
  }
}

/** Thirty days of the first of the example tickets. */
function passOf({ nowMs, passEndsInDays }: CardDescription): CardDescription['pass'] {
  if (passEndsInDays === undefined) return undefined;
  const firstDay = taipeiDate(nowMs + (passEndsInDays - 29) * DAY_MS);
  const lastDay = taipeiDate(nowMs + passEndsInDays * DAY_MS);
  return {
    ticket: { product: 1, area: 1, firstDay, lastDay, price: dollars(1_200) },
    receipt: { transaction: 'EARLIER000', paidFrom: firstDay },
  };
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

/** The history as records, balances reckoned back from the last. */
function recordsOf(description: CardDescription): TransactionRecord[] {
  const { history = [], balance, nowMs, lastSequence } = description;
  const { issuedMs } = termOf(description);
  const records: TransactionRecord[] = [];
  const newest = lastSequence ?? history.length;
  let balanceAfter = balance;
  let laterMinutesAgo = 0;
  for (const [age, entry] of history.toReversed().entries()) {
    if (entry.minutesAgo < laterMinutesAgo || nowMs - entry.minutesAgo * MINUTE_MS < issuedMs) {
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
