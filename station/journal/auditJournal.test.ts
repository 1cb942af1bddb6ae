import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalStore, StoredRecord } from '../../hardware/ports/journalStore.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { auditJournal, type JournalAudit } from './auditJournal.ts';
import { Journal } from './journal.ts';
import { openSqliteJournalStore } from './sqliteJournalStore.ts';
import { UnreadableJournal } from './unreadableJournal.ts';

/** Enough for several pages of the database. */
const RECORDS = 40;

let folder: string;
let path: string;
let store: JournalStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-audit-'));
  path = join(folder, 'journal.db');
  store = openSqliteJournalStore(path);
  const clock = new VirtualClock();
  const journal = new Journal({ store, clock, bootId: 'boot' });
  for (let index = 1; index <= RECORDS; index += 1) {
    journal.append('claim', null, { code: `claim-${String(index).padStart(3, '0')}`, amount: 100 + index });
    clock.advance(1_000);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As a station that was stopped leaves it: everything in the one file. */
function stopped(): void {
  store.close();
}

/** As a copy of a running station's folder has it: the newest records in the log. */
function copyOfRunning(): void {
  mkdirSync(join(folder, 'copy'));
  const copy = join(folder, 'copy', 'journal.db');
  copyFileSync(path, copy);
  copyFileSync(`${path}-wal`, `${copy}-wal`);
  store.close();
  path = copy;
}

function flip(file: string, at: number, bit = 0): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  writeFileSync(file, bytes);
}

/** Flips a bit within `needle`, which is found in `file` once or (in a log) in several versions of its page. */
function flipText(file: string, needle: string, which: 'first' | 'last' = 'last'): void {
  const bytes = readFileSync(file);
  const at = which === 'first' ? bytes.indexOf(needle) : bytes.lastIndexOf(needle);
  if (at === -1) throw new Error(`${needle} is not in ${file}`);
  flip(file, at + needle.length - 1);
}

function readAll(): StoredRecord[] {
  const database = new Database(path, { readonly: true });
  try {
    return database
      .prepare<[], StoredRecord>(
        'SELECT seq, txn, kind, body, boot_id AS bootId, monotonic_ms AS monotonicMs, wall_ms AS wallMs, previous_hash AS previousHash, hash FROM record',
      )
      .all();
  } finally {
    database.close();
  }
}

/** What a sweep counts, and what it must never see: a record that differs from the original, and nobody says so. */
function sweep(file: string, every: number, original: readonly StoredRecord[]): { readonly sound: number; readonly found: number } {
  const bytes = readFileSync(file);
  let sound = 0;
  let found = 0;
  for (let at = 0; at < bytes.length; at += every) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    writeFileSync(file, changed);
    const seen: StoredRecord[] = [];
    let audit: JournalAudit | null = null;
    try {
      audit = auditJournal(path, { onRecord: (record) => seen.push(record) });
    } catch (cause) {
      expect(cause, `byte ${at}`).toBeInstanceOf(UnreadableJournal);
    }
    if (audit !== null && audit.fault === null) {
      sound += 1;
      expect(seen, `byte ${at}`).toEqual(original);
    } else found += 1;
  }
  writeFileSync(file, bytes);
  return { sound, found };
}

describe('the journal of a stopped station', () => {
  beforeEach(stopped);

  it('that nobody touched holds, and reading it leaves nothing behind', () => {
    expect(auditJournal(path)).toEqual({
      records: RECORDS,
      first: 1,
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
      lastWallMs: expect.any(Number),
      fault: null,
    });
    expect(readdirSync(folder)).toEqual(['journal.db']);
  });

  it.each([
    ['body', 'claim-017', 17],
    ['body of the first', 'claim-001', 1],
    ['body of the last', `claim-0${RECORDS}`, RECORDS],
  ])('names the record whose %s was changed', (_, needle, seq) => {
    flipText(path, needle);
    expect(auditJournal(path)).toMatchObject({ records: RECORDS, fault: { seq, fault: 'hash' } });
  });

  it.each(['kind', 'boot_id', 'monotonic_ms', 'wall_ms', 'hash', 'previous_hash'])('names the record whose %s was changed', (column) => {
    const value: unknown = new Database(path, { readonly: true }).prepare(`SELECT ${column} FROM record WHERE seq = 23`).pluck().get();
    const tampered = new Database(path);
    tampered.exec('DROP TRIGGER record_no_update');
    const other = typeof value === 'number' ? value + 1 : `${String(value).slice(0, -1)}${String(value).endsWith('0') ? '1' : '0'}`;
    tampered.prepare(`UPDATE record SET ${column} = ? WHERE seq = 23`).run(other);
    tampered.close();
    expect(auditJournal(path).fault).toMatchObject({ seq: 23 });
  });

  it('names the record whose number was changed by that which it had', () => {
    const tampered = new Database(path);
    tampered.exec('DROP TRIGGER record_no_update; UPDATE record SET seq = 900 WHERE seq = 40');
    tampered.close();
    expect(auditJournal(path)).toMatchObject({ records: RECORDS, fault: { seq: RECORDS, fault: 'hash' } });
  });

  it('names the first record after one that was taken out', () => {
    const tampered = new Database(path);
    tampered.exec('DROP TRIGGER record_no_delete; DELETE FROM record WHERE seq = 9');
    tampered.close();
    expect(auditJournal(path)).toMatchObject({ records: RECORDS - 1, fault: { seq: 10, fault: 'gap' } });
  });

  it('with one bit flipped anywhere never passes for sound unless every record is', { timeout: 60_000 }, () => {
    const { sound, found } = sweep(path, 17, readAll());
    expect(found).toBeGreaterThan(300);
    expect(sound).toBeGreaterThan(0);
  });

  it('whose last page has lost sight of its last record is damaged behind it', () => {
    const bytes = readFileSync(path);
    const page = Math.floor(bytes.indexOf(`claim-0${RECORDS}`) / 4_096) * 4_096;
    // A leaf of a table, and the number of its cells (sqlite.org/fileformat2.html, section 1.6).
    expect(bytes[page]).toBe(0x0d);
    bytes.writeUInt16BE(bytes.readUInt16BE(page + 3) - 1, page + 3);
    writeFileSync(path, bytes);
    expect(auditJournal(path)).toMatchObject({ records: RECORDS - 1, fault: { seq: RECORDS, fault: 'damaged-file' } });
  });

  it('in which something else stands than records is not read as if they were', () => {
    const forged = join(folder, 'forged.db');
    const database = new Database(forged);
    database.pragma(`application_id = ${0x4b534b4a}`);
    database.pragma('user_version = 1');
    database.exec('CREATE TABLE record (seq, txn, kind, body, boot_id, monotonic_ms, wall_ms, previous_hash, hash)');
    database.exec("INSERT INTO record VALUES (1, NULL, 'claim', x'00', 'boot', 1, 1, '', '')");
    database.close();
    expect(auditJournal(forged)).toMatchObject({ records: 0, fault: { seq: 1, fault: 'not-a-record' } });
  });

  it('that was cut short is damaged, wherever it was cut', () => {
    const bytes = readFileSync(path);
    for (const length of [100, 512, 4_096, 5_000, bytes.length - 4_096, bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(auditJournal(path).fault, `${length} bytes`).not.toBeNull();
    }
  });
});

describe('the journal of a running station', () => {
  it('holds while the station writes', () => {
    expect(existsSync(`${path}-wal`)).toBe(true);
    expect(auditJournal(path)).toMatchObject({ records: RECORDS, fault: null });
    stopped();
  });

  it('is found with its log behind a link', () => {
    const link = join(folder, 'link.db');
    symlinkSync(path, link);
    expect(auditJournal(link)).toMatchObject({ records: RECORDS, fault: null });
    stopped();
  });

  it('whose log was changed anywhere is not what it was', { timeout: 60_000 }, () => {
    copyOfRunning();
    const log = `${path}-wal`;
    const bytes = readFileSync(log);
    for (let at = 0; at < bytes.length; at += at < 96 ? 1 : 997) {
      flip(log, at, at % 8);
      const seen: StoredRecord[] = [];
      // SQLite reads nothing of the log from the damaged frame on.
      expect(auditJournal(path, { onRecord: (record) => seen.push(record) }).fault, `byte ${at}`).toMatchObject({ fault: 'damaged-log' });
      expect(seen.length, `byte ${at}`).toBeLessThan(RECORDS);
      writeFileSync(log, bytes);
    }
  });

  // Of the newest page; what a page that was split still has of others is nothing that SQLite reads.
  it.each([`claim-0${RECORDS}`, 'claim-039', 'claim-038'])('names the record that was changed in the log: %s', (needle) => {
    copyOfRunning();
    flipText(`${path}-wal`, needle);
    expect(auditJournal(path).fault).toMatchObject({ seq: Number(needle.slice(-3)), fault: 'damaged-log' });
  });

  it('holds although the last frame of the log is only half written, when the writer goes on', async () => {
    copyOfRunning();
    const log = `${path}-wal`;
    const whole = readFileSync(log);
    writeFileSync(`${log}-whole`, whole);
    flip(log, whole.length - 1);
    // The audit waits without giving way: whoever goes on writing is another process.
    const script = 'echo ready; read go; sleep 0.05; exec dd if="$1-whole" of="$1" bs=64k conv=notrunc';
    const writer = spawn('sh', ['-c', script, 'sh', log], { stdio: ['pipe', 'pipe', 'ignore'] });
    await once(writer.stdout, 'data');
    writer.stdin.write('go\n');
    expect(auditJournal(path)).toMatchObject({ records: RECORDS, fault: null });
    await once(writer, 'exit');
  });

  it('of which a whole frame was wiped out is not what it was', () => {
    copyOfRunning();
    const log = `${path}-wal`;
    const bytes = readFileSync(log);
    const frameBytes = 24 + 4_096;
    writeFileSync(log, bytes.fill(0, 32 + 20 * frameBytes, 32 + 21 * frameBytes));
    expect(auditJournal(path).fault).toMatchObject({ fault: 'damaged-log', detail: 'frame 21 of the write-ahead log is damaged' });
  });

  it('names the record that was changed in an older copy of its page', () => {
    copyOfRunning();
    const log = `${path}-wal`;
    const bytes = readFileSync(log);
    const needle = 'claim-002';
    let at = bytes.indexOf(needle);
    for (let copies = 0; copies < 10; copies += 1, at = bytes.indexOf(needle, at + 1)) {
      flip(log, at);
      expect(auditJournal(path).fault, `byte ${at}`).toMatchObject({ seq: 2, fault: 'damaged-log' });
      writeFileSync(log, bytes);
    }
  });

  it.each([
    ['a digit in its body', 'body', /1/, 0],
    // Hexadecimal digits mean the same in either case: the hash that is reckoned from them does not tell.
    ['the case of a digit in the hash of the record before', 'previousHash', /[a-f]/, 5],
  ] as const)('names a record that was changed in the database beneath a newer page of the log: %s', (_, column, character, bit) => {
    const journal = new Journal({ store, clock: new VirtualClock(), bootId: 'boot-2' });
    journal.append('claim', null, { code: 'claim-in-both', amount: 1 });
    const other = new Database(path);
    other.pragma('wal_checkpoint(PASSIVE)');
    other.close();
    journal.append('claim', null, { code: 'claim-in-the-log', amount: 1 });
    const original = readAll();
    copyOfRunning();
    const text = original[RECORDS]?.[column] ?? '';
    const bytes = readFileSync(path);
    // The columns follow one another: its own copy of the hash before it lies behind its body.
    const row = bytes.lastIndexOf(original[RECORDS]?.body ?? '');
    flip(path, bytes.indexOf(text, row) + text.search(character), bit);
    const seen: StoredRecord[] = [];
    expect(auditJournal(path, { onRecord: (record) => seen.push(record) }).fault).toMatchObject({ seq: RECORDS + 1, fault: 'hash' });
    expect(seen).toEqual(original);
  });
});

describe('what is no journal', () => {
  beforeEach(stopped);

  it.each([
    ['a missing file', 'nowhere.db', null, 'no such file'],
    ['an empty file', 'empty.db', '', 'empty'],
    ['a word', 'word.txt', 'journal', 'not a kiosk journal'],
    ['a text', 'letter.txt', 'Dear auditor, '.repeat(400), 'not a kiosk journal'],
  ])('%s is refused by name', (_, name, content, why) => {
    const file = join(folder, name);
    if (content !== null) writeFileSync(file, content);
    expect(() => auditJournal(file)).toThrow(UnreadableJournal);
    expect(() => auditJournal(file)).toThrow(`${file}: `);
    expect(() => auditJournal(file)).toThrow(why);
  });

  it('a folder, and a database of somebody else, are refused', () => {
    expect(() => auditJournal(folder)).toThrow('not a file');
    const foreign = join(folder, 'foreign.db');
    new Database(foreign).exec('CREATE TABLE record (seq)').close();
    expect(() => auditJournal(foreign)).toThrow('not a kiosk journal');
  });
});
