import { toHex } from './hex.ts';

/** Randomness. The world replaces it by a seeded one, so that a run can be repeated. */
export interface Random {
  /** `length` bytes fit for identifiers, keys and nonces. */
  bytes(length: number): Uint8Array;
}

export function randomHex(random: Random, length: number): string {
  return toHex(random.bytes(length));
}
