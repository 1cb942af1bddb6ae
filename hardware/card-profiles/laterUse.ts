import { stateOf } from './blockChange.ts';
import type { CardBlocks } from './cardBlocks.ts';
import type { CardLayout } from './cardLayout.ts';
import { recordChange } from './purseCredit.ts';
import { sequenceDistance } from './recordOrder.ts';
import { ringOf } from './readCard.ts';
import { balanceBefore, decodeRecord, type TransactionRecord } from './transactionRecord.ts';
import { decodeValueBlock } from './valueBlock.ts';

/** A credit that was begun on a card, of which it is not known how far it came. */
export interface BegunCredit {
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  readonly recordBefore: Uint8Array;
  readonly recordAfter: Uint8Array;
}

/** What the records of a card that was used elsewhere since say of the credit. */
export type LaterUse =
  /** All of it was on the card before it was used again. */
  | { readonly credit: 'written'; readonly reading: string }
  /** Its money was not in the purse when it was used again, and will not come there by this plan any more. */
  | { readonly credit: 'untouched'; readonly reading: string }
  /** The card alone does not tell. */
  | { readonly credit: 'unclear'; readonly reading: string };

/** More than the ring holds cannot be gone through. */
const WHEEL = 256;

/**
 * What became of a credit, by what other machines have done with the card since. Each of their records has a number and
 * says what the purse held before and after it. Where they follow the credit's own number without a gap, each beginning
 * with what the one before it left, up to what the purse holds now, the first of them says whether the credit's money was
 * there. Numbers count and no clock does.
 *
 * | in the place of the last credit | first of the records after it | |
 * |---|---|---|
 * | ours | the number after ours, from the balance after | written |
 * | any | our number, from the balance before | untouched |
 * | any | the number after ours, from the balance before: whatever bore our number, the purse never had it | untouched |
 * | another's | the number after ours, from the balance after: ours, or another's of the same amount | unclear |
 * | any | the number before ours again, from the balance before: of a machine that counted on from the ring alone | untouched |
 * | any | a later number, another balance, a gap, a purse that is none, a record of unknown meaning | unclear |
 */
export function readLaterUse(layout: CardLayout, credit: BegunCredit, seen: CardBlocks, ring: CardBlocks): LaterUse {
  const unclear = (reading: string): LaterUse => ({ credit: 'unclear', reading });
  const ours = decodeRecord(credit.recordAfter);
  const purse = decodeValueBlock(seen.get(layout.purse.block));
  if (ours === null || purse === null) return unclear('the purse is not a valid value');
  const place = seen.get(layout.lastAddValue.block);
  const { before, after: isOurs, torn } = stateOf(recordChange(layout, credit), place);
  const other = before || isOurs || torn ? null : decodeRecord(place);
  const later = recordsAfter(ours, credit, [...ringOf(layout, ring), ...(other === null ? [] : [other])]);
  const [first] = later;
  const last = later.at(-1);
  if (first === undefined || last === undefined) return unclear('no record tells of what was done since');
  const numbers = `records ${later.map(({ sequence }) => sequence).join(', ')} after ${ours.sequence}`;
  const gap = later.find((record, index) => index > 0 && !follows(later[index - 1], record));
  if (gap !== undefined) return unclear(`${numbers}: ${gap.sequence} does not follow the one before it`);
  if (last.balanceAfter !== purse) return unclear(`${numbers}: the purse is not what ${last.sequence} left`);
  const from = balanceBefore(first);
  const ahead = sequenceDistance(ours.sequence, first.sequence);
  if (isOurs && ahead === 1 && from === credit.balanceAfter)
    return { credit: 'written', reading: `${numbers}: they begin with the credit` };
  if ((ahead <= 1 || isBefore(first, ours)) && from === credit.balanceBefore) {
    return { credit: 'untouched', reading: `${numbers}: they begin without the credit` };
  }
  if (ahead > 0) return unclear(`${numbers}: what came before ${first.sequence} is no longer on the card`);
  return unclear(`${numbers}: ${first.sequence} begins neither with the credit nor without it`);
}

/**
 * Those with the number of `ours` or a later one, oldest first. Ours may have taken the place of the last credit, and a machine that
 * counts on from the ring alone gives that one's number out again: such a record left something else than the balance before.
 */
function recordsAfter(
  ours: TransactionRecord,
  { balanceBefore: before }: BegunCredit,
  records: readonly TransactionRecord[],
): TransactionRecord[] {
  const start = ours.sequence - 1;
  return records
    .filter(
      (record) =>
        sequenceDistance(ours.sequence, record.sequence) < WHEEL / 2 || (isBefore(record, ours) && record.balanceAfter !== before),
    )
    .toSorted((a, b) => sequenceDistance(start, a.sequence) - sequenceDistance(start, b.sequence));
}

function isBefore(record: TransactionRecord, ours: TransactionRecord): boolean {
  return sequenceDistance(record.sequence, ours.sequence) === 1;
}

function follows(previous: TransactionRecord | undefined, record: TransactionRecord): boolean {
  return (
    previous !== undefined && sequenceDistance(previous.sequence, record.sequence) === 1 && balanceBefore(record) === previous.balanceAfter
  );
}
