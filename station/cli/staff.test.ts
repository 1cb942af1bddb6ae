import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ed25519Key } from '../journal/ed25519Key.ts';
import { readRoster } from '../staff/roster.ts';
import { isPin } from '../staff/pin.ts';
import { fieldEdition } from './edition.ts';
import { staff } from './staff.ts';

let folder: string;
let said: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-staff-'));
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  await staff(['keys', '--out', join(folder, 'keys')], fieldEdition);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const persons = [
  { person: 'P01', role: 'clerk', card: 'a'.repeat(64), until: '2027-12-31' },
  { person: 'P02', role: 'cashier', card: 'b'.repeat(64), until: '2027-12-31', pin: '564738' },
];

function sign(version: number, listed: unknown = persons, ...more: string[]): Promise<number> {
  const path = join(folder, 'persons.json');
  writeFileSync(path, JSON.stringify(listed));
  const out = join(folder, `${version}.roster.json`);
  return staff(
    ['sign', '--persons', path, '--version', String(version), '--keys', join(folder, 'keys'), '--out', out, ...more],
    fieldEdition,
  );
}

function roster(version: number) {
  const publicKey = ed25519Key(readFileSync(join(folder, 'keys', 'roster-public.txt'), 'utf8').trim());
  const read = readRoster(readFileSync(join(folder, `${version}.roster.json`), 'utf8'), publicKey);
  if ('fault' in read) throw new Error(read.fault);
  return read.roster;
}

describe('kiosk staff', () => {
  it('makes keys that are the office’s alone, and never over others', async () => {
    expect(statSync(join(folder, 'keys', 'roster-signing.pem')).mode & 0o077).toBe(0);
    await expect(staff(['keys', '--out', join(folder, 'keys')], fieldEdition)).rejects.toThrow('EEXIST');
  });

  it('signs a roster, and prints the PIN of whoever has none', async () => {
    await sign(1);
    const [clerk, cashier] = roster(1).persons;
    const printed = /P01: (\d{6,12})/.exec(said)?.[1] ?? '';
    expect([clerk?.oneTime, isPin(printed, clerk?.pin as never)]).toEqual([true, true]);
    expect([cashier?.oneTime, isPin('564738', cashier?.pin as never)]).toEqual([true, true]);
    expect(said).not.toContain('564738');
  });

  it('leaves PINs as they were on the roster before, and wants a higher version', async () => {
    await sign(1);
    const listed = persons.map(({ person, role, card, until }) => ({ person, role, card, until }));
    await sign(2, listed, '--before', join(folder, '1.roster.json'));
    expect(roster(2).persons.map(({ pin }) => pin)).toEqual(roster(1).persons.map(({ pin }) => pin));
    await expect(sign(1, listed, '--before', join(folder, '2.roster.json'))).rejects.toThrow('higher than 2');
  });

  it.each([
    ['one person who could decide', [persons[0]], 'two persons'],
    ['an easy PIN', [persons[0], { ...persons[1], pin: '123456' }], 'easy'],
    ['a number in place of a mark', [persons[0], { ...persons[1], card: '0144764929' }], 'card'],
    ['a role that there is not', [persons[0], { ...persons[1], role: 'chief' }], 'role'],
  ])('refuses %s, and writes nothing', async (_, listed, why) => {
    await expect(sign(1, listed)).rejects.toThrow(why);
    expect(() => roster(1)).toThrow('ENOENT');
  });

  it('says how it is used', async () => {
    await expect(staff([], fieldEdition)).rejects.toThrow('usage');
  });
});
