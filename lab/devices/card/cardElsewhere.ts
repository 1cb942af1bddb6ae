import { decodeAttributes, USAGE } from '../../../hardware/card-profiles/attributes.ts';
import { sameBytes } from '../../../hardware/card-profiles/cardBlocks.ts';
import { hasCheckByte } from '../../../hardware/card-profiles/checkByte.ts';
import type { BlockPlace, CardLayout } from '../../../hardware/card-profiles/cardLayout.ts';
import {
  ADD_VALUE_CODE,
  decodeRecord,
  encodeRecord,
  kindOf,
  RECORD_TYPE,
  type TransactionRecord,
} from '../../../hardware/card-profiles/transactionRecord.ts';
import { decodeValueBlock, encodeValueBlock } from '../../../hardware/card-profiles/valueBlock.ts';
import { taipeiEpochSeconds } from '../../../hardware/ports/clock.ts';
import type { SimulatedCard } from './simulatedCard.ts';

/** Where a card is used between two visits to this kiosk. */
export const ELSEWHERE = ['entry', 'gate', 'shop', 'kiosk'] as const;
export type Elsewhere = (typeof ELSEWHERE)[number];

const MACHINES = {
  entry: { type: RECORD_TYPE.entry, place: 0x33, device: 0x00a0_0011, code: 0 },
  gate: { type: RECORD_TYPE.exit, place: 0x32, device: 0x00a0_0012, code: 0 },
  shop: { type: RECORD_TYPE.purchase, place: 0x01, device: 0x00a0_f001, code: 0 },
  kiosk: { type: RECORD_TYPE.addValue, place: 0x2e, device: 0x00a1_0077, code: ADD_VALUE_CODE },
} as const;

/** Most that a purse can hold, NT$. */
const PURSE_MAXIMUM = 10_000;
const WHEEL = 256;

/**
 * What another machine does with a card, in the card's own memory: other machines are none of ours, so this shares no code
 * with the way in which this kiosk plans a credit.
 *
 * An entry takes nothing and leaves its record. A gate goes by the purse, and counts on from a credit that was cut off after its record; it brings the backup to what
 * the purse held, then takes the fare. A shop goes by the purse and what belongs to it, and writes both. A second kiosk serves only a card on
 * which purse, backup and newest record agree.
 * @param amount NT$, above 0
 * @returns by how much the purse changed, NT$; null when that machine refused the card
 */
export function useElsewhere(card: SimulatedCard, layout: CardLayout, where: Elsewhere, atMs: number, amount: number): number | null {
  const block = ({ block: number }: BlockPlace): Uint8Array => card.image.subarray(number * 16, number * 16 + 16);
  const purse = decodeValueBlock(block(layout.purse));
  if (purse === null || card.isTorn(layout.purse.block) || isEnded(layout, block)) return null;
  const ring = layout.ring.map((place) => decodeRecord(block(place)));
  const lastInRing = newestOf(ring);
  const lastCredit = creditIn(block(layout.lastAddValue));
  const ahead = lastCredit === null ? 0 : (lastCredit.sequence - (lastInRing?.sequence ?? 0)) & (WHEEL - 1);
  // Whatever follows a credit lies in the ring. One that is ahead is the newest if the purse says so - or, to a gate, if it
  // fits the purse as it was: the trace of a credit that was cut off after its record.
  const fits =
    lastCredit !== null &&
    (lastCredit.balanceAfter === purse || (where === 'gate' && lastCredit.balanceAfter - lastCredit.amount === purse));
  const newest = fits && (lastInRing === null || (ahead > 0 && ahead < WHEEL / 2)) ? lastCredit : lastInRing;

  const change = where === 'entry' ? 0 : where === 'kiosk' ? amount : -amount;
  if (where === 'kiosk' && !agree(purse, decodeValueBlock(block(layout.backupPurse)), newest)) return null;
  if (purse + change > PURSE_MAXIMUM || (where === 'gate' ? purse <= 0 : purse + change < 0)) return null;
  const record = encodeRecord({
    ...MACHINES[where],
    sequence: ((newest?.sequence ?? 0) + 1) & (WHEEL - 1),
    taipeiSeconds: taipeiEpochSeconds(atMs),
    amount: Math.abs(change),
    balanceAfter: purse + change,
  });
  block(where === 'kiosk' ? layout.lastAddValue : placeFor(layout, ring, lastInRing)).set(record);
  for (const copy of layout.recordCopies) if (copy.kind === kindOf(MACHINES[where] as TransactionRecord)) block(copy.place).set(record);
  block(layout.backupPurse).set(encodeValueBlock(where === 'gate' ? purse : purse + change));
  block(layout.purse).set(encodeValueBlock(purse + change));
  return change;
}

/** Locked or refunded: no machine serves the card. */
function isEnded({ issuerData: { marker, attributes } }: CardLayout, block: (place: BlockPlace) => Uint8Array): boolean {
  if (marker !== null && !sameBytes(block(marker.place), marker.content)) return false;
  const copies = [attributes.main, ...(attributes.mirror === null ? [] : [attributes.mirror])].map(block);
  const sound = copies.find(hasCheckByte);
  return sound !== undefined && (decodeAttributes(sound).usage & (USAGE.blocked | USAGE.refunded)) !== 0;
}

function newestOf(ring: readonly (TransactionRecord | null)[]): TransactionRecord | null {
  return ring.reduce((newest, record) => {
    if (newest === null || record === null) return newest ?? record;
    const ahead = (record.sequence - newest.sequence) & (WHEEL - 1);
    return ahead > 0 && ahead < WHEEL / 2 ? record : newest;
  }, null);
}

function creditIn(block: Uint8Array): TransactionRecord | null {
  const record = decodeRecord(block);
  return record !== null && record.type === RECORD_TYPE.addValue && record.amount > 0 ? record : null;
}

function agree(purse: number, backup: number | null, newest: TransactionRecord | null): boolean {
  if (newest !== null && newest.balanceAfter !== purse) return false;
  return backup === purse || (newest !== null && kindOf(newest) !== 'add-value' && backup === purse + newest.amount);
}

/** The slot behind the newest record, or the first that is empty. */
function placeFor({ ring: places }: CardLayout, ring: readonly (TransactionRecord | null)[], newest: TransactionRecord | null): BlockPlace {
  const empty = ring.indexOf(null);
  const slot = empty >= 0 ? empty : (ring.indexOf(newest) + 1) % places.length;
  return places[slot] as BlockPlace;
}
