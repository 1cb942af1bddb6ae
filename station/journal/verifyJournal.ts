import type { AnchorReading, JournalHead } from '../../hardware/ports/anchor.ts';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { ArchiveGap, archivedRecords, checkSegments, firstLiveRecord } from './archive/checkArchive.ts';
import { BadSegment, listSegments, readSegmentNote } from './archive/segmentFiles.ts';
import { SegmentRows } from './archive/segmentRows.ts';
import { auditJournal, type JournalAudit, type JournalFault } from './auditJournal.ts';
import { GENESIS_HASH } from './chain.ts';
import { FalseCheckpoint, type JournalIdentity, ownerOfCheckpoint, signerName, verifyCheckpoint } from './checkpoint.ts';
import { epochOf } from './judgeJournal.ts';
import { parseRecord } from './records.ts';
import type { KnownHead } from './signedHead.ts';
import { parseVerifierKey, type Verifier } from './signedNote.ts';

export interface VerifyOptions {
  /** What says where the journal ends; absent: nothing does. */
  readonly anchor: AnchorReading;
  /** Whose signature is believed. Left out: that of the key which the journal itself names, and that proves little. */
  readonly verifier?: Verifier;
  /** Heads that somebody kept elsewhere, on paper say: each must be a record of this journal. */
  readonly heads?: readonly KnownHead[];
  /** Told every record that can be read, in order. */
  readonly onRecord?: (record: StoredRecord) => void;
  /** Where the records lie that left the file. Left out, or nothing there: they are not looked at. */
  readonly archive?: string | undefined;
  /** Everything that SQLite itself can find wrong with the file, and every record in the archive, too: slow. */
  readonly thorough?: boolean;
}

export type VerifyFault = Omit<JournalFault, 'fault'> & {
  readonly fault: JournalFault['fault'] | 'foreign' | 'truncated' | 'other-head' | 'unsigned' | 'other-journal' | 'archive';
};

export interface Verification extends Omit<JournalAudit, 'fault'> {
  readonly fault: VerifyFault | null;
  /** The anchor names a record of this journal, and nothing is missing up to it. */
  readonly endProven: boolean;
  /** Records in the archive before the file's first one. Without `thorough` its segments were compared with what was signed, no more. */
  readonly archived: number;
  /** Nothing is missing before the file's first record, but what a record declares as removed. */
  readonly beginProven: boolean;
  /** Checkpoints whose signature was verified. */
  readonly checkpoints: number;
  /** The key that signed them is one that the caller brought, not one that the journal names. */
  readonly keyGiven: boolean;
}

/**
 * Reads a journal, also a copy of it, from beginning to end, without the machine's secrets, and says the first thing that is wrong.
 * @throws UnreadableJournal when the file is missing, empty or no kiosk journal
 */
export function verifyJournal(path: string, options: VerifyOptions): Verification {
  const { anchor, verifier, heads = [], onRecord, thorough = false } = options;
  const reader = new Reader(anchor, verifier ?? null, heads);
  const read = (record: StoredRecord): void => {
    reader.read(record);
    onRecord?.(record);
  };
  const before = readArchive(path, options, { read, readFirst: (record) => reader.read(record) });
  const audit = auditJournal(path, { thorough, after: before.last, onRecord: read });
  const removed = before.first <= 1 ? null : { seq: before.first - 1, hash: before.previousHash };
  const beginProven = removed === null ? before.first === 1 || audit.first <= 1 : reader.declaresRemoved(removed);
  // What of the records is wrong comes first: a table that was changed may be how it was done.
  const ofTables = audit.fault?.fault === 'schema' ? audit.fault : null;
  const ofRecords = ofTables === null ? audit.fault : null;
  const fault = before.fault ?? reader.earlier(ofRecords) ?? undeclared(before.first, beginProven, thorough) ?? null;
  const missing = fault === null ? reader.missing() : null;
  return {
    ...audit,
    fault: fault ?? missing ?? ofTables,
    archived: before.records,
    beginProven: beginProven && before.fault === null,
    endProven: fault === null && missing === null && anchor.state === 'holds',
    checkpoints: reader.checkpoints,
    keyGiven: verifier !== undefined,
  };
}

interface Archived {
  readonly records: number;
  /** Its first record; 0 when nothing was found there. */
  readonly first: number;
  /** Hash of the record before that. */
  readonly previousHash: string;
  /** Its last one, where all were read. */
  readonly last: StoredRecord | null;
  readonly fault: VerifyFault | null;
}

const NO_ARCHIVE: Archived = { records: 0, first: 0, previousHash: GENESIS_HASH, last: null, fault: null };

/** What left the file: every record of it with `thorough`, or where a head is looked for in it, otherwise what the machine signed of it. */
function readArchive(
  path: string,
  { archive, verifier, heads = [], thorough = false }: VerifyOptions,
  { read, readFirst }: Readonly<Record<'read' | 'readFirst', (record: StoredRecord) => void>>,
): Archived {
  const live = firstLiveRecord(path);
  const journal = live === null || live.seq === 1 ? null : ownerOf(live);
  if (live === null || journal === null || archive === undefined) return NO_ARCHIVE;
  const owner = { journal, verifier: verifier ?? null };
  const oldest = listSegments(archive).find(({ epoch }) => epoch === journal.epoch);
  if (oldest === undefined) return NO_ARCHIVE;
  let last: StoredRecord | null = null;
  let previousHash = GENESIS_HASH;
  try {
    ({ previousHash } = readSegmentNote(archive, oldest, owner));
    if (thorough || heads.some(({ seq }) => seq < live.seq)) {
      for (const row of archivedRecords(archive, owner, live)) {
        read(row);
        last = row;
      }
    } else {
      const segments = checkSegments(archive, owner, { seq: live.seq - 1, hash: live.previousHash });
      while (segments.next().done !== true);
      const [begin] = new SegmentRows(archive, oldest).members();
      // The first record of all names the machine's key.
      if (begin?.[0]?.seq === 1) readFirst(begin[0]);
    }
  } catch (cause) {
    if (!(cause instanceof BadSegment || cause instanceof ArchiveGap)) throw cause;
    const seq = cause instanceof ArchiveGap ? cause.seq : cause.segment.first;
    return { records: 0, first: oldest.first, previousHash, last: null, fault: { seq, fault: 'archive', detail: cause.message } };
  }
  return { records: live.seq - oldest.first, first: oldest.first, previousHash, last, fault: null };
}

function ownerOf(checkpoint: StoredRecord): JournalIdentity | null {
  try {
    return ownerOfCheckpoint(checkpoint);
  } catch {
    return null;
  }
}

function undeclared(first: number, beginProven: boolean, thorough: boolean): VerifyFault | null {
  if (!thorough || beginProven || first <= 1) return null;
  const detail = `records 1 to ${first - 1} are missing in the archive, and no record says that they were removed`;
  return { seq: 1, fault: 'archive', detail };
}

/** Records that say whose journal it is, or what of it is gone. */
const OF_OWNER: ReadonlySet<string> = new Set(['boot', 'commissioned', 'checkpoint', 'archive-pruned']);

/** What is looked at beside the chain: whose records they are, who signed them, and whether the anchor's is among them. */
class Reader {
  checkpoints = 0;
  readonly #anchor: AnchorReading;
  readonly #given: Verifier | null;
  readonly #heads: readonly KnownHead[];
  /** The key that the journal itself names. */
  #named: Verifier | null = null;
  #machine: string | null = null;
  #epoch: number | null = null;
  #lastSeq = 0;
  #removed: JournalHead[] = [];
  #fault: VerifyFault | null = null;

  constructor(anchor: AnchorReading, given: Verifier | null, heads: readonly KnownHead[]) {
    this.#anchor = anchor;
    this.#given = given;
    this.#heads = heads;
  }

  read(row: StoredRecord): void {
    try {
      if (OF_OWNER.has(row.kind)) this.#readOwner(row);
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
    if (this.#heads.some((head) => head.seq === row.seq && !row.hash.startsWith(head.hash)))
      this.#blame(row.seq, 'other-head', 'fork: the head that was kept elsewhere names another record of this number');
    if (this.#anchor.state !== 'holds') return;
    const { head } = this.#anchor.anchor;
    if (head.seq === row.seq && head.hash !== row.hash)
      this.#blame(row.seq, 'other-head', 'fork: the anchor names another record of this number');
  }

  #readOwner(row: StoredRecord): void {
    if (row.kind === 'checkpoint') {
      this.#readCheckpoint(row);
      return;
    }
    const record = parseRecord(row);
    if (record.kind === 'commissioned') {
      this.#machine = record.body.machine;
      this.#epoch = record.body.epoch;
      this.#named = parseVerifierKey(record.body.signer);
    } else if (record.kind === 'boot') {
      if (this.#machine !== null && record.body.machine !== this.#machine)
        this.#blame(row.seq, 'foreign', `foreign: it is of machine ${record.body.machine}, those before it are of ${this.#machine}`);
      this.#machine ??= record.body.machine;
    } else if (record.kind === 'archive-pruned' && record.body.epoch === this.#epoch) this.#removed.push(record.body.upto);
  }

  #readCheckpoint(row: StoredRecord): void {
    // A file whose older records were archived begins with one, and its note says whose it is.
    const owner = this.#machine === null || this.#epoch === null ? ownerOfCheckpoint(row) : null;
    this.#machine ??= owner?.machine ?? '';
    this.#epoch ??= owner?.epoch ?? 0;
    const verifier = this.#given ?? this.#named;
    if (verifier === null) return;
    // A bare public key has no name.
    const name = verifier.name === '' ? signerName(this.#machine) : verifier.name;
    verifyCheckpoint(row, { machine: this.#machine, epoch: this.#epoch }, { ...verifier, name });
    this.checkpoints += 1;
  }

  /** A record says that everything up to this one was removed, or was to be. */
  declaresRemoved({ seq, hash }: JournalHead): boolean {
    return this.#removed.some((upto) => upto.seq > seq || (upto.seq === seq && upto.hash === hash));
  }

  #blame(seq: number, fault: VerifyFault['fault'], detail: string): void {
    this.#fault ??= { seq, fault, detail };
  }

  /** The first of what was found here and what the chain says. */
  earlier(chain: JournalFault | null): VerifyFault | null {
    if (this.#fault === null || chain === null) return this.#fault ?? chain;
    return this.#fault.seq < chain.seq ? this.#fault : chain;
  }

  /** What the anchor, or a head from elsewhere, says that cannot be found here. */
  missing(): VerifyFault | null {
    const beyond = this.#heads.find(({ seq }) => seq > this.#lastSeq);
    if (beyond !== undefined)
      return {
        seq: this.#lastSeq + 1,
        fault: 'truncated',
        detail: `truncated: the head that was kept elsewhere names record ${beyond.seq}, and the journal ends before it`,
      };
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
