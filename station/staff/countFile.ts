import { type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { FOUND_NOTES } from '../../machines/flows/staff.ts';
import { label } from '../journal/boxBodies.ts';
import { canonicalJson } from '../journal/canonicalJson.ts';
import { personNumber } from '../journal/staffBodies.ts';

/** So many fit no box, and are a slip of the finger. */
const MOST_OF_ONE = 9_999;

const notes = z
  .array(z.strictObject({ value: z.literal(FOUND_NOTES), count: z.int().nonnegative().max(MOST_OF_ONE) }))
  .refine((all) => new Set(all.map(({ value }) => value)).size === all.length, 'one value is counted twice')
  .readonly();

/** A box that was counted in the office, for the machine that it came from: signed by who signs rosters. */
const count = z.strictObject({
  format: z.literal('kiosk-count-1'),
  machine: z.string().min(1),
  exchange: z.int().positive(),
  /** As it stands on the box: another one is another box. */
  serial: label,
  /** As it stood on its seal, which no second exchange has: numbers of exchanges begin anew where a journal was lost. */
  seal: label,
  person: personNumber,
  notes,
});

const signedCount = z.strictObject({ count, signature: z.base64() });

export type OfficeCount = z.infer<typeof count>;

/** @throws z.ZodError when it is no count */
export function signCount(of: unknown, privateKey: KeyObject): string {
  const checked = count.parse(of);
  const signature = sign(null, Buffer.from(canonicalJson(checked)), privateKey).toString('base64');
  return `${JSON.stringify({ count: checked, signature }, null, 2)}\n`;
}

/** The count in a file, or why it is none. */
export function readCount(text: string, publicKey: KeyObject): { readonly count: OfficeCount } | { readonly fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { fault: 'not JSON' };
  }
  const parsed = signedCount.safeParse(json);
  if (!parsed.success) return { fault: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') };
  const { count: said, signature } = parsed.data;
  const right = verify(null, Buffer.from(canonicalJson(said)), publicKey, Buffer.from(signature, 'base64'));
  return right ? { count: said } : { fault: 'its signature is not that of this machine’s operator' };
}
