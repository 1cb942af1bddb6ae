import { createHash } from 'node:crypto';
import type { JournalHead } from '../../hardware/ports/anchor.ts';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import type { MachineKey } from '../../hardware/ports/machineKey.ts';
import { canonicalJson } from './canonicalJson.ts';
import type { LedgerState } from './ledger.ts';
import { type JournalBodies, parseRecord } from './records.ts';
import { openNote, signNote, type Verifier } from './signedNote.ts';

/** Whose journal it is. */
export interface JournalIdentity {
  readonly machine: string;
  readonly epoch: number;
}

/** The name by which a machine signs. */
export function signerName(machine: string): string {
  return `kiosk-journal/${machine}`;
}

/**
 * What a checkpoint's note says: which journal, how many records, the hash of the last of them, and what was folded.
 * @param state as canonical JSON
 */
function noteText({ machine, epoch }: JournalIdentity, { seq, hash }: JournalHead, state: string): string {
  const folded = createHash('sha256').update(state).digest('base64');
  return `${signerName(machine)}/${epoch}\n${seq}\n${Buffer.from(hash, 'hex').toString('base64')}\nstate ${folded}\n`;
}

/** Whose journal it is that begins with this row, says its note; null when it is no checkpoint. Nothing is believed of it here. */
export function ownerOfCheckpoint(stored: StoredRecord): JournalIdentity | null {
  const [, note] = stored.kind === 'checkpoint' ? (BODY.exec(stored.body) ?? []) : [];
  const [, machine, epoch] = /^kiosk-journal\/(.+)\/(\d+)\n/.exec(note === undefined ? '' : String(JSON.parse(note))) ?? [];
  return machine === undefined ? null : { machine, epoch: Number(epoch) };
}

/** @throws Error when the key cannot sign now */
export function makeCheckpoint(
  journal: JournalIdentity,
  head: JournalHead,
  state: LedgerState,
  key: MachineKey,
): JournalBodies['checkpoint'] {
  return { state, note: signNote(noteText(journal, head, canonicalJson(state)), signerName(journal.machine), key) };
}

/** A checkpoint does not say what it should, or the machine did not sign it. */
export class FalseCheckpoint extends Error {
  constructor({ seq }: StoredRecord, why: string) {
    super(`the checkpoint in record ${seq} ${why}`);
  }
}

/** The body of a checkpoint as it stands, in whatever version: what was signed is the text of its state. */
const BODY = /^\{"note":("(?:[^"\\]|\\.)*"),"state":(\{.*\})(?:,"v":\d+)?\}$/s;

/**
 * Looks that the machine signed just this checkpoint, about the record before it. Nothing of its state is read.
 * @throws FalseCheckpoint
 */
export function verifyCheckpoint(stored: StoredRecord, journal: JournalIdentity, verifier: Verifier): void {
  const [, note, state] = stored.kind === 'checkpoint' ? (BODY.exec(stored.body) ?? []) : [];
  if (note === undefined || state === undefined) throw new FalseCheckpoint(stored, 'is none');
  const text = openNote(String(JSON.parse(note)), verifier);
  if (text === null) throw new FalseCheckpoint(stored, 'was not signed with the key of this machine');
  if (text !== noteText(journal, { seq: stored.seq - 1, hash: stored.previousHash }, state))
    throw new FalseCheckpoint(stored, 'was signed for something else');
}

/**
 * What a checkpoint holds, once it is sure that the machine signed just this, about the record before it.
 * @throws FalseCheckpoint
 */
export function openCheckpoint(stored: StoredRecord, journal: JournalIdentity, verifier: Verifier): LedgerState {
  verifyCheckpoint(stored, journal, verifier);
  const record = parseRecord(stored);
  if (record.kind !== 'checkpoint') throw new FalseCheckpoint(stored, 'is none');
  return record.body.state;
}
