import type { CashCounters, NoteWord } from '../../hardware/ports/cashAcceptor.ts';
import type { Dollars } from '../../hardware/ports/dollars.ts';

/** A note that waited in escrow, and whose end is not on record. */
export interface PendingNote {
  readonly value: Dollars;
  /** Counters before the unit could keep it; null when it does not count. */
  readonly countersBefore: CashCounters | null;
  /** The unit was, or may have been, told to keep it. If not, it never left escrow towards the box by our doing. */
  readonly accepted: boolean;
  /** What the unit had counted while this note was on its way in, before any credit. */
  readonly counted: CountedOnTheWay;
}

/**
 * `already`: the unit counts what it has only accepted, and what may come out again: its counters are no proof that this note
 * was kept. `not-yet`: they had not moved when it was accepted; a unit that counts on the way may still do so before the note is
 * safe. `not-looked`: the process ended before it could look.
 */
export type CountedOnTheWay = 'not-looked' | 'not-yet' | 'already';

/** What the unit says. */
export interface NoteEvidence {
  /** Counters as last written down, the baseline when no note is pending. */
  readonly lastKnown: CashCounters | null;
  readonly now: CashCounters | null;
  /** Notes within the baseline that were credited, and that the unit has not been seen to count: it may do that late. */
  readonly uncounted: number;
  /** Notes that were credited before the unit told another history, and that it may still count on top of what it told then. */
  readonly late: number;
  /** Notes beyond the baseline that are on record already: the power failed while the others were being written down. */
  readonly explained: number;
  /** Notes that it told of since. */
  readonly told: readonly NoteWord[];
  /** Its full stacking time has passed, in contact with it, since it may have begun to take a note in. */
  readonly stackingOver: boolean;
}

export type NoteEnd = 'kept' | 'returned' | 'unknown';

export interface NoteReconciliation {
  /** What became of the pending notes, one by one; null: the unit may still tell, and its full stacking time is not over. */
  readonly ends: readonly NoteEnd[] | null;
  /** Notes in doubt, by their place in the question, that turn out to lie in the box. */
  readonly found: readonly number[];
  /** Notes that the unit kept and no transaction explains: each becomes a case, none a credit. NT$; null: it does not say. */
  readonly unexplained: readonly (Dollars | null)[];
  /** The counters tell another history: another unit, or one whose counters were set back. */
  readonly otherHistory: boolean;
}

/** Counters are 32 bits wide and wrap to 0 (SSP command 58). */
const COUNTER_MODULUS = 2 ** 32;

/** Counters after one more note. */
export function oneMore({ serial, notesKept }: CashCounters): CashCounters {
  return { serial, notesKept: (notesKept + 1) % COUNTER_MODULUS };
}

/** A difference above this is no forgotten note but another history: an exchanged or reset unit. */
const PLAUSIBLE_DIFFERENCE = 64;

/**
 * Notes kept between two readings; null: one of them is missing; `other`: they do not belong to one history.
 * @param uncounted notes within the earlier reading that the unit may not have counted itself
 */
export function keptBetween(before: CashCounters | null, now: CashCounters | null, uncounted: number): number | 'other' | null {
  if (before === null || now === null) return null;
  if (before.serial !== now.serial) return 'other';
  const difference = (now.notesKept - before.notesKept + COUNTER_MODULUS) % COUNTER_MODULUS;
  if (COUNTER_MODULUS - difference <= uncounted) return 0;
  return difference <= PLAUSIBLE_DIFFERENCE ? difference : 'other';
}

/** May the counters alone say that this note was kept, when the unit says nothing of it? Not when they may have counted another one. */
function countersProve({ counted }: PendingNote, { told, late, stackingOver }: NoteEvidence): boolean {
  if (late > 0 || counted === 'already' || told.some(({ where }) => where !== 'kept')) return false;
  // Some count at a sensor on the way, before the note is safe: until its stacking time is over, in contact with it, it may come out.
  return stackingOver || (counted === 'not-yet' && told.length > 0);
}

/** The end of one note; null: nothing that was said decides it. */
function judge(note: PendingNote, kept: number | null, evidence: NoteEvidence): NoteEnd | null {
  const { value, accepted } = note;
  const { told, stackingOver } = evidence;
  const keptWords = told.filter(({ where }) => where === 'kept');
  const namedReturned = told.some((word) => word.where === 'returned' && word.value === value);
  const unnamedReturned = told.some((word) => word.where === 'returned' && word.value === null);
  const namedKept = keptWords.some((word) => word.value === value);
  if (keptWords.some((word) => word.value !== null && word.value !== value)) return 'unknown';
  if (namedReturned && (namedKept || (kept ?? 0) > 0)) return 'unknown';
  // It was in escrow and something went back, as it should: what was kept is another one.
  if (!accepted && unnamedReturned && keptWords.length > 0) return 'unknown';
  if (kept === null) {
    if (namedKept && keptWords.length === 1) return 'kept';
    if (keptWords.length > 0) return 'unknown';
    return namedReturned || (unnamedReturned && !accepted) ? 'returned' : null;
  }
  // Kept, and a second note rejected; or rejected, and counted too early.
  if (kept > 0) return namedKept || countersProve(note, evidence) ? 'kept' : null;
  // Counted late, perhaps: the word stands against the counters until the stacking time is over.
  if (keptWords.length > 0) return null;
  if (namedReturned || (unnamedReturned && !accepted)) return 'returned';
  return unnamedReturned && stackingOver ? 'returned' : null;
}

/** Several notes of one act: the evidence must name each, or each is unknown. */
function judgeAll(pending: readonly PendingNote[], kept: number | null, evidence: NoteEvidence): readonly NoteEnd[] | null {
  const { told } = evidence;
  const namesEach = (where: NoteWord['where']): boolean => {
    const words = told.filter((note) => note.where === where).map((note) => note.value);
    const missing = pending.filter(({ value }) => {
      const at = words.indexOf(value);
      if (at >= 0) words.splice(at, 1);
      return at < 0;
    });
    return missing.length === 0 && words.length === 0;
  };
  const all = (end: NoteEnd): readonly NoteEnd[] => pending.map(() => end);
  const keptWords = told.some((note) => note.where === 'kept');
  const returnedWords = told.some((note) => note.where === 'returned');
  const proven = pending.every((note) => countersProve(note, evidence));
  if (kept === pending.length && !returnedWords && (keptWords ? namesEach('kept') : proven)) return all('kept');
  if (kept === null && !returnedWords && namesEach('kept')) return all('kept');
  return (kept ?? 0) === 0 && !keptWords && namesEach('returned') ? all('returned') : null;
}

function endsOf(pending: readonly PendingNote[], kept: number | 'other' | null, evidence: NoteEvidence): readonly NoteEnd[] | null {
  const [only, ...others] = pending;
  if (only === undefined) return [];
  const unknown = pending.map(() => 'unknown' as const);
  if (kept === 'other') return unknown;
  const judged = others.length > 0 ? judgeAll(pending, kept, evidence) : judge(only, kept, evidence);
  if (judged !== null) return typeof judged === 'string' ? [judged] : judged;
  return evidence.stackingOver ? unknown : null;
}

/**
 * Decides what became of notes whose end is not on record, from the unit's own lifetime counters and what it tells - never by
 * a guess. A return is believed only on positive evidence for that very note: a rejection that names no value may be about
 * a second note, which somebody pushed in behind the first.
 *
 * | the unit counts: kept since | what it told | decision |
 * |---|---|---|
 * | another unit, lower, far higher | anything | unknown |
 * | anything | another value as kept | unknown |
 * | some | this value as returned | unknown: the two contradict |
 * | some | this value as kept | kept; what is beyond one has no owner |
 * | some | a rejection, a jam or an alarm | unknown, once the stacking time is over: the two contradict |
 * | some, and it had counted when the note was only accepted | nothing that names it | unknown, once the stacking time is over |
 * | some, and it had not | nothing, or a note as kept | kept; what is beyond one has no owner |
 * | some, and nobody looked | nothing, or a note as kept | kept, once the stacking time is over |
 * | some, and an earlier one may still be counted | nothing that names it | unknown, once the stacking time is over |
 * | none | something as kept | unknown, once the stacking time is over |
 * | none | this value as returned (cleared from the front) | returned |
 * | none | a rejection, and it was never told to keep the note | returned |
 * | none | a rejection | returned, once the stacking time is over |
 * | none | nothing, or another value as returned | unknown, once the stacking time is over |
 * | does not count | exactly this value as kept, once | kept |
 * | does not count | this value both ways, or any other kept | unknown |
 * | does not count | this value as returned | returned |
 * | does not count | a rejection, and it was never told to keep the note | returned |
 * | does not count | anything else | unknown, once the stacking time is over |
 *
 * Several pending notes are kept or returned only when the evidence is complete for each. Notes that were kept beyond that
 * belong to notes in doubt - a jam that cleared into the box - before they are nobody's.
 * @param doubtful notes whose end is on record as unknown, oldest first
 */
export function reconcileNotes(
  pending: readonly PendingNote[],
  doubtful: readonly { readonly value: Dollars }[],
  evidence: NoteEvidence,
): NoteReconciliation {
  const since = keptBetween(pending[0]?.countersBefore ?? evidence.lastKnown, evidence.now, evidence.uncounted);
  const kept = typeof since === 'number' ? Math.max(0, since - evidence.explained) : since;
  const ends = endsOf(pending, kept, evidence);
  const none = { found: [], unexplained: [], otherHistory: false };
  if (ends === null) return { ends, ...none };
  if (kept === 'other') return { ends, ...none, otherHistory: pending.length === 0 };
  const words = evidence.told.filter((note) => note.where === 'kept').map((note) => note.value);
  const left = explain(pending, ends, words, kept ?? words.length);
  // Of a unit that does not count each word is a note: what is on record already was explained in its turn.
  const rest = kept === null ? { words: left.words.slice(evidence.explained), count: left.count - evidence.explained } : left;
  // What is counted late was credited in its turn. Of a note that is told the unit says more than a number.
  const count = Math.max(Math.min(rest.count, rest.words.length), rest.count - evidence.late);
  return { ends, otherHistory: false, ...shareOut(doubtful, rest.words, count) };
}

/** What is left to explain when the pending notes have taken theirs. */
function explain(
  pending: readonly PendingNote[],
  ends: readonly NoteEnd[],
  words: readonly (Dollars | null)[],
  count: number,
): { words: (Dollars | null)[]; count: number } {
  const left = [...words];
  let notes = count;
  for (const [index, { value }] of pending.entries()) {
    if (ends[index] === 'returned') continue;
    // An unknown one takes a note too: its case has the evidence.
    const at = left.includes(value) ? left.indexOf(value) : left.indexOf(null);
    if (at >= 0) left.splice(at, 1);
    else if (ends[index] === 'unknown' && left.length > 0) left.shift();
    notes -= 1;
  }
  return { words: left, count: Math.max(0, notes) };
}

/** Each note that is left belongs to a note in doubt, by its value where that was named, or has no owner. */
function shareOut(
  doubtful: readonly { readonly value: Dollars }[],
  words: readonly (Dollars | null)[],
  count: number,
): Pick<NoteReconciliation, 'found' | 'unexplained'> {
  const found: number[] = [];
  const unexplained: (Dollars | null)[] = [];
  for (let note = 0; note < count; note += 1) {
    const value = words[note] ?? null;
    const owner = doubtful.findIndex((one, index) => !found.includes(index) && (value === null || one.value === value));
    if (owner >= 0) found.push(owner);
    else unexplained.push(value);
  }
  return { found, unexplained };
}
