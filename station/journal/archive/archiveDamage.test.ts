import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { readAnchorFile } from '../anchorFile.ts';
import { checkArchive } from '../checkHistory.ts';
import { anchorJournal, beginNewEpoch, type CommissionParts, repairJournal } from '../commission.ts';
import { exportJournal } from '../exportJournal.ts';
import { findMachineKey } from '../journalFiles.ts';
import { machineKeyOf } from '../machineKeyFile.ts';
import { queryJournal } from '../queryJournal.ts';
import { sqliteReader } from '../sqliteReader.ts';
import { ARCHIVE_BENCH, archiveAll, FolderBench, MACHINE, payIn } from '../testdata/folderBench.ts';
import { type Verification, verifyJournal } from '../verifyJournal.ts';
import { listSegments, readSegmentNote, segmentNote, segmentPaths } from './segmentFiles.ts';

/** An archive that is missing, edited, exchanged or of another machine is named; passengers are served all the same. */

let bench: FolderBench;
let archive: string;
let second: ReturnType<typeof segmentPaths>;

beforeEach(() => {
  bench = new FolderBench();
  bench.archiveLimits = ARCHIVE_BENCH;
  ({ archive } = bench.paths);
  bench.boot((journal, seal) => {
    payIn(journal, seal, 'OWED000001', false);
    for (let visit = 0; visit < 18; visit += 1) {
      payIn(journal, seal, `DONE0000${String(visit).padStart(2, '0')}`, true);
      if (visit % 3 === 2) journal.writeCheckpoint();
    }
  });
  archiveAll(bench);
  const [, name] = listSegments(archive);
  if (name === undefined) throw new Error('two segments were wanted');
  second = segmentPaths(archive, name);
});

afterEach(() => bench.remove());

function key() {
  const found = findMachineKey(bench.paths.machineKey);
  if (found.state !== 'there') throw new Error('no key');
  return found.it;
}

function verify(options: { thorough?: boolean; archive?: string } = {}): Verification {
  const verifier = { name: '', publicKey: key().publicKey };
  return verifyJournal(bench.paths.journal, { anchor: readAnchorFile(bench.paths.anchor), verifier, archive, ...options });
}

/** What the thread says that looks through the old part of a journal. */
function checked(): string | null {
  const opening = bench.open();
  if (opening.refused !== null) throw new Error(opening.refused.detail);
  const database = new Database(bench.paths.journal, { readonly: true });
  try {
    const { owner } = opening.journal;
    if (owner === null) throw new Error('no owner');
    const steps = checkArchive(sqliteReader(database), archive, owner);
    for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
  } finally {
    database.close();
    opening.store.close();
  }
}

const DAMAGES: readonly (readonly [string, () => void, string])[] = [
  ['a missing segment', () => Object.values(second).forEach((file) => rmSync(file)), 'are missing in the archive'],
  ['a missing file of records', () => rmSync(second.records), 'lacks its records'],
  ['edited records', () => flip(second.records), 'was edited: its records'],
  ['records that were cut', () => truncateSync(second.records, 100), 'was edited: its records'],
  ['records that go on', () => appendFileSync(second.records, 'more'), 'was edited: its records'],
  ['an edited index', () => flip(second.index), 'was edited: its index'],
  ['an edited note', () => edit(second.note, (text) => text.replace(/^time \d+/m, 'time 1')), 'was not signed'],
  ['a note that is none', () => writeFileSync(second.note, 'x'.repeat(10_000)), 'a note that is none'],
  ['a segment of another machine', () => resign({ machine: 'OTHER-9' }), 'is foreign: of machine OTHER-9'],
  ['a segment of another epoch', () => resign({ epoch: 7 }), 'is foreign: of epoch 7'],
  ['a segment of another journal of this machine', () => resign({ previousHash: 'ab'.repeat(32) }), 'does not continue the one before it'],
];

test.each(DAMAGES)('%s is named by verify and beside a running station, which serves on, and is not exported', async (_, act, words) => {
  expect(verify({ thorough: true })).toMatchObject({ fault: null, beginProven: true, endProven: true });
  act();
  for (const thorough of [true, false]) {
    const found = verify({ thorough });
    expect(found.fault?.detail).toContain(words);
    expect(found).toMatchObject({ fault: { fault: 'archive' }, beginProven: false });
  }
  expect(bench.refusal()).toBeNull();
  expect(checked()).toContain(words);
  const out = join(bench.folder, 'out.jsonl');
  const journal = { machine: MACHINE, epoch: listSegments(archive)[0]?.epoch ?? 0 };
  await expect(exportJournal({ path: bench.paths.journal, archive, out, journal, key: key() })).rejects.toThrow(words);
});

test('a segment that was signed with another key is named', () => {
  resign({}, machineKeyOf(new Uint8Array(32).fill(9)));
  expect(verify().fault?.detail).toContain('was not signed with the key of this machine');
});

test('records that do not hold, though the machine signed them, are named with --all', () => {
  const [name] = listSegments(archive);
  if (name === undefined) throw new Error('no segment');
  resign({ hash: 'cd'.repeat(32) });
  expect(verify({ thorough: true }).fault?.fault).toBe('archive');
});

test('without its archive nothing proves where a journal began', () => {
  rmSync(archive, { recursive: true });
  expect(verify()).toMatchObject({ fault: null, beginProven: false, endProven: true, archived: 0 });
  expect(bench.refusal()).toBeNull();
  // Nothing more leaves for a folder that lost what it had: a disk that is not mounted, say.
  bench.boot((journal, seal) => {
    for (let visit = 0; visit < 12; visit += 1) payIn(journal, seal, `MORE0000${visit}`, true);
    journal.writeCheckpoint();
    payIn(journal, seal, 'MORE000099', true);
    journal.writeCheckpoint();
    for (let visit = 0; visit < 12; visit += 1) payIn(journal, seal, `MUCH0000${visit}`, true);
  });
  expect(() => archiveAll(bench)).toThrow('does not lead to record');
});

test('rows do not leave the live file for a segment that does not say the same', () => {
  bench.boot((journal, seal) => {
    for (let visit = 0; visit < 12; visit += 1) {
      payIn(journal, seal, `MORE0000${String(visit).padStart(2, '0')}`, true);
      if (visit % 3 === 2) journal.writeCheckpoint();
    }
  });
  const before = bench.rows();
  // Killed before the first row left; then somebody edits the segment.
  let isRemoving = false;
  bench.onStep = (what) => {
    isRemoving = what === 'remove archived records';
    if (isRemoving) throw new Error('killed');
  };
  expect(() => archiveAll(bench)).toThrow('killed');
  expect(isRemoving).toBe(true);
  bench.onStep = () => undefined;
  const newest = listSegments(archive).at(-1);
  if (newest === undefined) throw new Error('no segment');
  flip(segmentPaths(archive, newest).records);
  expect(() => archiveAll(bench)).toThrow('was edited');
  flip(segmentPaths(archive, newest).records);
  expect(bench.rows()).toEqual(before);
});

test('a query finds what left the file', () => {
  const found: string[] = [];
  queryJournal({ path: bench.paths.journal, archive }, { last4: '6789', fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }, ({ txn }) =>
    found.push(txn ?? ''),
  );
  expect(new Set(found).size).toBe(19);
  expect(found).toContain('OWED000001');
});

function parts(): CommissionParts {
  const { paths, clock, random } = bench;
  return { paths, clock, random, machine: MACHINE, by: 'A. Chen', reason: 'the disk was exchanged' };
}

describe('what is open and archived becomes a case', () => {
  it('when the whole live file cannot be read', () => {
    truncateSync(bench.paths.journal, 5_000);
    rmSync(`${bench.paths.journal}-wal`, { force: true });
    expect(bench.refusal()).toMatchObject({ cause: 'journal-damaged' });
    expect(repairJournal(parts()).open).toMatchObject([{ transaction: 'OWED000001' }]);
    expect(bench.refusal()).toBeNull();
  });

  it('when the live file is gone', () => {
    rmSync(bench.paths.journal);
    rmSync(`${bench.paths.journal}-wal`, { force: true });
    expect(bench.refusal()).toMatchObject({ cause: 'journal-missing' });
    expect(beginNewEpoch(parts()).open).toMatchObject([{ transaction: 'OWED000001' }]);
    expect(bench.refusal()).toBeNull();
  });

  it('when the anchor is lost, within the same life', () => {
    const { epoch } = listSegments(archive)[0] ?? { epoch: -1 };
    rmSync(bench.paths.anchor);
    expect(bench.refusal()).toMatchObject({ cause: 'journal-missing' });
    expect(anchorJournal(parts())).toMatchObject({ epoch, open: [{ transaction: 'OWED000001' }] });
    expect(bench.refusal()).toBeNull();
    expect(verify({ thorough: true })).toMatchObject({ fault: null, beginProven: true, endProven: true });
  });
});

function flip(path: string): void {
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** Another note in the place of the second segment's. */
function resign(change: object, signer = key()): void {
  const [, name] = listSegments(archive);
  if (name === undefined) throw new Error('no segment');
  const facts = readSegmentNote(archive, name, { journal: null, verifier: null });
  writeFileSync(second.note, segmentNote({ ...facts, ...change }, signer));
  expect(readdirSync(archive)).toContain(second.note.slice(archive.length + 1));
}
