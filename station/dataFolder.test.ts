import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SeededRandom } from '../lab/devices/seededRandom.ts';
import { DataFolderError, takeDataFolder } from './dataFolder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-data-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const random = new SeededRandom(1);

it('makes a key once, for its owner only, and finds it again', async () => {
  const first = await takeDataFolder(folder, random);
  await first.release();
  const second = await takeDataFolder(folder, random);
  await second.release();
  expect(Buffer.from(second.journalKey).equals(first.journalKey)).toBe(true);
  expect(statSync(join(folder, 'journal.key')).mode & 0o777).toBe(0o600);
});

it('belongs to one station at a time', async () => {
  const first = await takeDataFolder(folder, random);
  await expect(takeDataFolder(folder, random)).rejects.toThrow('in use by another station');
  await first.release();
  await (await takeDataFolder(folder, random)).release();
});

it('is not blocked by the socket of a station that was killed', async () => {
  writeFileSync(join(folder, 'station.sock'), '');
  await (await takeDataFolder(folder, random)).release();
});

it('is taken by one of two stations that start in the same moment, though a dead one left its socket', async () => {
  writeFileSync(join(folder, 'station.sock'), '');
  const both = await Promise.allSettled([takeDataFolder(folder, random), takeDataFolder(folder, random)]);
  const taken = both.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  const refused = both.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
  for (const station of taken) await station.release();
  expect({ taken: taken.length, refused }).toEqual({ taken: 1, refused: [expect.stringContaining('in use by another station')] });
});

it('refuses a damaged key, and a journal without one', async () => {
  writeFileSync(join(folder, 'journal.key'), 'short');
  await expect(takeDataFolder(folder, random)).rejects.toBeInstanceOf(DataFolderError);
  rmSync(join(folder, 'journal.key'));
  writeFileSync(join(folder, 'journal.db'), '');
  await expect(takeDataFolder(folder, random)).rejects.toThrow('is missing');
});

it('is refused in words when its path leaves no room for a socket', async () => {
  await expect(takeDataFolder(join(folder, 'long/'.repeat(25)), random)).rejects.toThrow('too long a path');
});
