import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holdFile } from './heldFile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-held-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is held by one at a time, and free again after it', () => {
  const path = join(folder, 'lock');
  const first = holdFile(path);
  expect(first).not.toBeNull();
  expect(holdFile(path)).toBeNull();
  first?.release();
  const second = holdFile(path);
  expect(second).not.toBeNull();
  second?.release();
});

it('says what is wrong with a file that is no lock, or cannot be made', () => {
  writeFileSync(join(folder, 'other'), 'x'.repeat(2_000));
  expect(() => holdFile(join(folder, 'other'))).toThrow('not a database');
  expect(() => holdFile(join(folder, 'missing', 'lock'))).toThrow();
});
