import type { JournalHead } from '../../../hardware/ports/anchor.ts';
import type { StoredRecord } from '../../../hardware/ports/journalStore.ts';
import { faultAfter, GENESIS_HASH } from '../chain.ts';
import { ownerOfCheckpoint } from '../checkpoint.ts';
import { openUntouched } from '../openUntouched.ts';
import { sqliteReader } from '../sqliteReader.ts';
import { BadSegment, checkSegmentFiles, listSegments, readSegmentNote, type SegmentFacts, type SegmentOwner } from './segmentFiles.ts';
import { SegmentRows } from './segmentRows.ts';

/** The archive does not lead from the beginning of the journal to its live file; the message names what is missing. */
export class ArchiveGap extends Error {
  /** The first record that is missing. */
  readonly seq: number;

  constructor(seq: number, why: string) {
    super(why);
    this.seq = seq;
  }
}

/**
 * Looks that the segments of a journal are what the machine signed, follow each other, and lead to `upto`, the record before the live
 * file's first. A segment at each turn; a few milliseconds for each megabyte of it.
 * @throws BadSegment when one is edited or foreign
 * @throws ArchiveGap when one is missing
 */
export function* checkSegments(folder: string, owner: SegmentOwner, upto: JournalHead): Generator<SegmentFacts> {
  if (upto.seq === 0) return;
  let previous: JournalHead | null = null;
  for (const name of listSegments(folder)) {
    if (owner.journal !== null && name.epoch !== owner.journal.epoch) continue;
    const facts = readSegmentNote(folder, name, owner);
    const next: number = (previous?.seq ?? 0) + 1;
    // Nobody removes a segment from the middle; what lies before the first one may be gone after its five years.
    if (previous !== null && name.first !== next)
      throw new ArchiveGap(next, `records ${next} to ${name.first - 1} are missing in the archive`);
    if (facts.previousHash !== (previous?.hash ?? (name.first === 1 ? GENESIS_HASH : facts.previousHash)))
      throw new BadSegment(name, 'does not continue the one before it: one of the two is of another journal');
    // Stopped while these records left the live file: it holds the last of them still.
    checkSegmentFiles(folder, facts);
    yield facts;
    previous = { seq: facts.last, hash: facts.hash };
    if (previous.seq >= upto.seq) break;
  }
  const reached = previous?.seq ?? 0;
  if (reached < upto.seq) throw new ArchiveGap(reached + 1, `records ${reached + 1} to ${upto.seq} are missing in the archive`);
  if (reached === upto.seq && previous?.hash !== upto.hash)
    throw new ArchiveGap(upto.seq, `the archive leads to another record ${upto.seq} than the live file names`);
}

/**
 * All records of a segment in order.
 * @param previous the record before its first; null: it is not known, or there is none
 * @throws BadSegment when they do not continue the chain
 */
export function* segmentRecords(folder: string, facts: SegmentFacts, previous: StoredRecord | null): Generator<StoredRecord> {
  let last = previous;
  for (const rows of new SegmentRows(folder, facts).members()) {
    for (const row of rows) {
      const isFirst = last === null && row.seq === facts.first && row.seq > 1;
      const fault = isFirst ? null : faultAfter(last, row);
      if (fault !== null) throw new BadSegment(facts, `is broken at record ${fault.seq}: it does not continue the chain (${fault.fault})`);
      last = row;
      yield row;
    }
  }
  if (last?.seq !== facts.last || last.hash !== facts.hash) throw new BadSegment(facts, 'does not end with the record that its note names');
}

/** The first record of a live file; null when there is none, or it cannot be read: an audit says why. */
export function firstLiveRecord(path: string): StoredRecord | null {
  try {
    const { database, close } = openUntouched(path, 'beside');
    try {
      return sqliteReader(database).first();
    } finally {
      close();
    }
  } catch {
    return null;
  }
}

/**
 * As {@link archivedRecords}, for a live file; none where nothing left it. Whose they are the file says, where the caller does not.
 */
export function* recordsBefore(path: string, archive: string, { journal, verifier }: SegmentOwner): Generator<StoredRecord> {
  const live = firstLiveRecord(path);
  if (live === null || live.seq === 1) return;
  yield* archivedRecords(archive, { journal: journal ?? ownerOfCheckpoint(live), verifier }, live);
}

/**
 * All records in the archive that lie before the first one of the live file, in order. Every segment is looked at before its records.
 * @throws BadSegment when one is edited or foreign
 * @throws ArchiveGap when one is missing
 */
export function* archivedRecords(folder: string, owner: SegmentOwner, live: StoredRecord): Generator<StoredRecord> {
  let previous: StoredRecord | null = null;
  for (const facts of checkSegments(folder, owner, { seq: live.seq - 1, hash: live.previousHash })) {
    for (const row of segmentRecords(folder, facts, previous)) {
      previous = row;
      if (row.seq < live.seq) yield row;
    }
  }
}
