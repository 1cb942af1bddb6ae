import { randomBytes } from 'node:crypto';
import type { Random } from '../ports/random.ts';

/** Randomness of the operating system, fit for keys and tokens. */
export const systemRandom: Random = {
  bytes: (length) => new Uint8Array(randomBytes(length)),
};
