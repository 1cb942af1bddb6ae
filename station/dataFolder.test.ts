import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DataFolderError, takeDataFolder } from './dataFolder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-data-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('belongs to one station at a time', async () => {
  const first = await takeDataFolder(folder);
  await expect(takeDataFolder(folder)).rejects.toThrow('in use by another station');
  await first.release();
  await (await takeDataFolder(folder)).release();
});

it('is not blocked by the socket of a station that was killed', async () => {
  writeFileSync(join(folder, 'station.sock'), '');
  await (await takeDataFolder(folder)).release();
});

it('is taken by one of two stations that start in the same moment, though a dead one left its socket', async () => {
  writeFileSync(join(folder, 'station.sock'), '');
  const both = await Promise.allSettled([takeDataFolder(folder), takeDataFolder(folder)]);
  const taken = both.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  const refused = both.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
  for (const station of taken) await station.release();
  expect({ taken: taken.length, refused }).toEqual({ taken: 1, refused: [expect.stringContaining('in use by another station')] });
});

it('is refused in words when its path leaves no room for a socket', async () => {
  await expect(takeDataFolder(join(folder, 'long/'.repeat(25)))).rejects.toThrow('too long a path');
});

it.each(['journal.key', 'machine.key'])('is refused while others may read its %s, with the command that mends it', async (name) => {
  const path = join(folder, name);
  writeFileSync(path, 'secret', { mode: 0o640 });
  await expect(takeDataFolder(folder)).rejects.toThrow(`chmod 600 ${path}`);
});

it.each([0o770, 0o707, 0o1777])('is refused while others may put files in it (mode %o), with the command that mends it', async (mode) => {
  chmodSync(folder, mode);
  await expect(takeDataFolder(folder)).rejects.toThrow(`chmod 700 ${folder}`);
});

it.each(['a file', 'a place where none can be made'])('is refused in words when it is %s', async (what) => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(takeDataFolder(what === 'a file' ? file : join(file, 'inside'))).rejects.toThrow(DataFolderError);
});
