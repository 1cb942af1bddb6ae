import { existsSync } from 'node:fs';
import type { JournalHead } from '../../hardware/ports/anchor.ts';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { segmentRecords } from './archive/checkArchive.ts';
import { checkSegmentFiles, listSegments, readSegmentNote } from './archive/segmentFiles.ts';
import { faultAfter, holds } from './chain.ts';
import { ownerOfCheckpoint } from './checkpoint.ts';
import { epochOf } from './judgeJournal.ts';
import { Ledger, type LedgerState } from './ledger.ts';
import { openUntouched } from './openUntouched.ts';
import { parseRecord, UnknownRecord } from './records.ts';
import { isRecord, SELECT_RECORDS } from './sqliteReader.ts';

/** What of a journal can still be read and verifies. */
export interface Salvage {
  /** Null when not one record does. */
  readonly head: JournalHead | null;
  readonly state: LedgerState;
  /** Named by its first record; null when that cannot be read. */
  readonly epoch: number | null;
  /** What stopped the reading; null when it came to the end. */
  readonly fault: string | null;
}

/**
 * Reads a journal as far as it holds, whatever state its file is in: from its first record, or the checkpoint with which the file
 * begins. Where not even that can be read, or the file is gone, what the archive knows stands: nothing that was open then is forgotten.
 * @throws UnknownRecord when what stops the reading is a record that holds and that other software understands
 */
export function salvage(path: string, archive: string): Salvage {
  const live = existsSync(path) ? salvageFile(path) : NOTHING;
  if (live.head !== null) return live;
  const archived = salvageArchive(archive);
  return archived === null ? live : { ...archived, fault: live.fault ?? 'the live file is not there' };
}

const NOTHING: Salvage = { head: null, state: new Ledger().state, epoch: null, fault: null };

function salvageFile(path: string): Salvage {
  const reading = new Reading();
  try {
    const { database, close } = openUntouched(path, 'alone');
    try {
      for (const row of database.prepare<[], unknown>(SELECT_RECORDS).iterate()) {
        if (!isRecord(row)) return reading.end('a row does not have the form of a record');
        const fault = reading.read(row);
        if (fault !== null) return reading.end(fault);
      }
      return reading.end(null);
    } finally {
      close();
    }
  } catch (cause) {
    if (cause instanceof UnknownRecord) throw cause;
    return reading.end(textOf(cause));
  }
}

/** The newest segment that is what its note says; it begins with a checkpoint, or is the first of all. Null when there is none. */
function salvageArchive(folder: string): Salvage | null {
  for (const name of listSegments(folder).toReversed()) {
    try {
      const facts = readSegmentNote(folder, name, { journal: null, verifier: null });
      checkSegmentFiles(folder, facts);
      const reading = new Reading();
      for (const row of segmentRecords(folder, facts, null)) reading.read(row);
      return { ...reading.end(null), epoch: facts.epoch };
    } catch (cause) {
      if (cause instanceof UnknownRecord) throw cause;
      // The one before it is older, and all that is left.
    }
  }
  return null;
}

class Reading {
  #ledger = new Ledger({ history: () => [] });
  #previous: StoredRecord | null = null;
  #epoch: number | null = null;

  /** @returns why it does not continue what was read; null when it does @throws UnknownRecord */
  read(row: StoredRecord): string | null {
    const begins = this.#previous === null && row.kind === 'checkpoint' && row.seq > 1 && holds(row);
    const fault = begins ? null : faultAfter(this.#previous, row);
    if (fault !== null) return `record ${fault.seq} does not continue the chain (${fault.fault})`;
    const record = parseRecord(row);
    if (begins && record.kind === 'checkpoint') {
      this.#ledger = new Ledger({ state: record.body.state, history: () => [] });
      this.#epoch = ownerOfCheckpoint(row)?.epoch ?? null;
    } else {
      this.#ledger.apply(record);
      // A journal of the first format names its life by when it began.
      this.#epoch ??= record.kind === 'commissioned' ? record.body.epoch : epochOf(row.wallMs);
    }
    this.#previous = row;
    return null;
  }

  end(fault: string | null): Salvage {
    const previous = this.#previous;
    const head = previous === null ? null : { seq: previous.seq, hash: previous.hash };
    return { head, state: this.#ledger.state, epoch: this.#epoch, fault };
  }
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
