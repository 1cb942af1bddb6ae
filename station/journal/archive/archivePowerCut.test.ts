import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readAnchorFile } from '../anchorFile.ts';
import { ARCHIVE_BENCH, archiveAll, FolderBench, MACHINE, payIn } from '../testdata/folderBench.ts';
import { verifyJournal } from '../verifyJournal.ts';
import { pruneArchive } from './pruneArchive.ts';
import { listSegments, unfinishedFiles } from './segmentFiles.ts';

/**
 * The mains fail at every call that changes the archive, and the disk keeps what was synced, no more - or, of what was not, names
 * without content, or one name and not the other. Built from the calls themselves. The live file is SQLite's and is as a kill leaves it.
 */

/** What a disk has for certain: contents by path, as far as file and folder were synced. */
const disk = vi.hoisted(() => ({
  watched: '',
  onChange: (): void => undefined,
  open: new Map<number, string>(),
  synced: new Map<string, Buffer>(),
  durable: new Map<string, Buffer>(),
}));

vi.mock(import('node:fs'), async (original) => {
  const real = await original();
  const isWatched = (path: unknown): path is string => disk.watched !== '' && String(path).startsWith(disk.watched);
  const changes = (path: unknown): void => {
    if (isWatched(path)) disk.onChange();
  };
  const syncFile = (path: string): void => {
    disk.synced.set(path, real.readFileSync(path));
    if (disk.durable.has(path)) disk.durable.set(path, real.readFileSync(path));
  };
  const syncFolder = (folder: string): void => {
    const names = new Set(real.readdirSync(folder).map((name) => `${folder}/${name}`));
    for (const path of disk.durable.keys()) if (path.startsWith(`${folder}/`) && !names.has(path)) disk.durable.delete(path);
    for (const path of names) if (isWatched(path)) disk.durable.set(path, disk.synced.get(path) ?? Buffer.alloc(0));
  };
  return {
    ...real,
    openSync: (path, ...rest) => {
      if (rest[0] !== undefined && rest[0] !== 'r') changes(path);
      const file = real.openSync(path, ...rest);
      disk.open.set(file, String(path));
      return file;
    },
    writeSync: ((file: number, ...rest: [never]) => {
      changes(disk.open.get(file));
      return real.writeSync(file, ...rest);
    }) as typeof real.writeSync,
    fsyncSync: (file) => {
      const path = disk.open.get(file);
      changes(path);
      real.fsyncSync(file);
      if (!isWatched(path)) return;
      if (real.statSync(path).isDirectory()) syncFolder(path);
      else syncFile(path);
    },
    writeFileSync: (path, content, options) => {
      changes(path);
      real.writeFileSync(path, content, options);
      if (isWatched(path) && typeof options === 'object' && options?.flush === true) syncFile(path);
    },
    renameSync: (from, to) => {
      changes(to);
      real.renameSync(from, to);
      const content = disk.synced.get(String(from));
      if (isWatched(to) && content !== undefined) disk.synced.set(to, content);
      disk.synced.delete(String(from));
    },
    rmSync: (path, options) => {
      changes(path);
      real.rmSync(path, options);
      disk.synced.delete(String(path));
    },
  };
});

type Image = ReadonlyMap<string, Buffer>;

class Cut extends Error {}

let bench: FolderBench;
let prepared: string;

beforeEach(() => {
  bench = new FolderBench();
  bench.archiveLimits = ARCHIVE_BENCH;
  bench.boot((journal, seal) => {
    for (let visit = 0; visit < 9; visit += 1) {
      payIn(journal, seal, `DONE00000${visit}`, true);
      if (visit % 3 === 2) journal.writeCheckpoint();
    }
  });
});

afterEach(() => {
  disk.watched = '';
  bench.remove();
  rmSync(prepared, { recursive: true });
});

function prepare(): void {
  prepared = mkdtempSync(join(tmpdir(), 'kiosk-prepared-'));
  cpSync(bench.folder, prepared, { recursive: true });
}

function restore(from: string): void {
  rmSync(bench.folder, { recursive: true });
  cpSync(from, bench.folder, { recursive: true });
}

function archiveFiles(): string[] {
  const { archive } = bench.paths;
  return existsSync(archive) ? readdirSync(archive).map((name) => `${archive}/${name}`) : [];
}

/** What may lie there after the mains failed now; each once. */
function possibleImages(): Image[] {
  const now = new Map(archiveFiles().map((path) => [path, disk.synced.get(path) ?? Buffer.alloc(0)]));
  const sure = new Map(disk.durable);
  const images: Image[] = [sure, now];
  // Names that come or go are not kept in the order of the calls.
  for (const [path, content] of now) if (!sure.has(path)) images.push(new Map([...sure, [path, content]]));
  for (const path of sure.keys()) if (!now.has(path)) images.push(new Map([...sure].filter(([other]) => other !== path)));
  const named = new Map(
    images.map((image) => [
      [...image]
        .map(([path, bytes]) => `${path} ${bytes.toString('base64')}`)
        .sort()
        .join('\n'),
      image,
    ]),
  );
  return [...named.values()];
}

/** Runs `work` until its n-th change. @returns the machine as it then stands, and what the archive may be; null: it came to its end */
function cutBefore(change: number, work: () => void): { readonly left: string; readonly images: readonly Image[] } | null {
  let changes = 0;
  let cut: { left: string; images: Image[] } | null = null;
  disk.synced = new Map(archiveFiles().map((path) => [path, readFileSync(path)]));
  disk.durable = new Map(disk.synced);
  disk.onChange = () => {
    changes += 1;
    if (changes <= change || cut !== null) return;
    disk.watched = '';
    const left = mkdtempSync(join(tmpdir(), 'kiosk-left-'));
    cpSync(bench.folder, left, { recursive: true });
    cut = { left, images: possibleImages() };
    throw new Cut();
  };
  disk.watched = bench.paths.archive;
  try {
    work();
  } catch (cause) {
    if (!(cause instanceof Cut)) throw cause;
  } finally {
    disk.watched = '';
  }
  return cut;
}

/** Every image that a power cut within `work` may leave. @returns how many */
function atEveryCut(work: () => void, look: (at: string) => void): number {
  let looked = 0;
  for (let change = 0; ; change += 1) {
    restore(prepared);
    const cut = cutBefore(change, work);
    if (cut === null) return looked;
    for (const [index, image] of cut.images.entries()) {
      restore(cut.left);
      for (const path of archiveFiles()) rmSync(path);
      for (const [path, content] of image) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
      }
      looked += 1;
      look(`change ${change}, image ${index}`);
    }
    rmSync(cut.left, { recursive: true });
  }
}

const verified = () =>
  verifyJournal(bench.paths.journal, { anchor: readAnchorFile(bench.paths.anchor), archive: bench.paths.archive, thorough: true });

test('while records move to the archive: nothing is lost, nothing doubled, and the next move goes on', () => {
  prepare();
  const before = bench.rows();
  const looked = atEveryCut(
    () => void archiveAll(bench),
    (at) => {
      expect(bench.refusal(), at).toBeNull();
      expect(bench.rows(), at).toEqual(before);
      archiveAll(bench);
      expect(bench.rows(), at).toEqual(before);
      expect(unfinishedFiles(bench.paths.archive), at).toEqual([]);
      expect(verified(), at).toMatchObject({ fault: null, beginProven: true, endProven: true });
    },
  );
  expect(looked).toBeGreaterThan(10);
});

function prune(): void {
  const opening = bench.open();
  if (opening.refused !== null) throw new Error(opening.refused.detail);
  const { journal, store } = opening;
  try {
    const who = { nowMs: bench.clock.wallMs(), by: 'A. Chen', reason: 'old', machine: MACHINE, centreKey: null };
    pruneArchive({ folder: bench.paths.archive, journal, store, ...who });
  } finally {
    store.close();
  }
}

test('while old segments are removed: what stays is whole, and the next call removes the rest', () => {
  archiveAll(bench);
  bench.clock.advance(6 * 366 * 86_400_000);
  const last = listSegments(bench.paths.archive).at(-1)?.last ?? 0;
  bench.boot((journal) => {
    journal.append('clock-confirmed', null, { by: 'staff' });
    journal.append('centre-keeps', null, { upto: { seq: last, hash: 'ab'.repeat(32) }, signature: null });
  });
  prepare();
  const looked = atEveryCut(prune, (at) => {
    expect(bench.refusal(), at).toBeNull();
    expect(verified(), at).toMatchObject({ fault: null, endProven: true });
    prune();
    expect(listSegments(bench.paths.archive), at).toEqual([]);
    expect(verified(), at).toMatchObject({ fault: null, endProven: true });
  });
  expect(looked).toBeGreaterThan(3);
});
