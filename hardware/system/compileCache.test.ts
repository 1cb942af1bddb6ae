import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileCacheFolder, isOwnAlone } from './compileCache.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'compiled-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('compiled code', () => {
  it('lies in a folder of this user alone, which is made', () => {
    const folder = compileCacheFolder({ CACHE_DIRECTORY: root });
    expect(folder).toBe(join(root, 'compiled'));
    expect(isOwnAlone(folder ?? '')).toBe(true);
  });

  it.each<[string, () => void]>([
    ['others can write into it', () => chmodSync(join(root, 'compiled'), 0o777)],
    ['others can read it', () => chmodSync(join(root, 'compiled'), 0o755)],
    ['others can put another one in its place', () => chmodSync(root, 0o777)],
    [
      'it is a link to somewhere else',
      () => {
        rmSync(join(root, 'compiled'), { recursive: true });
        mkdirSync(join(root, 'elsewhere'), { mode: 0o700 });
        symlinkSync(join(root, 'elsewhere'), join(root, 'compiled'));
      },
    ],
  ])('is not kept at all when %s', (_what, spoil) => {
    compileCacheFolder({ CACHE_DIRECTORY: root });
    spoil();
    expect(compileCacheFolder({ CACHE_DIRECTORY: root })).toBeNull();
  });

  it.each(['station/cli.ts', 'station/runStation.ts', 'lab/cli.ts', 'lab/bench/main.ts'])('%s does not take Node’s own choice', (file) => {
    expect(readFileSync(join(import.meta.dirname, '../..', file), 'utf8')).not.toContain('enableCompileCache()');
  });
});
