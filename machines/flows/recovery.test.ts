import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CashCounters, PowerUpNote } from '../../hardware/ports/cashAcceptor.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { reconcileNotes } from './recovery.ts';

function counters(notesKept: number, serial = '1234'): CashCounters {
  return { serial, notesKept };
}

function kept(value: number | null): PowerUpNote {
  return { where: 'kept', value: value === null ? null : dollars(value) };
}

const returned: PowerUpNote = { where: 'returned', value: null };
const pending = { value: dollars(500), countersBefore: counters(7) };
const withoutCounters = { value: dollars(500), countersBefore: null };

describe('a note was being kept, and the unit counts', () => {
  it.each<[string, CashCounters, PowerUpNote[], string, number]>([
    ['the counter stands still', counters(7), [], 'returned', 0],
    ['the counter stands still and the note was pushed out', counters(7), [returned], 'returned', 0],
    ['the counter stands still but the unit says it kept one', counters(7), [kept(500)], 'unknown', 0],
    ['the counter is one higher', counters(8), [], 'kept', 0],
    ['one higher, and the unit names the same value', counters(8), [kept(500)], 'kept', 0],
    ['one higher, and the unit names no value', counters(8), [kept(null)], 'kept', 0],
    ['one higher, but the unit names another value', counters(8), [kept(100)], 'unknown', 0],
    ['two higher: one note has no owner', counters(9), [], 'kept', 1],
    ['the counter went down: another history', counters(3), [], 'unknown', 0],
    ['another unit stands there', counters(8, '9999'), [], 'unknown', 0],
  ])('%s', (_, now, powerUp, end, unexplained) => {
    expect(reconcileNotes(pending, { lastKnown: null, now, powerUp })).toEqual({ pending: end, unexplained });
  });

  it('sees through the wrap of the counter', () => {
    const beforeWrap = { value: dollars(500), countersBefore: counters(2 ** 32 - 1) };
    expect(reconcileNotes(beforeWrap, { lastKnown: null, now: counters(0), powerUp: [] }).pending).toBe('kept');
  });
});

describe('a note was being kept, and the unit does not count', () => {
  it.each<[string, PowerUpNote[], string]>([
    ['it says nothing', [], 'unknown'],
    ['it pushed one note out', [returned], 'returned'],
    ['it kept one of that value', [kept(500)], 'kept'],
    ['it kept one of another value', [kept(100)], 'unknown'],
    ['it kept one and does not know its value', [kept(null)], 'unknown'],
    ['it moved two notes', [returned, kept(500)], 'unknown'],
  ])('%s', (_, powerUp, end) => {
    expect(reconcileNotes(withoutCounters, { lastKnown: null, now: null, powerUp }).pending).toBe(end);
  });
});

describe('no note was being kept', () => {
  it('explains nothing away: every note above the last known count is a case', () => {
    expect(reconcileNotes(null, { lastKnown: counters(7), now: counters(9), powerUp: [] })).toEqual({ pending: null, unexplained: 2 });
  });

  it('finds nothing to explain on a new machine', () => {
    expect(reconcileNotes(null, { lastKnown: null, now: counters(9), powerUp: [] }).unexplained).toBe(0);
  });
});

it('credits at most one note, and never one that the counters deny', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.nat(3).map((more) => more - 1),
      fc.array(fc.constantFrom(returned, kept(500), kept(100), kept(null)), { maxLength: 3 }),
      (before, more, powerUp) => {
        const now = before + more;
        const result = reconcileNotes(
          { value: dollars(500), countersBefore: counters(before) },
          { lastKnown: null, now: counters(now), powerUp },
        );
        if (result.pending === 'kept') expect(now).toBeGreaterThan(before);
        if (result.pending === 'kept') expect(result.unexplained).toBe(now - before - 1);
        if (now === before) expect(result.pending).not.toBe('kept');
      },
    ),
  );
});
