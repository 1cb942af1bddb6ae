import type { JournalHead } from '../../hardware/ports/anchor.ts';
import type { JournalReader, StoredRecord } from '../../hardware/ports/journalStore.ts';
import { BrokenJournal, faultAfter, GENESIS_HASH, holds } from './chain.ts';
import { type JournalIdentity, openCheckpoint } from './checkpoint.ts';
import { Ledger, type LedgerState } from './ledger.ts';
import { type JournalRecord, parseRecord } from './records.ts';
import type { Verifier } from './signedNote.ts';

/** Rows that are read at once: a journal of years does not fit into memory. */
const BATCH = 1_024;

/** Records kept in memory for the tail; the disk keeps them all. */
export const RECENT_RECORDS = 64;

/** Nothing was written yet. */
export const NO_RECORD: JournalHead = { seq: 0, hash: GENESIS_HASH };

/** A journal as far as a start needs it: what is open, and where it ends. */
export interface JournalReading {
  readonly head: JournalHead;
  readonly state: LedgerState;
  /** The newest records, oldest first. */
  readonly recent: readonly JournalRecord[];
  /** The newest checkpoint; 0: none. */
  readonly checkpoint: number;
  /** The record before it: what lies up to there was not looked at. */
  readonly believed: JournalHead;
  /** When the newest record was written; null when there is none. Milliseconds since 1970-01-01 UTC. */
  readonly lastWallMs: number | null;
}

/** Whose checkpoints are believed; null: the chain is read from the first record of the file, and none is but one that it begins with. */
export type Signer = (JournalIdentity & { readonly verifier: Verifier }) | null;

/**
 * Reads the newest checkpoint and what follows it. What lies before the checkpoint is not looked at.
 * @throws BrokenJournal when a record was changed, is missing, or is out of order
 * @throws UnknownRecord when a record says something that this software does not know
 * @throws FalseCheckpoint when the machine did not sign the newest checkpoint
 */
export function readJournal(reader: JournalReader, signer: Signer): JournalReading {
  const checkpoint = signer === null ? beginning(reader) : reader.newestCheckpoint();
  if (checkpoint !== null && !holds(checkpoint)) throw new BrokenJournal({ seq: checkpoint.seq, fault: 'hash' });
  const state =
    checkpoint === null ? undefined : signer === null ? stateOf(checkpoint) : openCheckpoint(checkpoint, signer, signer.verifier);
  const ledger = new Ledger({ ...(state && { state }), history: () => [] });
  let previous: StoredRecord | null = checkpoint;
  let recent: JournalRecord[] = checkpoint === null ? [] : [parseRecord(checkpoint)];
  for (const row of rowsAfter(reader, checkpoint?.seq ?? 0)) {
    const fault = faultAfter(previous, row);
    if (fault !== null) throw new BrokenJournal(fault);
    const record = parseRecord(row);
    ledger.apply(record);
    recent.push(record);
    if (recent.length >= 2 * RECENT_RECORDS) recent = recent.slice(-RECENT_RECORDS);
    previous = row;
  }
  return {
    head: previous === null ? NO_RECORD : { seq: previous.seq, hash: previous.hash },
    state: ledger.state,
    recent: recent.slice(-RECENT_RECORDS),
    checkpoint: checkpoint?.seq ?? 0,
    believed: checkpoint === null ? NO_RECORD : { seq: checkpoint.seq - 1, hash: checkpoint.previousHash },
    lastWallMs: previous?.wallMs ?? null,
  };
}

/** The checkpoint before which everything left for the archive; null when nothing did. */
function beginning(reader: JournalReader): StoredRecord | null {
  const first = reader.first();
  return first !== null && first.seq > 1 && first.kind === 'checkpoint' ? first : null;
}

function stateOf(checkpoint: StoredRecord): LedgerState | undefined {
  const record = parseRecord(checkpoint);
  return record.kind === 'checkpoint' ? record.body.state : undefined;
}

/** All rows behind `seq`, read a few at a time. */
export function* rowsAfter(reader: Pick<JournalReader, 'readAfter'>, seq: number): Generator<StoredRecord> {
  for (let rows = reader.readAfter(seq, BATCH); rows.length > 0; rows = reader.readAfter(rows.at(-1)?.seq ?? seq, BATCH)) yield* rows;
}
