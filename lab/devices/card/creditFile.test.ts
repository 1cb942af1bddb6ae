import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { fromHex } from '../../../hardware/ports/hex.ts';
import { FACTORY_KEYS } from '../../../hardware/pcsc/cardKeys.ts';
import { openCreditFile } from './creditFile.ts';
import { SimulatedSecurityModule } from './simulatedSecurityModule.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-'));
  path = join(folder, 'credit.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(): SimulatedSecurityModule {
  const memory = openCreditFile(path, dollars(700));
  if (!memory.ok) throw new Error(memory.error);
  return new SimulatedSecurityModule({ masterKey: null, memory: memory.value });
}

describe('a simulated module with a credit file', () => {
  it('knows after a new start what is left, and what was paid for', async () => {
    expect(await start().useCredit('first', dollars(500))).toEqual({ ok: true });
    const again = start();
    expect(await again.creditLeft()).toEqual({ ok: true, value: 200 });
    expect(await again.useCredit('first', dollars(500))).toEqual({ ok: true });
    expect(await again.useCredit('second', dollars(500))).toMatchObject({ ok: false, error: { kind: 'credit-used-up' } });
    expect(await start().creditLeft()).toEqual({ ok: true, value: 200 });
  });

  it('lets nothing out that it cannot remember', async () => {
    const module = start();
    rmSync(folder, { recursive: true });
    expect(await module.useCredit('first', dollars(500))).toMatchObject({ ok: false, error: { kind: 'no-module' } });
    expect(await module.creditLeft()).toEqual({ ok: true, value: 700 });
  });

  it('opens cards with the factory’s keys when it has no master key', async () => {
    expect(await start().keysFor(fromHex('08a00001'))).toEqual({ ok: true, value: FACTORY_KEYS });
  });

  it.each(['', '[]', '{"credit":-1,"paid":[]}', '{"credit":1}'])('is refused when the file is none, which stays as it is: %s', (text) => {
    writeFileSync(path, text);
    expect(openCreditFile(path, dollars(700)).ok).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('is refused where no file can be', () => {
    expect(openCreditFile(join(folder, 'nowhere', 'credit.json'), dollars(700))).toMatchObject({ ok: false });
    expect(openCreditFile(folder, dollars(700))).toMatchObject({ ok: false });
  });
});
