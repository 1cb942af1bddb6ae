import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FACTORY_KEYS } from '../hardware/pcsc/cardKeys.ts';
import { fromHex } from '../hardware/ports/hex.ts';
import { openSecurityModule } from './composition.ts';
import { ConfigError } from './config.ts';

const UID = fromHex('08a00001');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the security module of a configuration', () => {
  it('must be there: keys that everybody knows are none', () => {
    for (const artificialCards of [false, true]) {
      expect(() => openSecurityModule({ artificialCards })).toThrow(ConfigError);
      expect(() => openSecurityModule({ artificialCards })).toThrow('securityModule: is missing');
    }
  });

  it('may hold the factory’s keys only where they are written out, on a machine for artificial cards', async () => {
    const file = join(folder, 'keys.json');
    writeFileSync(file, '{"default":{"a":"FFFFFFFFFFFF","b":"FFFFFFFFFFFF"}}', { mode: 0o600 });
    const securityModule = { kind: 'file', file } as const;
    expect(() => openSecurityModule({ securityModule })).toThrow('which everybody knows');
    const module = openSecurityModule({ securityModule, artificialCards: true });
    expect(await module.keysFor(UID)).toEqual({ ok: true, value: FACTORY_KEYS });
    expect(await module.creditLeft()).toEqual({ ok: true, value: null });
  });

  it('is kept from others: a key file that they can read stops the start, with the command that mends it', () => {
    const file = join(folder, 'keys.json');
    writeFileSync(file, '{"default":{"a":"a0a1a2a3a4a5","b":"b0b1b2b3b4b5"}}', { mode: 0o644 });
    expect(() => openSecurityModule({ securityModule: { kind: 'file', file } })).toThrow(`chmod 600 ${file}`);
  });

  it('is the operator’s key file', async () => {
    const file = join(folder, 'keys.json');
    writeFileSync(file, '{"default":{"a":"a0a1a2a3a4a5","b":"b0b1b2b3b4b5"}}', { mode: 0o600 });
    const module = openSecurityModule({ securityModule: { kind: 'file', file } });
    expect(await module.keysFor(UID)).toMatchObject({ value: { a: fromHex('a0a1a2a3a4a5') } });
  });

  it.each([
    ['a key file that is not there', { kind: 'file', file: '/nowhere/keys.json' }, '/nowhere/keys.json: cannot be read'],
    ['a key file that is none', { kind: 'file', file: import.meta.filename }, 'composition.test.ts: the key file is not JSON'],
  ] as const)('is refused with %s, which is named', (_, securityModule, words) => {
    expect(() => openSecurityModule({ securityModule, artificialCards: true })).toThrow(ConfigError);
    expect(() => openSecurityModule({ securityModule, artificialCards: true })).toThrow(words);
  });
});
