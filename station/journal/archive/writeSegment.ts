import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { JournalReader, StoredRecord } from '../../../hardware/ports/journalStore.ts';
import type { MachineKey } from '../../../hardware/ports/machineKey.ts';
import type { JournalIdentity } from '../checkpoint.ts';
import { faultAfter } from '../chain.ts';
import { type OnStep, writeWhole } from '../journalExchange.ts';
import { syncFolder } from '../sqliteJournalStore.ts';
import { checkSegmentFiles, type SegmentFacts, segmentNote, segmentPaths } from './segmentFiles.ts';
import { IndexLines } from './segmentIndex.ts';
import { MEMBER_RECORDS } from './segmentRows.ts';

export interface SegmentWriting {
  readonly folder: string;
  readonly journal: JournalIdentity;
  readonly key: MachineKey;
  readonly reader: Pick<JournalReader, 'readAfter'>;
  /** Told before every step that changes the disk. */
  readonly onStep: OnStep;
}

/**
 * Writes the records from `first` to `last` as a segment, a member at each turn. Its note is the last thing written: whatever stops
 * it before leaves no segment.
 * @throws Error when the records do not follow each other, or what was written reads differently
 */
export function* writeSegment(writing: SegmentWriting, first: number, last: number): Generator<undefined, SegmentFacts> {
  const { folder, journal, key, onStep } = writing;
  const name = { epoch: journal.epoch, first, last };
  const paths = segmentPaths(folder, name);
  const index = new IndexLines();
  const digest = createHash('sha256');
  let [offset, previous, fromMs, toMs] = [0, null as StoredRecord | null, Number.MAX_SAFE_INTEGER, 0];
  let previousHash = '';
  onStep('begin the records of the segment');
  const file = openSync(paths.records, 'w+', 0o600);
  try {
    for (let seq = first; seq <= last; seq = (previous?.seq ?? last) + 1) {
      const rows = writing.reader.readAfter(seq - 1, Math.min(MEMBER_RECORDS, last - seq + 1));
      if (rows[0]?.seq !== seq) throw new Error(`record ${seq} is missing`);
      index.beginMember(seq, offset);
      for (const row of rows) {
        const fault = previous === null ? null : faultAfter(previous, row);
        if (fault !== null) throw new Error(`record ${row.seq} does not continue the chain (${fault.fault})`);
        if (previous === null) ({ previousHash } = row);
        index.add(row, offset);
        [fromMs, toMs] = [Math.min(fromMs, row.wallMs), Math.max(toMs, row.wallMs)];
        previous = row;
      }
      onStep('write records of the segment');
      const member = writeMember(file, rows, offset);
      digest.update(member);
      offset += member.length;
      yield;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (previous === null) throw new Error('a segment has records');
  yield;
  onStep('write the index of the segment');
  const content = index.content();
  writeFileSync(paths.index, content, { mode: 0o600, flush: true });
  syncFolder(folder);
  yield;
  const facts: SegmentFacts = {
    ...name,
    machine: journal.machine,
    previousHash,
    hash: previous.hash,
    fromMs: Math.max(0, fromMs),
    toMs,
    recordsSha256: digest.digest('hex'),
    indexSha256: createHash('sha256').update(content).digest('hex'),
  };
  checkSegmentFiles(folder, facts);
  yield;
  onStep('sign the segment');
  writeWhole(paths.note, segmentNote(facts, key));
  return facts;
}

/** @throws Error when it reads differently from what was written */
function writeMember(file: number, rows: readonly StoredRecord[], offset: number): Buffer {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const member = gzipSync(text);
  if (writeSync(file, member, 0, member.length, offset) !== member.length) throw new Error('a segment was written in part');
  const again = Buffer.allocUnsafe(member.length);
  readSync(file, again, 0, again.length, offset);
  if (gunzipSync(again).toString() !== text) throw new Error('a segment reads differently from what was written');
  return member;
}
