import type { AddValuePlan } from '../ports/cardReader.ts';
import { fromHex } from '../ports/hex.ts';
import { newestRecord } from './recordOrder.ts';
import { balanceBeforeDebit, decodeRecord, RECORD_TYPE, type TransactionRecord } from './transactionRecord.ts';

/** What the card shows of an add-value that was planned earlier. */
export interface SeenOnCard {
  /** The last add-value record, 16 bytes. */
  readonly record: Uint8Array;
  /** The purses in NT$, null when not a valid value block. */
  readonly backup: number | null;
  readonly main: number | null;
  /** The records of the ring, in any order, empty ones left out. An add-value does not write there. */
  readonly ring: readonly TransactionRecord[];
}

/** One absolute write: the whole block, so that it can be repeated. */
export type WriteStep =
  | 'heal-backup' /** backup purse := balance before */
  | 'record' /** last add-value record := ours */
  | 'backup' /** backup purse := balance after */
  | 'main'; /** purse := balance after */

export type RollForward =
  /** Do these steps in this order, then look again. */
  | { readonly decision: 'write'; readonly steps: readonly [WriteStep, ...WriteStep[]] }
  /** The card stands at the end of the plan. */
  | { readonly decision: 'written' }
  /** The card was changed elsewhere since the plan was made. It must not be touched. */
  | { readonly decision: 'conflict'; readonly detail: string };

const write = (...steps: [WriteStep, ...WriteStep[]]): RollForward => ({ decision: 'write', steps });
const conflict = (detail: string): RollForward => ({ decision: 'conflict', detail });

/**
 * Where the card stands on the way from the plan's "before" to its "after", and what brings it to the end.
 *
 * The writes go record, backup, purse, each only after the one before it was answered, so only these states can
 * come from an interrupted run of this plan; any other state was made by somebody else. `~` is a block that a torn
 * write left invalid.
 *
 * | record | backup       | purse  | |
 * |--------|--------------|--------|-|
 * | old    | before       | before | nothing happened: write all three |
 * | old    | before debit | before | nothing happened: bring the backup up to date first |
 * | old    | ~            | before | that was cut: heal the backup |
 * | torn   | before       | before | write all three |
 * | ours   | before       | before | write backup and purse |
 * | ours   | ~            | before | heal the backup |
 * | ours   | after        | before | write the purse |
 * | ours   | after        | ~      | heal the purse |
 * | ours   | after        | after  | written |
 *
 * All of them also require that the newest record apart from ours is still the one the plan started from.
 */
export function decideRollForward(plan: AddValuePlan, seen: SeenOnCard): RollForward {
  const newest = newestBefore(plan, seen.ring);
  if ((newest?.sequence ?? null) !== plan.sequenceBefore) return conflict('the newest record is not the one the plan started from');

  const { balanceBefore: before, balanceAfter: after } = plan;
  const { backup, main } = seen;
  const record = recordState(plan, seen.record);
  if (record === 'foreign') return conflict('the last add-value record is that of another add-value');

  if (record === 'ours') {
    if (backup === after && main === after) return { decision: 'written' };
    if (backup === after && (main === before || main === null)) return write('main');
    if (backup === before && main === before) return write('backup', 'main');
    if (backup === null && main === before) return write('heal-backup');
  } else if (main === before) {
    if (backup === before) return write('record', 'backup', 'main');
    const legalBefore = newest !== null && newest.balanceAfter === before ? balanceBeforeDebit(newest) : null;
    if (record === 'old' && (backup === null || backup === legalBefore)) return write('heal-backup');
  }
  return conflict(`purse ${main ?? 'invalid'} and backup ${backup ?? 'invalid'} do not belong to the ${record} add-value record`);
}

/** The newest record apart from ours: the add-value overwrites the last add-value record, so that comes from the plan. */
function newestBefore(plan: AddValuePlan, ring: readonly TransactionRecord[]): TransactionRecord | null {
  const lastAddValue = decodeRecord(fromHex(plan.recordBefore));
  return newestRecord(lastAddValue === null ? ring : [...ring, lastAddValue]);
}

/**
 * `torn`: what a cut write leaves. Either every byte is the old one or ours, or the block is no add-value at all.
 */
function recordState(plan: AddValuePlan, record: Uint8Array): 'old' | 'ours' | 'torn' | 'foreign' {
  const old = fromHex(plan.recordBefore);
  const ours = fromHex(plan.recordAfter);
  if (record.every((byte, index) => byte === ours[index])) return 'ours';
  if (record.every((byte, index) => byte === old[index])) return 'old';
  if (record.every((byte, index) => byte === ours[index] || byte === old[index])) return 'torn';
  return isPlausibleAddValue(decodeRecord(record)) ? 'foreign' : 'torn';
}

/** Whether a record can be that of an add-value which some machine has made. */
export function isPlausibleAddValue(record: TransactionRecord | null): boolean {
  return record !== null && record.type === RECORD_TYPE.addValue && record.amount > 0 && record.taipeiSeconds > 0;
}
