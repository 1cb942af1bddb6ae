import { describe, expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import type { ReadCard } from '../ruleCard.ts';
import { acceptableNotes, mayAdd, topUpOffer, topUpTerms } from './topUpOffer.ts';

/** 2026-05-12 10:00 in Taipei. */
const at = Date.parse('2026-05-12T10:00:00+08:00');

function card(change: Partial<ReadCard> = {}): ReadCard {
  return {
    issuer: 'easycard',
    product: 'ordinary',
    registered: false,
    status: 'active',
    balance: dollars(420),
    expiresOn: null,
    ...change,
  };
}

describe('how much can be added', () => {
  it.each([
    [0, 10_000],
    [420, 9_500],
    [9_899, 100],
    [9_900, 100],
    [-18, 10_000],
    [-100, 10_100],
  ])('a balance of NT$%i leaves room for NT$%i (R-003-24, R-002-13)', (balance, maxTopUp) => {
    expect(topUpOffer(card({ balance: dollars(balance) }), at)).toMatchObject({ outcome: 'allow', maxTopUp });
  });

  it.each([9_901, 9_950, 10_000])('NT$%i is nearly full: K09', (balance) => {
    expect(topUpOffer(card({ balance: dollars(balance) }), at)).toMatchObject({ outcome: 'deny', decline: 'K09', maxTopUp: 0 });
  });

  it('names the clauses it rests on, for both issuers', () => {
    expect(topUpOffer(card(), at).clauses).toEqual(expect.arrayContaining(['R-003-24', 'R-002-13']));
    expect(topUpOffer(card({ issuer: 'ipass', product: 'general' }), at).clauses).toContain('R-004-12');
    expect(topUpOffer(card({ balance: dollars(-19) }), at).clauses).toContain('R-003-20');
  });

  it('takes no note above it', () => {
    const notes = [100, 200, 500, 1000].map(dollars);
    expect(acceptableNotes(notes, dollars(500))).toEqual([100, 200, 500]);
    expect(acceptableNotes(notes, dollars(0))).toEqual([]);
  });

  it('adds only multiples of the step, up to what fits', () => {
    const nearlyFull = card({ balance: dollars(9_500) });
    expect(mayAdd(nearlyFull, dollars(500), at)).toBe(true);
    expect(mayAdd(nearlyFull, dollars(600), at)).toBe(false);
    expect(mayAdd(nearlyFull, dollars(150), at)).toBe(false);
    expect(mayAdd(nearlyFull, dollars(0), at)).toBe(false);
  });
});

describe('cards that are refused', () => {
  it.each([
    ['blocked', 'K03', 'R-001-29'],
    ['refunded', 'K02', 'R-003-65'],
    ['locked', 'K03', 'R-003-44'],
  ] as const)('%s: %s by %s', (status, decline, clause) => {
    expect(topUpOffer(card({ status }), at)).toEqual({ outcome: 'deny', decline, maxTopUp: 0, clauses: [clause] });
  });

  it('blocked stands before refunded, locked before expired', () => {
    expect(topUpOffer(card({ status: 'locked', expiresOn: '2020-01-01' }), at).decline).toBe('K03');
  });
});

describe('the last day', () => {
  it('still works until midnight in Taipei (R-003-90)', () => {
    const lastDay = card({ expiresOn: '2026-05-12' });
    expect(topUpOffer(lastDay, Date.parse('2026-05-12T23:59:59+08:00')).outcome).toBe('allow');
    expect(topUpOffer(lastDay, Date.parse('2026-05-13T00:00:00+08:00'))).toMatchObject({ decline: 'K01', clauses: ['R-003-81'] });
  });

  it("is Taipei's day, whatever offset the instant carries", () => {
    const lastDay = card({ expiresOn: '2026-05-12' });
    expect(topUpOffer(lastDay, Date.parse('2026-05-12T16:30:00Z')).decline).toBe('K01');
  });
});

describe('what the rules have no answer to', () => {
  it('a card that was never activated is refused, without a code of its own (R-000-11)', () => {
    expect(topUpOffer(card({ status: 'not-activated' }), at)).toEqual({
      outcome: 'deny',
      decline: 'not-activated',
      maxTopUp: 0,
      clauses: ['R-000-11'],
    });
  });

  it('a clock that has gone wrong to a day before all terms adds nothing (R-000-04)', () => {
    const lost = Date.parse('1970-01-01T00:00:00Z');
    expect(topUpOffer(card(), lost)).toEqual({ outcome: 'deny', maxTopUp: 0, clauses: ['R-000-04'] });
    expect(topUpTerms(card(), lost)).toBeNull();
  });

  it('the cap and the step can be told to the passenger (R-003-24, R-002-13)', () => {
    expect(topUpTerms(card(), at)).toEqual({ cap: 10_000, step: 100 });
  });
});
