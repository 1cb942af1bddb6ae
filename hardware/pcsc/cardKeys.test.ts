import { describe, expect, it } from 'vitest';
import { fromHex } from '../ports/hex.ts';
import { parseKeyFile } from './cardKeys.ts';

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
    expect(await store.value.module.keysFor(UID)).toMatchObject({ value: { b: fromHex('0a0b0c0d0e0f') } });
    expect(await store.value.module.keysFor(fromHex('08a00002'))).toMatchObject({ value: { a: fromHex('a0a1a2a3a4a5') } });
  });

  it('has no keys for a card that it does not name, rather than those that everybody knows', async () => {
    const store = parseKeyFile('{}');
    if (!store.ok) throw new Error(store.error);
    expect(await store.value.module.keysFor(UID)).toMatchObject({ ok: false, error: { kind: 'no-keys' } });
    expect(store.value.factoryKeys).toBe('none');
  });

  it.each([
    { default: { a: 'ffffffffffff', b: 'b0b1b2b3b4b5' } },
    { cards: { '08A00001': { a: '000102030405', b: 'FFFFFFFFFFFF' } } },
    { default: { a: '000102030405', b: '0a0b0c0d0e0f', sectors: { 2: { a: 'ffffffffffff', b: 'ffffffffffff' } } } },
  ])('tells of the factory’s keys wherever they stand: %j', (file) => {
    const store = parseKeyFile(JSON.stringify(file));
    expect(store.ok && store.value.factoryKeys).toBe('some');
  });

  it('gives a sector keys of its own', async () => {
    const sectors = { 2: { a: '112233445566', b: '665544332211' } };
    const store = parseKeyFile(JSON.stringify({ default: { a: '000102030405', b: '0a0b0c0d0e0f', sectors } }));
    const keys = store.ok ? await store.value.module.keysFor(UID) : null;
    expect(keys?.ok === true && keys.value.sectors?.get(2)).toEqual({ a: fromHex('112233445566'), b: fromHex('665544332211') });
    expect(parseKeyFile(JSON.stringify({ default: { a: '000102030405', b: '0a0b0c0d0e0f', sectors: { 16: sectors[2] } } })).ok).toBe(false);
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
