import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAnchorFile } from '../anchorFile.ts';
import { ARCHIVE_BENCH, archiveAll, FolderBench, payIn } from '../testdata/folderBench.ts';
import { createCardSeal } from '../cardSeal.ts';
import { verifyJournal } from '../verifyJournal.ts';
import { unfinishedFiles } from './segmentFiles.ts';

/**
 * The machine is killed before every step of moving records that changes the disk, with the real store. Wherever it was: the next
 * start serves, every record is there once, what is owed is owed, and the next move comes to its end.
 */

let bench: FolderBench;
let prepared: string;

beforeEach(() => {
  bench = new FolderBench();
  bench.archiveLimits = ARCHIVE_BENCH;
  bench.boot((journal, seal) => {
    payIn(journal, seal, 'OWED000001', false);
    for (let visit = 0; visit < 10; visit += 1) {
      payIn(journal, seal, `DONE00000${visit}`, true);
      if (visit % 3 === 2) journal.writeCheckpoint();
    }
  });
  prepared = mkdtempSync(join(tmpdir(), 'kiosk-prepared-'));
  cpSync(bench.folder, prepared, { recursive: true });
});

afterEach(() => {
  bench.remove();
  rmSync(prepared, { recursive: true });
});

class Killed extends Error {}

/** @returns whether the move was stopped before its end */
function killedBefore(step: number): boolean {
  let steps = 0;
  const left = mkdtempSync(join(tmpdir(), 'kiosk-left-'));
  let isKilled = false;
  bench.onStep = () => {
    steps += 1;
    if (steps <= step || isKilled) return;
    isKilled = true;
    // What a killed process leaves, before anything tidies up.
    cpSync(bench.folder, left, { recursive: true });
    throw new Killed();
  };
  try {
    archiveAll(bench);
  } catch (cause) {
    if (!(cause instanceof Killed)) throw cause;
  }
  bench.onStep = () => undefined;
  if (isKilled) restore(left);
  rmSync(left, { recursive: true });
  return isKilled;
}

function restore(from: string): void {
  rmSync(bench.folder, { recursive: true });
  cpSync(from, bench.folder, { recursive: true });
}

test('a kill before every step loses nothing, doubles nothing, and the next move goes on', () => {
  const before = bench.rows();
  restore(prepared);
  let steps = 0;
  while (killedBefore(steps)) {
    const at = `killed before step ${steps}`;
    expect(bench.refusal(), at).toBeNull();
    expect(bench.rows(), at).toEqual(before);
    const opening = bench.open();
    if (opening.refused !== null) throw new Error(at);
    const seal = createCardSeal(opening.sealKey, bench.random);
    expect(opening.journal.ledger.openFor(seal.cardHashOf(bench.card)), at).toMatchObject([{ transaction: 'OWED000001', state: 'owed' }]);
    expect(opening.journal.ledger.totals, at).toMatchObject({ notes: 11, kept: 5_500, written: 5_000 });
    opening.store.close();
    archiveAll(bench);
    expect(bench.rows(), at).toEqual(before);
    expect(unfinishedFiles(bench.paths.archive), at).toEqual([]);
    const found = verifyJournal(bench.paths.journal, {
      anchor: readAnchorFile(bench.paths.anchor),
      archive: bench.paths.archive,
      thorough: true,
    });
    expect(found, at).toMatchObject({ fault: null, beginProven: true, endProven: true });
    steps += 1;
    restore(prepared);
  }
  // Folder, records, index and note of a segment, and the removal: twice.
  expect(steps).toBeGreaterThanOrEqual(10);
});

test('records are written while a segment leaves, and nothing of either is lost', () => {
  const opening = bench.open();
  if (opening.refused !== null) throw new Error(opening.refused.detail);
  const { journal, store, archiving } = opening;
  const seal = createCardSeal(opening.sealKey, bench.random);
  let written = 0;
  for (let steps = archiving.next(); steps !== null; steps = archiving.next()) {
    while (steps.next().done !== true) {
      payIn(journal, seal, `BUSY${String(written).padStart(6, '0')}`, true);
      written += 1;
      if (written % 5 === 0) journal.writeCheckpoint();
      if (written > 40) break;
    }
    if (written > 40) break;
  }
  store.close();
  const rows = bench.rows();
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.filter(({ kind, txn }) => kind === 'note-keep.intent' && txn?.startsWith('BUSY'))).toHaveLength(written);
});
