import type { AddValueOrder, AddValuePlan, AddValueVerdict, CardFault } from '../../ports/cardReader.ts';
import { taipeiEpochSeconds } from '../../ports/clock.ts';
import { dollars } from '../../ports/dollars.ts';
import { fromHex, toHex } from '../../ports/hex.ts';
import { fail, ok, type Result } from '../../ports/result.ts';
import { type AccessFault, type BlockAccess, sectorOf, toCardFault } from '../blockAccess.ts';
import { readBlocks } from '../cardBlocks.ts';
import { newestRecord } from '../recordOrder.ts';
import { decideRollForward, isPlausibleAddValue, type SeenOnCard, type WriteStep } from '../rollForward.ts';
import {
  ADD_VALUE_CODE,
  balanceBeforeDebit,
  decodeRecord,
  encodeRecord,
  RECORD_TYPE,
  type TransactionRecord,
} from '../transactionRecord.ts';
import { decodeValueBlock, encodeValueBlock } from '../valueBlock.ts';
import { LAYOUT, type PublicPlace, PURSE_MAXIMUM } from './layout.ts';
import { ringOf } from './readCard.ts';

/**
 * Looks at most this often: once before writing, once after, and once more around a repair. More means that blocks
 * which were answered as written do not read back, and going on would not help.
 */
const LOOKS = 3;

const RING = LAYOUT.ring.map((place) => place.block);
const PURSES_AND_RECORD = [LAYOUT.purse.block, LAYOUT.backupPurse.block, LAYOUT.lastAddValue.block];

/** Reads purses and records and says what an add-value will change. */
export async function planAddValue(
  access: BlockAccess,
  uid: Uint8Array,
  profile: string,
  order: AddValueOrder,
): Promise<Result<AddValuePlan, CardFault>> {
  const read = await readBlocks(access, 'a', [...PURSES_AND_RECORD, ...RING]);
  if (!read.ok) return fail(toCardFault(read.error));
  const recordBefore = read.value.get(LAYOUT.lastAddValue.block);
  const seen: SeenOnCard = {
    record: recordBefore,
    backup: decodeValueBlock(read.value.get(LAYOUT.backupPurse.block)),
    main: decodeValueBlock(read.value.get(LAYOUT.purse.block)),
    ring: ringOf(read.value),
  };
  const purse = legalPurse(seen);
  if (!purse.ok) return fail({ kind: 'contradictory', detail: purse.error });
  const { balance: balanceBefore, newest } = purse.value;
  const balanceAfter = balanceBefore + order.amount;
  if (order.amount <= 0 || balanceAfter > PURSE_MAXIMUM) {
    return fail({ kind: 'contradictory', detail: `the purse cannot go from ${balanceBefore} to ${balanceAfter}` });
  }
  const recordAfter = encodeRecord({
    sequence: ((newest?.sequence ?? 0) + 1) & 0xff,
    taipeiSeconds: taipeiEpochSeconds(order.atMs),
    type: RECORD_TYPE.addValue,
    amount: order.amount,
    balanceAfter,
    code: ADD_VALUE_CODE,
    place: order.place,
    device: order.device,
  });
  return ok({
    profile,
    uid: toHex(uid),
    amount: order.amount,
    balanceBefore,
    balanceAfter,
    sequenceBefore: newest?.sequence ?? null,
    recordBefore: toHex(recordBefore),
    recordAfter: toHex(recordAfter),
  });
}

/**
 * The balance of a card that may be written, or why it may not. The purse must be what the newest record left, and
 * the backup must equal it - or hold the value before that record's debit. Anything else is either damage or an
 * add-value that another machine has not finished: writing over it would destroy the trace.
 */
function legalPurse(seen: SeenOnCard): Result<{ balance: number; newest: TransactionRecord | null }, string> {
  const lastAddValue = decodeRecord(seen.record);
  if (lastAddValue !== null && !isPlausibleAddValue(lastAddValue)) return fail('the last add-value record is damaged');
  const newest = newestRecord(lastAddValue === null ? seen.ring : [...seen.ring, lastAddValue]);
  if (seen.main === null) return fail('the purse is not a valid value');
  if (newest !== null && newest.balanceAfter !== seen.main) return fail('the purse is not what the newest record left');
  const beforeDebit = newest === null ? null : balanceBeforeDebit(newest);
  if (seen.backup === null || (seen.backup !== seen.main && seen.backup !== beforeDebit)) {
    return fail('the backup is neither the purse nor its value before the last debit');
  }
  return ok({ balance: seen.main, newest });
}

/** Brings the card to the end of `plan` and says what reading it back showed. */
export async function applyAddValue(access: BlockAccess, plan: AddValuePlan): Promise<AddValueVerdict> {
  const ring = await readBlocks(access, 'b', RING);
  if (!ring.ok) return unheard(ring.error);
  const ringRecords = ringOf(ring.value);
  const opened = await access.authenticate(sectorOf(LAYOUT.purse.block), 'b');
  if (!opened.ok) return unheard(opened.error);

  for (let look = 0; look < LOOKS; look += 1) {
    const seen = await see(access, ringRecords);
    if (!seen.ok) return unheard(seen.error);
    const next = decideRollForward(plan, seen.value);
    if (next.decision === 'written') return { verdict: 'written', balance: dollars(plan.balanceAfter), found: look === 0 };
    if (next.decision === 'conflict') {
      // After a write of ours it is no longer true that the card was not touched.
      return look === 0 ? { verdict: 'conflict', detail: next.detail } : { verdict: 'unknown', detail: `read back: ${next.detail}` };
    }
    for (const step of next.steps) {
      const { place, data } = blockOf(plan, step);
      const written = await access.write(place.block, data);
      if (!written.ok) return unheard(written.error);
    }
  }
  return { verdict: 'unknown', detail: 'what was written does not read back' };
}

/** The three blocks of the open sector that an add-value changes. */
async function see(access: BlockAccess, ring: readonly TransactionRecord[]): Promise<Result<SeenOnCard, AccessFault>> {
  const record = await access.read(LAYOUT.lastAddValue.block);
  if (!record.ok) return record;
  const backup = await access.read(LAYOUT.backupPurse.block);
  if (!backup.ok) return backup;
  const main = await access.read(LAYOUT.purse.block);
  if (!main.ok) return main;
  return ok({ record: record.value, backup: decodeValueBlock(backup.value), main: decodeValueBlock(main.value), ring });
}

/** An add-value writes public places only: the compiler sees to it. */
function blockOf(plan: AddValuePlan, step: WriteStep): { place: PublicPlace; data: Uint8Array } {
  switch (step) {
    case 'heal-backup':
      return { place: LAYOUT.backupPurse, data: encodeValueBlock(plan.balanceBefore) };
    case 'record':
      return { place: LAYOUT.lastAddValue, data: fromHex(plan.recordAfter) };
    case 'backup':
      return { place: LAYOUT.backupPurse, data: encodeValueBlock(plan.balanceAfter) };
    case 'main':
      return { place: LAYOUT.purse, data: encodeValueBlock(plan.balanceAfter) };
  }
}

function unheard(fault: AccessFault): AddValueVerdict {
  return { verdict: 'unknown', detail: fault.detail };
}
