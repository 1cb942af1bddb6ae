import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAnchorFile } from '../anchorFile.ts';
import type { Journal } from '../journal.ts';
import { ARCHIVE_BENCH, archiveAll, FolderBench, MACHINE, payIn } from '../testdata/folderBench.ts';
import { verifyJournal } from '../verifyJournal.ts';
import { signCentreWord } from './centreWord.ts';
import { type Pruned, pruneArchive, type PruneParts } from './pruneArchive.ts';
import { listSegments } from './segmentFiles.ts';

/** Nothing leaves the archive before five years and the centre's word. */

const YEAR_MS = 366 * 24 * 60 * 60 * 1_000;
let bench: FolderBench;

beforeEach(() => {
  bench = new FolderBench();
  bench.archiveLimits = ARCHIVE_BENCH;
  bench.boot((journal, seal) => {
    for (let visit = 0; visit < 18; visit += 1) {
      payIn(journal, seal, `DONE0000${String(visit).padStart(2, '0')}`, true);
      if (visit % 3 === 2) journal.writeCheckpoint();
    }
  });
  archiveAll(bench);
});

afterEach(() => bench.remove());

function prune(years: number, prepare: (journal: Journal) => void, more: Partial<PruneParts> = {}): Pruned {
  bench.clock.advance(years * YEAR_MS);
  const opening = bench.open();
  if (opening.refused !== null) throw new Error(opening.refused.detail);
  const { journal, store } = opening;
  try {
    prepare(journal);
    const nowMs = bench.clock.wallMs();
    return pruneArchive({
      folder: bench.paths.archive,
      journal,
      store,
      nowMs,
      by: 'A. Chen',
      reason: 'old',
      machine: MACHINE,
      centreKey: null,
      ...more,
    });
  } finally {
    store.close();
  }
}

const clockIsRight = (journal: Journal): void => journal.append('clock-confirmed', null, { by: 'staff' });

/** The centre keeps everything up to the last record of the n-th segment. */
function acknowledged(journal: Journal, segment: number): void {
  clockIsRight(journal);
  const { last } = listSegments(bench.paths.archive)[segment - 1] ?? { last: 0 };
  journal.append('centre-keeps', null, { upto: { seq: last, hash: 'ab'.repeat(32) }, signature: null });
}

/** The centre says so, or is seen to have no more than the last record of the n-th segment; 0: nothing at all. */
function keeps(journal: Journal, segment: number, by: KeyObject | null): void {
  const { last } = listSegments(bench.paths.archive)[segment - 1] ?? { last: 0 };
  const upto = { seq: last, hash: 'ab'.repeat(32) };
  journal.append('centre-keeps', null, {
    upto,
    signature: by === null ? null : signCentreWord({ machine: MACHINE, epoch: journal.epoch, upto }, by),
  });
}

const verified = () =>
  verifyJournal(bench.paths.journal, { anchor: readAnchorFile(bench.paths.anchor), archive: bench.paths.archive, thorough: true });

test('nothing goes before five years, whatever the centre keeps', () => {
  expect(prune(4.99, (journal) => acknowledged(journal, 3))).toEqual({ removed: [], notAcknowledged: [] });
});

test('nothing goes without the centre’s word, however old it is', () => {
  const { removed, notAcknowledged } = prune(6, clockIsRight);
  expect(removed).toEqual([]);
  expect(notAcknowledged).toHaveLength(listSegments(bench.paths.archive).length);
});

test('nothing goes by a clock that runs ahead of when it was last right', () => {
  const acknowledge = (journal: Journal): void =>
    journal.append('centre-keeps', null, { upto: { seq: 10_000, hash: 'ab'.repeat(32) }, signature: null });
  expect(prune(6, acknowledge)).toEqual({ removed: [], notAcknowledged: [] });
});

test('what is old and kept by the centre goes, a record declares it, and the rest still verifies', () => {
  const before = listSegments(bench.paths.archive);
  const { removed } = prune(5.01, (journal) => acknowledged(journal, 2));
  expect(removed.map(({ last }) => last)).toEqual(before.slice(0, 2).map(({ last }) => last));
  expect(listSegments(bench.paths.archive)).toEqual(before.slice(2));
  expect(verified()).toMatchObject({ fault: null, beginProven: true, endProven: true });
});

test('where the centre signs, a word that it did not sign removes nothing', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const stranger = generateKeyPairSync('ed25519').privateKey;
  const { last } = listSegments(bench.paths.archive)[0] ?? { last: 0 };
  const upto = { seq: last, hash: 'ab'.repeat(32) };
  /** Said by whom, of which machine, with what changed afterwards. */
  const says =
    (by: KeyObject | null, machine = MACHINE, later = {}) =>
    (journal: Journal): void => {
      clockIsRight(journal);
      const signature = by === null ? null : signCentreWord({ machine, epoch: journal.epoch, upto }, by);
      journal.append('centre-keeps', null, { upto: { ...upto, ...later }, signature });
    };
  let years = 5.01;
  for (const word of [says(null), says(stranger), says(privateKey, 'BL18-04'), says(privateKey, MACHINE, { seq: last + 1 })]) {
    expect(prune(years, word, { centreKey: publicKey }).removed).toEqual([]);
    years = 0;
  }
  expect(prune(0, says(privateKey), { centreKey: publicKey }).removed.map((segment) => segment.last)).toEqual([last]);
  // A later word that nobody signed does not take it back.
  expect(prune(0, says(null), { centreKey: publicKey }).removed).toEqual([]);
});

test.each<[string, (journal: Journal, privateKey: KeyObject) => void, number]>([
  ['all of it', (journal) => keeps(journal, 0, null), 0],
  ['a part: what is left may go', (journal) => keeps(journal, 1, null), 1],
  [
    'a part, and it has it again',
    (journal, privateKey) => {
      keeps(journal, 1, null);
      keeps(journal, 2, privateKey);
    },
    2,
  ],
  ['nothing: more than before, which it did not sign, is no word', (journal) => keeps(journal, 3, null), 2],
])('the centre lost what it had signed for: %s', (_, then, removed) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const said = (journal: Journal): void => {
    clockIsRight(journal);
    keeps(journal, 2, privateKey);
    then(journal, privateKey);
  };
  expect(prune(5.01, said, { centreKey: publicKey }).removed).toHaveLength(removed);
});

test('what the centre lost is remembered though its word lies in the archive already', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  bench.boot((journal, seal) => {
    keeps(journal, 2, privateKey);
    for (let visit = 0; visit < 9; visit += 1) {
      payIn(journal, seal, `LATER000${String(visit).padStart(2, '0')}`, true);
      if (visit % 3 === 2) journal.writeCheckpoint();
    }
  });
  archiveAll(bench);
  const lost = (journal: Journal): void => {
    clockIsRight(journal);
    keeps(journal, 1, null);
  };
  expect(prune(5.01, lost, { centreKey: publicKey }).removed).toHaveLength(1);
});

test('segments that somebody else removed are missed', () => {
  const before = listSegments(bench.paths.archive);
  prune(5.01, (journal) => acknowledged(journal, 1));
  const [, second] = before;
  for (const file of readdirSync(bench.paths.archive))
    if (second !== undefined && file.includes(String(second.last).padStart(12, '0'))) bench.removeFile('archive', file);
  expect(verified()).toMatchObject({ fault: { seq: 1, fault: 'archive' }, beginProven: false });
});

test('stopped before every step, the next call removes the rest', () => {
  for (let at = 1; ; at += 1) {
    let steps = 0;
    const onStep = (): void => {
      steps += 1;
      if (steps === at) throw new Error('killed');
    };
    let isWhole = false;
    try {
      prune(at === 1 ? 5.01 : 0, (journal) => acknowledged(journal, listSegments(bench.paths.archive).length), { onStep });
      isWhole = true;
    } catch (cause) {
      if (!String(cause).includes('killed')) throw cause;
    }
    expect(verified(), `killed before step ${at}`).toMatchObject({ fault: null, endProven: true });
    if (isWhole) break;
  }
  expect(listSegments(bench.paths.archive)).toEqual([]);
});
