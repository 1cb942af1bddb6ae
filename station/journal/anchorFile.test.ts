import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AnchorState } from '../../hardware/ports/anchor.ts';
import { newAnchorFile, openAnchorFile, readAnchorFile } from './anchorFile.ts';

const SLOT = 4_096;
let folder: string;
let file: string;

const at = (seq: number): AnchorState => ({
  machine: 'SIM-1',
  epoch: 1,
  head: { seq, hash: seq.toString(16).padStart(64, '0') },
  boots: 1,
  keys: { seal: '0'.repeat(16), signer: '1'.repeat(16) },
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-anchor-'));
  file = join(folder, 'journal.anchor');
  writeFileSync(file, newAnchorFile(at(0)));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(...heads: readonly number[]): void {
  const anchor = openAnchorFile(file);
  for (const seq of heads) anchor.write(at(seq));
  anchor.close();
}

function flip(place: number): void {
  const bytes = readFileSync(file);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

it('holds what was written last, however often, and by whichever process', () => {
  for (const seq of [1, 2, 3, 4, 5]) {
    write(seq);
    expect(readAnchorFile(file)).toEqual({ state: 'holds', anchor: at(seq), certain: true });
  }
  write(6, 7, 8);
  expect(readAnchorFile(file)).toMatchObject({ anchor: { head: { seq: 8 } } });
});

it.each([0, SLOT])('with a flipped bit in the slot at byte %i holds what the other one says, and is not certain', (slot) => {
  write(1, 2);
  flip(slot + 40);
  const read = readAnchorFile(file);
  expect(read).toMatchObject({ state: 'holds', certain: false });
  expect([1, 2]).toContain(read.state === 'holds' ? read.anchor.head.seq : null);
});

it('is written beside its other state, never over it', () => {
  for (const seq of [1, 2, 3, 4]) {
    const before = readFileSync(file);
    write(seq);
    const after = readFileSync(file);
    const changed = [0, SLOT].filter((slot) => !before.subarray(slot, slot + SLOT).equals(after.subarray(slot, slot + SLOT)));
    expect(changed).toHaveLength(1);
    // Cut while it is written, the state before is there.
    const cut = Buffer.from(after);
    cut.fill(0, (changed[0] ?? 0) + 20, (changed[0] ?? 0) + 60);
    writeFileSync(file, cut);
    expect(readAnchorFile(file)).toMatchObject({ state: 'holds', anchor: { head: { seq: seq - 1 } }, certain: false });
    writeFileSync(file, after);
  }
});

it('is damaged when neither slot can be read or it has another length, and absent when it is not there', () => {
  write(1, 2);
  flip(40);
  flip(SLOT + 40);
  expect(readAnchorFile(file).state).toBe('damaged');
  truncateSync(file, SLOT);
  expect(readAnchorFile(file).state).toBe('damaged');
  rmSync(file);
  expect(readAnchorFile(file)).toEqual({ state: 'absent' });
});
