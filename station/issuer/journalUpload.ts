import type { KeyObject } from 'node:crypto';
import type { JournalHead } from '../../hardware/ports/anchor.ts';
import type { JournalStore, StoredRecord } from '../../hardware/ports/journalStore.ts';
import type { Log } from '../../hardware/ports/log.ts';
import { isCentreWord } from '../journal/archive/centreWord.ts';
import type { Journal } from '../journal/journal.ts';
import { NO_RECORD } from '../journal/readJournal.ts';
import type { ErrandEnd } from './errand.ts';
import type { IssuerLink } from './issuerLink.ts';

/** A passenger with a claim slip has hardly found a counter by then. */
export const UPLOAD_EVERY_MS = 60_000;

/** Records in one request: at about 600 bytes each a small one, read from the disk and put into words in a few milliseconds. */
const BATCH = 100;

export interface JournalUploadParts {
  readonly store: Pick<JournalStore, 'readAfter'>;
  readonly journal: Pick<Journal, 'head' | 'epoch'>;
  readonly link: IssuerLink;
  readonly machine: string;
  readonly log: Log;
  /** The centre keeps another journal of this machine than its own: a copied, restored or altered disk. Told once. */
  readonly onFork: (detail: string) => void;
  /**
   * The centre keeps everything up to this record, told every {@link TOLD_EVERY} records; then old ones may be removed one day. Less than was
   * told before, and without a signature: it has lost the rest.
   */
  readonly onKept: (head: JournalHead, signature: string | null) => void;
  /** The key of the centre. What it keeps is told only when it is signed by it; null: its connection is its only proof. */
  readonly centreKey: KeyObject | null;
}

/** Records between two words to the journal of what the centre keeps: one for hundreds, not one for one. */
const TOLD_EVERY = 1_024;

/**
 * Brings the journal to the centre, record by record in order. It remembers nothing: the centre itself is asked how far it
 * has got, by being sent the first record again, so no disk of this machine can contradict it unseen. Card numbers stay sealed.
 */
export class JournalUpload {
  readonly #parts: JournalUploadParts;
  /** What the centre has; null: not asked yet. */
  #upto: number | null = null;
  #told = 0;

  constructor(parts: JournalUploadParts) {
    this.#parts = parts;
  }

  /** Sends one batch. */
  async sendBatch(): Promise<ErrandEnd> {
    const { journal, link, machine } = this.#parts;
    const records = this.#upto === null ? this.#records(0, 1) : this.#records(this.#upto, BATCH);
    const last = records.at(-1);
    if (last === undefined) return 'done';
    const answer = await link.ask('upload', { machine, epoch: journal.epoch, records: [...records] });
    if (!answer.ok) return { failed: `${answer.error.kind}: ${answer.error.detail}` };
    switch (answer.value.outcome) {
      case 'fork':
        return this.#fork(`record ${answer.value.seq} is another one at the centre`);
      case 'kept': {
        const { upto, hash, signature = null } = answer.value;
        if (upto < last.seq) return this.#retreat(upto);
        if (upto > journal.head.seq) {
          return this.#fork(`the centre has ${upto} records of this machine, and it has fewer itself`);
        }
        if (upto > 0 && this.#records(upto - 1, 1)[0]?.hash !== hash) return this.#fork(`record ${upto} is another one at the centre`);
        const lacksMuch = this.#upto === null && journal.head.seq - upto > TOLD_EVERY;
        this.#upto = upto;
        if (upto < this.#told || lacksMuch) this.#takeBack({ seq: upto, hash });
        else if (upto - this.#told >= TOLD_EVERY) {
          this.#told = upto;
          this.#tell({ seq: upto, hash }, signature);
        }
        return upto < journal.head.seq ? 'more' : 'done';
      }
      case 'gap':
        return this.#retreat(answer.value.upto);
    }
  }

  /** What the anchor names: a record whose writing failed may be gone after the next power cut, and then be another one. */
  #records(seq: number, limit: number): readonly StoredRecord[] {
    const { journal, store } = this.#parts;
    return store.readAfter(seq, limit).filter((record) => record.seq <= journal.head.seq);
  }

  /** The centre has less than it had said: it gets that again, at the pace of a failure. */
  #retreat(upto: number): ErrandEnd {
    const had = this.#upto ?? 'unknown';
    this.#upto = upto;
    const last = upto === 0 ? undefined : this.#records(upto - 1, 1)[0];
    if (upto < this.#told) this.#takeBack(last === undefined ? NO_RECORD : { seq: last.seq, hash: last.hash });
    return { failed: `the centre has records up to ${upto}, and had up to ${had}` };
  }

  /** The centre has less than it once said, or may have: nothing that it lacks may be removed here. That needs no signature. */
  #takeBack(upto: JournalHead): void {
    this.#told = upto.seq;
    this.#parts.onKept(upto, null);
  }

  #tell(upto: JournalHead, signature: string | null): void {
    const { centreKey, journal, log, machine, onKept } = this.#parts;
    if (centreKey !== null && !isCentreWord({ machine, epoch: journal.epoch, upto }, signature, centreKey)) {
      log.write('issuer.kept-unsigned', {
        upto: upto.seq,
        why: signature === null ? 'no signature' : 'not of the key in archive.centreKey',
      });
    } else onKept(upto, signature);
  }

  #fork(detail: string): ErrandEnd {
    this.#parts.log.write('issuer.journal-forked', { detail });
    this.#parts.onFork(detail);
    return 'over';
  }
}
