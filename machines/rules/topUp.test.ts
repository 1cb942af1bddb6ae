import { describe, expect, it } from 'vitest';
import { ask, clausesOf, cobrandedCard, easyCard, iPass, pingtungCard, type Words } from './testing.ts';

const topUp = (card: Words, question: Words = {}): Words => ask('topUp', card, question);

describe('how much can be added', () => {
  it.each([
    [0, 10_000],
    [1, 9_900],
    [100, 9_900],
    [9_800, 200],
    [9_899, 100],
    [9_900, 100],
  ])('an EasyCard with NT$%i has room for NT$%i (R-003-24, R-002-13, R-000-02)', (balance, maxTopUp) => {
    const answer = topUp(easyCard({ balance }));
    expect(answer).toMatchObject({ outcome: 'allow', maxTopUp });
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-003-24', 'R-002-13']));
  });

  it.each([9_901, 9_950, 10_000, 10_050])('an EasyCard with NT$%i is nearly full: K09 (R-003-24, R-002-13)', (balance) => {
    expect(topUp(easyCard({ balance }))).toMatchObject({ outcome: 'deny', code: 'K09', maxTopUp: 0, clauses: ['R-003-24', 'R-002-13'] });
  });

  it.each([
    [-1, 10_000],
    [-99, 10_000],
    [-100, 10_100],
  ])('a top-up repays an advance of NT$%i first, so that NT$%i fit (R-003-20)', (balance, maxTopUp) => {
    const answer = topUp(easyCard({ balance }), { inserted: 100 });
    expect(answer).toMatchObject({ outcome: 'allow', maxTopUp, balanceAfter: balance + 100 });
    expect(clausesOf(answer)).toContain('R-003-20');
  });

  it('a bank card has the same cap, by both contracts (R-002-10, R-003-24)', () => {
    const answer = topUp(cobrandedCard({ balance: 9_900 }), { inserted: 100 });
    expect(answer).toMatchObject({ outcome: 'allow', maxTopUp: 100, balanceAfter: 10_000 });
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-002-10', 'R-003-24', 'R-002-13']));
    expect(topUp(cobrandedCard({ balance: 9_901 }))).toMatchObject({ code: 'K09' });
  });

  it.each([
    [iPass, 0, 10_000],
    [iPass, 9_900, 100],
    [pingtungCard, 9_899, 100],
    [pingtungCard, -5, 10_000],
  ])('iPASS has its own cap of 10,000 and step of 100, %#  (R-004-12)', (card, balance, maxTopUp) => {
    expect(topUp(card({ balance }))).toEqual({ outcome: 'allow', maxTopUp, clauses: ['R-004-12'] });
  });

  it('an iPASS with NT$9,901 is nearly full: K09 (R-004-12)', () => {
    expect(topUp(iPass({ balance: 9_901 }))).toEqual({ outcome: 'deny', code: 'K09', maxTopUp: 0, clauses: ['R-004-12'] });
  });

  it.each([
    [9_900, { outcome: 'allow', maxTopUp: 100 }],
    [9_901, { outcome: 'deny', code: 'K09', maxTopUp: 0 }],
  ])('the cap of the account link page, before the terms of October 2022: NT$%i (R-001-36)', (balance, expected) => {
    const answer = topUp(easyCard({ balance }), { at: '2022-03-01T12:00:00+08:00' });
    expect(answer).toEqual({ ...expected, clauses: ['R-001-36', 'R-002-13'] });
  });

  it('counts what is on the card, not what is in the machine', () => {
    expect(topUp(easyCard({ balance: 9_400 }), { inserted: 500 })).toMatchObject({ maxTopUp: 600 });
  });
});

describe('cash that was counted', () => {
  it.each([
    [100, 'allow'],
    [500, 'allow'],
    [501, 'deny'],
    [499, 'deny'],
    [600, 'deny'],
    [50, 'deny'],
  ])('NT$%i onto a card with room for 500: %s (R-002-13, R-003-24)', (inserted, outcome) => {
    const answer = topUp(easyCard({ balance: 9_500 }), { inserted });
    expect(answer).toMatchObject({ outcome, maxTopUp: 500 });
    expect(answer).not.toHaveProperty('code');
    expect(answer['balanceAfter']).toBe(outcome === 'allow' ? 9_500 + inserted : undefined);
  });

  it.each([
    [100, 'allow'],
    [150, 'deny'],
    [600, 'deny'],
  ])('NT$%i onto an iPASS with room for 500: %s (R-004-12)', (inserted, outcome) => {
    expect(topUp(iPass({ balance: 9_500 }), { inserted })).toMatchObject({ outcome, maxTopUp: 500 });
  });

  it('says nothing of a balance afterwards when nothing was inserted', () => {
    expect(topUp(easyCard())).not.toHaveProperty('balanceAfter');
    expect(topUp(easyCard(), { inserted: 0 })).toMatchObject({ outcome: 'allow', balanceAfter: 500 });
  });
});

describe('a note that asks to be let in', () => {
  it.each([
    [0, 500, true],
    [0, 1000, false],
    [400, 100, true],
    [400, 200, false],
    [500, 100, false],
  ])('NT$%i inserted and a note of %i, room for 500: %s (R-003-24)', (inserted, note, acceptNote) => {
    expect(topUp(easyCard({ balance: 9_500 }), { inserted, note })).toMatchObject({ outcome: 'allow', acceptNote });
  });

  it('is refused with the card', () => {
    expect(topUp(easyCard({ status: 'locked' }), { note: 100 })).toMatchObject({ outcome: 'deny', acceptNote: false });
    expect(topUp(easyCard({ balance: 10_000 }), { note: 100 })).toMatchObject({ code: 'K09', acceptNote: false });
  });

  it('is not spoken of when there is none', () => {
    expect(topUp(easyCard())).not.toHaveProperty('acceptNote');
  });
});

describe('cards that are turned away', () => {
  it.each([
    ['blocked EasyCard', easyCard({ status: 'blocked' }), 'K03', ['R-001-29']],
    ['refunded EasyCard', easyCard({ status: 'refunded' }), 'K02', ['R-003-65']],
    ['locked EasyCard', easyCard({ status: 'locked' }), 'K03', ['R-003-44']],
    ['expired EasyCard', easyCard({ expiresOn: '2026-05-11' }), 'K01', ['R-003-81']],
    ['expired bank card', cobrandedCard({ expiresOn: '2026-05-11' }), 'K01', ['R-003-81', 'R-002-14']],
    ['blocked iPASS', iPass({ status: 'blocked' }), 'K03', ['R-004-32']],
    ['refunded iPASS', iPass({ status: 'refunded' }), 'K02', ['R-004-17']],
    ['locked iPASS', pingtungCard({ status: 'locked' }), 'K03', ['R-004-04']],
    ['expired iPASS', pingtungCard({ expiresOn: '2026-05-11' }), 'K01', ['R-004-35']],
  ])('%s: %3$s (R-001-29, R-003-65, R-003-44, R-003-81, R-002-14, R-004-17, R-004-35)', (_, card, code, clauses) => {
    expect(topUp(card, { inserted: 100 })).toEqual({ outcome: 'deny', code, maxTopUp: 0, clauses });
  });

  it.each(['locked', 'refunded', 'blocked'])('%s stands before expired', (status) => {
    expect(topUp(easyCard({ status, expiresOn: '2020-01-01' }))['code']).not.toBe('K01');
  });

  it('expired stands before nearly full', () => {
    expect(topUp(easyCard({ balance: 10_000, expiresOn: '2026-05-11' }))).toMatchObject({ code: 'K01' });
  });
});

describe('a damaged card', () => {
  it.each([
    ['2026-05-13', 'K16', 'R-003-80'],
    ['2026-05-12', 'K16', 'R-003-80'],
    ['2026-05-11', 'K01', 'R-003-81'],
    [undefined, 'K16', 'R-003-80'],
  ])('valid until %s: %s, behind an expiry and before everything that counts money (%s, R-003-80)', (expiresOn, code, clause) => {
    for (const card of [easyCard, cobrandedCard]) {
      for (const balance of [-18, 500, 9_900, 9_901, 10_000]) {
        const answer = topUp(card({ damaged: true, expiresOn, balance }), { inserted: 100, note: 100 });
        expect(answer).toMatchObject({ outcome: 'deny', code, maxTopUp: 0, acceptNote: false });
        expect(clausesOf(answer)).toContain(clause);
      }
    }
  });

  it.each(['blocked', 'locked', 'refunded'])('that is %s as well is told the other thing (R-003-80)', (status) => {
    expect(topUp(easyCard({ damaged: true, status }))['code']).not.toBe('K16');
  });

  it('of iPASS is taken: its manual speaks of exchange and refund only (R-003-80, R-004-06)', () => {
    expect(topUp(pingtungCard({ damaged: true }), { inserted: 100 })).toMatchObject({ outcome: 'allow', balanceAfter: 600 });
  });
});

describe('the last day (R-003-90, R-003-81)', () => {
  const lastDay = easyCard({ expiresOn: '2026-05-12' });

  it.each([
    ['2026-05-12T23:59:59+08:00', 'allow'],
    ['2026-05-12T23:59:59.999999+08:00', 'allow'],
    ['2026-05-13T00:00:00+08:00', 'deny'],
    ['2026-05-12T15:59:59Z', 'allow'],
    ['2026-05-12T16:00:00Z', 'deny'],
    ['2026-05-12T11:59:59-04:00', 'allow'],
    ['2026-05-12T12:00:00-04:00', 'deny'],
    ['2026-05-13T01:29:59+09:30', 'allow'],
    ['2026-05-13T01:30:00+09:30', 'deny'],
  ])('at %s it is still, or no longer, that day in Taipei: %s', (at, outcome) => {
    expect(topUp(lastDay, { at })['outcome']).toBe(outcome);
  });

  it('names the reading in favour of the passenger', () => {
    expect(clausesOf(topUp(lastDay))).toContain('R-003-90');
  });
});
