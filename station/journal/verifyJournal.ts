import type { AnchorReading } from '../../hardware/ports/anchor.ts';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { auditJournal, type JournalAudit, type JournalFault } from './auditJournal.ts';
import { FalseCheckpoint, openCheckpoint, signerName } from './checkpoint.ts';
import { epochOf } from './judgeJournal.ts';
import { parseRecord } from './records.ts';
import { parseVerifierKey, type Verifier } from './signedNote.ts';

export interface VerifyOptions {
  /** What says where the journal ends; absent: nothing does. */
  readonly anchor: AnchorReading;
  /** Whose signature is believed. Left out: that of the key which the journal itself names, and that proves little. */
  readonly verifier?: Verifier;
  /** Told every record that can be read, in order. */
  readonly onRecord?: (record: StoredRecord) => void;
  /** Everything that SQLite itself can find wrong with the file, too: slow. */
  readonly thorough?: boolean;
}

export type VerifyFault = Omit<JournalFault, 'fault'> & {
  readonly fault: JournalFault['fault'] | 'foreign' | 'truncated' | 'other-head' | 'unsigned' | 'other-journal';
};

export interface Verification extends Omit<JournalAudit, 'fault'> {
  readonly fault: VerifyFault | null;
  /** The anchor names a record of this journal, and nothing is missing up to it. */
  readonly endProven: boolean;
  /** Checkpoints whose signature was verified. */
  readonly checkpoints: number;
  /** The key that signed them is one that the caller brought, not one that the journal names. */
  readonly keyGiven: boolean;
}

/**
 * Reads a journal, also a copy of it, from beginning to end, without the machine's secrets, and says the first thing that is wrong.
 * @throws UnreadableJournal when the file is missing, empty or no kiosk journal
 */
export function verifyJournal(path: string, { anchor, verifier, onRecord, thorough = false }: VerifyOptions): Verification {
  const reader = new Reader(anchor, verifier ?? null);
  const audit = auditJournal(path, {
    thorough,
    onRecord: (record) => {
      reader.read(record);
      onRecord?.(record);
    },
  });
  const fault = reader.earlier(audit.fault);
  const missing = fault === null ? reader.missing() : null;
  return {
    ...audit,
    fault: fault ?? missing,
    endProven: fault === null && missing === null && anchor.state === 'holds',
    checkpoints: reader.checkpoints,
    keyGiven: verifier !== undefined,
  };
}

/** What is looked at beside the chain: whose records they are, who signed them, and whether the anchor's is among them. */
class Reader {
  checkpoints = 0;
  readonly #anchor: AnchorReading;
  readonly #given: Verifier | null;
  /** The key that the journal itself names. */
  #named: Verifier | null = null;
  #machine: string | null = null;
  #epoch: number | null = null;
  #lastSeq = 0;
  #fault: VerifyFault | null = null;

  constructor(anchor: AnchorReading, given: Verifier | null) {
    this.#anchor = anchor;
    this.#given = given;
  }

  read(row: StoredRecord): void {
    try {
      if (row.kind === 'boot' || row.kind === 'commissioned' || row.kind === 'checkpoint') this.#readOwner(row);
      // A journal of the first format names its life by when it began.
      this.#epoch ??= epochOf(row.wallMs);
    } catch (cause) {
      this.#blame(
        row.seq,
        cause instanceof FalseCheckpoint ? 'unsigned' : 'not-a-record',
        cause instanceof Error ? cause.message : String(cause),
      );
    }
    this.#lastSeq = row.seq;
    if (this.#anchor.state !== 'holds') return;
    const { head } = this.#anchor.anchor;
    if (head.seq === row.seq && head.hash !== row.hash)
      this.#blame(row.seq, 'other-head', 'fork: the anchor names another record of this number');
  }

  #readOwner(row: StoredRecord): void {
    const record = parseRecord(row);
    if (record.kind === 'commissioned') {
      this.#machine = record.body.machine;
      this.#epoch = record.body.epoch;
      this.#named = parseVerifierKey(record.body.signer);
    } else if (record.kind === 'boot') {
      if (this.#machine !== null && record.body.machine !== this.#machine)
        this.#blame(row.seq, 'foreign', `foreign: it is of machine ${record.body.machine}, those before it are of ${this.#machine}`);
      this.#machine ??= record.body.machine;
    } else if (record.kind === 'checkpoint') this.#readCheckpoint(row, record.body.note);
  }

  #readCheckpoint(row: StoredRecord, note: string): void {
    // A file whose older records were archived begins with one, and its note says whose it is.
    const [, machine = '', epoch] = note.slice(0, note.indexOf('\n')).split('/');
    this.#machine ??= machine;
    this.#epoch ??= Number(epoch);
    const verifier = this.#given ?? this.#named;
    if (verifier === null) return;
    // A bare public key has no name.
    const name = verifier.name === '' ? signerName(this.#machine) : verifier.name;
    openCheckpoint(row, { machine: this.#machine, epoch: this.#epoch }, { ...verifier, name });
    this.checkpoints += 1;
  }

  #blame(seq: number, fault: VerifyFault['fault'], detail: string): void {
    this.#fault ??= { seq, fault, detail };
  }

  /** The first of what was found here and what the chain says. */
  earlier(chain: JournalFault | null): VerifyFault | null {
    if (this.#fault === null || chain === null) return this.#fault ?? chain;
    return this.#fault.seq < chain.seq ? this.#fault : chain;
  }

  /** What the anchor says that cannot be found here. */
  missing(): VerifyFault | null {
    if (this.#anchor.state !== 'holds') return null;
    const { machine, epoch, head } = this.#anchor.anchor;
    if (this.#lastSeq > 0 && (machine !== (this.#machine ?? machine) || epoch !== this.#epoch))
      return {
        seq: this.#lastSeq,
        fault: 'other-journal',
        detail: `the anchor is of machine ${machine}, epoch ${epoch}: this is another journal`,
      };
    if (head.seq <= this.#lastSeq) return null;
    return {
      seq: this.#lastSeq + 1,
      fault: 'truncated',
      detail: `truncated: the anchor names record ${head.seq}, and the journal ends before it`,
    };
  }
}
