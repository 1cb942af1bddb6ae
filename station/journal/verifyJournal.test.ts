import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { readAnchorFile } from './anchorFile.ts';
import { canonicalJson } from './canonicalJson.ts';
import { hashRecord } from './chain.ts';
import { makeCheckpoint } from './checkpoint.ts';
import { exportJournal, ExportError, notePathOf, readBack } from './exportJournal.ts';
import { findMachineKey } from './journalFiles.ts';
import { machineKeyOf } from './machineKeyFile.ts';
import { queryJournal } from './queryJournal.ts';
import { parseRecord } from './records.ts';
import { openNote, parseVerifierKey, type Verifier, verifierKey } from './signedNote.ts';
import { FolderBench, MACHINE, payIn } from './testdata/folderBench.ts';
import { type Verification, verifyJournal, type VerifyOptions } from './verifyJournal.ts';

let bench: FolderBench;
let copy: string;
let verifier: Verifier;

/** Twelve notes, a checkpoint, and one more behind it. The copy is an auditor's. */
beforeEach(() => {
  bench = new FolderBench();
  bench.boot((journal, seal) => {
    for (let note = 0; note < 12; note += 1) payIn(journal, seal, `N${note}`, true);
    journal.writeCheckpoint();
    payIn(journal, seal, 'T', false);
  });
  const opening = bench.open();
  if (opening.refused === null) opening.store.close();
  const key = findMachineKey(bench.paths.machineKey);
  if (key.state !== 'there') throw new Error('no key');
  verifier = { name: `kiosk-journal/${MACHINE}`, publicKey: key.it.publicKey };
  copy = join(bench.folder, 'copy.db');
  cpSync(bench.paths.journal, copy);
});

afterEach(() => bench.remove());

const verify = (options: Partial<VerifyOptions> = {}): Verification =>
  verifyJournal(copy, { anchor: readAnchorFile(bench.paths.anchor), verifier, ...options });

/** Does to a journal what somebody can who may write the file. */
function tamper(act: (database: Database.Database) => void): void {
  const database = new Database(copy);
  const triggers = database.prepare<[], string>("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").pluck().all();
  database.exec('DROP TRIGGER record_no_update; DROP TRIGGER record_no_delete');
  act(database);
  // Nothing shows how it was done.
  for (const trigger of triggers) database.exec(trigger);
  database.close();
}

/** Makes every hash fit again, as somebody would who knows how. */
function recompute(database: Database.Database, from: number, bodyOf = (row: StoredRecord): string => row.body): string {
  const rows = database
    .prepare<[], StoredRecord>(
      'SELECT seq, txn, kind, body, boot_id AS bootId, monotonic_ms AS monotonicMs, wall_ms AS wallMs, previous_hash AS previousHash, hash FROM record ORDER BY seq',
    )
    .all();
  let previousHash = rows.find(({ seq }) => seq === from - 1)?.hash ?? '0'.repeat(64);
  for (const row of rows.filter(({ seq }) => seq >= from)) {
    const body = bodyOf({ ...row, previousHash });
    const hash = hashRecord({ ...row, body, previousHash });
    database.prepare('UPDATE record SET body = ?, previous_hash = ?, hash = ? WHERE seq = ?').run(body, previousHash, hash, row.seq);
    previousHash = hash;
  }
  return previousHash;
}

const double = (database: Database.Database): void => {
  database.exec(`UPDATE record SET body = replace(body, '"value":500', '"value":900') WHERE seq = 3`);
};

describe('an auditor with a copy, the anchor and the public key', () => {
  it('finds a journal that is whole', () => {
    expect(verify()).toMatchObject({ records: 52, fault: null, endProven: true, checkpoints: 1, keyGiven: true });
  });

  it.each<[string, (database: Database.Database) => void, string, number]>([
    ['an edit', double, 'hash', 3],
    ['a deletion in the middle', (database) => database.exec('DELETE FROM record WHERE seq = 9'), 'gap', 10],
    [
      'two records exchanged',
      (database) =>
        database.exec(
          'UPDATE record SET seq = -9 WHERE seq = 9; UPDATE record SET seq = 9 WHERE seq = 10; UPDATE record SET seq = 10 WHERE seq = -9',
        ),
      'reorder',
      9,
    ],
    ['a cut tail', (database) => database.exec('DELETE FROM record WHERE seq > 51'), 'truncated', 52],
    ['an emptied table', (database) => database.exec('DELETE FROM record'), 'truncated', 1],
    [
      'an edit before the checkpoint with every hash made to fit',
      (database) => {
        double(database);
        recompute(database, 3);
      },
      'unsigned',
      50,
    ],
    [
      'an edit behind the checkpoint with every hash made to fit',
      (database) => {
        database.exec(`UPDATE record SET body = replace(body, '"value":500', '"value":900') WHERE seq = 51`);
        recompute(database, 51);
      },
      'other-head',
      52,
    ],
    [
      'a record of another machine',
      (database) => {
        database.exec(`UPDATE record SET kind = 'boot', body = '{"machine":"XX-1","software":"s","station":"s"}' WHERE seq = 9`);
        recompute(database, 9);
      },
      'foreign',
      9,
    ],
  ])('finds %s', (_, act, fault, seq) => {
    tamper(act);
    expect(verify()).toMatchObject({ fault: { fault, seq }, endProven: false });
  });

  it('finds a journal that was signed with another key', () => {
    const other = { ...verifier, publicKey: machineKeyOf(new Uint8Array(32)).publicKey };
    expect(verify({ verifier: other })).toMatchObject({ fault: { fault: 'unsigned' } });
  });

  it('finds that the anchor is of another journal', () => {
    const anchor = readAnchorFile(bench.paths.anchor);
    if (anchor.state !== 'holds') throw new Error('no anchor');
    expect(verify({ anchor: { ...anchor, anchor: { ...anchor.anchor, epoch: 3 } } })).toMatchObject({ fault: { fault: 'other-journal' } });
  });

  it('cannot say that the end is the end without an anchor', () => {
    expect(verify({ anchor: { state: 'absent' } })).toMatchObject({ fault: null, endProven: false });
  });
});

describe('whoever holds the machine’s key', () => {
  it('can rewrite journal and anchor so that nothing here shows it: that is for the centre’s copy to find', () => {
    const key = findMachineKey(bench.paths.machineKey);
    const anchor = readAnchorFile(bench.paths.anchor);
    if (key.state !== 'there' || anchor.state !== 'holds') throw new Error('no key or anchor');
    const resign = (row: StoredRecord): string => {
      const record = parseRecord(row);
      if (record.kind !== 'checkpoint') return row.body;
      return canonicalJson(makeCheckpoint(anchor.anchor, { seq: row.seq - 1, hash: row.previousHash }, record.body.state, key.it));
    };
    let head = '';
    tamper((database) => {
      double(database);
      head = recompute(database, 3, resign);
    });
    const forged = { ...anchor, anchor: { ...anchor.anchor, head: { ...anchor.anchor.head, hash: head } } };
    expect(verify()).toMatchObject({ fault: { fault: 'other-head' } });
    expect(verify({ anchor: forged })).toMatchObject({ fault: null, endProven: true });
  });
});

it('finds tables that are not as they were made, though every record holds', () => {
  const database = new Database(copy);
  database.exec('DROP TRIGGER record_no_delete');
  database.close();
  expect(verify()).toMatchObject({
    fault: { fault: 'schema', detail: expect.stringContaining('record_no_delete is missing') },
    endProven: true,
  });
});

describe('a verifier key in one line', () => {
  it('is read as it was written, and nothing else is', () => {
    expect(parseVerifierKey(verifierKey(verifier))).toMatchObject({ name: verifier.name });
    expect(() => parseVerifierKey('kiosk+00000000+AAAA')).toThrow('not a verifier key');
  });
});

describe('an export', () => {
  const out = (): string => join(bench.folder, 'out.jsonl');
  const signer = () => machineKeyOf(new Uint8Array(32).fill(4));
  const exporting = (file: string) => ({
    path: copy,
    archive: bench.paths.archive,
    out: file,
    journal: { machine: MACHINE, epoch: 7 },
    key: signer(),
  });

  it('is JSON Lines with a detached signature, and is read back', async () => {
    const done = await exportJournal(exporting(out()));
    expect(done.records).toBe(52);
    expect(await readBack(out())).toEqual(done);
    const note = openNote(readFileSync(notePathOf(out()), 'utf8'), { name: verifier.name, publicKey: signer().publicKey });
    expect(note).toContain(`sha256 ${done.sha256}`);
  });

  it('replaces nothing, and is not made of a journal that is broken', async () => {
    writeFileSync(out(), '');
    await expect(exportJournal(exporting(out()))).rejects.toThrow('there already');
    tamper(double);
    await expect(exportJournal(exporting(`${out()}2`))).rejects.toThrow(ExportError);
  });
});

it('tells all transactions of a card in a span of time, and none of another', () => {
  const kinds = (last4: string, fromMs = 0): string[] => {
    const found: string[] = [];
    queryJournal({ path: copy, archive: bench.paths.archive }, { last4, fromMs, toMs: Number.MAX_SAFE_INTEGER }, ({ kind }) =>
      found.push(kind),
    );
    return found;
  };
  expect(kinds('6789')).toHaveLength(12 * 4 + 2);
  expect(kinds('6789', bench.clock.wallMs() + 1)).toEqual([]);
  expect(kinds('1234')).toEqual([]);
});
