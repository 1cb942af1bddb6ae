import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { preparedCards } from '../../lab/devices/card/preparedCards.ts';

const cli = resolve(import.meta.dirname, '../cli.ts');
const NOW = Date.parse('2026-03-05T14:07:09+08:00');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function kiosk(...args: string[]) {
  return spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
}

function imageFile(bytes: Uint8Array): string {
  const path = join(folder, 'card.bin');
  writeFileSync(path, bytes);
  return path;
}

describe('kiosk card --image', () => {
  it.each(preparedCards(NOW).map(({ id, image }) => ({ id, image })))('reads the prepared card $id as one JSON object', ({ image }) => {
    const { stdout, status } = kiosk('card', '--image', imageFile(image), '--json');
    expect(status).toBe(0);
    const card = JSON.parse(stdout) as Record<string, unknown> & { transactions: Record<string, unknown>[] };
    expect(Object.keys(card)).toEqual(['profile', 'balance', 'backupBalance', 'issuedOn', 'expiresOn', 'lastAddValue', 'transactions']);
    for (const transaction of card.transactions) {
      expect(Object.keys(transaction)).toEqual(['sequence', 'at', 'kind', 'amount', 'balanceAfter', 'place', 'device']);
      expect(transaction['at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    }
  });

  it('reads a card without a valid purse, and says on stderr that its balance is in doubt', () => {
    const image = new Uint8Array(1024);
    image.set(Buffer.from('0e140001070208030904081000000000', 'hex'), 16);
    const { stdout, stderr, status } = kiosk('card', '--image', imageFile(image), '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ balance: 0, backupBalance: null, transactions: [] });
    expect(stderr).toContain('in doubt');
  });

  it.each([
    ['a wrong size', new Uint8Array(1000), '1024 bytes'],
    ['an unknown card', new Uint8Array(1024), 'no card profile'],
  ])('refuses %s with a clear error and exit code 2', (_, bytes, message) => {
    const { stdout, stderr, status } = kiosk('card', '--image', imageFile(bytes), '--json');
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).toContain(message);
  });
});

describe('kiosk', () => {
  it.each([
    [[]],
    [['frobnicate']],
    [['simulate']],
    [['journal', 'verify']],
    [['journal', 'mend', 'x']],
    [['journal', 'verify', '/nowhere/journal.db']],
    [['journal', 'show', '/']],
    [['start', '--bogus']],
    [['card']],
    [['card', '--image', 'a', '--reader', 'b']],
    [['card', '--make', 'card.json', '--out', 'card.bin']],
    [['card', '--reader', 'ACS', '--wait', 'long']],
    [['card', '--config', 'config/kiosk.simulated.json']],
  ])('%j is answered with what is wrong, on stderr, and exit code 2', (args) => {
    const { stdout, stderr, status } = kiosk(...args);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).not.toBe('');
  });
});
