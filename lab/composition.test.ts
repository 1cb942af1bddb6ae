import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FACTORY_KEYS } from '../hardware/pcsc/cardKeys.ts';
import { fromHex } from '../hardware/ports/hex.ts';
import { ConfigError } from '../station/config.ts';
import { readLabConfig } from './config.ts';
import { openLabSecurityModule } from './composition.ts';
import { diversifiedKeys } from './devices/card/simulatedSecurityModule.ts';

const simulated = readLabConfig('config/kiosk.simulated.json');
const UID = fromHex('08a00001');

describe('the security module of a configuration of the laboratory', () => {
  it('is a simulated one, with credit and keys of its own', async () => {
    const masterKey = '00112233445566778899aabbccddeeff';
    const module = openLabSecurityModule({ ...simulated, securityModule: { kind: 'simulated', credit: 900, masterKey } });
    expect(await module.creditLeft()).toEqual({ ok: true, value: 900 });
    expect(await module.keysFor(UID)).toEqual({ ok: true, value: diversifiedKeys(fromHex(masterKey), UID) });
  });

  it('is the factory’s keys where parts are simulated, and the product’s where they are not', async () => {
    expect(await openLabSecurityModule(simulated).keysFor(UID)).toEqual({ ok: true, value: FACTORY_KEYS });
    const example = readLabConfig('config/kiosk.example.json');
    const { securityModule: _, ...without } = example;
    expect(() => openLabSecurityModule({ ...without, artificialCards: true })).toThrow('securityModule: is missing');
  });

  it('is refused with a credit file where none can be, which is named', () => {
    const open = () =>
      openLabSecurityModule({ ...simulated, securityModule: { kind: 'simulated', credit: 1, creditFile: '/proc/nowhere/c.json' } });
    expect(open).toThrow(ConfigError);
    expect(open).toThrow('/proc/nowhere/c.json: cannot be written');
  });

  it('beside a simulated note acceptor opens no cards but those with the factory’s keys', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kiosk-keys-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const withKeys = (keys: object) => {
      const file = join(folder, 'keys.json');
      writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
      return () => openLabSecurityModule({ ...simulated, artificialCards: true, securityModule: { kind: 'file', file } });
    };
    expect(withKeys({ default: { a: 'a0a1a2a3a4a5', b: 'b0b1b2b3b4b5' } })).toThrow('beside a simulated note acceptor');
    expect(withKeys({ default: { a: 'ffffffffffff', b: 'ffffffffffff' } })).not.toThrow();
  });
});
