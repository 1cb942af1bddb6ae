import type { KeyObject } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { JournalHead } from '../../../hardware/ports/anchor.ts';
import type { StoredRecord } from '../../../hardware/ports/journalStore.ts';
import type { Journal } from '../journal.ts';
import type { OnStep } from '../journalExchange.ts';
import { rowsAfter } from '../readJournal.ts';
import { parseRecord } from '../records.ts';
import { syncFolder } from '../sqliteJournalStore.ts';
import { isCentreWord } from './centreWord.ts';
import { segmentRecords } from './checkArchive.ts';
import { listSegments, readSegmentNote, type SegmentFacts, segmentPaths } from './segmentFiles.ts';

/** Records are kept for five years (R-003-75); leap days are counted as if every year had one, so that none goes a day too early. */
const KEPT_MS = 5 * 366 * 24 * 60 * 60 * 1_000;

export interface PruneParts {
  readonly folder: string;
  readonly journal: Pick<Journal, 'append' | 'epoch' | 'ledger'>;
  readonly store: Parameters<typeof rowsAfter>[0];
  /** Milliseconds since 1970-01-01 UTC. */
  readonly nowMs: number;
  readonly by: string;
  readonly reason: string;
  readonly machine: string;
  /** By whom the centre's word must be signed; null: what the journal says of it is believed. */
  readonly centreKey: KeyObject | null;
  readonly onStep?: OnStep;
}

export interface Pruned {
  readonly removed: readonly SegmentFacts[];
  /** What is older than five years and stays, because the centre has not said that it keeps it. */
  readonly notAcknowledged: readonly SegmentFacts[];
}

/** Nothing may be removed; nothing was. */
class PruneError extends Error {}

/**
 * Removes segments that are older than five years and that the centre keeps, after a record that declares it. Stopped in between, the
 * next call removes the rest.
 * @throws PruneError when nothing says that the machine's clock is right
 */
export function pruneArchive(parts: PruneParts): Pruned {
  const { folder, journal, nowMs, by, reason, onStep = () => undefined } = parts;
  const { clockRightMs } = journal.ledger;
  // A clock that runs ahead would have made everything old.
  if (clockRightMs === null) throw new PruneError('nothing says that the clock of this machine is right');
  const before = Math.min(nowMs, clockRightMs) - KEPT_MS;
  const [removed, notAcknowledged]: [SegmentFacts[], SegmentFacts[]] = [[], []];
  for (const epoch of new Set(listSegments(folder).map((name) => name.epoch))) {
    const segments = listSegments(folder)
      .filter((name) => name.epoch === epoch)
      .map((name) => readSegmentNote(folder, name, { journal: null, verifier: null }));
    // From the oldest on: what stays has no gap.
    const recent = segments.findIndex(({ toMs }) => toMs >= before);
    const old = recent < 0 ? segments : segments.slice(0, recent);
    if (old.length === 0) continue;
    const kept = centreKeeps(parts, epoch, segments);
    const going = old.filter(({ last }) => kept !== null && last <= kept.seq);
    const last = going.at(-1);
    if (last !== undefined) {
      onStep('declare what is removed');
      journal.append('archive-pruned', null, { epoch, upto: { seq: last.last, hash: last.hash }, by, reason });
    }
    for (const facts of going) removeSegment(folder, facts, onStep);
    removed.push(...going);
    notAcknowledged.push(...old.slice(going.length));
  }
  return { removed, notAcknowledged };
}

/**
 * The newest record of a life that the centre says it keeps; null when it never did. What it was seen to have lost since counts against
 * it, signed or not: less than it said is no reason to remove anything.
 */
function centreKeeps(
  { centreKey, journal, machine, store, folder }: PruneParts,
  epoch: number,
  segments: readonly SegmentFacts[],
): JournalHead | null {
  let newest: JournalHead | null = null;
  /** The least that was seen since. */
  let lost: JournalHead | null = null;
  const look = (rows: Iterable<StoredRecord>): void => {
    let least: JournalHead | null = null;
    for (const row of rows) {
      if (row.kind !== 'centre-keeps') continue;
      const record = parseRecord(row);
      if (record.kind !== 'centre-keeps') continue;
      const { upto, signature } = record.body;
      if (centreKey === null || isCentreWord({ machine, epoch, upto }, signature, centreKey)) [newest, least] = [upto, null];
      else least = lesser(least, upto);
    }
    if (least !== null) lost = lesser(lost, least);
  };
  if (journal.epoch === epoch) look(rowsAfter(store, segments.at(-1)?.last ?? 0));
  for (const facts of segments.toReversed()) {
    if (newest !== null) break;
    look(segmentRecords(folder, facts, null));
  }
  return newest === null ? null : lesser(lost, newest);
}

function lesser(one: JournalHead | null, other: JournalHead): JournalHead {
  return one !== null && one.seq < other.seq ? one : other;
}

/** Its note goes first, for certain: without one the rest is no segment, and is cleared away with the next move. */
function removeSegment(folder: string, facts: SegmentFacts, onStep: OnStep): void {
  const { note, index, records } = segmentPaths(folder, facts);
  for (const file of [note, index, records]) {
    onStep('remove a file of a segment');
    rmSync(file, { force: true });
    // A disk need not keep the order of what was not synced.
    syncFolder(folder);
  }
}
