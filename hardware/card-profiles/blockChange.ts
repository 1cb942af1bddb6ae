import { sameBytes } from './cardBlocks.ts';
import type { BlockPlace } from './cardLayout.ts';
import { hasCheckByte } from './checkByte.ts';
import { decodeRecord, isPlausibleCredit } from './transactionRecord.ts';
import { decodeValueBlock } from './valueBlock.ts';

/** What a block holds, and so how a write that was cut shows. */
export type BlockForm =
  | 'value' /** a value block: three copies, a cut one is none */
  | 'add-value-record' /** 16 bytes without a check: a cut one is a mixture, or no plausible add-value */
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

function looksTorn(form: BlockForm, before: readonly Uint8Array[], after: Uint8Array, bytes: Uint8Array): boolean {
  switch (form) {
    case 'value':
      return decodeValueBlock(bytes) === null;
    case 'add-value-record':
      return isMixture(before, after, bytes) || !isPlausibleCredit(decodeRecord(bytes));
    case 'checked':
      return isMixture(before, after, bytes) || !hasCheckByte(bytes);
  }
}

/** Whether every byte is an old one or a new one. */
function isMixture(before: readonly Uint8Array[], after: Uint8Array, bytes: Uint8Array): boolean {
  return before.some((content) => bytes.every((byte, index) => byte === after[index] || byte === content[index]));
}
