import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, fsyncSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import type { MachineKey } from '../../hardware/ports/machineKey.ts';
import { recordsBefore } from './archive/checkArchive.ts';
import { auditJournal } from './auditJournal.ts';
import { faultAfter } from './chain.ts';
import { type JournalIdentity, signerName } from './checkpoint.ts';
import { isRecord } from './sqliteReader.ts';
import { openNote, signNote } from './signedNote.ts';

/** What was exported; nothing is left behind when it fails. */
export class ExportError extends Error {}

export interface Exported {
  readonly records: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
}

/** The detached signature beside an export. */
export function notePathOf(out: string): string {
  return `${out}.note`;
}

export interface Exporting {
  readonly path: string;
  /** Where the records lie that left the file: they come first. */
  readonly archive: string;
  readonly out: string;
  readonly journal: JournalIdentity;
  readonly key: MachineKey;
}

/**
 * Writes a journal as JSON Lines, one stored record a line, with a detached signature beside it, and reads both back.
 * @throws BadSegment, ArchiveGap when the archive is not what the machine signed
 * @throws ExportError when the journal does not verify, the file is there already, or reading it back shows something else
 */
export async function exportJournal({ path, archive, out, journal, key }: Exporting): Promise<Exported> {
  for (const file of [out, notePathOf(out)]) if (existsSync(file)) throw new ExportError(`${file} is there already`);
  const file = openSync(out, 'wx', 0o600);
  const digest = createHash('sha256');
  let records = 0;
  let first = 0;
  try {
    const write = (record: StoredRecord): void => {
      const line = `${JSON.stringify(record)}\n`;
      digest.update(line);
      writeSync(file, line);
      if (records === 0) first = record.seq;
      records += 1;
    };
    let after: StoredRecord | null = null;
    for (const record of recordsBefore(path, archive, { journal, verifier: { name: '', publicKey: key.publicKey } })) {
      write(record);
      after = record;
    }
    const { fault } = auditJournal(path, { after, onRecord: write });
    if (fault !== null) throw new ExportError(`record ${fault.seq}: ${fault.detail}`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  const sha256 = digest.digest('hex');
  const name = signerName(journal.machine);
  const text = `${name}/${journal.epoch}/export\n${first} ${records}\nsha256 ${sha256}\n`;
  writeFileSync(notePathOf(out), signNote(text, name, key), { mode: 0o600, flag: 'wx' });
  const note = openNote(readFileSync(notePathOf(out), 'utf8'), { name, publicKey: key.publicKey });
  const again = await readBack(out);
  if (note !== text || again.records !== records || again.sha256 !== sha256)
    throw new ExportError(`${out}: reading it back shows something else`);
  return again;
}

/** Reads an export line by line, and looks that its chain holds. @throws ExportError when it does not */
export async function readBack(out: string): Promise<Exported> {
  const digest = createHash('sha256');
  let previous: StoredRecord | null = null;
  let records = 0;
  for await (const line of createInterface({ input: createReadStream(out) })) {
    digest.update(`${line}\n`);
    const record: unknown = JSON.parse(line);
    if (!isRecord(record)) throw new ExportError(`${out}: line ${records + 1} is no record`);
    // An export may begin where the archive ends.
    const fault = previous === null && record.seq > 1 ? null : faultAfter(previous, record);
    if (fault !== null) throw new ExportError(`${out}: record ${fault.seq} does not continue the chain`);
    previous = record;
    records += 1;
  }
  return { records, sha256: digest.digest('hex') };
}
