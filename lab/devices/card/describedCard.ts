import { z } from 'zod';
import { USAGE } from '../../../hardware/card-profiles/attributes.ts';
import { fromHex } from '../../../hardware/ports/hex.ts';
import { fail, ok, type Result } from '../../../hardware/ports/result.ts';
import type { CardDescription } from './cardImage.ts';
import { buildEasyCardImage } from './easyCardImage.ts';
import { buildIpassCardImage } from './ipassCardImage.ts';

const byte = z.int().min(0).max(0xff);
const word = z.int().min(0).max(0xffff);
const key = z.string().regex(/^[0-9a-fA-F]{12}$/, 'twelve hexadecimal digits');
const date = z.iso.date();

const historyEntry = z.strictObject({
  kind: z.enum(['entry', 'exit', 'purchase', 'add-value']),
  /** NT$. */
  amount: word,
  minutesAgo: z.int().nonnegative(),
  place: byte,
  device: z.int().min(0).max(0xffff_ffff),
});

const attributes = z.strictObject({
  usage: z.array(z.enum(['activated', 'blocked', 'refunded', 'autoload', 'credit'])).exactOptional(),
  product: z
    .enum([
      'ordinary',
      'student',
      'concession',
      'senior',
      'charity',
      'companion',
      'citizen',
      'telecom',
      'debit',
      'cobranded',
      'special',
      'general',
      'concession-pingtung',
    ])
    .exactOptional(),
  personalProfile: byte.exactOptional(),
  profileExpiresOn: date.exactOptional(),
  deposit: word.exactOptional(),
  issuer: byte.exactOptional(),
  bank: byte.exactOptional(),
  loyaltyPoints: word.exactOptional(),
  area: byte.exactOptional(),
});

const schema = z.strictObject({
  profile: z.enum(['easycard-classic', 'ipass-synthetic']),
  uid: z.string().regex(/^08[0-9a-fA-F]{6}$/, 'four bytes of the test range, 08xxxxxx'),
  /** The moment from which the history is reckoned back, ISO 8601 in UTC (`…Z`); left out, now. */
  now: z.iso.datetime().exactOptional(),
  /** NT$, after the whole history. What records can hold: below zero for an advance (R-003-20). */
  balance: z.int().min(-0x8000).max(0x7fff),
  history: z.array(historyEntry).max(1_000).exactOptional(),
  lastSequence: byte.exactOptional(),
  issuedDaysAgo: z.int().positive().exactOptional(),
  expiresInDays: z.int().exactOptional(),
  backupBeforeDebit: z.boolean().exactOptional(),
  /** Null: a card without the blocks that this project invented. */
  attributes: attributes.nullable().exactOptional(),
  autoload: z.strictObject({ amount: word, count: byte, lastOn: date.nullable() }).exactOptional(),
  keys: z.strictObject({ a: key, b: key }).exactOptional(),
});

/** A card in a few words, as JSON. */
export type CardDescriptionJson = z.input<typeof schema>;

/**
 * Makes the image of a card, 1,024 bytes, from a description that somebody wrote.
 * @param nowMs milliseconds since 1970-01-01 UTC, where the description names no moment of its own
 * @returns what is wrong with the description, fault by fault and by its place in it
 */
export function imageOfDescription(json: unknown, nowMs: number): Result<Uint8Array, string> {
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    return fail(
      parsed.error.issues.map(({ path, message }) => `${path.length === 0 ? 'description' : path.join('.')}: ${message}`).join('\n'),
    );
  }
  const { profile, now, keys, attributes: described, ...rest } = parsed.data;
  const description: CardDescription = {
    ...rest,
    nowMs: now === undefined ? nowMs : Date.parse(`${now.replace('Z', '')}Z`),
    ...(keys === undefined ? {} : { keys: { a: fromHex(keys.a), b: fromHex(keys.b) } }),
    ...(described === undefined ? {} : { attributes: described === null ? null : attributesOf(described) }),
  };
  try {
    return ok(profile === 'easycard-classic' ? buildEasyCardImage(description) : buildIpassCardImage(description));
  } catch (cause) {
    // Each member is right by itself, but no card is like this as a whole.
    if (cause instanceof RangeError) return fail(cause.message);
    throw cause;
  }
}

function attributesOf({ usage, ...rest }: z.infer<typeof attributes>): NonNullable<CardDescription['attributes']> {
  return usage === undefined ? rest : { ...rest, usage: usage.reduce((bits, name) => bits | USAGE[name], 0) };
}
