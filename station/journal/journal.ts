import type { Clock } from '../../hardware/ports/clock.ts';
import type { JournalStore, StoredRecord } from '../../hardware/ports/journalStore.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { canonicalJson } from './canonicalJson.ts';
import type { CardSeal } from './cardSeal.ts';
import { type ChainFault, faultAfter, GENESIS_HASH, hashRecord } from './chain.ts';
import { Ledger } from './ledger.ts';
import { type JournalBodies, type JournalKind, type JournalRecord, parseRecord, writtenBody } from './records.ts';

/** The stored chain is broken: nothing more may be appended to it, and no money be taken. */
export class BrokenJournal extends Error {
  readonly fault: ChainFault;

  constructor(fault: ChainFault) {
    super(`journal record ${fault.seq} does not continue the chain (${fault.fault})`);
    this.fault = fault;
  }
}

/**
 * The machine's memory about money: append-only, gapless, chained. A record that `append` returned is durable; one that
 * it threw for must be taken as not written, and the journal then refuses every further record: what the disk holds
 * is only known after reading it anew.
 */
export class Journal {
  readonly ledger: Ledger;
  readonly #store: JournalStore;
  readonly #clock: Clock;
  readonly #bootId: string;
  readonly #records: JournalRecord[] = [];
  #lastSeq = 0;
  #lastHash = GENESIS_HASH;
  #failed = false;
  #listener: ((record: JournalRecord) => void) | null = null;

  /**
   * Reads and verifies what is stored.
   * @throws BrokenJournal when a record was changed, is missing, or the rows are out of order.
   * @throws UnknownRecord when a record says something that this software does not know.
   */
  constructor(options: { store: JournalStore; clock: Clock; seal: CardSeal; bootId: string }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#bootId = options.bootId;
    this.ledger = new Ledger(options.seal);
    let previous: StoredRecord | null = null;
    // Row by row: a journal of years does not fit into memory.
    for (const row of options.store.readAll()) {
      const fault = faultAfter(previous, row);
      if (fault !== null) throw new BrokenJournal(fault);
      this.#take(row, parseRecord(row));
      previous = row;
    }
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** The newest `count` records, newest first. */
  tail(count: number): readonly JournalRecord[] {
    return this.#records.slice(-count).reverse();
  }

  onAppend(listener: (record: JournalRecord) => void): void {
    this.#listener = listener;
  }

  /**
   * Makes one record durable (fsync done when this returns).
   * @throws Error when it could not be written, now or earlier in this boot.
   */
  append<Kind extends JournalKind>(kind: Kind, transaction: TransactionId | null, body: JournalBodies[Kind]): void {
    if (this.#failed) throw new Error('the journal failed earlier in this boot');
    const content = {
      seq: this.#lastSeq + 1,
      txn: transaction,
      kind,
      body: canonicalJson(writtenBody(kind, body)),
      bootId: this.#bootId,
      monotonicMs: Math.round(this.#clock.monotonicMs()),
      wallMs: Math.round(this.#clock.wallMs()),
      previousHash: this.#lastHash,
    };
    const stored: StoredRecord = { ...content, hash: hashRecord(content) };
    // What could not be understood at the next start must not be written.
    const record = parseRecord(stored);
    try {
      this.#store.append(stored);
    } catch (cause) {
      this.#failed = true;
      throw cause;
    }
    this.#take(stored, record);
    this.#listener?.(record);
  }

  #take(stored: StoredRecord, record: JournalRecord): void {
    this.#lastSeq = stored.seq;
    this.#lastHash = stored.hash;
    this.#records.push(record);
    if (this.#records.length > KEPT_IN_MEMORY) this.#records.shift();
    this.ledger.apply(record);
  }
}

/** Records kept in memory for the tail; the disk keeps them all. */
const KEPT_IN_MEMORY = 64;
