import { taipeiEpochSeconds } from '../ports/clock.ts';
import type { CardFault } from '../ports/cardReader.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { BLOCK_LENGTH } from './blockAccess.ts';
import { type BlockChange, stateOf } from './blockChange.ts';
import type { CardBlocks } from './cardBlocks.ts';
import { type BlockPlace, type CardLayout, PURSE_MAXIMUM } from './cardLayout.ts';
import { newestRecord } from './recordOrder.ts';
import { ringOf } from './readCard.ts';
import {
  ADD_VALUE_CODE,
  balanceBeforeDebit,
  decodeRecord,
  encodeRecord,
  lastAddValueIn,
  RECORD_TYPE,
  type TransactionRecord,
} from './transactionRecord.ts';
import { decodeValueBlock, encodeValueBlock } from './valueBlock.ts';

/** The place of a record that tells of nothing. */
const EMPTY = new Uint8Array(BLOCK_LENGTH);

/** Value that shall be put onto a card, and what the card's record says of it. */
export interface CreditOrder {
  readonly amount: number;
  readonly atMs: number;
  readonly place: number;
  readonly device: number;
}

/** What a credit will do to record, backup and purse. */
export interface PurseCredit {
  readonly amount: number;
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  readonly sequenceBefore: number | null;
  readonly recordBefore: Uint8Array;
  readonly recordAfter: Uint8Array;
}

/**
 * What a credit of this card will do; `contradictory` when the card must not be written.
 *
 * The card's own record calls every credit an add-value. That it was an autoload, the autoload data say.
 */
export function planCredit(
  layout: CardLayout,
  seen: CardBlocks,
  ring: CardBlocks,
  order: CreditOrder,
  abandoned: Pick<PurseCredit, 'recordBefore' | 'recordAfter'> | null = null,
): Result<PurseCredit, CardFault> {
  const place = seen.get(layout.lastAddValue.block);
  const left = abandoned === null ? null : stateOf(recordChange(layout, abandoned), place);
  const purse = legalPurse(layout, seen, ring, left?.after === true || left?.torn === true ? EMPTY : place);
  if (!purse.ok) return fail({ kind: 'contradictory', detail: purse.error });
  const { balance: balanceBefore, newest } = purse.value;
  const balanceAfter = balanceBefore + order.amount;
  if (order.amount <= 0 || balanceAfter > PURSE_MAXIMUM) {
    return fail({ kind: 'contradictory', detail: `the purse cannot go from ${balanceBefore} to ${balanceAfter}` });
  }
  // The ring stays: were the clock of this machine days behind it, this record would look older, and no machine add value again.
  const notBefore = newestRecord(ringOf(layout, ring))?.taipeiSeconds ?? 0;
  return ok({
    amount: order.amount,
    balanceBefore,
    balanceAfter,
    sequenceBefore: newest?.sequence ?? null,
    recordBefore: place,
    recordAfter: encodeRecord({
      sequence: ((newest?.sequence ?? 0) + 1) & 0xff,
      taipeiSeconds: Math.max(taipeiEpochSeconds(order.atMs), notBefore),
      type: RECORD_TYPE.addValue,
      amount: order.amount,
      balanceAfter,
      code: ADD_VALUE_CODE,
      place: order.place,
      device: order.device,
    }),
  });
}

/**
 * The balance of a card that may be written, or why it may not. The purse must be what the newest record left, and
 * the backup must equal it - or hold the value before that record's debit. Anything else is either damage or a
 * credit that another machine has not finished: writing over it would destroy the trace.
 */
function legalPurse(
  layout: CardLayout,
  seen: CardBlocks,
  ring: CardBlocks,
  record: Uint8Array,
): Result<{ balance: number; newest: TransactionRecord | null }, string> {
  if (decodeRecord(record) !== null && lastAddValueIn(record) === null) return fail('the last add-value record is damaged');
  const main = decodeValueBlock(seen.get(layout.purse.block));
  const backup = decodeValueBlock(seen.get(layout.backupPurse.block));
  if (main === null) return fail('the purse is not a valid value');
  const newest = newestBefore(layout, ring, record, main);
  if (newest !== null && newest.balanceAfter !== main) return fail('the purse is not what the newest record left');
  if (backup === null || !legalBackups(main, newest).includes(backup)) {
    return fail('the backup is neither the purse nor its value before the last debit');
  }
  return ok({ balance: main, newest });
}

/** Machines that debit do not always write the backup: it may hold what the purse held before the last debit. */
function legalBackups(balance: number, newest: TransactionRecord | null): number[] {
  const beforeDebit = newest !== null && newest.balanceAfter === balance ? balanceBeforeDebit(newest) : null;
  return beforeDebit === null ? [balance] : [balance, beforeDebit];
}

/**
 * The newest record apart from that of the credit itself, which goes where `recordBefore` was.
 * @param balanceBefore NT$ in the purse before the credit
 */
export function newestBefore(
  layout: CardLayout,
  ring: CardBlocks,
  recordBefore: Uint8Array,
  balanceBefore: number,
): TransactionRecord | null {
  const lastAddValue = decodeRecord(recordBefore);
  return newestRecord(ringOf(layout, ring), lastAddValue === null ? [] : [lastAddValue], balanceBefore);
}

/** The newest record apart from those of a change that was begun, as the card stands now: what lay in their places counts. */
export function newestApart(
  layout: CardLayout,
  ring: CardBlocks,
  { records: own, balanceBefore }: { readonly records: readonly BlockChange[]; readonly balanceBefore: number },
): TransactionRecord | null {
  const recordIn = ({ block }: BlockPlace): TransactionRecord[] => {
    const change = own.find(({ place }) => place.block === block);
    const content = ring.has(block) ? ring.get(block) : null;
    const state = change === undefined || content === null ? null : stateOf(change, content);
    const isOwn = change !== undefined && (state === null || state.before || state.after || state.torn);
    const record = decodeRecord((isOwn ? change.before[0] : content) ?? EMPTY);
    return record === null ? [] : [record];
  };
  return newestRecord(layout.ring.flatMap(recordIn), recordIn(layout.lastAddValue), balanceBefore);
}

/** A price that shall be taken off a purse, and what the card's record says of it. */
export interface PurseDebit {
  readonly balanceAfter: number;
  /** The ring's slot that the record goes to. */
  readonly slot: BlockPlace;
  readonly record: Uint8Array;
}

/**
 * What a debit of this card will do, on top of `credit` where there is one: the record takes the next slot of the ring.
 * `contradictory` when the card must not be written.
 */
export function planDebit(
  layout: CardLayout,
  seen: CardBlocks,
  ring: CardBlocks,
  order: CreditOrder,
  credit: PurseCredit | null,
): Result<PurseDebit & { readonly balanceBefore: number; readonly sequenceBefore: number | null }, CardFault> {
  const purse = legalPurse(layout, seen, ring, seen.get(layout.lastAddValue.block));
  if (!purse.ok) return fail({ kind: 'contradictory', detail: purse.error });
  const { balance, newest } = purse.value;
  const balanceAfter = (credit?.balanceAfter ?? balance) - order.amount;
  if (order.amount <= 0 || balanceAfter < 0) {
    return fail({ kind: 'contradictory', detail: `the purse cannot pay ${order.amount} and keep ${balanceAfter}` });
  }
  const record = encodeRecord({
    sequence: ((newest?.sequence ?? 0) + (credit === null ? 1 : 2)) & 0xff,
    taipeiSeconds: Math.max(taipeiEpochSeconds(order.atMs), newest?.taipeiSeconds ?? 0),
    type: RECORD_TYPE.pass,
    amount: order.amount,
    balanceAfter,
    code: ADD_VALUE_CODE,
    place: order.place,
    device: order.device,
  });
  return ok({ balanceBefore: balance, balanceAfter, sequenceBefore: newest?.sequence ?? null, slot: nextSlot(layout, ring), record });
}

/** The first slot of the ring that is empty, or the one behind its newest record. */
function nextSlot({ ring: places }: CardLayout, ring: CardBlocks): BlockPlace {
  const records = places.map(({ block }) => decodeRecord(ring.get(block)));
  const empty = records.indexOf(null);
  const newest = newestRecord(records.filter((record) => record !== null));
  const behind = records.findIndex((record) => record !== null && toTextKey(record) === toTextKey(newest)) + 1;
  return places[(empty >= 0 ? empty : behind) % places.length] as BlockPlace;
}

const toTextKey = (record: TransactionRecord | null): string => JSON.stringify(record);

/** A debit's blocks in the order of writing: its record, the backup, the purse itself last. */
export function changesOfDebit(
  layout: CardLayout,
  { slot, record, balanceAfter, balanceBefore }: PurseDebit & { readonly balanceBefore: number },
  ring: CardBlocks,
  newest: TransactionRecord | null,
): BlockChange[] {
  return [
    { place: slot, form: 'record', before: [ring.get(slot.block)], after: record },
    ...changesOfPurses(layout, balanceBefore, balanceAfter, newest),
  ];
}

/** The block that tells of a credit: the first that is written. */
export function recordChange(
  { lastAddValue }: CardLayout,
  { recordBefore, recordAfter }: Pick<PurseCredit, 'recordBefore' | 'recordAfter'>,
): BlockChange {
  return { place: lastAddValue, form: 'add-value-record', before: [recordBefore], after: recordAfter };
}

/** A credit's blocks in the order of writing: first what tells of it, the purse itself last. */
export function changesOfCredit(
  layout: CardLayout,
  credit: Omit<PurseCredit, 'sequenceBefore'>,
  newest: TransactionRecord | null,
): BlockChange[] {
  return [recordChange(layout, credit), ...changesOfPurses(layout, credit.balanceBefore, credit.balanceAfter, newest)];
}

function changesOfPurses(layout: CardLayout, before: number, after: number, newest: TransactionRecord | null): BlockChange[] {
  return [
    {
      place: layout.backupPurse,
      form: 'value',
      before: legalBackups(before, newest).map(encodeValueBlock),
      after: encodeValueBlock(after),
    },
    { place: layout.purse, form: 'value', before: [encodeValueBlock(before)], after: encodeValueBlock(after) },
  ];
}
