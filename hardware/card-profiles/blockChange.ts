import { BLOCK_LENGTH } from './blockAccess.ts';
import { sameBytes } from './cardBlocks.ts';
import type { BlockPlace } from './cardLayout.ts';
import { hasCheckByte } from './checkByte.ts';
import { decodeRecord, isPlausibleCredit, kindOf } from './transactionRecord.ts';
import { decodeValueBlock } from './valueBlock.ts';

/** What a block holds, and so how a write that was cut shows. */
export type BlockForm =
  | 'value' /** a value block: three copies, a cut one is none */
  | 'add-value-record' /** 16 bytes without a check: a cut one lies between old and new, or is no plausible add-value */
  | 'record' /** likewise, of any known kind */
  | 'checked'; /** a block with a check byte */

/** One block of a card that a plan changes: absolute contents, so that every write can be repeated. */
export interface BlockChange {
  readonly place: BlockPlace;
  readonly form: BlockForm;
  /** Every content that the block may have had when the plan was made; usually one. */
  readonly before: readonly Uint8Array[];
  readonly after: Uint8Array;
}

/** What a block may be with respect to its change. `before` and `after` may both hold: a write may change nothing. */
export interface BlockState {
  readonly before: boolean;
  readonly after: boolean;
  /** Neither, as a cut write leaves it. */
  readonly torn: boolean;
}

export function stateOf({ form, before, after }: BlockChange, bytes: Uint8Array): BlockState {
  const isBefore = before.some((content) => means(form, bytes, content));
  const isAfter = means(form, bytes, after);
  return { before: isBefore, after: isAfter, torn: !isBefore && !isAfter && looksTorn(form, before, after, bytes) };
}

/** A purse counts by its value: its address byte may be any. */
function means(form: BlockForm, bytes: Uint8Array, content: Uint8Array): boolean {
  if (form !== 'value') return sameBytes(bytes, content);
  const value = decodeValueBlock(bytes);
  return value !== null && value === decodeValueBlock(content);
}

/**
 * A write erases a block and then writes it. What cuts it leaves each bit where one of these two steps found or left it, in
 * any pattern, and such a pattern may look like a sound block. That it is none is said by the other blocks: only the first
 * that is not new yet can be torn, and everything behind it must be old.
 */
function looksTorn(form: BlockForm, before: readonly Uint8Array[], after: Uint8Array, bytes: Uint8Array): boolean {
  if (before.some((content) => isBetween(content, after, bytes))) return true;
  switch (form) {
    case 'value':
      return decodeValueBlock(bytes) === null;
    case 'add-value-record':
      return !isPlausibleCredit(decodeRecord(bytes));
    case 'record': {
      const record = decodeRecord(bytes);
      return record === null || kindOf(record) === 'other' || record.taipeiSeconds === 0;
    }
    case 'checked':
      return !hasCheckByte(bytes);
  }
}

/** Chips erase to zeros or to ones. */
const ERASED = [0x00, 0xff].map((bits) => new Uint8Array(BLOCK_LENGTH).fill(bits));

function isBetween(before: Uint8Array, after: Uint8Array, bytes: Uint8Array): boolean {
  if (isMixture(before, after, bytes)) return true;
  // From an empty block to an erased one everything lies between, and nothing is to be learnt from that.
  const isEmpty = before.every((byte) => byte === before[0]);
  return ERASED.some((erased) => isMixture(erased, after, bytes) || (!isEmpty && isMixture(before, erased, bytes)));
}

/** Whether every bit is one of `a` or of `b`. */
function isMixture(a: Uint8Array, b: Uint8Array, bytes: Uint8Array): boolean {
  return bytes.every((byte, index) => {
    const bits = a[index] ?? 0;
    return ((byte ^ bits) & ~(bits ^ (b[index] ?? 0)) & 0xff) === 0;
  });
}
