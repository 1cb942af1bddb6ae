import type { CardChangeOrder, PursePlan } from '../ports/cardChange.ts';
import type { CardFault } from '../ports/cardReader.ts';
import { taipeiDate } from '../ports/clock.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import {
  type AttributeBlock,
  type AutoloadBlock,
  dateOfSeconds,
  decodeAttributes,
  decodeAutoload,
  encodeAttributes,
  encodeAutoload,
  lastSecondOf,
  USAGE,
} from './attributes.ts';
import type { BlockChange } from './blockChange.ts';
import { type CardBlocks, sameBytes } from './cardBlocks.ts';
import { type BlockPlace, type CardLayout, type MirroredPlace, readNumber, writeNumber } from './cardLayout.ts';
import { hasCheckByte, withCheckByte } from './checkByte.ts';
import { decodeDosDate, encodeDosDate } from './dosDate.ts';
import { encodePass, encodePassReceipt, isUnknownPass } from './passBlocks.ts';
import { changesOfCredit, changesOfDebit, newestBefore, planCredit, planDebit, recordChange } from './purseCredit.ts';

/** What an act will do to a card, and why that is sound or is refused. */
export interface Draft {
  /** In the order of writing. */
  readonly changes: readonly BlockChange[];
  readonly purse: PursePlan | null;
}

/** Sequence numbers and counts of one byte. */
const BYTE = 0xff;

function placesOf({ mirror, main }: MirroredPlace): BlockPlace[] {
  return mirror === null ? [main] : [mirror, main];
}

/**
 * The blocks that an act writes, in the order of writing. Mirrors come before what they mirror, so that at every moment one
 * of both is whole; what makes the act true comes last: the flag after the amount, the purse after everything. But a period ticket
 * comes after the purse that pays for it: there is none that is not paid, and the one that is missing is written when the card returns.
 *
 * @param ring where the records of a purchase are: it takes one of these places
 */
export function placesOfAct(
  { purse, backupPurse, lastAddValue, ring, term, issuerData }: CardLayout,
  order: CardChangeOrder,
): BlockPlace[] {
  const { attributes, autoload, pass, passReceipt } = issuerData;
  switch (order.act) {
    case 'autoload':
      return [...placesOf(autoload), lastAddValue, backupPurse, purse];
    case 'buy-pass':
      return [
        ...(order.autoload > 0 ? placesOf(autoload) : []),
        lastAddValue,
        ...ring,
        backupPurse,
        purse,
        ...mirrorsOf(passReceipt, pass),
        passReceipt.main,
        pass.main,
      ];
    case 'enable-autoload':
      return [...mirrorsOf(autoload, attributes), autoload.main, attributes.main];
    case 'lock':
    case 'refund':
      return placesOf(attributes);
    case 'extend':
      return [
        ...(term === null || order.profileUntil !== null ? placesOf(attributes) : []),
        ...(term === null ? [] : [term.limits, term.issue]),
      ];
  }
}

function mirrorsOf(...places: MirroredPlace[]): BlockPlace[] {
  return places.map(({ mirror }) => mirror).filter((mirror) => mirror !== null);
}

/** Whether an act needs what only cards with the issuer's blocks keep. */
export function needsIssuerData({ term }: CardLayout, order: CardChangeOrder): boolean {
  return order.act !== 'extend' || term === null || order.profileUntil !== null;
}

/**
 * What `order` will do to the blocks as they were read. Strict: a mirror that differs from its main block is the trace of
 * another machine's unfinished change, and is not written over.
 */
export function draftChange(layout: CardLayout, order: CardChangeOrder, seen: CardBlocks, ring: CardBlocks): Result<Draft, CardFault> {
  const { attributes, autoload } = layout.issuerData;
  switch (order.act) {
    case 'autoload':
      return draftAutoload(layout, order, seen, ring);
    case 'buy-pass':
      return draftPass(layout, order, seen, ring);
    case 'enable-autoload': {
      const rewritten = editAutoload(seen, autoload, (block) => ({ ...block, amount: order.amount }));
      if (!rewritten.ok) return rewritten;
      const flagged = editAttributes(seen, attributes, (block) => ({ ...block, usage: block.usage | USAGE.autoload }));
      return flagged.ok ? inOrder(layout, order, [...rewritten.value, ...flagged.value]) : flagged;
    }
    case 'lock':
      return withUsage(layout, order, seen, USAGE.blocked);
    case 'refund':
      return withUsage(layout, order, seen, USAGE.refunded | USAGE.blocked);
    case 'extend':
      return draftExtension(layout, order, seen);
  }
}

function withUsage(layout: CardLayout, order: CardChangeOrder, seen: CardBlocks, bits: number): Result<Draft, CardFault> {
  const flagged = editAttributes(seen, layout.issuerData.attributes, (block) => ({ ...block, usage: block.usage | bits }));
  return flagged.ok ? inOrder(layout, order, flagged.value) : flagged;
}

/** One more automatic top-up, today. */
function countAutoload(layout: CardLayout, atMs: number, seen: CardBlocks): Result<BlockChange[], CardFault> {
  return editAutoload(seen, layout.issuerData.autoload, (block) => ({
    ...block,
    count: (block.count + 1) & BYTE,
    lastOn: taipeiDate(atMs),
  }));
}

/**
 * A period ticket: the purse pays, after the issuer has loaded it where it does not suffice, and then the card carries the ticket. Two
 * records, the credit in its own place and the purchase in the ring, each with what it left; the purse goes to the end in one step.
 */
function draftPass(
  layout: CardLayout,
  order: Extract<CardChangeOrder, { act: 'buy-pass' }>,
  seen: CardBlocks,
  ring: CardBlocks,
): Result<Draft, CardFault> {
  const loads = order.autoload > 0;
  const counted = loads ? countAutoload(layout, order.atMs, seen) : ok([]);
  if (!counted.ok) return counted;
  const credit = loads ? planCredit(layout, seen, ring, { ...order, amount: order.autoload }) : ok(null);
  if (!credit.ok) return credit;
  const debit = planDebit(layout, seen, ring, { ...order, amount: order.pass.price }, credit.value);
  if (!debit.ok) return debit;
  const { pass, passReceipt } = layout.issuerData;
  const receipt = editMirrored(seen, passReceipt, () => encodePassReceipt(order));
  if (!receipt.ok) return receipt;
  const ticket = editMirrored(seen, pass, () => encodePass(order.pass));
  if (!ticket.ok) return ticket;
  if (isUnknownPass(seen.get(pass.main.block))) return contradictory('the card carries a ticket of unknown layout');
  const { balanceBefore, balanceAfter, sequenceBefore } = debit.value;
  const newest = newestBefore(layout, ring, seen.get(layout.lastAddValue.block), balanceBefore);
  const draft = inOrder(layout, order, [
    ...counted.value,
    ...(credit.value === null ? [] : [recordChange(layout, credit.value)]),
    ...changesOfDebit(layout, debit.value, ring, newest),
    ...receipt.value,
    ...ticket.value,
  ]);
  return draft.ok ? ok({ ...draft.value, purse: { amount: order.autoload, balanceBefore, balanceAfter, sequenceBefore } }) : draft;
}

function draftAutoload(
  layout: CardLayout,
  order: Extract<CardChangeOrder, { act: 'autoload' }>,
  seen: CardBlocks,
  ring: CardBlocks,
): Result<Draft, CardFault> {
  const counted = countAutoload(layout, order.atMs, seen);
  if (!counted.ok) return counted;
  const credit = planCredit(layout, seen, ring, order);
  if (!credit.ok) return credit;
  const { amount, balanceBefore, balanceAfter, sequenceBefore, recordBefore } = credit.value;
  const credited = changesOfCredit(layout, credit.value, newestBefore(layout, ring, recordBefore, balanceBefore));
  const draft = inOrder(layout, order, [...counted.value, ...credited]);
  return draft.ok ? ok({ ...draft.value, purse: { amount, balanceBefore, balanceAfter, sequenceBefore } }) : draft;
}

function draftExtension(
  layout: CardLayout,
  order: Extract<CardChangeOrder, { act: 'extend' }>,
  seen: CardBlocks,
): Result<Draft, CardFault> {
  const { term, issuerData } = layout;
  const changes: BlockChange[] = [];
  const profileUntil = term === null ? order.until : order.profileUntil;
  if (profileUntil !== null) {
    const extended = editAttributes(seen, issuerData.attributes, (block) => ({ ...block, profileExpiresAt: lastSecondOf(profileUntil) }));
    if (!extended.ok) return extended;
    changes.push(...extended.value);
  }
  if (term !== null) {
    const issue = seen.get(term.issue.block);
    const limits = seen.get(term.limits.block);
    const expiresOn = dateOfSeconds(readNumber(issue, term.expiresAt));
    const twice = hasCheckByte(issue) && hasCheckByte(limits) && expiresOn === decodeDosDate(readNumber(limits, term.expiryDate));
    if (!twice || expiresOn === null) return contradictory('the two expiries of the card do not agree');
    if (order.until <= expiresOn) return contradictory('the card is valid that long already');
    const newLimits = limits.slice();
    writeNumber(newLimits, term.expiryDate, encodeDosDate(order.until));
    const newIssue = issue.slice();
    writeNumber(newIssue, term.expiresAt, lastSecondOf(order.until));
    changes.push(checkedChange(term.limits, limits, withCheckByte(newLimits)), checkedChange(term.issue, issue, withCheckByte(newIssue)));
  }
  return inOrder(layout, order, changes);
}

function editAttributes(
  seen: CardBlocks,
  place: MirroredPlace,
  edit: (block: AttributeBlock) => AttributeBlock,
): Result<BlockChange[], CardFault> {
  return editMirrored(seen, place, (bytes) => encodeAttributes(edit(decodeAttributes(bytes))));
}

function editAutoload(
  seen: CardBlocks,
  place: MirroredPlace,
  edit: (block: AutoloadBlock) => AutoloadBlock,
): Result<BlockChange[], CardFault> {
  return editMirrored(seen, place, (bytes) => encodeAutoload(edit(decodeAutoload(bytes))));
}

function editMirrored(seen: CardBlocks, place: MirroredPlace, edit: (bytes: Uint8Array) => Uint8Array): Result<BlockChange[], CardFault> {
  const main = seen.get(place.main.block);
  if (!hasCheckByte(main)) return contradictory('the issuer’s data are damaged');
  if (place.mirror !== null && !sameBytes(main, seen.get(place.mirror.block))) {
    return contradictory('the issuer’s data and their mirror do not agree');
  }
  const after = edit(main);
  return ok(placesOf(place).map((each) => checkedChange(each, main, after)));
}

function checkedChange(place: BlockPlace, before: Uint8Array, after: Uint8Array): BlockChange {
  return { place, form: 'checked', before: [before], after };
}

/** Without a block that changes there is nothing to do. */
function inOrder(layout: CardLayout, order: CardChangeOrder, changes: readonly BlockChange[]): Result<Draft, CardFault> {
  if (changes.every(({ before, after }) => before.some((content) => sameBytes(content, after)))) return ok({ changes: [], purse: null });
  const places = placesOfAct(layout, order).map(({ block }) => block);
  return ok({ changes: changes.toSorted((a, b) => places.indexOf(a.place.block) - places.indexOf(b.place.block)), purse: null });
}

function contradictory(detail: string): Result<never, CardFault> {
  return fail({ kind: 'contradictory', detail });
}
