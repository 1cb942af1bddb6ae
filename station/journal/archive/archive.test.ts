import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ARCHIVE_BENCH, FolderBench, MACHINE, payIn, archiveAll } from '../testdata/folderBench.ts';
import { createCardSeal } from '../cardSeal.ts';
import { transactionId } from '../../../machines/flows/transactionId.ts';
import { moneyStateOf } from '../ledger.ts';

/** What has left the live file is part of the journal still. */

let bench: FolderBench;

beforeEach(() => {
  bench = new FolderBench();
  bench.archiveLimits = ARCHIVE_BENCH;
});

afterEach(() => bench.remove());

/** A note that is owed, then so many that are not, with checkpoints between. */
function live(visits: number): void {
  bench.boot((journal, seal) => {
    payIn(journal, seal, 'OWED000001', false);
    for (let visit = 0; visit < visits; visit += 1) {
      payIn(journal, seal, `DONE${String(visit).padStart(6, '0')}`, true);
      if (visit % 3 === 2) journal.writeCheckpoint();
    }
  });
}

test('closed segments leave the live file, which then begins with a checkpoint', () => {
  live(12);
  const moved = archiveAll(bench);
  expect(moved.length).toBeGreaterThan(1);
  const database = new Database(bench.paths.journal, { readonly: true });
  const first = database.prepare('SELECT seq, kind FROM record ORDER BY seq LIMIT 1').get();
  const left = database.prepare('SELECT count(*) FROM record').pluck().get();
  database.close();
  expect(first).toMatchObject({ kind: 'checkpoint' });
  expect(left).toBeGreaterThanOrEqual(ARCHIVE_BENCH.live);
  expect(left).toBeLessThan(ARCHIVE_BENCH.live + 2 * ARCHIVE_BENCH.segment);
  expect(bench.refusal()).toBeNull();
});

test('an owed note whose records are archived is found by its card and settled', () => {
  live(12);
  archiveAll(bench);
  bench.boot((journal, seal) => {
    const card = seal.cardHashOf(bench.card);
    expect(journal.ledger.openFor(card)).toMatchObject([{ transaction: 'OWED000001', state: 'owed' }]);
    const id = transactionId('OWED000001');
    const plan = { profile: 'p', uid: seal.sealText('08A1B2C3'), amount: 500, balanceBefore: 0, balanceAfter: 500 };
    journal.append('card-write.intent', id, { plan: { ...plan, sequenceBefore: null, recordBefore: '', recordAfter: '' } });
    journal.append('card-write.outcome', id, { verdict: 'written', balance: 500, found: false, detail: '' });
    // What is closed leaves memory: its beginning is read from the archive, its end from the live file.
    const closed = journal.ledger.find(id);
    expect(closed).toMatchObject({ value: 500, note: 'kept', write: 'written' });
    expect(closed && moneyStateOf(closed)).toBe('closed');
  });
});

test('transactions of a card are found by its keyed hash, in the archive and in the live file', () => {
  live(12);
  archiveAll(bench);
  const opening = bench.open();
  if (opening.refused !== null) throw new Error(opening.refused.detail);
  const card = createCardSeal(opening.sealKey, bench.random).sealCard(bench.card);
  const found = opening.store.transactionsOf(card);
  expect(found).toHaveLength(13);
  expect(found[0]).toBe('OWED000001');
  expect(opening.store.transactionsOf({ ...card, find: '0'.repeat(64) })).toEqual([]);
  opening.store.close();
});

test('every record is read in order, as if none had left', () => {
  live(12);
  const before = bench.rows();
  archiveAll(bench);
  expect(bench.rows()).toEqual(before);
});

test('public tools read it: the signed hashes, and one record a line', () => {
  live(12);
  const before = bench.rows();
  archiveAll(bench);
  const folder = bench.paths.archive;
  const [note = ''] = readdirSync(folder).filter((file) => file.endsWith('.note'));
  const base = join(folder, note.slice(0, -'.note'.length));
  const text = execFileSync('cat', [`${base}.note`], { encoding: 'utf8' });
  expect(text).toContain(`kiosk-journal/${MACHINE}/`);
  expect(text).toContain(`sha256 ${execFileSync('sha256sum', [`${base}.jsonl.gz`], { encoding: 'utf8' }).slice(0, 64)}`);
  const lines = execFileSync('zcat', [`${base}.jsonl.gz`], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(before.slice(0, lines.length));
  const index = execFileSync('grep', ['^txn OWED000001 ', `${base}.index`], { encoding: 'utf8' });
  expect(index.trim()).toBe('txn OWED000001 000000000000');
  expect(existsSync(`${base}.note.new`)).toBe(false);
});
