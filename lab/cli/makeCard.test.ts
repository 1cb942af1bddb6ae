import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCardImage } from './makeCard.ts';
import { cardAsJson } from '../../station/cli/cardImageFile.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const CONFIGS = resolve(import.meta.dirname, '../../config');
const DESCRIPTION = { profile: 'easycard-classic', uid: '08a000d1', balance: 85 };

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-make-'));
  out = join(folder, 'card.bin');
});
afterEach(() => rmSync(folder, { recursive: true }));

function make(description: unknown, more: { force?: boolean; config?: string } = {}): void {
  const path = join(folder, 'card.json');
  writeFileSync(path, typeof description === 'string' ? description : JSON.stringify(description));
  makeCardImage({ description: path, out, force: false, nowMs: NOW, ...more });
}

describe('kiosk card --make', () => {
  it('makes the card of a description, which can be read', async () => {
    make(DESCRIPTION, { config: join(CONFIGS, 'kiosk.simulated.json') });
    expect(JSON.parse(await cardAsJson(out, new Uint8Array(readFileSync(out))))).toMatchObject({
      profile: 'easycard-classic',
      balance: 85,
    });
  });

  it('replaces no file that is there, unless it is told to', () => {
    writeFileSync(out, 'somebody’s work');
    expect(() => make(DESCRIPTION)).toThrow(`${out}: is there already; --force replaces it`);
    expect(readFileSync(out, 'utf8')).toBe('somebody’s work');
    make(DESCRIPTION, { force: true });
    expect(readFileSync(out)).toHaveLength(1_024);
  });

  it.each<[string, unknown, string]>([
    ['a balance that no card has', { ...DESCRIPTION, balance: 'much' }, 'balance'],
    ['a number of a real card', { ...DESCRIPTION, uid: 'deadbeef' }, 'uid'],
    [
      'a fault deep inside',
      { ...DESCRIPTION, history: [{ kind: 'gift', amount: 1, minutesAgo: 1, place: 1, device: 1 }] },
      'history.0.kind',
    ],
    ['an unknown member', { ...DESCRIPTION, colour: 'red' }, 'colour'],
    ['no JSON', '{', 'not JSON'],
  ])('refuses %s, names the place, and writes nothing', (_, description, place) => {
    expect(() => make(description)).toThrow(place);
    expect(() => readFileSync(out)).toThrow('ENOENT');
  });

  it('makes nothing for a machine with real parts', () => {
    expect(() => make(DESCRIPTION, { config: join(CONFIGS, 'kiosk.example.json') })).toThrow('real parts');
    expect(() => readFileSync(out)).toThrow('ENOENT');
  });
});
