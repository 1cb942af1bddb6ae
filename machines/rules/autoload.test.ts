import { describe, expect, it } from 'vitest';
import { ask, clausesOf, cobrandedCard, easyCard, iPass, linkedCard, type Words } from './testing.ts';

const autoload = (card: Words): Words => ask('autoload', card);

describe('autoload at this machine', () => {
  it.each([-18, 0, 20, 98, 99])('with NT$%i on the card: exactly 500 (R-001-22, R-001-02, R-001-03)', (balance) => {
    const answer = autoload(linkedCard({}, { balance }));
    expect(answer).toMatchObject({ outcome: 'allow', amount: 500, balanceAfter: balance + 500 });
    expect(clausesOf(answer)).toContain('R-001-22');
  });

  it.each([100, 101, 150, 9_999])('with NT$%i: K06, not below 100 (R-001-22, R-001-02)', (balance) => {
    const answer = autoload(linkedCard({}, { balance }));
    expect(answer).toMatchObject({ outcome: 'deny', code: 'K06' });
    expect(clausesOf(answer)).toContain('R-001-22');
    expect(answer).not.toHaveProperty('amount');
  });

  it.each(['student', 'concession', 'senior', 'charity', 'companion', 'citizen', 'telecom', 'special'])(
    'a linked and enabled %s card too (R-001-22, R-001-05)',
    (product) => {
      expect(autoload(linkedCard({}, { product }))).toMatchObject({ outcome: 'allow', amount: 500 });
    },
  );
});

describe('the limits: K07', () => {
  it.each([
    [2_500, 'allow'],
    [2_501, 'deny'],
    [3_000, 'deny'],
  ])('NT$%i used today: %s (R-001-30)', (usedToday, outcome) => {
    const answer = autoload(linkedCard({ usedToday }));
    expect(answer['outcome']).toBe(outcome);
    expect(answer['code']).toBe(outcome === 'deny' ? 'K07' : undefined);
    expect(clausesOf(answer).includes('R-001-30')).toBe(outcome === 'deny');
  });

  it.each([
    [{ perTimeLimit: 500 }, 'allow'],
    [{ perTimeLimit: 499 }, 'deny'],
    [{ perTimeLimit: 0 }, 'deny'],
    [{ perDayLimit: 1_000, usedToday: 500 }, 'allow'],
    [{ perDayLimit: 1_000, usedToday: 501 }, 'deny'],
    [{ perDayLimit: 500, usedToday: 500 }, 'deny'],
  ])("the owner's own limits %j: %s (R-001-33)", (link, outcome) => {
    const answer = autoload(linkedCard(link));
    expect(answer['outcome']).toBe(outcome);
    expect(answer['code']).toBe(outcome === 'deny' ? 'K07' : undefined);
    expect(clausesOf(answer).includes('R-001-33')).toBe(outcome === 'deny');
  });

  it.each([
    [false, 29_500, 'allow'],
    [false, 29_501, 'deny'],
    [false, 30_000, 'deny'],
    [true, 30_000, 'allow'],
  ])("own account %s, NT$%i this month to others' cards: %s (R-001-32)", (ownerIsHolder, usedThisMonthForOthers, outcome) => {
    const answer = autoload(linkedCard({ ownerIsHolder, usedThisMonthForOthers }));
    expect(answer['outcome']).toBe(outcome);
    expect(clausesOf(answer).includes('R-001-32')).toBe(outcome === 'deny');
  });

  it('every broken limit is named (R-001-30, R-001-33, R-001-32)', () => {
    const answer = autoload(linkedCard({ usedToday: 3_000, perDayLimit: 2_000, ownerIsHolder: false, usedThisMonthForOthers: 30_000 }));
    expect(answer).toMatchObject({ code: 'K07' });
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-001-30', 'R-001-33', 'R-001-32']));
  });
});

describe('who gets none', () => {
  it('a card on the lock list is locked at once: K03 (R-001-29)', () => {
    expect(autoload(linkedCard({}, { status: 'blocked' }))).toEqual({
      outcome: 'deny',
      code: 'K03',
      lockCard: true,
      clauses: ['R-001-29'],
    });
  });

  it.each([
    ['refunded', linkedCard({}, { status: 'refunded' }), 'K02', 'R-001-28'],
    ['locked', linkedCard({}, { status: 'locked' }), 'K03', 'R-003-44'],
    ['expired', linkedCard({}, { expiresOn: '2026-05-11' }), 'K01', 'R-001-27'],
    ['not registered', linkedCard({}, { registered: false }), 'K04', 'R-001-08'],
    ['not known to be linked', easyCard({ registered: true, balance: 20 }), 'K04', 'R-001-25'],
    ['not linked', linkedCard({ linked: false, enabled: false }), 'K04', 'R-001-25'],
    ['not enabled', linkedCard({ enabled: false }), 'K05', 'R-001-26'],
    ['an iPASS', iPass({ balance: 20 }), 'K12', 'R-004-12'],
  ])('%s: %3$s by %4$s (R-001-28, R-001-27, R-001-08, R-001-25, R-001-26, R-001-01, R-001-42, R-004-12)', (_, card, code, clause) => {
    const answer = autoload(card);
    expect(answer).toMatchObject({ outcome: 'deny', code });
    expect(answer).not.toHaveProperty('lockCard');
    expect(clausesOf(answer)).toContain(clause);
  });

  it.each([
    ['2026-05-12', 'K16', 'R-003-80'],
    ['2026-05-11', 'K01', 'R-001-27'],
  ])('a damaged card valid until %s: %s, linked or not, rich or poor (%s, R-003-80)', (expiresOn, code, clause) => {
    for (const card of [linkedCard({}, { damaged: true, expiresOn }), easyCard({ damaged: true, expiresOn, balance: 5_000 })]) {
      const answer = autoload(card);
      expect(answer).toMatchObject({ outcome: 'deny', code });
      expect(clausesOf(answer)).toContain(clause);
    }
  });

  it.each([cobrandedCard({ balance: 20 }), linkedCard({}, { product: 'debit' })])(
    'bank cards go by the bank, which is asked, %# (R-001-10, R-002-11, R-002-02)',
    (card) => {
      const answer = autoload(card);
      expect(answer['outcome']).toBe('route');
      expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-001-10', 'R-002-11']));
    },
  );

  it('the reasons stand in their order: blocked, refunded, expired, product, link, enabling, threshold, limits', () => {
    const everything = { enabled: false, usedToday: 3_000 };
    expect(autoload(linkedCard(everything, { status: 'refunded', expiresOn: '2026-01-01' }))).toMatchObject({ code: 'K02' });
    expect(autoload(linkedCard(everything, { expiresOn: '2026-01-01', product: 'debit' }))).toMatchObject({ code: 'K01' });
    expect(autoload(linkedCard({ ...everything, linked: false }))).toMatchObject({ code: 'K04' });
    expect(autoload(linkedCard(everything, { balance: 200 }))).toMatchObject({ code: 'K05' });
    expect(autoload(linkedCard({ usedToday: 3_000 }, { balance: 200 }))).toMatchObject({ code: 'K06' });
  });
});
