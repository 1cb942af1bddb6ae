import type { CardFacts } from '../../ports/cardFacts.ts';
import type { CardFault } from '../../ports/cardReader.ts';
import { dollars } from '../../ports/dollars.ts';
import { fail, ok, type Result } from '../../ports/result.ts';
import { type AccessFault, type BlockAccess, toCardFault } from '../blockAccess.ts';
import { type CardBlocks, readBlocks } from '../cardBlocks.ts';
import { cardNumberOfUid } from '../cardNumberOfUid.ts';
import { hasCheckByte } from '../checkByte.ts';
import { decodeDosDate } from '../dosDate.ts';
import { newestFirst, newestRecord } from '../recordOrder.ts';
import { decodeRecord, kindOf, type TransactionRecord, toTransaction } from '../transactionRecord.ts';
import { decodeValueBlock } from '../valueBlock.ts';
import { type CardAttributes, dateOfSeconds, decodeAttributes, statusOf } from './attributes.ts';
import { LAYOUT, readNumber, SYNTHETIC_MARKER } from './layout.ts';

/** Records that a screen shows at most. */
const TRANSACTIONS_SHOWN = 6;

/** The purse comes first: four commands after the card was recognised the balance is known. */
const READING_ORDER = [
  LAYOUT.purse,
  LAYOUT.backupPurse,
  LAYOUT.lastAddValue,
  LAYOUT.issue,
  LAYOUT.purseLimits,
  ...LAYOUT.ring,
  LAYOUT.marker,
  LAYOUT.attributes,
].map((place) => place.block);

/** Reads everything that {@link CardFacts} asks for; 23 commands at most, UID, key and recognition included. */
export async function readCard(access: BlockAccess, uid: Uint8Array, profile: string): Promise<Result<CardFacts, CardFault>> {
  const read = await readBlocks(access, 'a', READING_ORDER);
  if (!read.ok) return fail(toCardFault(read.error));
  const blocks = read.value;
  const attributes = await readAttributes(access, blocks);
  if (!attributes.ok) return fail(toCardFault(attributes.error));
  return interpret(blocks, attributes.value, uid, profile);
}

/** The attributes if this card has them: the block with a valid check byte, the main one if both are. */
async function readAttributes(access: BlockAccess, blocks: CardBlocks): Promise<Result<CardAttributes | null, AccessFault>> {
  if (new TextDecoder('latin1').decode(blocks.get(LAYOUT.marker.block)) !== SYNTHETIC_MARKER) return ok(null);
  const main = blocks.get(LAYOUT.attributes.block);
  if (hasCheckByte(main)) return ok(decodeAttributes(main));
  const read = await readBlocks(access, 'a', [LAYOUT.attributesMirror.block]);
  if (!read.ok) return read;
  const mirror = read.value.get(LAYOUT.attributesMirror.block);
  return ok(hasCheckByte(mirror) ? decodeAttributes(mirror) : null);
}

function interpret(blocks: CardBlocks, attributes: CardAttributes | null, uid: Uint8Array, profile: string): Result<CardFacts, CardFault> {
  const main = decodeValueBlock(blocks.get(LAYOUT.purse.block));
  const backup = decodeValueBlock(blocks.get(LAYOUT.backupPurse.block));
  // A write of the purse that was cut leaves it invalid; that is what the backup is for. Adding value stays refused.
  const balance = main ?? backup;
  if (balance === null) return fail({ kind: 'contradictory', detail: 'neither purse nor backup is a valid value' });

  const lastAddValue = lastAddValueOf(blocks);
  const records = ringOf(blocks);
  if (lastAddValue !== null) records.push(lastAddValue);
  const transactions = newestFirst(records);

  return ok({
    number: cardNumberOfUid(uid),
    issuer: 'easycard',
    profile,
    product: attributes?.product ?? 'ordinary',
    registered: (attributes?.personalProfile ?? 0) !== 0,
    status: attributes === null ? 'active' : statusOf(attributes.usage),
    balance: dollars(balance),
    backupBalance: backup === null ? null : dollars(backup),
    sequence: newestRecord(records)?.sequence ?? null,
    issuedOn: issuedOn(blocks),
    expiresOn: expiresOn(blocks),
    transactions: transactions.slice(0, TRANSACTIONS_SHOWN).map(toTransaction),
    lastAddValue: lastAddValue === null ? null : toTransaction(lastAddValue),
  });
}

/**
 * The record of the last add-value, or null: a block that is empty, or that a torn write has left without amount, time
 * or a type that adds value. A type of unknown meaning may be another way to add value, such as autoload.
 */
function lastAddValueOf(blocks: CardBlocks): TransactionRecord | null {
  const record = decodeRecord(blocks.get(LAYOUT.lastAddValue.block));
  if (record === null || record.amount === 0 || record.taipeiSeconds === 0) return null;
  const kind = kindOf(record);
  return kind === 'add-value' || kind === 'other' ? record : null;
}

/** The records of the ring, empty ones left out. */
export function ringOf(blocks: CardBlocks): TransactionRecord[] {
  return LAYOUT.ring.map((place) => decodeRecord(blocks.get(place.block))).filter((record) => record !== null);
}

function issuedOn(blocks: CardBlocks): string | null {
  const issue = blocks.get(LAYOUT.issue.block);
  return hasCheckByte(issue) ? dateOfSeconds(readNumber(issue, LAYOUT.issuedAt)) : null;
}

/** The card keeps its expiry twice; an empty block, or one with a wrong check byte, says nothing. */
function expiresOn(blocks: CardBlocks): string | null {
  const issue = blocks.get(LAYOUT.issue.block);
  const date = hasCheckByte(issue) ? dateOfSeconds(readNumber(issue, LAYOUT.expiresAt)) : null;
  if (date !== null) return date;
  const limits = blocks.get(LAYOUT.purseLimits.block);
  return hasCheckByte(limits) ? decodeDosDate(readNumber(limits, LAYOUT.expiryDate)) : null;
}
