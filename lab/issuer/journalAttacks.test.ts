import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { newAnchorFile, readAnchorFile } from '../../station/journal/anchorFile.ts';
import { listSegments, segmentPaths } from '../../station/journal/archive/segmentFiles.ts';
import { canonicalJson } from '../../station/journal/canonicalJson.ts';
import { GENESIS_HASH, hashRecord } from '../../station/journal/chain.ts';
import { checkArchive, checkHistory } from '../../station/journal/checkHistory.ts';
import { makeCheckpoint } from '../../station/journal/checkpoint.ts';
import { findJournal, findMachineKey, journalPathsIn } from '../../station/journal/journalFiles.ts';
import { parseRecord, writtenBody } from '../../station/journal/records.ts';
import { signedHeadOf } from '../../station/journal/signedHead.ts';
import { sqliteReader } from '../../station/journal/sqliteReader.ts';
import { ARCHIVE_BENCH, archiveAll, FolderBench, MACHINE, payIn } from '../../station/journal/testdata/folderBench.ts';
import { verifyJournal } from '../../station/journal/verifyJournal.ts';
import { projectRoot } from '../../station/projectRoot.ts';
import { testIssuer, type TestIssuer } from './testing.ts';

/**
 * The table of SECURITY.md, row by row: what somebody does who can write the disk, without the machine's key and with it, and who
 * notices. With the real store, and the reference issuer as the centre.
 */

/** Who notices. `start`: the station before it serves; `later`: half a minute after; `auditor`: `verify --all`, with the anchor. */
type Watch = 'start' | 'later' | 'auditor' | 'centre';

interface Attack {
  /** The row of SECURITY.md. */
  readonly row: string;
  readonly how: string;
  readonly key: 'without' | 'with';
  readonly act: () => void;
  readonly seenBy: readonly Watch[];
}

let bench: FolderBench;
let elsewhere: string;
let older: string;
let centre: TestIssuer;
let epoch: number;

/** Notes with checkpoints, two behind the last one; a copy of the folder after ten; the centre has everything. */
beforeEach(() => {
  bench = new FolderBench();
  bench.archiveLimits = { ...ARCHIVE_BENCH, live: 1_000 };
  elsewhere = mkdtempSync(join(tmpdir(), 'kiosk-anchor-'));
  bench.paths = journalPathsIn(bench.folder, { anchor: { folder: elsewhere } });
  older = mkdtempSync(join(tmpdir(), 'kiosk-older-'));
  notes(0, 10);
  cpSync(bench.folder, join(older, 'data'), { recursive: true });
  cpSync(elsewhere, join(older, 'anchor'), { recursive: true });
  notes(10, 22);
  centre = testIssuer({});
  epoch = anchored().epoch;
  expect(uploaded()).toBe(false);
});

afterEach(() => {
  bench.remove();
  for (const folder of [elsewhere, older]) rmSync(folder, { recursive: true, force: true });
});

function notes(from: number, to: number): void {
  bench.boot((journal, seal) => {
    for (let note = from; note < to; note += 1) {
      payIn(journal, seal, `N${String(note).padStart(9, '0')}`, true);
      if (note % 4 === 3) journal.writeCheckpoint();
    }
  });
}

function anchored() {
  const found = readAnchorFile(bench.paths.anchor);
  if (found.state !== 'holds') throw new Error('no anchor');
  return found.anchor;
}

function key() {
  const found = findMachineKey(bench.paths.machineKey);
  if (found.state !== 'there') throw new Error('no key');
  return found.it;
}

function liveRows(): readonly StoredRecord[] {
  const database = new Database(bench.paths.journal, { readonly: true });
  try {
    return sqliteReader(database).readAfter(0, 10_000);
  } finally {
    database.close();
  }
}

/** Whether the centre sees another history than the one it has, when everything is sent to it. */
function uploaded(): boolean {
  const rows = [...liveRows()];
  for (let from = 0; from < rows.length; from += 100) {
    const records = rows.slice(from, from + 100);
    const answer = centre.ask('upload', { epoch, records });
    if (answer.outcome !== 'kept') return true;
    const last = rows.at(-1);
    if (answer.upto > (last?.seq ?? 0)) return true;
    if (rows.find(({ seq }) => seq === answer.upto)?.hash !== answer.hash) return true;
  }
  return rows.length === 0;
}

/** The look through the old part, as the station's thread does it. */
function lookedThrough(): boolean {
  const { journal, close } = findJournal(bench.paths.journal);
  try {
    if (journal.state !== 'there') return true;
    const newest = journal.it.reader.newestCheckpoint();
    if (newest === null) return false;
    const steps = checkHistory(journal.it.reader, { seq: newest.seq - 1, hash: newest.previousHash });
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    if (!step.value.sound) return true;
    const archive = checkArchive(journal.it.reader, bench.paths.archive, { machine: MACHINE, epoch, publicKey: key().publicKey });
    let more = archive.next();
    while (more.done !== true) more = archive.next();
    return more.value !== null;
  } finally {
    close();
  }
}

function audited(): boolean {
  const verifier = { name: '', publicKey: key().publicKey };
  const anchor = readAnchorFile(bench.paths.anchor);
  const found = verifyJournal(bench.paths.journal, { anchor, verifier, archive: bench.paths.archive, thorough: true });
  return found.fault !== null || !found.endProven || !found.beginProven;
}

const WATCHES: Readonly<Record<Watch, () => boolean>> = {
  start: () => bench.refusal() !== null,
  later: lookedThrough,
  auditor: audited,
  centre: uploaded,
};

function withFile(act: (database: Database.Database) => void): void {
  const database = new Database(bench.paths.journal);
  database.exec('DROP TRIGGER IF EXISTS record_no_update; DROP TRIGGER IF EXISTS record_no_delete');
  act(database);
  database.exec(`CREATE TRIGGER record_no_update BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END`);
  database.exec(`CREATE TRIGGER record_no_delete BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END`);
  database.close();
}

const OLD = 3;
const double = (seq: number) => (database: Database.Database) =>
  void database.prepare(`UPDATE record SET body = replace(body, '"value":500', '"value":900') WHERE seq = ?`).run(seq);

/** The newest record that tells of a note: behind the newest checkpoint. */
const newestNote = (): number => liveRows().findLast(({ body }) => body.includes('"value":500'))?.seq ?? 0;

/** Makes every hash fit, and with the key every checkpoint, too. @returns the new head */
function fit(database: Database.Database, from: number, signed: boolean): string {
  const rows = sqliteReader(database).readAfter(0, 10_000);
  let previousHash = rows.find(({ seq }) => seq === from - 1)?.hash ?? GENESIS_HASH;
  for (const row of rows.filter(({ seq }) => seq >= from)) {
    const record = signed ? parseRecord({ ...row, previousHash }) : null;
    const head = { seq: row.seq - 1, hash: previousHash };
    const body =
      record?.kind === 'checkpoint'
        ? canonicalJson(writtenBody('checkpoint', makeCheckpoint({ machine: MACHINE, epoch }, head, record.body.state, key())))
        : row.body;
    const hash = hashRecord({ ...row, body, previousHash });
    database.prepare('UPDATE record SET body = ?, previous_hash = ?, hash = ? WHERE seq = ?').run(body, previousHash, hash, row.seq);
    previousHash = hash;
  }
  return previousHash;
}

/** A new anchor for what the file says now: whoever writes the disk can write it, where it lies within reach. */
function anchorAgain(): void {
  const last = liveRows().at(-1);
  const head = last === undefined ? { seq: 0, hash: GENESIS_HASH } : { seq: last.seq, hash: last.hash };
  writeFileSync(bench.paths.anchor, newAnchorFile({ ...anchored(), head }));
}

function rewrite(seq: number): void {
  withFile((database) => {
    double(seq)(database);
    fit(database, seq, true);
  });
  anchorAgain();
}

function cut(): void {
  withFile((database) => void database.exec('DELETE FROM record WHERE seq > 60'));
}

function putBack(what: 'data' | 'anchor'): void {
  const to = what === 'data' ? bench.folder : elsewhere;
  rmSync(to, { recursive: true });
  cpSync(join(older, what), to, { recursive: true });
}

/** A journal of the same machine that begins anew, and says of the one before what it likes. */
function beginAnew(before: { readonly epoch: number; readonly seq: number; readonly hash: string } | null): void {
  epoch += 1;
  const content = {
    seq: 1,
    txn: null,
    kind: 'commissioned',
    body: canonicalJson({ before, by: 'nobody', epoch, machine: MACHINE, reason: 'none', signer: 'x' }),
    bootId: 'boot',
    monotonicMs: 0,
    wallMs: 0,
    previousHash: GENESIS_HASH,
  };
  withFile((database) => {
    database.exec('DELETE FROM record');
    database
      .prepare('INSERT INTO record VALUES (@seq, @txn, @kind, @body, @bootId, @monotonicMs, @wallMs, @previousHash, @hash)')
      .run({ ...content, hash: hashRecord(content) });
  });
}

function archived(act: () => void): void {
  bench.archiveLimits = ARCHIVE_BENCH;
  archiveAll(bench);
  expect(listSegments(bench.paths.archive).length).toBeGreaterThan(1);
  act();
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[40] = (bytes[40] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
}

function foreign(): void {
  const other = new FolderBench();
  other.boot((journal, seal) => void payIn(journal, seal, 'X', true));
  cpSync(other.paths.journal, bench.paths.journal);
  for (const end of ['-wal', '-shm']) rmSync(`${bench.paths.journal}${end}`, { force: true });
  other.remove();
}

const CHANGES = 'changes, deletes or exchanges records';
const FITS = 'the same, and makes every hash fit';
const CUTS = 'cuts the end, empties the table, removes the log';
const OLDER = 'puts back an older folder, without its anchor';
const OLDER_ANCHOR = 'puts back an older folder and its anchor';
const FOREIGN = 'brings the journal of another machine, another key, an empty one';
const TRIGGERS = "drops or plants triggers, puts a view in the table's place";
const ARCHIVE = 'edits, removes or exchanges a segment of the archive';
const EPOCH = 'begins another epoch';
const FIRST = 'plants a journal of the first format, without an anchor';

const sql = (text: string) => () => {
  const database = new Database(bench.paths.journal);
  database.exec(text);
  database.close();
};

const ATTACKS: readonly Attack[] = [
  { row: CHANGES, how: 'an old one', key: 'without', act: () => withFile(double(OLD)), seenBy: ['later', 'auditor'] },
  { row: CHANGES, how: 'a new one', key: 'without', act: () => withFile(double(newestNote())), seenBy: ['start', 'auditor'] },
  {
    row: CHANGES,
    how: 'one deleted',
    key: 'without',
    act: () => withFile((database) => void database.exec('DELETE FROM record WHERE seq = 9')),
    seenBy: ['later', 'auditor'],
  },
  { row: CHANGES, how: 'an old one', key: 'with', act: () => rewrite(OLD), seenBy: ['centre'] },
  {
    row: FITS,
    how: 'from an old one on',
    key: 'without',
    act: () => {
      withFile((database) => {
        double(OLD)(database);
        fit(database, OLD, false);
      });
      anchorAgain();
    },
    seenBy: ['start', 'auditor', 'centre'],
  },
  {
    row: FITS,
    how: 'behind the checkpoint',
    key: 'without',
    act: () =>
      withFile((database) => {
        const seq = newestNote();
        double(seq)(database);
        fit(database, seq, false);
      }),
    seenBy: ['start', 'auditor', 'centre'],
  },
  { row: FITS, how: 'with the anchor', key: 'with', act: () => rewrite(newestNote()), seenBy: ['centre'] },
  { row: CUTS, how: 'the end', key: 'without', act: cut, seenBy: ['start', 'auditor', 'centre'] },
  {
    row: CUTS,
    how: 'the table',
    key: 'without',
    act: () => withFile((database) => void database.exec('DELETE FROM record')),
    seenBy: ['start', 'auditor', 'centre'],
  },
  {
    row: CUTS,
    how: 'the log',
    key: 'without',
    act: () => {
      // What was not copied into the file yet lies in the log alone.
      notes(22, 26);
      uploaded();
      rmSync(`${bench.paths.journal}-wal`);
    },
    seenBy: ['start', 'auditor', 'centre'],
  },
  {
    row: CUTS,
    how: 'the end, and the anchor',
    key: 'with',
    act: () => {
      cut();
      anchorAgain();
    },
    seenBy: ['centre'],
  },
  { row: OLDER, how: 'a backup', key: 'without', act: () => putBack('data'), seenBy: ['start', 'auditor', 'centre'] },
  { row: OLDER, how: 'a backup', key: 'with', act: () => putBack('data'), seenBy: ['start', 'auditor', 'centre'] },
  {
    row: OLDER_ANCHOR,
    how: 'both disks',
    key: 'without',
    act: () => {
      putBack('data');
      putBack('anchor');
    },
    seenBy: ['centre'],
  },
  { row: FOREIGN, how: 'a journal', key: 'without', act: () => foreign(), seenBy: ['start', 'auditor', 'centre'] },
  {
    row: FOREIGN,
    how: 'a key',
    key: 'without',
    act: () => writeFileSync(bench.paths.sealKey, new Uint8Array(32).fill(1)),
    seenBy: ['start'],
  },
  { row: FOREIGN, how: 'none', key: 'with', act: () => rmSync(bench.paths.journal), seenBy: ['start'] },
  { row: TRIGGERS, how: 'dropped', key: 'without', act: sql('DROP TRIGGER record_no_delete'), seenBy: ['start', 'auditor'] },
  {
    row: TRIGGERS,
    how: 'one that swallows',
    key: 'with',
    act: sql('CREATE TRIGGER swallow BEFORE INSERT ON record BEGIN SELECT RAISE(IGNORE); END'),
    seenBy: ['start', 'auditor'],
  },
  {
    row: TRIGGERS,
    how: 'a view',
    key: 'with',
    act: sql('ALTER TABLE record RENAME TO kept; CREATE VIEW record AS SELECT * FROM kept'),
    seenBy: ['start', 'auditor'],
  },
  {
    row: ARCHIVE,
    how: 'edited',
    key: 'without',
    act: () =>
      archived(() => {
        const [name] = listSegments(bench.paths.archive);
        if (name !== undefined) flip(segmentPaths(bench.paths.archive, name).records);
      }),
    seenBy: ['later', 'auditor'],
  },
  {
    row: ARCHIVE,
    how: 'all of it removed',
    key: 'with',
    act: () => archived(() => rmSync(bench.paths.archive, { recursive: true })),
    seenBy: ['later', 'auditor'],
  },
  { row: EPOCH, how: 'of its own', key: 'without', act: () => beginAnew(null), seenBy: ['start', 'centre'] },
  {
    row: EPOCH,
    how: 'that follows an earlier head',
    key: 'with',
    act: () => beginAnew({ epoch, seq: 4, hash: liveRows()[3]?.hash ?? '' }),
    seenBy: ['start', 'centre'],
  },
  {
    row: FIRST,
    how: 'with its keys',
    key: 'without',
    act: () => {
      beginAnew(null);
      sql('DROP INDEX record_txn; DROP INDEX record_checkpoint; DROP INDEX record_card; PRAGMA user_version = 1')();
      rmSync(bench.paths.anchor);
    },
    seenBy: ['auditor', 'centre'],
  },
];

/** What no program of the machine can notice: it is the machine. */
const NOBODY_HERE = ['writes false facts by a changed program'];

describe.each(ATTACKS)('$row ($how), $key the key', ({ act, seenBy }) => {
  it(`is noticed by ${seenBy.join(', ')}`, () => {
    act();
    // What somebody notices besides is welcome, and not promised.
    for (const watch of seenBy) expect(WATCHES[watch](), watch).toBe(true);
    if (seenBy.length === 1 && seenBy[0] === 'centre') {
      expect(WATCHES.start(), 'the start cannot see it').toBe(false);
      expect(WATCHES.auditor(), 'an auditor with this disk alone cannot see it').toBe(false);
    }
  });
});

it('whoever kept a head elsewhere sees what was rewritten with the key', () => {
  const kept = signedHeadOf({ newestCheckpoint: () => liveRows().findLast(({ kind }) => kind === 'checkpoint') ?? null });
  if (kept === null) throw new Error('no checkpoint');
  const verify = () => verifyJournal(bench.paths.journal, { anchor: readAnchorFile(bench.paths.anchor), heads: [kept.head] });
  expect(verify()).toMatchObject({ fault: null, endProven: true });
  rewrite(OLD);
  expect(verify()).toMatchObject({ fault: { fault: 'other-head', seq: kept.head.seq } });
});

it('every row of SECURITY.md is tried', () => {
  const table = readFileSync(join(projectRoot, 'SECURITY.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);
  const rows = table.map((line) => line.split('|')[1]?.trim() ?? '');
  expect(rows.filter((row) => !NOBODY_HERE.includes(row)).toSorted()).toEqual([...new Set(ATTACKS.map(({ row }) => row))].toSorted());
});
