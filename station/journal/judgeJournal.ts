import type { AnchorState } from '../../hardware/ports/anchor.ts';
import type { FoundJournal, JournalFindings } from '../../hardware/ports/journalDisk.ts';
import type { JournalReader } from '../../hardware/ports/journalStore.ts';
import type { MachineKey } from '../../hardware/ports/machineKey.ts';
import type { JournalCondition } from '../../hardware/ports/condition.ts';
import { openSealed, type SealedCard, sealKeyMark } from './cardSeal.ts';
import { signerName } from './checkpoint.ts';
import { type JournalReading, readJournal, rowsAfter, type Signer } from './readJournal.ts';
import { parseRecord, UnknownRecord } from './records.ts';
import { signerMark } from './signedNote.ts';

export interface JournalRefusal {
  readonly cause: Exclude<JournalCondition, 'journal-failed'>;
  /** For staff and log: what was found. */
  readonly detail: string;
  /** All that is wrong is that the anchor cannot be asked. */
  readonly needs?: 'anchor';
}

export type Judgement =
  /** `certain`: what lies behind the anchor was never acted on. */
  | { readonly do: 'serve'; readonly anchor: AnchorState; readonly reading: JournalReading; readonly certain: boolean }
  /** There is nothing of a journal. */
  | { readonly do: 'begin' }
  /** A journal of the first format: it gets its anchor. */
  | { readonly do: 'take-over'; readonly anchor: Omit<AnchorState, 'keys'> }
  | ({ readonly do: 'refuse' } & JournalRefusal);

/**
 * Whether what was found may be served with. Everything that does not fit together is refused: a journal that is damaged, older
 * than its anchor, of another machine or under another key would pay again what was paid, or forget what is owed.
 */
export function judgeJournal(findings: JournalFindings, machine: string): Judgement {
  const { journal, anchor, sealKey, signer } = findings;
  if (journal.state === 'absent') {
    if (anchor.state === 'absent' && sealKey.state === 'absent') return { do: 'begin' };
    return refuse('journal-missing', 'the journal is missing, and its key or its anchor is there');
  }
  if (journal.state === 'newer') return refuse('journal-not-understood', journal.detail);
  if (journal.state === 'damaged') return refuse('journal-damaged', journal.detail);
  if (sealKey.state === 'absent') return refuse('journal-other-key', 'the key of the journal is missing');
  if (sealKey.state === 'damaged') return refuse('journal-other-key', sealKey.detail);
  if (signer.state === 'damaged') return refuse('journal-other-key', signer.detail);
  if (anchor.state === 'damaged') return { ...refuse('journal-damaged', `the anchor is damaged: ${anchor.detail}`), needs: 'anchor' };
  if (anchor.state === 'absent') {
    if (journal.it.format === 'current') return { ...refuse('journal-missing', 'the anchor of the journal is missing'), needs: 'anchor' };
    return unlessDamaged(() => takenOver(journal.it.reader, sealKey.it, machine));
  }
  const { anchor: known, certain } = anchor;
  if (known.machine !== machine) return refuse('journal-other-machine', `the anchor is of machine ${known.machine}, this is ${machine}`);
  if (known.keys.seal !== sealKeyMark(sealKey.it)) return refuse('journal-other-key', 'the key is not the one of this journal');
  if (signer.state === 'absent') return refuse('journal-other-key', 'the machine’s key is missing');
  if (known.keys.signer !== signerMark(signer.it.publicKey)) return refuse('journal-other-key', 'the machine’s key is another one');
  return unlessDamaged(() => served(journal.it, known, signerOf(known, signer.it), certain));
}

/** Whose checkpoints a journal holds. */
function signerOf({ machine, epoch }: Pick<AnchorState, 'machine' | 'epoch'>, key: MachineKey): Signer {
  return { machine, epoch, verifier: { name: signerName(machine), publicKey: key.publicKey } };
}

function served({ reader, lost }: FoundJournal, anchor: AnchorState, signer: Signer, certain: boolean): Judgement {
  const { head } = anchor;
  const reading = readJournal(reader, signer);
  if (reading.head.seq < head.seq) {
    const damage = lost();
    const missing = `the anchor names record ${head.seq}, the journal ends at record ${reading.head.seq}`;
    return damage === null ? refuse('journal-behind', missing) : refuse('journal-damaged', `${damage}: ${missing}`);
  }
  if (head.seq > 0 && reader.get(head.seq)?.hash !== head.hash)
    return refuse('journal-behind', `record ${head.seq} is not the one that the anchor names`);
  return { do: 'serve', anchor, reading, certain };
}

/** Read from its first record: no checkpoint says that what lies before it was looked at. */
function takenOver(reader: JournalReader, sealKey: Uint8Array, machine: string): Judgement {
  const { head } = readJournal(reader, null);
  const first = reader.first();
  const facts = lookThrough(reader);
  if (facts.machine !== null && facts.machine !== machine)
    return refuse('journal-other-machine', `the journal is of machine ${facts.machine}, this is ${machine}`);
  if (facts.sealed !== null && !opens(facts.sealed, sealKey))
    return refuse('journal-other-key', 'the key does not open what the journal holds');
  return { do: 'take-over', anchor: { machine, epoch: epochOf(first?.wallMs ?? 0), head, boots: 0 } };
}

/** Names a life of a journal by when it began: seconds since 1970, so that a later one has a higher number. */
export function epochOf(wallMs: number): number {
  return Math.max(0, Math.floor(wallMs / 1_000));
}

/** Whose journal it says it is, and something that its key must open. */
function lookThrough(reader: JournalReader): { readonly machine: string | null; readonly sealed: SealedCard | null } {
  let machine: string | null = null;
  let sealed: SealedCard | null = null;
  for (const row of rowsAfter(reader, 0)) {
    if (row.kind !== 'boot' && (sealed !== null || row.kind !== 'note-keep.intent')) continue;
    const record = parseRecord(row);
    if (record.kind === 'boot') machine = record.body.machine;
    if (record.kind === 'note-keep.intent') sealed = record.body.card;
  }
  return { machine, sealed };
}

function opens(card: SealedCard, key: Uint8Array): boolean {
  try {
    openSealed(key, card.sealed);
    return true;
  } catch {
    return false;
  }
}

function refuse(cause: JournalRefusal['cause'], detail: string): { readonly do: 'refuse' } & JournalRefusal {
  return { do: 'refuse', cause, detail };
}

/**
 * Whatever a journal breaks with while it is read is damage to it; but not a record that holds and says something unknown: other
 * software wrote it, and will understand it.
 */
function unlessDamaged(judge: () => Judgement): Judgement {
  try {
    return judge();
  } catch (cause) {
    if (cause instanceof UnknownRecord) return refuse('journal-not-understood', cause.message);
    return refuse('journal-damaged', cause instanceof Error ? cause.message : String(cause));
  }
}
