import type { ReturnReason } from '../ports/cashAcceptor.ts';

/** Why the unit gave the last note back, by reply 17 (GA138, last reject code); codes that are not here say nothing. */
const REASONS: ReadonlyMap<number, ReturnReason> = new Map([
  ...[0x01, 0x02, 0x03, 0x04, 0x05, 0x09, 0x11, 0x12, 0x14, 0x16, 0x17].map((code) => [code, 'not-recognised'] as const),
  [0x06, 'not-let-in'],
  [0x07, 'second-note'],
  [0x08, 'host'],
  ...[0x0a, 0x0b, 0x0d, 0x15, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d].map((code) => [code, 'not-moved-well'] as const),
  [0x0c, 'not-let-in'],
  [0x0e, 'fraud'],
  [0x13, 'escrow-timeout'],
]);

export function returnReason(code: number): ReturnReason {
  return REASONS.get(code) ?? 'unknown';
}
