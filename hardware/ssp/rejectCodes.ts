/** Why the unit gave the last note back, by reply 17 (GA138, last reject code). */
const REJECT_CODES: readonly string[] = [
  'accepted',
  'not recognised',
  'not recognised',
  'not recognised',
  'not recognised',
  'not recognised',
  'channel inhibited',
  'second note',
  'returned by the host',
  'cross channel',
  'rear sensor',
  'too long',
  'disabled by the host',
  'too slow',
  'string fraud',
  'reject code 15',
  'no note',
  'not recognised',
  'not recognised',
  'escrow time-out',
  'bar code',
  'did not reach the sensors',
  'not recognised',
  'not recognised',
  'too fast',
  'wrong width',
  'too short',
  'after a payout',
  'double note',
  'cannot be stacked',
];

export function rejectReason(code: number): string {
  return REJECT_CODES[code] ?? `reject code ${code}`;
}
