import { z } from 'zod';
import { fromHex, toHex } from '../ports/hex.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import type { CardKeys, KeyPair, SecurityModule } from '../ports/securityModule.ts';

/** The keys of a card as it leaves the factory: six bytes FF. */
export const FACTORY_KEYS: CardKeys = { a: new Uint8Array(6).fill(0xff), b: new Uint8Array(6).fill(0xff) };

/** Keys by UID in memory, and add-value credit without end. In the field a security module takes this place. */
function keyStore(keysFor: (uid: Uint8Array) => CardKeys | undefined): SecurityModule {
  return {
    keysFor: async (uid) => {
      const keys = keysFor(uid);
      return keys === undefined ? fail({ kind: 'no-keys', detail: 'there are no keys for this card' }) : ok(keys);
    },
    creditLeft: async () => ok(null),
    useCredit: async () => ok(),
  };
}

/** The same keys for every card. For development and for cards made by this project. */
export function sameKeysForAll(keys: CardKeys): SecurityModule {
  return keyStore(() => keys);
}

/** Sectors of a MIFARE Classic 1K. */
const LAST_SECTOR = 15;

const key = z.string().regex(/^[0-9a-fA-F]{12}$/);
const pair = z.strictObject({ a: key, b: key });
const keysOfCard = z.strictObject({
  ...pair.shape,
  /** By number, for sectors with keys of their own. */
  sectors: z
    .record(
      z.string().refine((sector) => /^\d{1,2}$/.test(sector) && Number(sector) <= LAST_SECTOR),
      pair,
    )
    .optional(),
});
const keyFile = z.strictObject({
  /** For every card without keys of its own; left out, such a card is not opened. */
  default: keysOfCard.optional(),
  /** By UID in hexadecimal. */
  cards: z.record(z.string().regex(/^(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{14})$/), keysOfCard).default({}),
});

const FORM =
  'the key file does not have the form {"default": KEYS, "cards": {"<uid>": KEYS}} with KEYS {"a", "b", "sectors": {"<number>": {"a", "b"}}}';

/** A key file, all in hexadecimal: `{"default": {"a": "…", "b": "…", "sectors": {"2": {"a": "…", "b": "…"}}}, "cards": {"<uid>": {…}}}`. */
export interface KeyFile {
  readonly module: SecurityModule;
  /** How many of its keys are the factory's, which everybody knows. */
  readonly factoryKeys: 'none' | 'some' | 'all';
}

export function parseKeyFile(text: string): Result<KeyFile, string> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return fail('the key file is not JSON');
  }
  const parsed = keyFile.safeParse(content);
  // The message names no content: the file holds keys.
  if (!parsed.success) return fail(FORM);
  const standard = parsed.data.default === undefined ? undefined : toCardKeys(parsed.data.default);
  const cards = new Map(Object.entries(parsed.data.cards).map(([uid, keys]) => [uid.toLowerCase(), toCardKeys(keys)]));
  const all = [...cards.values(), ...(standard === undefined ? [] : [standard])];
  const pairs = all.flatMap((keys) => [keys, ...(keys.sectors?.values() ?? [])]);
  const factory = toHex(FACTORY_KEYS.a);
  const isFactorys = pairs.flatMap(({ a, b }) => [a, b]).map((each) => toHex(each) === factory);
  return ok({
    module: keyStore((uid) => cards.get(toHex(uid)) ?? standard),
    factoryKeys: !isFactorys.includes(true) ? 'none' : isFactorys.includes(false) ? 'some' : 'all',
  });
}

function toCardKeys({ sectors, ...keys }: z.infer<typeof keysOfCard>): CardKeys {
  const own = Object.entries(sectors ?? {}).map(([sector, each]) => [Number(sector), toPair(each)] as const);
  return own.length === 0 ? toPair(keys) : { ...toPair(keys), sectors: new Map(own) };
}

function toPair({ a, b }: z.infer<typeof pair>): KeyPair {
  return { a: fromHex(a), b: fromHex(b) };
}
