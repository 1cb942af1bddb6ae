import { type BlockChange, stateOf } from './blockChange.ts';
import type { CardBlocks } from './cardBlocks.ts';
import type { BlockPlace, CardLayout } from './cardLayout.ts';
import { sequenceDistance } from './recordOrder.ts';
import { balanceBefore, decodeRecord, type TransactionRecord } from './transactionRecord.ts';
import { decodeValueBlock } from './valueBlock.ts';

/** A change of a purse that was begun on a card, of which it is not known how far it came. */
export interface BegunCredit {
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  /** Its own records in the order of writing: a credit's, a purchase's in the ring, or both. The last one says what the purse is left with. */
  readonly records: readonly [BlockChange, ...BlockChange[]];
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
 * What became of a credit (or a purchase), by what other machines have done with the card since. Each of their records has a number and
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
 *
 * A ticket that was paid with the help of autoload leaves two records: then "our number" is that of either of them.
 */
export function readLaterUse(layout: CardLayout, credit: BegunCredit, seen: CardBlocks, ring: CardBlocks): LaterUse {
  const unclear = (reading: string): LaterUse => ({ credit: 'unclear', reading });
  const { records, balanceBefore: before, balanceAfter } = credit;
  const last = records.at(-1) ?? records[0];
  const first = decodeRecord(records[0].after);
  const ours = decodeRecord(last.after);
  const purse = decodeValueBlock(seen.get(layout.purse.block));
  if (ours === null || first === null || purse === null) return unclear('the purse is not a valid value');
  const isOurs = stateOf(last, contentOf(last, seen, ring)).after;
  const later = recordsAfter(first, before, othersIn(layout, records, seen, ring));
  const [earliest] = later;
  const newest = later.at(-1);
  if (earliest === undefined || newest === undefined) return unclear('no record tells of what was done since');
  const numbers = `records ${later.map(({ sequence }) => sequence).join(', ')} after ${ours.sequence}`;
  const gap = later.find((record, index) => index > 0 && !follows(later[index - 1], record));
  if (gap !== undefined) return unclear(`${numbers}: ${gap.sequence} does not follow the one before it`);
  if (newest.balanceAfter !== purse) return unclear(`${numbers}: the purse is not what ${newest.sequence} left`);
  const from = balanceBefore(earliest);
  const ahead = sequenceDistance(first.sequence, earliest.sequence);
  if (isOurs && ahead === records.length && from === balanceAfter) {
    return { credit: 'written', reading: `${numbers}: they begin with the credit` };
  }
  if ((ahead <= records.length || isBefore(earliest, first)) && from === before) {
    return { credit: 'untouched', reading: `${numbers}: they begin without the credit` };
  }
  if (ahead > 0) return unclear(`${numbers}: what came before ${earliest.sequence} is no longer on the card`);
  return unclear(`${numbers}: ${earliest.sequence} begins neither with the credit nor without it`);
}

function contentOf({ place }: BlockChange, seen: CardBlocks, ring: CardBlocks): Uint8Array {
  return (ring.has(place.block) ? ring : seen).get(place.block);
}

/** Every record that is neither our own nor what lay in its place before, nor what a cut write left there. */
function othersIn(layout: CardLayout, own: BegunCredit['records'], seen: CardBlocks, ring: CardBlocks): TransactionRecord[] {
  const isAnothers = ({ block }: BlockPlace): boolean => {
    const change = own.find(({ place }) => place.block === block);
    if (change === undefined) return true;
    const { before, after, torn } = stateOf(change, contentOf(change, seen, ring));
    return !(before || after || torn);
  };
  return [...layout.ring, layout.lastAddValue]
    .filter(isAnothers)
    .map(({ block }) => decodeRecord((ring.has(block) ? ring : seen).get(block)))
    .filter((record) => record !== null);
}

/**
 * Those with the number of our first or a later one, oldest first. Ours may have taken the place of the last credit, and a machine that
 * counts on from the ring alone gives that one's number out again: such a record left something else than the balance before.
 */
function recordsAfter(first: TransactionRecord, before: number, records: readonly TransactionRecord[]): TransactionRecord[] {
  const start = first.sequence - 1;
  return records
    .filter(
      (record) =>
        sequenceDistance(first.sequence, record.sequence) < WHEEL / 2 || (isBefore(record, first) && record.balanceAfter !== before),
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
