/**
 * Access bits of a MIFARE Classic sector (NXP MF1S50yyX data sheet, section 8.7): three bits C1 C2 C3 for each of its
 * four blocks, stored twice, once inverted.
 */
export type KeyKind = 'a' | 'b';

type Who = 'never' | 'a' | 'b' | 'either';

interface DataRights {
  readonly read: Who;
  readonly write: Who;
  readonly increment: Who;
  /** Decrement, transfer and restore. */
  readonly decrement: Who;
}

interface TrailerRights {
  readonly writeKeyA: Who;
  readonly readAccessBits: Who;
  readonly writeAccessBits: Who;
  readonly readKeyB: Who;
  readonly writeKeyB: Who;
}

/** By the number C1 C2 C3 (table 8 of the data sheet). */
const DATA: readonly DataRights[] = [
  /* 000 */ { read: 'either', write: 'either', increment: 'either', decrement: 'either' },
  /* 001 */ { read: 'either', write: 'never', increment: 'never', decrement: 'either' },
  /* 010 */ { read: 'either', write: 'never', increment: 'never', decrement: 'never' },
  /* 011 */ { read: 'b', write: 'b', increment: 'never', decrement: 'never' },
  /* 100 */ { read: 'either', write: 'b', increment: 'never', decrement: 'never' },
  /* 101 */ { read: 'b', write: 'never', increment: 'never', decrement: 'never' },
  /* 110 */ { read: 'either', write: 'b', increment: 'b', decrement: 'either' },
  /* 111 */ { read: 'never', write: 'never', increment: 'never', decrement: 'never' },
];

/** By the number C1 C2 C3 (table 7 of the data sheet). Key A can never be read. */
const TRAILER: readonly TrailerRights[] = [
  /* 000 */ { writeKeyA: 'a', readAccessBits: 'a', writeAccessBits: 'never', readKeyB: 'a', writeKeyB: 'a' },
  /* 001 */ { writeKeyA: 'a', readAccessBits: 'a', writeAccessBits: 'a', readKeyB: 'a', writeKeyB: 'a' },
  /* 010 */ { writeKeyA: 'never', readAccessBits: 'a', writeAccessBits: 'never', readKeyB: 'a', writeKeyB: 'never' },
  /* 011 */ { writeKeyA: 'b', readAccessBits: 'either', writeAccessBits: 'b', readKeyB: 'never', writeKeyB: 'b' },
  /* 100 */ { writeKeyA: 'b', readAccessBits: 'either', writeAccessBits: 'never', readKeyB: 'never', writeKeyB: 'b' },
  /* 101 */ { writeKeyA: 'never', readAccessBits: 'either', writeAccessBits: 'b', readKeyB: 'never', writeKeyB: 'never' },
  /* 110 */ { writeKeyA: 'never', readAccessBits: 'either', writeAccessBits: 'never', readKeyB: 'never', writeKeyB: 'never' },
  /* 111 */ { writeKeyA: 'never', readAccessBits: 'either', writeAccessBits: 'never', readKeyB: 'never', writeKeyB: 'never' },
];

/** The condition number of block `index` (0 to 3) of a sector, or null when the stored copies disagree. */
function conditionOf(trailer: Uint8Array, index: number): number | null {
  const [six = 0, seven = 0, eight = 0] = trailer.subarray(6, 9);
  const c1 = seven >> 4;
  const c2 = eight & 0x0f;
  const c3 = eight >> 4;
  const consistent = (six & 0x0f) === (~c1 & 0x0f) && six >> 4 === (~c2 & 0x0f) && (seven & 0x0f) === (~c3 & 0x0f);
  if (!consistent) return null;
  const bit = (nibble: number): number => (nibble >> index) & 1;
  return (bit(c1) << 2) | (bit(c2) << 1) | bit(c3);
}

export type DataAct = keyof DataRights;
export type TrailerAct = keyof TrailerRights;

function grants(who: Who, key: KeyKind, keyBReadable: boolean): boolean {
  // Key B of a sector that lets it be read is data, not a key: it opens nothing.
  if (key === 'b' && keyBReadable) return false;
  return who === 'either' || who === key;
}

function keyBIsReadable(trailer: Uint8Array): boolean {
  const condition = conditionOf(trailer, 3);
  return condition !== null && TRAILER[condition]?.readKeyB !== 'never';
}

/** Whether a sector opened with `key` allows `act` on its data block `index` (0 to 2). A damaged trailer allows nothing. */
export function mayTouchData(trailer: Uint8Array, index: number, act: DataAct, key: KeyKind): boolean {
  const rights = DATA[conditionOf(trailer, index) ?? -1];
  return rights !== undefined && grants(rights[act], key, keyBIsReadable(trailer));
}

/** Whether a sector opened with `key` allows `act` on its trailer. */
export function mayTouchTrailer(trailer: Uint8Array, act: TrailerAct, key: KeyKind): boolean {
  const rights = TRAILER[conditionOf(trailer, 3) ?? -1];
  return rights !== undefined && grants(rights[act], key, keyBIsReadable(trailer));
}
