import type { Anchor, AnchorReading, AnchorState } from '../../hardware/ports/anchor.ts';
import type { JournalDisk } from '../../hardware/ports/journalDisk.ts';
import type { JournalStore, StoredRecord } from '../../hardware/ports/journalStore.ts';
import type { MachineKey } from '../../hardware/ports/machineKey.ts';
import { sealKeyMark } from '../../station/journal/cardSeal.ts';
import { machineKeyOf } from '../../station/journal/machineKeyFile.ts';
import { NO_RECORD } from '../../station/journal/readJournal.ts';
import { signerMark } from '../../station/journal/signedNote.ts';
import { readRows } from '../../station/journal/testing.ts';

/** What may go wrong when something is written. */
export type DiskFault =
  /** Nothing is kept. */
  | 'full'
  | 'io-error'
  /** All of it is kept, and the write says that it failed. */
  | 'kept'
  /** It is in the kernel's memory and can be read back, and its sync fails: the next power cut takes it. */
  | 'unsynced'
  /** The power goes in the middle: of an anchor's slot nobody can tell what it said. */
  | 'torn';

/** What stands in the place of the disk, or of what holds its anchor, when the machine is switched on. */
export const DISK_LIES = [
  /** The newest records are gone; a bit of one of them has flipped; a copy of days ago was put back; it is another machine's. */
  'store-lost-tail',
  'store-bit-flipped',
  'store-old',
  'store-of-another',
  /** The same of the anchor: neither slot can be read, a copy of some records ago, another machine's. */
  'anchor-damaged',
  'anchor-old',
  'anchor-of-another',
] as const;
export type DiskLie = (typeof DISK_LIES)[number];

interface Content {
  readonly records: readonly StoredRecord[];
  readonly anchor: AnchorState | null;
  /** The other slot of the anchor can be read, too. */
  readonly certain: boolean;
  /** Neither can. */
  readonly unreadable?: true;
}

/** Records that are gone where a tail is lost, or that an anchor is behind; and those that a copy of days ago does not have. */
const TAIL = 3;
const DAYS = 40;

export interface SimulatedDiskParts {
  readonly machine: string;
  /** 32 bytes each: what seals card numbers, and the seed of what signs. */
  readonly sealKey: Uint8Array;
  readonly signerSeed: Uint8Array;
  /** Records of the first version of the software, without an anchor. Default: a machine that was just commissioned. */
  readonly found?: readonly StoredRecord[];
}

/** One bit of what was paid is another. */
function flipped(record: StoredRecord): StoredRecord {
  const last = record.body.length - 2;
  const letter = String.fromCharCode(record.body.charCodeAt(last) ^ 1);
  return { ...record, body: record.body.slice(0, last) + letter + record.body.slice(last + 1) };
}

/** A disk with a part that was synced and one that a power cut takes. It outlives the stations that write to it. */
export class SimulatedDisk implements JournalDisk {
  readonly sealKey: Uint8Array;
  readonly #signer: MachineKey;
  #firstFormat: boolean;
  #seen: Content;
  #synced: Content;
  #fault: DiskFault | null = null;
  /** What is on the true disk while another one is found. */
  #true: Content | null = null;

  constructor({ machine, sealKey, signerSeed, found }: SimulatedDiskParts) {
    this.sealKey = sealKey;
    this.#signer = machineKeyOf(signerSeed);
    this.#firstFormat = found !== undefined;
    const anchor = found === undefined ? this.#withKeys({ machine, epoch: 1, head: NO_RECORD, boots: 0 }) : null;
    this.#synced = { records: found ?? [], anchor, certain: true };
    this.#seen = this.#synced;
  }

  /** What a power cut would leave. */
  get records(): readonly StoredRecord[] {
    return (this.#true ?? this.#synced).records;
  }

  /** Records of the disk that is found. */
  get found(): number {
    return this.#synced.records.length;
  }

  /** Another disk is found from now on, or the true one again. What is written to it is written to that. */
  pretend(lie: DiskLie | null): void {
    if (lie === null) {
      this.#seen = this.#true ?? this.#seen;
      this.#synced = this.#seen;
      this.#true = null;
      return;
    }
    // The machine goes on with what an old anchor is put beside.
    if (lie !== 'anchor-old') this.#true = this.#synced;
    this.#seen = this.#lie(lie, this.#synced);
    this.#synced = this.#seen;
  }

  #lie(lie: DiskLie, content: Content): Content {
    const { records, anchor } = content;
    switch (lie) {
      case 'store-lost-tail':
        return { ...content, records: records.slice(0, -TAIL) };
      case 'store-old':
        return { ...content, records: records.slice(0, -DAYS) };
      case 'store-bit-flipped':
        return { ...content, records: records.map((record, index) => (index === records.length - TAIL ? flipped(record) : record)) };
      case 'store-of-another':
        return { ...content, records: records.map((record) => ({ ...record, hash: [...record.hash].toReversed().join('') })) };
      case 'anchor-damaged':
        return { ...content, unreadable: true };
      case 'anchor-old': {
        const { seq, hash } = records.at(-1 - TAIL) ?? NO_RECORD;
        return { ...content, anchor: anchor === null ? null : { ...anchor, head: { seq, hash } } };
      }
      case 'anchor-of-another':
        return { ...content, anchor: anchor === null ? null : { ...anchor, machine: `not ${anchor.machine}` } };
    }
  }

  /** The next write fails. */
  failNext(fault: DiskFault): void {
    this.#fault = fault;
  }

  cutPower(): void {
    this.#seen = this.#synced;
  }

  inspect(): ReturnType<JournalDisk['inspect']> {
    const { records } = this.#seen;
    const format = this.#firstFormat ? 'first-format' : 'current';
    return {
      journal: { state: 'there', it: { format, reader: readRows(() => records), lost: () => null } },
      anchor: this.#readAnchor(),
      sealKey: { state: 'there', it: this.sealKey },
      signer: { state: 'there', it: this.#signer },
      close: () => undefined,
    };
  }

  begin(): void {
    throw new Error('a simulated disk has a journal');
  }

  takeOver(anchor: Omit<AnchorState, 'keys'>): void {
    this.#write({ ...this.#seen, anchor: this.#withKeys(anchor) });
  }

  open(): ReturnType<JournalDisk['open']> {
    this.#write(this.#seen);
    this.#firstFormat = false;
    return {
      store: this.#openStore(),
      anchor: this.#openAnchor(),
      sealKey: this.sealKey,
      signer: this.#signer,
      archiving: { next: () => null },
    };
  }

  #openStore(): JournalStore {
    return {
      ...readRows(() => this.#seen.records),
      append: (record) => {
        if (record.seq <= (this.#seen.records.at(-1)?.seq ?? 0)) throw new Error(`record ${record.seq} exists`);
        this.#write({ ...this.#seen, records: [...this.#seen.records, record] });
      },
      backlogBytes: () => 0,
      close: () => undefined,
    };
  }

  #openAnchor(): Anchor {
    return { read: () => this.#readAnchor(), write: (anchor) => this.#write({ ...this.#seen, anchor, certain: true }) };
  }

  #readAnchor(): AnchorReading {
    const { anchor, certain, unreadable } = this.#seen;
    if (unreadable === true) return { state: 'damaged', detail: 'neither of its slots can be read' };
    return anchor === null ? { state: 'absent' } : { state: 'holds', anchor, certain };
  }

  #withKeys(anchor: Omit<AnchorState, 'keys'>): AnchorState {
    return { ...anchor, keys: { seal: sealKeyMark(this.sealKey), signer: signerMark(this.#signer.publicKey) } };
  }

  #write(content: Content): void {
    const fault = this.#fault;
    this.#fault = null;
    switch (fault) {
      case null:
        this.#seen = content;
        this.#synced = content;
        return;
      case 'kept':
        this.#seen = content;
        this.#synced = content;
        throw new Error('EIO: input/output error, after all of it was written');
      case 'full':
        throw new Error('ENOSPC: no space left on device');
      case 'io-error':
        throw new Error('EIO: input/output error');
      case 'unsynced':
        this.#seen = content;
        throw new Error('EIO: input/output error, fsync');
      case 'torn':
        this.#synced = { ...this.#synced, certain: false };
        throw new Error('the power went');
    }
  }
}
