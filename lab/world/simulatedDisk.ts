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
  /** It is in the kernel's memory and can be read back, and its sync fails: the next power cut takes it. */
  | 'unsynced'
  /** The power goes in the middle: of an anchor's slot nobody can tell what it said. */
  | 'torn';

interface Content {
  readonly records: readonly StoredRecord[];
  readonly anchor: AnchorState | null;
  /** The other slot of the anchor can be read, too. */
  readonly certain: boolean;
}

export interface SimulatedDiskParts {
  readonly machine: string;
  /** 32 bytes each: what seals card numbers, and the seed of what signs. */
  readonly sealKey: Uint8Array;
  readonly signerSeed: Uint8Array;
  /** Records of the first version of the software, without an anchor. Default: a machine that was just commissioned. */
  readonly found?: readonly StoredRecord[];
}

/** A disk with a part that was synced and one that a power cut takes. It outlives the stations that write to it. */
export class SimulatedDisk implements JournalDisk {
  readonly sealKey: Uint8Array;
  readonly #signer: MachineKey;
  #firstFormat: boolean;
  #seen: Content;
  #synced: Content;
  #fault: DiskFault | null = null;

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
    return this.#synced.records;
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
        if (this.#seen.records.some((row) => row.seq === record.seq)) throw new Error(`record ${record.seq} exists`);
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
    const { anchor, certain } = this.#seen;
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
