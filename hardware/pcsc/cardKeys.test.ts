import { describe, expect, it } from 'vitest';
import { fromHex } from '../ports/hex.ts';
import { FACTORY_KEYS, parseKeyFile } from './cardKeys.ts';

const UID = fromHex('08a00001');

describe('a key file', () => {
  it('gives each card its own keys and the others the default', async () => {
    const store = parseKeyFile(
      JSON.stringify({
        default: { a: 'a0a1a2a3a4a5', b: 'b0b1b2b3b4b5' },
        cards: { '08A00001': { a: '000102030405', b: '0a0b0c0d0e0f' } },
      }),
    );
    if (!store.ok) throw new Error(store.error);
    expect(await store.value.keysFor(UID)).toMatchObject({ value: { b: fromHex('0a0b0c0d0e0f') } });
    expect(await store.value.keysFor(fromHex('08a00002'))).toMatchObject({ value: { a: fromHex('a0a1a2a3a4a5') } });
  });

  it('falls back on the factory’s keys', async () => {
    const store = parseKeyFile('{}');
    expect(store.ok && (await store.value.keysFor(UID))).toEqual({ ok: true, value: FACTORY_KEYS });
  });

  it.each(['', '[]', '{"default":{"a":"a0a1"}}', '{"cards":{"zz":{"a":"000102030405","b":"000102030405"}}}', '{"keys":{}}'])(
    'that is not one is refused: %s',
    (text) => {
      expect(parseKeyFile(text).ok).toBe(false);
    },
  );

  it('never finds its way into an error message', () => {
    const refused = parseKeyFile('{"default":{"a":"c0ffee000000","b":"short"}}');
    expect(JSON.stringify(refused)).not.toContain('c0ffee');
  });
});
