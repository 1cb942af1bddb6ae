import type { JournalHead } from './anchor.ts';

/** What looking through the old part of a journal showed. */
export type HistoryVerdict =
  | { readonly sound: true; readonly records: number }
  | { readonly sound: false; readonly seq: number; readonly detail: string };

/** Looks through the part of a journal that a start did not read, beside everything else. */
export interface HistoryCheck {
  /**
   * @param upto the record before the newest checkpoint, which the start believed
   * @param onVerdict told once, unless it is stopped before
   */
  start(upto: JournalHead, onVerdict: (verdict: HistoryVerdict) => void): void;
  stop(): void;
}
