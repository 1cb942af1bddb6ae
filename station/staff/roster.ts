import { createHash, createHmac, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { type CardNumber, revealCardNumber } from '../../hardware/ports/cardNumber.ts';
import { canonicalJson } from '../journal/canonicalJson.ts';
import { personNumber, staffRole } from '../journal/staffBodies.ts';
import { pinSecret } from './pin.ts';

/**
 * The roster of the staff: who may come in, by which card, until when, and the hash of a PIN. The operator signs it (Ed25519) with a
 * key that no machine has; machines know the public key by their configuration. Of two rosters the one with the higher version holds.
 */

/** A card's number as rosters name it: HMAC-SHA-256 under a key that signer and machines share, hexadecimal. */
export const cardMark = z.string().regex(/^[0-9a-f]{64}$/);

const rosterPerson = z.strictObject({
  person: personNumber,
  role: staffRole,
  card: cardMark,
  /** The last day, Asia/Taipei. */
  until: z.iso.date(),
  /** Whoever comes in with a PIN for once has to choose one of their own. */
  oneTime: z.boolean(),
  pin: pinSecret,
});

const roster = z
  .strictObject({
    format: z.literal('kiosk-roster-1'),
    version: z.int().positive(),
    persons: z.array(rosterPerson).max(500).readonly(),
  })
  .superRefine(({ persons }, context) => {
    for (const member of ['person', 'card'] as const) {
      const seen = new Set<string>();
      for (const each of persons) {
        if (seen.has(each[member]))
          context.addIssue({ code: 'custom', path: ['persons'], message: `${each.person}: its ${member} is there twice` });
        seen.add(each[member]);
      }
    }
  });

const signedRoster = z.strictObject({ roster, signature: z.base64() });

export type RosterPerson = z.infer<typeof rosterPerson>;
export type Roster = z.infer<typeof roster>;

/** Bytes of the key that makes a card's mark. */
export const CARD_KEY_BYTES = 32;

/** @param key {@link CARD_KEY_BYTES} bytes */
export function cardMarkOf(key: Uint8Array, number: CardNumber): string {
  return createHmac('sha256', key)
    .update(`kiosk staff card ${revealCardNumber(number)}`)
    .digest('hex');
}

/** What of a roster's entry a PIN that was chosen at a machine stands in for. */
export function pinMarkOf({ pin }: Pick<RosterPerson, 'pin'>): string {
  return createHash('sha256').update(canonicalJson(pin)).digest('hex');
}

export function rosterHash(of: Roster): string {
  return createHash('sha256').update(canonicalJson(of)).digest('hex');
}

/** @throws z.ZodError when it is no roster */
export function signRoster(of: unknown, privateKey: KeyObject): string {
  const checked = roster.parse(of);
  const signature = sign(null, Buffer.from(canonicalJson(checked)), privateKey).toString('base64');
  return `${JSON.stringify({ roster: checked, signature }, null, 2)}\n`;
}

/** The roster in a file, or why it is none. */
export function readRoster(text: string, publicKey: KeyObject): { readonly roster: Roster } | { readonly fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { fault: 'not JSON' };
  }
  const parsed = signedRoster.safeParse(json);
  if (!parsed.success) return { fault: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') };
  const { roster: said, signature } = parsed.data;
  const right = verify(null, Buffer.from(canonicalJson(said)), publicKey, Buffer.from(signature, 'base64'));
  return right ? { roster: said } : { fault: 'its signature is not that of this machine’s operator' };
}
