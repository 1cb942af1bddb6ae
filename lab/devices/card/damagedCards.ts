import { BLOCK_LENGTH } from '../../../hardware/card-profiles/blockAccess.ts';
import { USAGE } from '../../../hardware/card-profiles/attributes.ts';
import type { BlockPlace } from '../../../hardware/card-profiles/cardLayout.ts';
import { LAYOUT } from '../../../hardware/card-profiles/easycard-classic/layout.ts';
import type { CardHistoryEntry, CardDescription } from './cardImage.ts';
import { buildEasyCardImage } from './easyCardImage.ts';
import type { CardTechnology } from '../../../hardware/ports/cardReader.ts';
import { withClosedSector } from './closedSector.ts';
import { IMAGE_LENGTH } from './simulatedCard.ts';

/** One thing that is wrong, or merely unusual, with an otherwise sound card. */
export type CardDefect =
  | 'invalid-purse'
  | 'invalid-backup'
  | 'no-valid-purse' /** neither of the two: nobody can say what is on it */
  | 'backup-before-debit' /** legal: the last machine wrote only the purse */
  | 'backup-unexplained'
  | 'purse-without-record' /** both purses moved, no record says why */
  | 'torn-add-value-record'
  | 'unfinished-add-value' /** another machine wrote its record and no purse */
  | 'wrong-check-byte' /** in the attributes; their mirror is sound */
  | 'blocked'
  | 'refunded'
  | 'expired'
  | 'not-activated'
  | 'empty-purse'
  | 'full-purse'
  | 'four-kilobytes'
  | 'processor-card'
  | 'other-card-type'
  | 'empty-card'
  | 'blocked-sector'; /** access bits that contradict each other: the chip shuts the sector for good */

const HISTORY: readonly CardHistoryEntry[] = [
  { kind: 'add-value', amount: 300, minutesAgo: 5_000, place: 0x33, device: 0xa1_0001 },
  { kind: 'purchase', amount: 95, minutesAgo: 600, place: 0x01, device: 0xa0_f001 },
];

/** A sound card with exactly one defect, and what a reader sees of it. */
export function damagedCard(
  defect: CardDefect,
  nowMs: number,
  uid = '08d00001',
): { readonly image: Uint8Array; readonly kind: CardTechnology } {
  const base: CardDescription = { uid, nowMs, balance: 400, history: HISTORY, lastSequence: 100 };
  const build = (change: Partial<CardDescription> = {}): Uint8Array => buildEasyCardImage({ ...base, ...change });
  const kind: CardTechnology =
    defect === 'four-kilobytes' ? 'mifare-classic-4k' : defect === 'processor-card' ? 'iso-14443-4' : 'mifare-classic-1k';
  return { image: imageWith(defect, build), kind };
}

function imageWith(defect: CardDefect, build: (change?: Partial<CardDescription>) => Uint8Array): Uint8Array {
  switch (defect) {
    case 'invalid-purse':
      return flipped(build(), LAYOUT.purse, 5);
    case 'invalid-backup':
      return flipped(build(), LAYOUT.backupPurse, 5);
    case 'no-valid-purse':
      return flipped(flipped(build(), LAYOUT.purse, 5), LAYOUT.backupPurse, 5);
    case 'backup-before-debit':
      return build({ backupBeforeDebit: true });
    case 'backup-unexplained':
      return copied(build({ balance: 777 }), LAYOUT.backupPurse, build());
    case 'purse-without-record':
      return copied(build({ balance: 777 }), LAYOUT.purse, copied(build({ balance: 777 }), LAYOUT.backupPurse, build()));
    case 'torn-add-value-record':
      // The record's type byte and everything after it never arrived.
      return zeroed(build(), LAYOUT.lastAddValue, 5);
    case 'unfinished-add-value': {
      const finished = build({ balance: 900, history: [...HISTORY, { ...addValueNow, amount: 500 }], lastSequence: 101 });
      return copied(finished, LAYOUT.lastAddValue, build());
    }
    case 'wrong-check-byte':
      return flipped(build({ attributes: { product: 'senior', personalProfile: 2 } }), LAYOUT.attributes, 9);
    case 'blocked':
      return build({ attributes: { usage: USAGE.activated | USAGE.blocked } });
    case 'refunded':
      return build({ attributes: { usage: USAGE.activated | USAGE.refunded } });
    case 'expired':
      return build({ expiresInDays: -1 });
    case 'not-activated':
      return build({ attributes: { usage: 0 } });
    case 'empty-purse':
      return build({ balance: 0 });
    case 'full-purse':
      return build({ balance: 10_000 });
    case 'four-kilobytes':
    case 'processor-card':
      return build();
    case 'other-card-type':
      return flipped(build(), LAYOUT.directory, 1);
    case 'empty-card':
      return emptied(build());
    case 'blocked-sector':
      return flipped(build(), { ...LAYOUT.directory, block: trailerOf(LAYOUT.directory) }, 7);
  }
}

/** A card of the dock that no machine can serve. */
export interface DamagedCard extends ReturnType<typeof damagedCard> {
  readonly id: string;
  /** For people who write software: plain English. */
  readonly label: string;
}

const DOCKED: readonly (Omit<DamagedCard, 'image' | 'kind'> & { readonly uid: string; readonly defect: CardDefect })[] = [
  { id: 'unreadable', label: 'Cannot be read: one sector has shut itself', uid: '08d00002', defect: 'blocked-sector' },
  { id: 'forged', label: 'Looks forged: purse and backup are no values', uid: '08d00003', defect: 'no-valid-purse' },
  { id: 'other-kind', label: 'Another kind: a processor card', uid: '08d00004', defect: 'processor-card' },
];

/** The cards that the development dock keeps apart: each ends a visit in its own way. No issuer knows them. */
export function damagedDockCards(nowMs: number): DamagedCard[] {
  const closed = damagedCard('backup-before-debit', nowMs, '08d00005');
  return [
    ...DOCKED.map(({ id, label, uid, defect }) => ({ id, label, ...damagedCard(defect, nowMs, uid) })),
    { id: 'closed-sector', label: 'One sector has other keys', ...closed, image: withClosedSector(closed.image, 14, 'other-keys') },
  ];
}

const addValueNow: CardHistoryEntry = { kind: 'add-value', amount: 500, minutesAgo: 1, place: 0x33, device: 0xa1_0002 };

function blockAt(image: Uint8Array, { block }: BlockPlace): Uint8Array {
  return image.subarray(block * BLOCK_LENGTH, (block + 1) * BLOCK_LENGTH);
}

/** The last block of its sector, where keys and access bits stand. */
function trailerOf({ block }: BlockPlace): number {
  return block | 3;
}

function flipped(image: Uint8Array, place: BlockPlace, offset: number): Uint8Array {
  const block = blockAt(image, place);
  block[offset] = (block[offset] ?? 0) ^ 0x01;
  return image;
}

function zeroed(image: Uint8Array, place: BlockPlace, from: number): Uint8Array {
  blockAt(image, place).fill(0, from);
  return image;
}

/** `to` with one block of `from`. */
function copied(from: Uint8Array, place: BlockPlace, to: Uint8Array): Uint8Array {
  blockAt(to, place).set(blockAt(from, place));
  return to;
}

/** Nothing but what the maker wrote and the trailers. */
function emptied(image: Uint8Array): Uint8Array {
  const empty = new Uint8Array(IMAGE_LENGTH);
  empty.set(image.subarray(0, BLOCK_LENGTH));
  for (let trailer = 3; trailer < 64; trailer += 4) {
    const bytes = image.subarray(trailer * BLOCK_LENGTH, (trailer + 1) * BLOCK_LENGTH);
    empty.set(bytes, trailer * BLOCK_LENGTH);
  }
  return empty;
}
