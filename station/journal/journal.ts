import type { Anchor, AnchorState, JournalHead } from '../../hardware/ports/anchor.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { ArchiveOwner } from '../../hardware/ports/historyCheck.ts';
import { type JournalStore, StoreBusy, type StoredRecord } from '../../hardware/ports/journalStore.ts';
import type { MachineKey } from '../../hardware/ports/machineKey.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { canonicalJson } from './canonicalJson.ts';
import { hashRecord } from './chain.ts';
import { makeCheckpoint, signerName } from './checkpoint.ts';
import { Ledger } from './ledger.ts';
import { type JournalReading, readJournal, RECENT_RECORDS } from './readJournal.ts';
import { signNote } from './signedNote.ts';
import { type JournalBodies, type JournalKind, type JournalRecord, parseRecord, writtenBody } from './records.ts';

/** What remembers a journal's end outside of it, and what signs it. */
export interface Anchoring {
  readonly anchor: Anchor;
  readonly state: AnchorState;
  readonly signer: MachineKey;
}

export interface JournalParts {
  readonly store: JournalStore;
  readonly clock: Clock;
  readonly bootId: string;
  /** Left out: nothing remembers its end, and no checkpoint is written. For tests and measures. */
  readonly anchoring?: Anchoring;
  /** What was found in the store. Default: it is read from its first record. */
  readonly reading?: JournalReading;
}

/**
 * The machine's memory about money: append-only, gapless, chained, anchored. A record that `append` returned is durable, and the
 * anchor names it; whether one that it threw for was written is not known before the next start has looked, and until then the
 * journal refuses every further record.
 */
export class Journal {
  readonly ledger: Ledger;
  readonly #parts: JournalParts;
  readonly #listeners: ((record: JournalRecord) => void)[] = [];
  #recent: JournalRecord[];
  #head: JournalHead;
  readonly #believed: JournalHead;
  #checkpoint: number;
  #lastWallMs: number | null;
  #failed = false;

  /**
   * Without a reading it reads and verifies what is stored.
   * @throws BrokenJournal when a record was changed, is missing, or the rows are out of order.
   * @throws UnknownRecord when a record says something that this software does not know.
   */
  constructor(parts: JournalParts) {
    const { store, reading = readJournal(store, null) } = parts;
    this.#parts = parts;
    this.#recent = [...reading.recent];
    this.#head = reading.head;
    this.#checkpoint = reading.checkpoint;
    this.#believed = reading.believed;
    this.#lastWallMs = reading.lastWallMs;
    const history = (id: TransactionId): readonly JournalRecord[] => store.ofTransaction(id).map(parseRecord);
    this.ledger = new Ledger({ state: reading.state, history });
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** The newest record that is durable and anchored. */
  get head(): JournalHead {
    return this.#head;
  }

  /** What a start did not look at: everything up to this record. */
  get believed(): JournalHead {
    return this.#believed;
  }

  /** Names this life of the machine's journal; 0 without an anchor. */
  get epoch(): number {
    return this.#parts.anchoring?.state.epoch ?? 0;
  }

  /** Whose the journal is, and who signs it; null without an anchor. */
  get owner(): ArchiveOwner | null {
    const { anchoring } = this.#parts;
    if (anchoring === undefined) return null;
    return { machine: anchoring.state.machine, epoch: anchoring.state.epoch, publicKey: anchoring.signer.publicKey };
  }

  /** When the newest record was written; null when there is none. Milliseconds since 1970-01-01 UTC. */
  get lastWallMs(): number | null {
    return this.#lastWallMs;
  }

  /** Records since the newest checkpoint. */
  get sinceCheckpoint(): number {
    return this.#head.seq - this.#checkpoint;
  }

  /** The newest `count` records, newest first; at most {@link RECENT_RECORDS}. */
  tail(count: number): readonly JournalRecord[] {
    return this.#recent.slice(-count).reverse();
  }

  onAppend(listener: (record: JournalRecord) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Makes one record durable, and the anchor name it.
   * @throws StoreBusy when another process held the disk: nothing was written, and the journal goes on
   * @throws Error when it is not known to be durable, now or earlier in this boot
   */
  append<Kind extends JournalKind>(kind: Kind, transaction: TransactionId | null, body: JournalBodies[Kind]): void {
    if (this.#failed) throw new Error('the journal failed earlier in this boot');
    const { bootId, clock } = this.#parts;
    const content = {
      seq: this.#head.seq + 1,
      txn: transaction,
      kind,
      body: canonicalJson(writtenBody(kind, body)),
      bootId,
      monotonicMs: Math.round(clock.monotonicMs()),
      wallMs: Math.round(clock.wallMs()),
      previousHash: this.#head.hash,
    };
    const stored: StoredRecord = { ...content, hash: hashRecord(content) };
    // What could not be understood at the next start must not be written.
    const record = parseRecord(stored);
    this.#write(stored);
    this.#head = { seq: stored.seq, hash: stored.hash };
    this.#lastWallMs = stored.wallMs;
    this.#recent.push(record);
    if (this.#recent.length >= 2 * RECENT_RECORDS) this.#recent = this.#recent.slice(-RECENT_RECORDS);
    this.ledger.apply(record);
    for (const listener of this.#listeners) listener(record);
  }

  /**
   * Folds everything so far into a signed record, so that the next start need not read it.
   * @returns false without a signer, or when nothing was written since the last one
   * @throws Error when the machine's key cannot sign now (nothing was written then), or as {@link append}
   */
  writeCheckpoint(): boolean {
    const { anchoring } = this.#parts;
    if (anchoring === undefined || this.sinceCheckpoint === 0) return false;
    const body = makeCheckpoint(anchoring.state, this.#head, this.ledger.state, anchoring.signer);
    this.append('checkpoint', null, body);
    this.#checkpoint = this.#head.seq;
    return true;
  }

  /** @param text ends in a newline and has no empty line @returns null: there is no key @throws Error when the key cannot sign now */
  signNote(text: string): string | null {
    const { anchoring } = this.#parts;
    return anchoring === undefined ? null : signNote(text, signerName(anchoring.state.machine), anchoring.signer);
  }

  /** The record first: an anchor never names one that is not durable. */
  #write(stored: StoredRecord): void {
    const { store, anchoring } = this.#parts;
    try {
      store.append(stored);
      if (anchoring !== undefined) anchoring.anchor.write({ ...anchoring.state, head: { seq: stored.seq, hash: stored.hash } });
    } catch (cause) {
      this.#failed = !(cause instanceof StoreBusy);
      throw cause;
    }
  }
}
