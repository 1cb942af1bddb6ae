import type { JournalRecord } from './records.ts';

/** Nobody knows what a machine did that was off for longer: its clock may have stood, or begun somewhere. Milliseconds (R-000-04, ours). */
export const LONGEST_SILENCE_MS = 30 * 24 * 60 * 60 * 1_000;

/** A clock that a time server puts back by less than this is none the worse. Milliseconds (ours). */
export const SET_BACK_MS = 60_000;

/** Whether a clock that says `nowMs` can be right, by the moment at which it was right last. Without one nothing speaks against it. */
export function canBeRight(lastMs: number | null, nowMs: number): boolean {
  return lastMs === null || (nowMs >= lastMs - SET_BACK_MS && nowMs <= lastMs + LONGEST_SILENCE_MS);
}

/**
 * When the machine's clock was right last, as the journal tells it. A record that was written earlier than the one before it,
 * or more than 30 days later, was written by a clock that nobody had compared with the issuer's, and says nothing.
 */
export class ClockWitness {
  #lastMs: number | null;

  /** @param lastMs where it continues */
  constructor(lastMs: number | null = null) {
    this.#lastMs = lastMs;
  }

  /** Milliseconds since 1970-01-01 UTC; null before the first record. */
  get lastMs(): number | null {
    return this.#lastMs;
  }

  apply({ kind, wallMs }: Pick<JournalRecord, 'kind' | 'wallMs'>): void {
    if (kind === 'clock-confirmed') this.#lastMs = wallMs;
    else if (canBeRight(this.#lastMs, wallMs)) this.#lastMs = Math.max(this.#lastMs ?? wallMs, wallMs);
  }
}
