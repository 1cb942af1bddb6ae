import type { Anchor, AnchorReading, AnchorState } from './anchor.ts';
import type { JournalReader, JournalStore } from './journalStore.ts';
import type { MachineKey } from './machineKey.ts';

/** Something that a journal needs, as it was found. */
export type Found<Thing> =
  | { readonly state: 'absent' }
  | { readonly state: 'damaged'; readonly detail: string }
  | { readonly state: 'there'; readonly it: Thing };

export interface FoundJournal {
  /** `first-format`: of a version of the software that knew neither anchor nor checkpoints. */
  readonly format: 'first-format' | 'current';
  readonly reader: JournalReader;
  /** Newest rows that were written and can no longer be read, in words; null when there are none. */
  readonly lost: () => string | null;
}

/** What a machine's disk holds of its journal. Looking at it changed nothing. */
export interface JournalFindings {
  /** `newer`: later software made the file. */
  readonly journal: Found<FoundJournal> | { readonly state: 'newer'; readonly detail: string };
  readonly anchor: AnchorReading;
  /** Seals card numbers. */
  readonly sealKey: Found<Uint8Array>;
  readonly signer: Found<MachineKey>;
  /** Lets go of what was opened to look. */
  readonly close: () => void;
}

/** A journal that can be written. */
export interface OpenedJournal {
  readonly store: JournalStore;
  readonly anchor: Anchor;
  readonly sealKey: Uint8Array;
  readonly signer: MachineKey;
  readonly archiving: Archiving;
}

/** Moves the oldest records, once they are many, to where they lie for years. Whatever reads the journal finds them there. */
export interface Archiving {
  /**
   * The steps of the next move, each a few milliseconds of work, and at the end the name of what was moved; null when none is due. It may be left at any step, and the next
   * call goes on. A step throws when the disk refuses, or the archive is not what it should be: nothing is lost by that.
   * @throws Error when the archive is not what it should be
   */
  next(): Iterator<undefined, string> | null;
}

/** The disk of one machine, as far as its journal is concerned. Used by one station at a time. */
export interface JournalDisk {
  inspect(): JournalFindings;
  /**
   * Opens what {@link inspect} found for writing; a journal of the first format becomes one of the current. Every row that can be
   * read is durable afterwards, also one whose writing had failed.
   * @throws Error when it cannot be written, or does not promise to be durable
   */
  open(): OpenedJournal;
  /**
   * Makes keys, an empty journal and an anchor where there are none: all of it or nothing.
   * @throws Error when it cannot be done
   */
  begin(anchor: Omit<AnchorState, 'keys'>): void;
  /**
   * Makes the anchor of a journal of the first format, and the signing key if there is none.
   * @throws Error when it cannot be done
   */
  takeOver(anchor: Omit<AnchorState, 'keys'>): void;
}
