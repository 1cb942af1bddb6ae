import type { JournalHead } from './anchor.ts';

/** What looking through the old part of a journal showed. */
export type HistoryVerdict =
  /** `archive`: what is wrong with what left the file, in words; null when nothing is. */
  | { readonly sound: true; readonly records: number; readonly archive: string | null }
  | { readonly sound: false; readonly seq: number; readonly detail: string };

/** Whose journal it is, as its archive was signed. */
export interface ArchiveOwner {
  readonly machine: string;
  readonly epoch: number;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** Looks through the part of a journal that a start did not read, beside everything else. */
export interface HistoryCheck {
  /**
   * @param upto the record before the newest checkpoint, which the start believed
   * @param owner whose segments the archive must hold
   * @param onVerdict told once, unless it is stopped before
   */
  start(upto: JournalHead, owner: ArchiveOwner, onVerdict: (verdict: HistoryVerdict) => void): void;
  stop(): void;
}
