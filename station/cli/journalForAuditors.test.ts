import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listSegments, segmentPaths } from '../journal/archive/segmentFiles.ts';
import { ARCHIVE_BENCH, archiveAll, FolderBench, payIn } from '../journal/testdata/folderBench.ts';
import { fieldEdition } from './edition.ts';
import { journal } from './journal.ts';

/** What an auditor asks of a copy, and what comes of files that somebody prepared for that. */

let bench: FolderBench;
let said: string;

beforeEach(() => {
  bench = new FolderBench();
  bench.archiveLimits = ARCHIVE_BENCH;
  bench.boot((written, seal) => {
    for (let visit = 0; visit < 12; visit += 1) {
      payIn(written, seal, `V${visit}`, true);
      if (visit % 3 === 2) written.writeCheckpoint();
    }
  });
  archiveAll(bench);
  said = '';
  const hear = (text: unknown): boolean => {
    said += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(hear);
  vi.spyOn(process.stderr, 'write').mockImplementation(hear);
});

afterEach(() => {
  vi.restoreAllMocks();
  bench.remove();
});

const ask = (...args: string[]): Promise<number> => journal(args, fieldEdition);

describe('verify', () => {
  it('says so when beginning and end are proven', async () => {
    expect(await ask('verify', bench.paths.journal, '--all')).toBe(0);
    expect(said).toMatch(/^ok: \d+ records and \d+ in the archive, head [0-9a-f]{64}/);
  });

  it('without an anchor does not say that the end is the end', async () => {
    rmSync(bench.paths.anchor);
    expect(await ask('verify', bench.paths.journal)).toBe(3);
    expect(said).toContain('end not proven');
  });

  it('without the archive does not say that the beginning is the beginning', async () => {
    rmSync(bench.paths.archive, { recursive: true });
    expect(await ask('verify', bench.paths.journal)).toBe(3);
    expect(said).toContain('beginning not proven');
  });

  it('names a broken archive', async () => {
    const [name] = listSegments(bench.paths.archive);
    if (name === undefined) throw new Error('no segment');
    rmSync(segmentPaths(bench.paths.archive, name).records);
    expect(await ask('verify', bench.paths.journal)).toBe(1);
    expect(said).toContain('lacks its records');
  });

  it('takes no anchor for one that was named and is none', async () => {
    await expect(ask('verify', bench.paths.journal, '--anchor', join(bench.folder, 'nothing'))).rejects.toThrow('no anchor');
  });
});

describe('a head on paper', () => {
  it('is printed, and found again in the live file and in the archive', async () => {
    expect(await ask('head', bench.paths.journal)).toBe(0);
    const [, seq = '', first = '', second = ''] = said.split('\n').map((line) => line.replace('record ', ''));
    expect(
      said
        .split('\n')
        .slice(0, 4)
        .every((line) => line.length <= 35),
    ).toBe(true);
    expect(said).toContain('\n— kiosk-journal/BL18-03 ');
    expect(await ask('verify', bench.paths.journal, '--head', `${seq}:${first} ${second}`)).toBe(0);
    const old = bench.rows()[4];
    expect(await ask('verify', bench.paths.journal, '--head', `5:${old?.hash.slice(0, 16)}`)).toBe(0);
  });

  it('finds another history, and a journal that ends before it', async () => {
    expect(await ask('verify', bench.paths.journal, '--head', `5:${'ab'.repeat(8)}`)).toBe(1);
    expect(said).toContain('kept elsewhere names another record');
    said = '';
    expect(await ask('verify', bench.paths.journal, '--head', `5000:${'ab'.repeat(32)}`)).toBe(1);
    expect(said).toContain('truncated: the head that was kept elsewhere names record 5000');
  });

  it('that is none is refused', async () => {
    for (const text of ['5', '5:abcd', 'x:abababababababab', `5:${'ab'.repeat(40)}`])
      await expect(ask('verify', bench.paths.journal, '--head', text), text).rejects.toThrow(RangeError);
  });
});

describe('a file without an end, or that nobody ever writes into, ends with an error', () => {
  const pipe = (): string => {
    const path = join(bench.folder, 'pipe');
    execFileSync('mkfifo', [path]);
    return path;
  };

  it.each(['verify', 'show', 'head'])('as the journal of %s', async (verb) => {
    await expect(ask(verb, '/dev/zero')).rejects.toThrow('not a file');
    await expect(ask(verb, pipe())).rejects.toThrow('not a file');
  });

  it('as the anchor', async () => {
    await expect(ask('verify', bench.paths.journal, '--anchor', '/dev/zero')).rejects.toThrow('no anchor');
    await expect(ask('verify', bench.paths.journal, '--anchor', pipe())).rejects.toThrow('no anchor');
  });

  it('as the public key', async () => {
    await expect(ask('verify', bench.paths.journal, '--public-key', '/dev/zero')).rejects.toThrow('no key');
    await expect(ask('verify', bench.paths.journal, '--public-key', pipe())).rejects.toThrow('no key');
  });

  it.each(['records', 'index', 'note'] as const)('as the %s of a segment', async (part) => {
    const [name] = listSegments(bench.paths.archive);
    if (name === undefined) throw new Error('no segment');
    const path = segmentPaths(bench.paths.archive, name)[part];
    rmSync(path);
    symlinkSync('/dev/zero', path);
    expect(await ask('verify', bench.paths.journal)).toBe(1);
    rmSync(path);
    symlinkSync(pipe(), path);
    expect(await ask('verify', bench.paths.journal, '--all')).toBe(1);
    if (part !== 'note') await expect(ask('query', bench.paths.journal, '--card', '6789')).rejects.toThrow(/segment|no such file/);
  });

  it('as a journal that is a text', async () => {
    const path = join(bench.folder, 'text');
    writeFileSync(path, 'x'.repeat(100_000));
    for (const verb of ['verify', 'show', 'head']) await expect(ask(verb, path)).rejects.toThrow('not a kiosk journal');
  });
});
