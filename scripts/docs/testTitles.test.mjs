import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fromRoot } from '../setup/paths.mjs';
import { testTitles } from './testTitles.mjs';

let tree;
beforeEach(() => {
  tree = mkdtempSync(path.join(os.tmpdir(), 'kiosk-tests-'));
  symlinkSync(fromRoot('node_modules'), path.join(tree, 'node_modules'));
});
afterEach(() => rmSync(tree, { recursive: true }));

it('are what stands in the place of a title, and nothing that is only said', () => {
  writeFileSync(
    path.join(tree, 'a.test.ts'),
    `import { describe, expect, it } from 'vitest';
     // it('is only spoken of (R-000-01)', () => {});
     describe('a group (R-003-24)', () => {
       it(\`is read\`, () => {});
       it.each<[string, number]>([['(R-000-02)', 1]])('a table is no title: %s', () => expect(['R-000-03']).toEqual([]));
     });
     const note = "it('R-000-04')";
     visit.it('R-000-05', note);`,
  );
  expect(testTitles(tree)).toEqual(['a group (R-003-24) > is read', 'a group (R-003-24) > a table is no title: %s']);
});

it('cannot be had of a tree that is broken', () => {
  writeFileSync(path.join(tree, 'a.test.ts'), "it('");
  expect(() => testTitles(tree)).toThrow('could not be listed');
});
