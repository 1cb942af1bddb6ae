import type { CashCounters, PowerUpNote } from '../../hardware/ports/cashAcceptor.ts';
import type { Dollars } from '../../hardware/ports/dollars.ts';

/** A note whose keeping was intended and whose outcome nobody wrote down. At most one exists. */
export interface PendingNote {
  readonly value: Dollars;
  /** Counters just before the unit was told to keep it; null when it does not count. */
  readonly countersBefore: CashCounters | null;
}

/** What the unit says after a reset. */
export interface NoteEvidence {
  /** Counters as last written down, the baseline when no note is pending. */
  readonly lastKnown: CashCounters | null;
  readonly now: CashCounters | null;
  readonly powerUp: readonly PowerUpNote[];
}

export interface NoteReconciliation {
  /** What became of the pending note; null when none was pending. */
  readonly pending: 'kept' | 'returned' | 'unknown' | null;
  /** Notes that the unit kept and no transaction explains: each becomes a case, none a credit. */
  readonly unexplained: number;
}

/** Counters are 32 bits wide and wrap to 0 (SSP command 58). */
const COUNTER_MODULUS = 2 ** 32;

/** A difference above this is no forgotten note but another history: an exchanged or reset unit. */
const PLAUSIBLE_DIFFERENCE = 64;

function keptSince(before: CashCounters | null, now: CashCounters | null): number | null {
  if (before === null || now === null || before.serial !== now.serial) return null;
  const difference = (now.notesKept - before.notesKept + COUNTER_MODULUS) % COUNTER_MODULUS;
  return difference <= PLAUSIBLE_DIFFERENCE ? difference : null;
}

/** Without counters only what the unit found in its own path at power-up can tell, and only when it is unambiguous. */
function judgeByPowerUp(pending: PendingNote, powerUp: readonly PowerUpNote[]): 'kept' | 'returned' | 'unknown' {
  const [only, ...others] = powerUp;
  if (only === undefined || others.length > 0) return 'unknown';
  if (only.where === 'returned') return 'returned';
  return only.value === pending.value ? 'kept' : 'unknown';
}

/**
 * Decides what became of an interrupted keeping of a note, from the unit's own lifetime counters - never by a guess.
 * The journal alone cannot know of a note that was stacked between the act and the record.
 *
 * | counters | unit's power-up word | decision |
 * |---|---|---|
 * | unchanged | nothing kept | returned |
 * | unchanged | a note was kept | unknown (the two contradict) |
 * | one or more higher | no other value named | kept; what is beyond one is unexplained |
 * | any | another value named as kept | unknown |
 * | lower, silent now, or of another unit | any | unknown |
 * | the unit never counted | exactly one note | as that word says |
 * | the unit never counted | anything else | unknown |
 */
export function reconcileNotes(pending: PendingNote | null, evidence: NoteEvidence): NoteReconciliation {
  if (pending === null) return { pending: null, unexplained: keptSince(evidence.lastKnown, evidence.now) ?? 0 };
  if (pending.countersBefore === null) return { pending: judgeByPowerUp(pending, evidence.powerUp), unexplained: 0 };
  const kept = keptSince(pending.countersBefore, evidence.now);
  if (kept === null) return { pending: 'unknown', unexplained: 0 };

  const namedKept = evidence.powerUp.filter((note) => note.where === 'kept');
  const contradicted = namedKept.some((note) => note.value !== null && note.value !== pending.value);
  if (contradicted) return { pending: 'unknown', unexplained: Math.max(0, kept - 1) };
  if (kept === 0) return { pending: namedKept.length === 0 ? 'returned' : 'unknown', unexplained: 0 };
  return { pending: 'kept', unexplained: kept - 1 };
}
