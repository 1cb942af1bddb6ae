import { z } from 'zod';
import { fromHex, toHex } from '../ports/hex.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import type { CardKeys, SecurityModule } from '../ports/securityModule.ts';

/** The keys of a card as it leaves the factory: six bytes FF. */
export const FACTORY_KEYS: CardKeys = { a: new Uint8Array(6).fill(0xff), b: new Uint8Array(6).fill(0xff) };

/** Keys by UID in memory, and add-value credit without end. In the field a security module takes this place. */
function keyStore(keysFor: (uid: Uint8Array) => CardKeys): SecurityModule {
  return {
    keysFor: async (uid) => ok(keysFor(uid)),
    creditLeft: async () => ok(null),
    useCredit: async () => ok(),
  };
}

/** The same keys for every card. For development and for cards made by this project. */
export function sameKeysForAll(keys: CardKeys): SecurityModule {
  return keyStore(() => keys);
}

const key = z.string().regex(/^[0-9a-fA-F]{12}$/);
const pair = z.strictObject({ a: key, b: key });
const keyFile = z.strictObject({
  /** For every card without keys of its own; left out, such a card gets the factory's. */
  default: pair.optional(),
  /** By UID in hexadecimal. */
  cards: z.record(z.string().regex(/^(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{14})$/), pair).default({}),
});

/** A key file: `{"default": {"a": "…", "b": "…"}, "cards": {"<uid>": {"a": "…", "b": "…"}}}`, all in hexadecimal. */
export function parseKeyFile(text: string): Result<SecurityModule, string> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return fail('the key file is not JSON');
  }
  const parsed = keyFile.safeParse(content);
  // The message names no content: the file holds keys.
  if (!parsed.success) return fail('the key file does not have the form {"default": {"a", "b"}, "cards": {"<uid>": {"a", "b"}}}');
  const standard = parsed.data.default === undefined ? FACTORY_KEYS : toKeys(parsed.data.default);
  const cards = new Map(Object.entries(parsed.data.cards).map(([uid, keys]) => [uid.toLowerCase(), toKeys(keys)]));
  return ok(keyStore((uid) => cards.get(toHex(uid)) ?? standard));
}

function toKeys(hex: z.infer<typeof pair>): CardKeys {
  return { a: fromHex(hex.a), b: fromHex(hex.b) };
}
