import { describe, expect, it } from 'vitest';
import { ask, clausesOf, cobrandedCard, iPass, linkedCard, type Words } from './testing.ts';

const purchase = (price: number, card: Words): Words => ask('purchaseAutoload', card, { price });

describe('a period ticket with the help of autoload', () => {
  it.each([
    [780, 1_280, 500, 0],
    [779, 1_280, 1_000, 499],
    [781, 1_280, 500, 1],
    [50, 600, 1_000, 450],
    [50, 3_050, 3_000, 0],
    [-18, 1_280, 1_500, 202],
    [0, 1, 500, 499],
    [1_279, 1_280, 500, 499],
  ])('NT$%i on the card, price %i: loads %i, leaves %i (R-001-21, R-001-03)', (balance, price, amount, balanceAfter) => {
    const answer = purchase(price, linkedCard({}, { balance }));
    expect(answer).toMatchObject({ outcome: 'allow', amount, balanceAfter });
    expect(clausesOf(answer)).toContain('R-001-21');
  });

  it.each([
    [1_280, 1_280],
    [1_281, 1_280],
    [200, 0],
  ])('NT$%i for a price of %i needs none (R-001-21)', (balance, price) => {
    expect(purchase(price, linkedCard({ usedToday: 3_000 }, { balance }))).toMatchObject({
      outcome: 'allow',
      amount: 0,
      balanceAfter: balance - price,
    });
  });
});

describe('a limit refuses the whole purchase', () => {
  it.each([
    ['each time', 3_051, {}, ['R-001-30']],
    ['per day', 1_500, { usedToday: 2_000 }, ['R-001-30']],
    ["the owner's each time", 600, { perTimeLimit: 500 }, ['R-001-33']],
    ["the owner's per day", 600, { perDayLimit: 1_500, usedToday: 1_000 }, ['R-001-33']],
    ['the month for others', 600, { ownerIsHolder: false, usedThisMonthForOthers: 29_001 }, ['R-001-32']],
  ])('%s (R-001-34, R-001-30, R-001-33, R-001-32)', (_, price, link, clauses) => {
    const answer = purchase(price, linkedCard(link, { balance: 50 }));
    expect(answer).toEqual({ outcome: 'deny', code: 'K07', clauses: expect.arrayContaining(['R-001-34', ...clauses]) as unknown });
  });

  it.each([
    [600, { usedToday: 2_000 }],
    [3_050, {}],
    [600, { perTimeLimit: 1_000 }],
    [600, { perDayLimit: 1_500, usedToday: 500 }],
    [600, { ownerIsHolder: false, usedThisMonthForOthers: 29_000 }],
  ])('exactly at the limit it is allowed: price %i, %j (R-001-34, R-001-30, R-001-33, R-001-32)', (price, link) => {
    expect(purchase(price, linkedCard(link, { balance: 50 }))['outcome']).toBe('allow');
  });

  it('the cap of the card, while the ticket is not yet paid (R-001-34, R-003-24)', () => {
    const answer = purchase(9_600, linkedCard({}, { balance: 9_501 }));
    expect(answer).toEqual({ outcome: 'deny', code: 'K07', clauses: expect.arrayContaining(['R-001-34', 'R-003-24']) as unknown });
    expect(purchase(9_600, linkedCard({}, { balance: 9_500 }))).toMatchObject({ outcome: 'allow', balanceAfter: 400 });
  });
});

describe('the conditions are those of autoload', () => {
  it.each([
    ['blocked', linkedCard({}, { status: 'blocked' }), 'K03', 'R-001-29'],
    ['refunded', linkedCard({}, { status: 'refunded' }), 'K02', 'R-001-28'],
    ['locked', linkedCard({}, { status: 'locked' }), 'K03', 'R-003-44'],
    ['expired', linkedCard({}, { expiresOn: '2026-05-11' }), 'K01', 'R-001-27'],
    ['damaged', linkedCard({}, { damaged: true }), 'K16', 'R-003-80'],
    ['not registered', linkedCard({}, { registered: false }), 'K04', 'R-001-08'],
    ['not linked', linkedCard({ linked: false }), 'K04', 'R-001-25'],
    ['not enabled', linkedCard({ enabled: false }), 'K05', 'R-001-26'],
    ['an iPASS', iPass(), 'K12', 'R-004-12'],
  ])('%s: %3$s (R-001-29, R-001-28, R-001-27, R-003-80, R-001-08, R-001-25, R-001-26, R-004-12)', (_, card, code, clause) => {
    const answer = purchase(1_280, card);
    expect(answer).toEqual({ outcome: 'deny', code, clauses: expect.arrayContaining([clause]) as unknown });
  });

  it('a bank card: the bank (R-002-11)', () => {
    expect(purchase(1_280, cobrandedCard())).toEqual({ outcome: 'route', clauses: expect.arrayContaining(['R-002-11']) as unknown });
  });
});
