import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JournalReader } from '../../../hardware/ports/journalStore.ts';
import { syncFolder } from '../sqliteJournalStore.ts';
import {
  BadSegment,
  checkSegmentFiles,
  listSegments,
  readSegmentNote,
  segmentLabel,
  type SegmentName,
  unfinishedFiles,
} from './segmentFiles.ts';
import { type SegmentWriting, writeSegment } from './writeSegment.ts';

/** How much lies where. */
export interface ArchiveLimits {
  /** Records of a segment; a few more where no checkpoint is there. */
  readonly segment: number;
  /** So many at least stay in the live file. */
  readonly live: number;
}

/** About three weeks of 600 visits a day each: a live file of 25 to 50 MB, and some 85 segments in five years. */
export const ARCHIVE_LIMITS: ArchiveLimits = { segment: 65_536, live: 65_536 };

export interface MoveParts extends Omit<SegmentWriting, 'reader'> {
  readonly reader: JournalReader;
  /** Takes away the rows up to this one, which lie in the archive. */
  readonly remove: (upto: number) => void;
  readonly limits: ArchiveLimits;
}

/**
 * Moves the oldest segment out of the live file, if it is due, a few milliseconds of work at each turn. First it lies whole and
 * signed in the archive; then the rows leave the live file, from checkpoint to checkpoint, so that the file always begins with one.
 * Stopped anywhere, the next call goes on.
 * @returns the steps, and the name of the segment; null when nothing is due
 */
export function moveToArchive(parts: MoveParts): Generator<undefined, string> | null {
  const due = dueSegment(parts);
  return due === null ? null : move(parts, due);
}

function* move(parts: MoveParts, due: SegmentName): Generator<undefined, string> {
  const { folder, reader, remove, onStep, journal, key } = parts;
  const owner = { journal, verifier: { name: '', publicKey: key.publicKey } };
  const isThere = listSegments(folder).some(({ epoch, last }) => epoch === due.epoch && last === due.last);
  if (!isThere) {
    makeRoom(parts, due);
    yield;
    yield* writeSegment(parts, due.first, due.last);
  }
  // Read back from the disk, whoever wrote it.
  const facts = readSegmentNote(folder, due, owner);
  checkSegmentFiles(folder, facts);
  if (reader.get(due.last)?.hash !== facts.hash || reader.get(due.last + 1)?.previousHash !== facts.hash)
    throw new BadSegment(due, 'does not lead to what follows it in the live file');
  for (let upto = nextCheckpoint(reader, due) - 1; upto <= due.last; upto = nextCheckpoint(reader, due) - 1) {
    yield;
    onStep('remove archived records');
    remove(upto);
    if (upto === due.last) break;
  }
  return segmentLabel(due);
}

/** The first checkpoint behind the one that the live file begins with. */
function nextCheckpoint(reader: JournalReader, { last }: SegmentName): number {
  const first = reader.first()?.seq ?? last;
  return reader.checkpointAfter(first)?.seq ?? last + 1;
}

/** @throws BadSegment when the archive does not lead to the live file */
function dueSegment({ folder, journal, reader, limits }: MoveParts): SegmentName | null {
  const [first, newest] = [reader.first(), reader.newestCheckpoint()];
  if (first === null || newest === null) return null;
  const segments = listSegments(folder).filter(({ epoch }) => epoch === journal.epoch);
  // Stopped while its rows left the live file.
  const unfinished = segments.find((segment) => segment.first <= first.seq && segment.last >= first.seq);
  if (unfinished !== undefined) return unfinished;
  if (first.seq > 1 && segments.at(-1)?.last !== first.seq - 1)
    throw new Error(`the archive in ${folder} does not lead to record ${first.seq}, with which the live file begins`);
  const mostly = (reader.last()?.seq ?? 0) - limits.live;
  const end = lastCheckpointUpto(reader, first.seq, Math.min(first.seq + limits.segment, mostly));
  return end === null || end > mostly ? null : { epoch: journal.epoch, first: first.seq, last: end - 1 };
}

/** The last checkpoint behind `first` up to `upto`, or else the first one behind. */
function lastCheckpointUpto(reader: JournalReader, first: number, upto: number): number | null {
  let found: number | null = null;
  for (let next = reader.checkpointAfter(first); next !== null; next = reader.checkpointAfter(next.seq)) {
    if (found !== null && next.seq > upto) break;
    found = next.seq;
  }
  return found;
}

function makeRoom({ folder, onStep }: MoveParts, { epoch }: SegmentName): void {
  onStep('make the folder of the archive');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  syncFolder(dirname(folder));
  for (const file of unfinishedFiles(folder)) {
    if (!file.startsWith(`${epoch}-`)) continue;
    onStep('clear an unfinished segment');
    rmSync(join(folder, file));
  }
}
