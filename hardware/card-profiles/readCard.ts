import type { CardFacts, CardPass, UnreadPart } from '../ports/cardFacts.ts';
import type { CardFault } from '../ports/cardReader.ts';
import { dollars } from '../ports/dollars.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import {
  type AttributeBlock,
  type AutoloadBlock,
  dateOfSeconds,
  decodeAttributes,
  decodeAutoload,
  statusOf,
  toCardAttributes,
} from './attributes.ts';
import { type AccessFault, type BlockAccess, sectorOf, toCardFault } from './blockAccess.ts';
import { type CardBlocks, readBlocks } from './cardBlocks.ts';
import { type BlockPlace, type CardLayout, type MirroredPlace, readNumber } from './cardLayout.ts';
import { cardNumberOfUid } from './cardNumberOfUid.ts';
import type { Reading, ReadPurpose } from './cardProfile.ts';
import { hasCheckByte } from './checkByte.ts';
import { decodeDosDate } from './dosDate.ts';
import { decodePass, isUnknownPass } from './passBlocks.ts';
import { newestFirst } from './recordOrder.ts';
import { decodeRecord, kindOf, lastAddValueIn, statedAddValueIn, type TransactionRecord, toTransaction } from './transactionRecord.ts';
import { decodeValueBlock, statedValue } from './valueBlock.ts';

/** Records that a screen shows at most. */
const TRANSACTIONS_SHOWN = 6;

/** What the issuer's blocks say; each null when the card does not tell. */
interface IssuerData {
  readonly attributes: AttributeBlock | null;
  readonly autoload: AutoloadBlock | null;
  readonly pass: CardPass | null;
  readonly unknownPass?: true;
}

interface Term {
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
}

/**
 * Reads everything that {@link CardFacts} asks for. The purse comes first: on an EasyCard the balance is known, and told, with
 * the 6th command, UID, key and recognition included, and the whole of a sound card with the 24th. Every torn block costs up
 * to two more. What stands in a closed sector is left out, and said to be unread.
 */
export async function readCard(
  access: BlockAccess,
  layout: CardLayout,
  uid: Uint8Array,
  { purpose = 'service', closed = new Set(), onPurse }: Reading = {},
): Promise<Result<CardFacts, CardFault>> {
  // A passenger is shown the last six, and the ring holds them; the copies would cost three commands more.
  const copies = purpose === 'inspection' ? layout.recordCopies.map(({ place }) => place) : [];
  const places = [layout.backupPurse, layout.lastAddValue, ...opened(layout.ring, closed), ...opened(copies, closed)];
  const purse = await readBlocks(access, 'a', [layout.purse.block]);
  if (!purse.ok) return fail(withoutPurse(layout, purse.error));
  const balance = decodeValueBlock(purse.value.get(layout.purse.block));
  if (balance !== null) onPurse?.({ number: cardNumberOfUid(uid), issuer: layout.issuer, balance: dollars(balance) });
  const others = await readBlocks(
    access,
    'a',
    places.map(({ block }) => block),
  );
  if (!others.ok) return fail(withoutPurse(layout, others.error));
  const unread = unreadParts(layout, closed);
  const issuer = unread.includes('issuer-data') ? ok(NO_ISSUER_DATA) : await readIssuerData(access, layout);
  if (!issuer.ok) return fail(toCardFault(issuer.error));
  const term = unread.includes('term') ? ok(NO_TERM) : await readTerm(access, layout, issuer.value.attributes);
  if (!term.ok) return fail(toCardFault(term.error));
  const facts = interpret(layout, purse.value.and(others.value), { issuer: issuer.value, term: term.value, uid }, purpose);
  return facts.ok && unread.length > 0 ? ok({ ...facts.value, unread }) : facts;
}

/** Without its purse it is no card to us: that its sector is closed is no reason to read the others. */
function withoutPurse({ purse }: CardLayout, fault: AccessFault): CardFault {
  return fault.sector === sectorOf(purse.block) ? { kind: 'unreadable', detail: fault.detail } : toCardFault(fault);
}

const NO_ISSUER_DATA: IssuerData = { attributes: null, autoload: null, pass: null };
const NO_TERM: Term = { issuedOn: null, expiresOn: null };

function opened(places: readonly BlockPlace[], closed: ReadonlySet<number>): BlockPlace[] {
  return places.filter(({ block }) => !closed.has(sectorOf(block)));
}

/** What cannot be read of a card that keeps these sectors closed. */
function unreadParts({ ring, term, issuerData }: CardLayout, closed: ReadonlySet<number>): UnreadPart[] {
  const { marker, attributes, autoload, pass } = issuerData;
  const places: Readonly<Record<UnreadPart, readonly (BlockPlace | null | undefined)[]>> = {
    records: ring,
    'issuer-data': [marker?.place, attributes.main, attributes.mirror, autoload.main, autoload.mirror, pass.main, pass.mirror],
    term: [term?.issue, term?.limits],
  };
  const parts = Object.keys(places) as UnreadPart[]; // the keys of a literal, which `Object.keys` forgets
  return parts.filter((part) => places[part].some((place) => place !== null && place !== undefined && closed.has(sectorOf(place.block))));
}

async function readIssuerData(access: BlockAccess, { issuerData }: CardLayout): Promise<Result<IssuerData, AccessFault>> {
  const { marker, attributes, autoload, pass } = issuerData;
  if (marker !== null) {
    const read = await readBlocks(access, 'a', [marker.place.block]);
    if (!read.ok) return read;
    if (!read.value.holds(marker)) return ok({ attributes: null, autoload: null, pass: null });
  }
  const mains = await readBlocks(access, 'a', [attributes.main.block, autoload.main.block]);
  if (!mains.ok) return mains;
  const attributeBlock = await soundBlock(access, mains.value, attributes);
  if (!attributeBlock.ok) return attributeBlock;
  const autoloadBlock = await soundBlock(access, mains.value, autoload);
  if (!autoloadBlock.ok) return autoloadBlock;
  const passes = await readBlocks(access, 'a', [pass.main.block]);
  if (!passes.ok) return passes;
  const passBlock = await soundBlock(access, passes.value, pass);
  if (!passBlock.ok) return passBlock;
  return ok({
    attributes: attributeBlock.value === null ? null : decodeAttributes(attributeBlock.value),
    autoload: autoloadBlock.value === null ? null : decodeAutoload(autoloadBlock.value),
    pass: passBlock.value === null ? null : decodePass(passBlock.value),
    ...((passBlock.value === null || isUnknownPass(passBlock.value)) && { unknownPass: true }),
  });
}

/** The main block if its check byte is right, otherwise its mirror, otherwise nothing. */
async function soundBlock(access: BlockAccess, mains: CardBlocks, place: MirroredPlace): Promise<Result<Uint8Array | null, AccessFault>> {
  const main = mains.get(place.main.block);
  if (hasCheckByte(main)) return ok(main);
  if (place.mirror === null) return ok(null);
  const read = await readBlocks(access, 'a', [place.mirror.block]);
  if (!read.ok) return read;
  const mirror = read.value.get(place.mirror.block);
  return ok(hasCheckByte(mirror) ? mirror : null);
}

/** An expiry is kept twice; an empty block, or one with a wrong check byte, says nothing, and then the other is asked. */
async function readTerm(access: BlockAccess, { term }: CardLayout, attributes: AttributeBlock | null): Promise<Result<Term, AccessFault>> {
  if (term === null) return ok({ issuedOn: null, expiresOn: attributes === null ? null : dateOfSeconds(attributes.profileExpiresAt) });
  const read = await readBlocks(access, 'a', [term.issue.block]);
  if (!read.ok) return read;
  const issue = read.value.get(term.issue.block);
  const sound = hasCheckByte(issue);
  const issuedOn = sound ? dateOfSeconds(readNumber(issue, term.issuedAt)) : null;
  const expiresOn = sound ? dateOfSeconds(readNumber(issue, term.expiresAt)) : null;
  if (expiresOn !== null) return ok({ issuedOn, expiresOn });
  const second = await readBlocks(access, 'a', [term.limits.block]);
  if (!second.ok) return second;
  const limits = second.value.get(term.limits.block);
  return ok({ issuedOn, expiresOn: hasCheckByte(limits) ? decodeDosDate(readNumber(limits, term.expiryDate)) : null });
}

function interpret(
  layout: CardLayout,
  blocks: CardBlocks,
  {
    issuer: { attributes, autoload, pass, unknownPass },
    term: { issuedOn, expiresOn },
    uid,
  }: { issuer: IssuerData; term: Term; uid: Uint8Array },
  purpose: ReadPurpose,
): Result<CardFacts, CardFault> {
  const main = decodeValueBlock(blocks.get(layout.purse.block));
  const backup = decodeValueBlock(blocks.get(layout.backupPurse.block));
  // A write of the purse that was cut leaves it invalid; that is what the backup is for. Adding value stays refused.
  const inspected = purpose === 'inspection';
  const balance = main ?? backup ?? (inspected ? statedValue(blocks.get(layout.purse.block)) : null);
  if (balance === null) return fail({ kind: 'contradictory', detail: 'neither purse nor backup is a valid value' });

  const place = blocks.get(layout.lastAddValue.block);
  const lastAddValue = inspected ? statedAddValueIn(place) : lastAddValueIn(place);
  const copies = inspected ? copiesIn(layout, blocks) : [];
  const transactions = newestFirst(ringOf(layout, blocks), lastAddValue === null ? copies : [...copies, lastAddValue], balance);
  const { products } = layout.issuerData;

  return ok({
    number: cardNumberOfUid(uid),
    issuer: layout.issuer,
    profile: layout.profile,
    product: products[attributes?.cardType ?? 0] ?? products[0],
    registered: (attributes?.personalProfile ?? 0) !== 0,
    status: attributes === null ? 'active' : statusOf(attributes.usage),
    attributes: attributes === null ? null : toCardAttributes(attributes, autoload),
    balance: dollars(balance),
    backupBalance: backup === null ? null : dollars(backup),
    sequence: transactions[0]?.sequence ?? null,
    issuedOn,
    expiresOn,
    pass,
    ...(unknownPass !== undefined && { unknownPass }),
    transactions: (inspected ? transactions : transactions.slice(0, TRANSACTIONS_SHOWN)).map(toTransaction),
    lastAddValue: lastAddValue === null ? null : toTransaction(lastAddValue),
  });
}

/** The records of the ring, empty ones left out. */
export function ringOf(layout: CardLayout, blocks: CardBlocks): TransactionRecord[] {
  return recordsIn(layout.ring, blocks);
}

/** What else than a record of its kind lies in the place of a copy, is none. */
function copiesIn({ recordCopies }: CardLayout, blocks: CardBlocks): TransactionRecord[] {
  return recordCopies.flatMap(({ place, kind }) => recordsIn([place], blocks).filter((record) => kindOf(record) === kind));
}

function recordsIn(places: readonly BlockPlace[], blocks: CardBlocks): TransactionRecord[] {
  return places
    .filter(({ block }) => blocks.has(block))
    .map((place) => decodeRecord(blocks.get(place.block)))
    .filter((record) => record !== null);
}
