/**
 * What a reply to POLL says of credits, written from the manual (GA138, event codes of protocol 6 to 8; safe jam of GA973) and sharing no code
 * with the decoder: bytes that follow each event code. `amounts` and `requests` begin with their count.
 */
const AMOUNT = 7;
const REQUEST = 11;
const FIXED: Readonly<Record<number, number>> = {
  ...Object.fromEntries([0xef, 0xee, 0xe6, 0xe2, 0xe1, 0xb7, 0x83, 0x90, 0xa8].map((code) => [code, 1])),
  ...Object.fromEntries([0xca, 0xcb, 0xcd, 0xdf, 0xba, 0xc9, 0xce].map((code) => [code, AMOUNT])),
  ...Object.fromEntries(
    [
      0xf1, 0xed, 0xec, 0xcc, 0xeb, 0xea, 0xe9, 0xe8, 0xe7, 0xe5, 0xd1, 0xe4, 0xe3, 0xe0, 0xb5, 0xb6, 0xb0, 0xc2, 0xc3, 0xdb, 0xbd, 0xbe,
      0xc4, 0xc5, 0xc1, 0xc0, 0xd3, 0x8b, 0x92, 0x93, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae,
      0xaf, 0xc6, 0xc7, 0xc8, 0xcf,
    ].map((code) => [code, 0]),
  ),
};
const COUNTED: Readonly<Record<number, readonly [each: number, after: number]>> = {
  ...Object.fromEntries([0xda, 0xd2, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xb3, 0xb4, 0xde, 0xbf].map((code) => [code, [AMOUNT, 0]])),
  ...Object.fromEntries([0xdc, 0xdd].map((code) => [code, [REQUEST, 0]])),
  0xb1: [AMOUNT, 1],
};
/** Codes whose one byte is a channel: a higher one than the unit has makes the whole reply worth nothing. */
const CHANNELLED: readonly number[] = [0xef, 0xee, 0xe6, 0xe2, 0xe1];
const OK = 0xf0;
const CREDIT = 0xee;
/** A note was moved into the box while the unit had no power: with its channel, or with an amount. */
const CLEARED = 0xe2;
const MOVED: readonly number[] = [0xca, 0xcb];

/** What a whole reply tells as being in the machine now. */
export interface KeptInReply {
  /** Channels of credits, and of a note that was cleared into the box; 0: the unit does not know. */
  readonly channels: readonly number[];
  /** Further notes, told with an amount. */
  readonly moved: number;
}

const NOTHING: KeptInReply = { channels: [], moved: 0 };

/**
 * @param channels how many channels the unit has
 * @returns nothing, when of this reply no byte may be believed
 */
export function keptIn(data: Uint8Array, channels: number): KeptInReply {
  if (data[0] !== OK) return NOTHING;
  const kept: number[] = [];
  let moved = 0;
  let at = 1;
  while (at < data.length) {
    const code = data[at] as number;
    const counted = COUNTED[code];
    const length = counted === undefined ? FIXED[code] : 1 + counted[0] * (data[at + 1] ?? 0) + counted[1];
    if (length === undefined || at + 1 + length > data.length) return NOTHING;
    const channel = data[at + 1] ?? 0;
    if (CHANNELLED.includes(code) && channel > channels) return NOTHING;
    if (code === CREDIT && channel === 0) return NOTHING;
    if (code === CREDIT || code === CLEARED) kept.push(channel);
    if (MOVED.includes(code)) moved += 1;
    at += 1 + length;
  }
  return { channels: kept, moved };
}
