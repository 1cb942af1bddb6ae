import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CashCounters, NoteWord } from '../../hardware/ports/cashAcceptor.ts';
import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import { type NoteEvidence, type PendingNote, reconcileNotes } from './recovery.ts';

function counters(notesKept: number, serial = '1234'): CashCounters {
  return { serial, notesKept };
}

function kept(value: number | null): NoteWord {
  return { where: 'kept', value: value === null ? null : dollars(value), atStart: false };
}

function returned(value: number): NoteWord {
  return { where: 'returned', value: dollars(value), atStart: false };
}

/** A rejection: of some note. */
const rejected: NoteWord = { where: 'returned', value: null, atStart: false };

const counting = (accepted: boolean): PendingNote => ({ value: dollars(500), countersBefore: counters(7), accepted, counted: 'not-yet' });
const notCounting = (accepted: boolean): PendingNote => ({ value: dollars(500), countersBefore: null, accepted, counted: 'not-looked' });

function evidence(now: CashCounters | null, told: readonly NoteWord[], stackingOver = true): NoteEvidence {
  return { lastKnown: counters(7), now, explained: 0, uncounted: 0, late: 0, told, stackingOver };
}

const NOTHING_ELSE = { found: [], unexplained: [], otherHistory: false };

/** A jam, or an alarm. */
const stuck: NoteWord = { where: 'stuck', value: null, atStart: false };

type Row = readonly [what: string, now: CashCounters | null, told: readonly NoteWord[], atOnce: string | null, afterwards: string];

describe('a note that the unit was told to keep, and it counts', () => {
  it.each<Row>([
    ['the counter is one higher', counters(8), [], null, 'kept'],
    ['one higher, and the unit names the same value', counters(8), [kept(500)], 'kept', 'kept'],
    ['one higher, and the unit names no value', counters(8), [kept(null)], 'kept', 'kept'],
    ['one higher, it names the value, and a second note was rejected', counters(8), [rejected, kept(500)], 'kept', 'kept'],
    ['one higher, but some note was rejected', counters(8), [rejected], null, 'unknown'],
    ['one higher, but some note was stuck', counters(8), [stuck], null, 'unknown'],
    ['one higher, it names the value, and it was stuck before', counters(8), [stuck, kept(500)], 'kept', 'kept'],
    ['one higher, but the unit names another value', counters(8), [kept(100)], 'unknown', 'unknown'],
    ['one higher, but it says that this very note was pushed out', counters(8), [returned(500)], 'unknown', 'unknown'],
    ['the counter stands, but the unit says it kept one', counters(7), [kept(500)], null, 'unknown'],
    ['the counter stands, and this very note was pushed out', counters(7), [returned(500)], 'returned', 'returned'],
    ['the counter stands, and some note was rejected', counters(7), [rejected], null, 'returned'],
    ['the counter stands, and nothing was said', counters(7), [], null, 'unknown'],
    ['the counter stands, and another note was pushed out', counters(7), [returned(100)], null, 'unknown'],
    ['the counter went down: another history', counters(3), [rejected], 'unknown', 'unknown'],
    ['far too many notes: another history', counters(7 + 65), [], 'unknown', 'unknown'],
    ['another unit stands there', counters(8, '9999'), [returned(500)], 'unknown', 'unknown'],
    ['it counts no more, and names the value as kept', null, [kept(500)], 'kept', 'kept'],
  ])('%s', (_, now, told, atOnce, afterwards) => {
    expect(reconcileNotes([counting(true)], [], evidence(now, told, false)).ends).toEqual(atOnce === null ? null : [atOnce]);
    expect(reconcileNotes([counting(true)], [], evidence(now, told))).toEqual({ ...NOTHING_ELSE, ends: [afterwards] });
  });

  it('sees through the wrap of the counter', () => {
    const beforeWrap = { ...counting(true), countersBefore: counters(2 ** 32 - 1) };
    expect(reconcileNotes([beforeWrap], [], evidence(counters(0), [])).ends).toEqual(['kept']);
  });

  it('is not the one before it, which the unit counts late', () => {
    const late = { ...evidence(counters(6), [rejected]), uncounted: 1 };
    expect(reconcileNotes([counting(true)], [], late)).toEqual({ ...NOTHING_ELSE, ends: ['returned'] });
    expect(reconcileNotes([counting(true)], [], { ...late, now: counters(5) }).ends).toEqual(['unknown']);
  });

  it('may be the one before it, which the unit counts on top of another history', () => {
    const late = { ...evidence(counters(8), []), late: 1 };
    expect(reconcileNotes([counting(true)], [], late)).toEqual({ ...NOTHING_ELSE, ends: ['unknown'] });
    expect(reconcileNotes([counting(true)], [], { ...late, told: [kept(500)] })).toEqual({ ...NOTHING_ELSE, ends: ['kept'] });
    const both = { ...late, now: counters(9) };
    expect(reconcileNotes([counting(true)], [], { ...both, told: [kept(500)] }).unexplained).toEqual([]);
    expect(reconcileNotes([], [], both).unexplained).toEqual([null]);
    expect(reconcileNotes([], [], { ...both, told: [kept(500), kept(100)] }).unexplained).toEqual([500, 100]);
  });

  it('two higher: one note has no owner', () => {
    expect(reconcileNotes([counting(true)], [], evidence(counters(9), [])).unexplained).toEqual([null]);
  });
});

describe('a counter alone, one higher than before the note', () => {
  it.each<readonly [what: string, counted: PendingNote['counted'], told: readonly NoteWord[], atOnce: string | null, afterwards: string]>([
    ['had not moved when the note was only accepted', 'not-yet', [], null, 'kept'],
    ['may have moved when the note was accepted', 'not-looked', [], null, 'kept'],
    ['the same, and the unit names the value', 'not-looked', [kept(500)], 'kept', 'kept'],
    ['the same, and some note came out', 'not-looked', [rejected], null, 'unknown'],
    ['had moved when the note was only accepted', 'already', [], null, 'unknown'],
    ['the same, and the unit keeps some note', 'already', [kept(null)], null, 'unknown'],
    ['the same, and the unit names the value', 'already', [kept(500)], 'kept', 'kept'],
  ])('%s', (_, counted, told, atOnce, afterwards) => {
    const note = { ...counting(true), counted };
    expect(reconcileNotes([note], [], evidence(counters(8), told, false)).ends).toEqual(atOnce === null ? null : [atOnce]);
    expect(reconcileNotes([note], [], evidence(counters(8), told))).toEqual({ ...NOTHING_ELSE, ends: [afterwards] });
  });
});

describe('a note that the unit was told to keep, and it does not count', () => {
  it.each<Row>([
    ['it says nothing', null, [], null, 'unknown'],
    ['some note was rejected', null, [rejected], null, 'unknown'],
    ['this very note was pushed out', null, [returned(500)], 'returned', 'returned'],
    ['another note was pushed out', null, [returned(100)], null, 'unknown'],
    ['it kept one of that value', null, [kept(500)], 'kept', 'kept'],
    ['it kept one of that value, and rejected a second note', null, [kept(500), rejected], 'kept', 'kept'],
    ['it kept one of another value', null, [kept(100)], 'unknown', 'unknown'],
    ['it kept one and does not know its value', null, [kept(null)], 'unknown', 'unknown'],
    ['it says of that value that it went both ways', null, [returned(500), kept(500)], 'unknown', 'unknown'],
  ])('%s', (_, now, told, atOnce, afterwards) => {
    const ask = (stackingOver: boolean) =>
      reconcileNotes([notCounting(true)], [], { ...evidence(now, told, stackingOver), lastKnown: null });
    expect(ask(false).ends).toEqual(atOnce === null ? null : [atOnce]);
    expect(ask(true)).toEqual({ ...NOTHING_ELSE, ends: [afterwards] });
  });
});

describe('a note that the unit was never told to keep', () => {
  it.each<Row>([
    ['a rejection is its own', counters(7), [rejected], 'returned', 'returned'],
    ['without counters too', null, [rejected], 'returned', 'returned'],
    ['but not where the counter moved', counters(8), [rejected], null, 'unknown'],
    ['nothing was said', counters(7), [], null, 'unknown'],
    ['it was rejected, and the credit of an earlier one came late', counters(8), [rejected, kept(500)], 'unknown', 'unknown'],
    ['the same, without counters', null, [rejected, kept(500)], 'unknown', 'unknown'],
  ])('%s', (_, now, told, atOnce, afterwards) => {
    const note = now === null ? notCounting(false) : counting(false);
    expect(reconcileNotes([note], [], evidence(now, told, false)).ends).toEqual(atOnce === null ? null : [atOnce]);
    expect(reconcileNotes([note], [], evidence(now, told)).ends).toEqual([afterwards]);
  });
});

describe('several notes of one act', () => {
  const both = [
    { ...counting(true), value: dollars(100) },
    { ...counting(true), value: dollars(500) },
  ];

  it.each<readonly [string, CashCounters, readonly NoteWord[], readonly string[]]>([
    ['as many as asked for', counters(9), [], ['kept', 'kept']],
    ['as many, each named', counters(9), [kept(500), kept(100)], ['kept', 'kept']],
    ['as many, one named otherwise', counters(9), [kept(500), kept(200)], ['unknown', 'unknown']],
    ['one of two: nobody knows which', counters(8), [kept(500)], ['unknown', 'unknown']],
    ['none, each named as pushed out', counters(7), [returned(100), returned(500)], ['returned', 'returned']],
    ['none, one named as pushed out', counters(7), [returned(100), rejected], ['unknown', 'unknown']],
  ])('%s', (_, now, told, ends) => {
    expect(reconcileNotes(both, [], evidence(now, told)).ends).toEqual(ends);
  });
});

describe('no note was being kept', () => {
  const ask = (now: CashCounters | null, told: readonly NoteWord[], doubtful: readonly Dollars[] = []) =>
    reconcileNotes(
      [],
      doubtful.map((value) => ({ value })),
      evidence(now, told),
    );

  it('explains nothing away: every note above the last known count is a case, by its value where that is named', () => {
    expect(ask(counters(9), [])).toEqual({ ...NOTHING_ELSE, ends: [], unexplained: [null, null] });
    expect(ask(counters(8), [kept(1_000)]).unexplained).toEqual([1_000]);
  });

  it('knows a second report of a note that is on record', () => {
    expect(ask(counters(7), [kept(500)])).toEqual({ ...NOTHING_ELSE, ends: [] });
  });

  it('takes the word of a unit that does not count', () => {
    expect(ask(null, [kept(500)]).unexplained).toEqual([500]);
  });

  it('finds nothing to explain on a new machine', () => {
    expect(reconcileNotes([], [], { ...evidence(counters(9), []), lastKnown: null }).unexplained).toEqual([]);
  });

  it.each([
    ['far too many notes', counters(7 + 65)],
    ['fewer notes', counters(6)],
    ['another unit', counters(7, '9999')],
  ])('sees another history: %s', (_, now) => {
    expect(ask(now, [])).toEqual({ ...NOTHING_ELSE, ends: [], otherHistory: true });
  });

  it('gives a note that turns up to the one that is in doubt: one jam, one case', () => {
    expect(ask(counters(8), [], [dollars(500)])).toEqual({ ...NOTHING_ELSE, ends: [], found: [0] });
    expect(ask(null, [kept(500)], [dollars(100), dollars(500)])).toMatchObject({ found: [1], unexplained: [] });
  });

  it('does not tell a second time what was written down before the power failed', () => {
    expect(reconcileNotes([], [], { ...evidence(counters(9), []), explained: 1 }).unexplained).toEqual([null]);
    expect(reconcileNotes([counting(true)], [], { ...evidence(counters(9), []), explained: 1 })).toEqual({
      ...NOTHING_ELSE,
      ends: ['kept'],
    });
  });

  it('but not one of another value, nor a second one', () => {
    expect(ask(counters(8), [kept(1_000)], [dollars(500)])).toMatchObject({ found: [], unexplained: [1_000] });
    expect(ask(counters(9), [], [dollars(500)])).toMatchObject({ found: [0], unexplained: [null] });
  });
});

it('credits at most one note, and never one that the counters deny; says returned only of what was told as returned', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.nat(3).map((more) => more - 1),
      fc.array(fc.constantFrom(rejected, returned(500), returned(100), kept(500), kept(100), kept(null), stuck), { maxLength: 3 }),
      fc.boolean(),
      fc.constantFrom('not-looked', 'not-yet', 'already'),
      fc.boolean(),
      (before, more, told, accepted, counted, stackingOver) => {
        const now = before + more;
        const note = { value: dollars(500), countersBefore: counters(before), accepted, counted };
        const { ends, unexplained } = reconcileNotes([note], [], evidence(counters(now), told, stackingOver));
        const end = ends?.[0] ?? null;
        if (end === 'kept') expect(now).toBeGreaterThan(before);
        // A counter alone proves nothing that may still come out, and nothing against the unit's own words.
        const named = told.some(({ where, value }) => where === 'kept' && value === 500);
        if (end === 'kept' && !named) expect(counted).not.toBe('already');
        if (end === 'kept' && !named) expect(stackingOver || (counted === 'not-yet' && told.length > 0)).toBe(true);
        if (end === 'kept' && !named) expect(told.filter(({ where }) => where !== 'kept')).toEqual([]);
        if (end === 'kept') expect(unexplained).toHaveLength(now - before - 1);
        if (end === 'returned') expect(now).toBe(before);
        if (end === 'returned')
          expect(told.some(({ where, value }) => where === 'returned' && (value === null || value === 500))).toBe(true);
        if (now === before) expect(end).not.toBe('kept');
        if (stackingOver) expect(end).not.toBeNull();
      },
    ),
  );
});
