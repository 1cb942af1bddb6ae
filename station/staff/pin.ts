import { scryptSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Random } from '../../hardware/ports/random.ts';

/** A PIN as it is kept: scrypt (RFC 7914), its costs beside it so that they can be raised. */
export const pinSecret = z.strictObject({
  kdf: z.literal('scrypt'),
  /** Binary logarithm of N. */
  cost: z.int().min(14).max(20),
  salt: z.base64(),
  hash: z.base64(),
});

export type PinSecret = z.infer<typeof pinSecret>;

/** N = 2^15 with r = 8: 32 MB, some 100 ms (OWASP Password Storage, 2023, asks for 2^17 where the memory is there; six digits fall to any cost). */
const COST = 15;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const BLOCK = 8;

function hashOf(pin: string, salt: Uint8Array, cost: number): Buffer {
  const N = 2 ** cost;
  return scryptSync(pin, salt, HASH_BYTES, { N, r: BLOCK, p: 1, maxmem: 256 * N * BLOCK });
}

export function sealPin(pin: string, random: Random, cost = COST): PinSecret {
  const salt = random.bytes(SALT_BYTES);
  return { kdf: 'scrypt', cost, salt: Buffer.from(salt).toString('base64'), hash: hashOf(pin, salt, cost).toString('base64') };
}

export function isPin(pin: string, { salt, hash, cost }: PinSecret): boolean {
  const expected = Buffer.from(hash, 'base64');
  const given = hashOf(pin, Buffer.from(salt, 'base64'), cost);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** For a card that is on no roster: whoever measures the time learns nothing. */
export const NOBODYS_PIN: PinSecret = {
  kdf: 'scrypt',
  cost: COST,
  salt: Buffer.alloc(SALT_BYTES).toString('base64'),
  hash: Buffer.alloc(HASH_BYTES).toString('base64'),
};

/** Fewest and most digits. */
const WELL_FORMED = /^\d{6,12}$/;

/** One digit only, or digits that follow each other up or down. */
function isEasy(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10));
  const [step] = steps;
  return steps.size === 1 && (step === 0 || step === 1 || step === 9);
}

export function mayBePin(pin: string): boolean {
  return WELL_FORMED.test(pin) && !isEasy(pin);
}
