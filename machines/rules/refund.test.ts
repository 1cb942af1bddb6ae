import { describe, expect, it } from 'vitest';
import { ask, clausesOf, cobrandedCard, easyCard, iPass, pingtungCard, type Words } from './testing.ts';

const refund = (card: Words, question: Words = {}): Words => ask('refund', card, question);

/** Used often and long enough: no fee. */
const wellUsed = { uses: 240, firstUsedOn: '2024-11-03', issuedOn: '2024-11-03' };
/** An EasyCard that was sold, and one that was leased. */
const sold = (change: Words = {}): Words => easyCard({ ...wellUsed, ...change });
const leased = (change: Words = {}): Words => sold({ deposit: true, ...change });
const iPassUsed = (useRecordsInLast6: number, change: Words = {}): Words => iPass({ useRecordsInLast6, ...change });

describe('the examples that the terms print', () => {
  it('a deposit card used 2 years 5 months, damaged, NT$-18: 100 - 18 - 60 = 22 (R-003-60, R-003-61, R-003-55, R-003-57, R-003-59, R-003-51)', () => {
    const answer = refund(leased({ balance: -18, damaged: true, uses: 300, firstUsedOn: '2023-12-12', issuedOn: '2023-12-12' }));
    expect(answer).toMatchObject({
      outcome: 'allow',
      payable: 22,
      owedByHolder: 0,
      parts: { balance: -18, depositReturned: 100, terminationFee: 0, damageFee: 60, postage: 0 },
    });
  });

  it('NT$100, fewer than 5 uses, 28 for a registered letter: 100 - 20 - 28 = 52 (R-003-62, R-003-61, R-003-29)', () => {
    const answer = refund(easyCard({ balance: 100, uses: 3, firstUsedOn: '2026-04-20' }), { postage: 28 });
    expect(answer).toMatchObject({ outcome: 'allow', payable: 52, parts: { terminationFee: 20, postage: 28 } });
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-003-61', 'R-003-29']));
  });
});

describe("EasyCard's termination fee", () => {
  it.each([
    [5, '2026-02-12', 0],
    [4, '2026-02-12', 20],
    [5, '2026-02-13', 20],
    [6, '2026-02-11', 0],
    [0, '2020-01-01', 20],
    [1_000, '2026-05-12', 20],
  ])('%i uses since %s, on 2026-05-12: NT$%i (R-003-61)', (uses, firstUsedOn, terminationFee) => {
    const answer = refund(easyCard({ balance: 500, uses, firstUsedOn }));
    expect(answer).toMatchObject({ outcome: 'allow', payable: 500 - terminationFee, parts: { terminationFee } });
    expect(clausesOf(answer)).toContain('R-003-61');
  });

  it.each([
    ['2025-11-30', '2026-02-27T23:59:59+08:00', 20],
    ['2025-11-30', '2026-02-27T16:00:00Z', 0],
    ['2025-11-30', '2026-02-28T00:00:00+08:00', 0],
    ['2023-11-30', '2024-02-28T12:00:00+08:00', 20],
    ['2023-11-30', '2024-02-29T12:00:00+08:00', 0],
    ['2026-03-01', '2026-05-31T15:59:59Z', 20],
    ['2026-03-01', '2026-05-31T16:00:00Z', 0],
    ['2026-03-31', '2026-06-30T00:00:00+08:00', 0],
  ])('first used on %s, at %s: NT$%i, months end with the month (R-003-61)', (firstUsedOn, at, terminationFee) => {
    expect(refund(easyCard({ uses: 9, firstUsedOn }), { at })).toMatchObject({ parts: { terminationFee } });
  });

  it.each([
    [1, 20],
    [0, 0],
    [-1, 0],
  ])('is for paying out a balance: NT$%i on the card, fee %i (R-003-61)', (balance, terminationFee) => {
    expect(refund(leased({ balance, uses: 0 }))).toMatchObject({ parts: { terminationFee } });
  });

  it('counts the months from the first use, else from the issue (R-003-61)', () => {
    expect(refund(easyCard({ uses: 9, issuedOn: '2026-02-12' }))).toMatchObject({ parts: { terminationFee: 0 } });
    expect(refund(easyCard({ uses: 9, issuedOn: '2020-01-01', firstUsedOn: '2026-05-01' }))).toMatchObject({
      parts: { terminationFee: 20 },
    });
  });

  it.each([
    [15, 0],
    [20, 0],
    [21, 1],
  ])('above the balance is no debt: NT$%i pays %i (R-003-90, R-003-61)', (balance, payable) => {
    expect(refund(easyCard({ balance, uses: 2 }))).toMatchObject({ outcome: 'allow', payable, owedByHolder: 0 });
  });

  it.each([
    ['neither is known', {}, 'route'],
    ['the uses are not known', { firstUsedOn: '2024-01-01' }, 'route'],
    ['the date is not known', { uses: 9 }, 'route'],
    ['the uses are too few anyway', { uses: 4 }, 'allow'],
    ['the months are too few anyway', { firstUsedOn: '2026-05-01' }, 'allow'],
  ])('%s: %3$s (R-003-61)', (_, use, outcome) => {
    const answer = refund(easyCard(use));
    expect(answer['outcome']).toBe(outcome);
    expect('payable' in answer).toBe(outcome === 'allow');
    expect(clausesOf(answer)).toContain('R-003-61');
  });

  it('depends on nothing when there is no balance (R-003-61)', () => {
    expect(refund(easyCard({ balance: 0 }))).toMatchObject({ outcome: 'allow', payable: 0 });
  });
});

describe('the deposit', () => {
  it('comes back with the card, which stays here (R-003-55, R-003-03)', () => {
    const answer = refund(leased({ balance: 200 }));
    expect(answer).toMatchObject({ payable: 300, parts: { depositReturned: 100 }, cardReturned: false });
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-003-55', 'R-003-03']));
  });

  it('is nobody else’s: the price of a sold card does not come back (R-003-15)', () => {
    expect(refund(sold({ balance: 200 }))).toMatchObject({ payable: 200, parts: { depositReturned: 0 } });
  });

  it.each([
    [-18, 82, 0, 'allow'],
    [-100, 0, 0, 'allow'],
    [-101, 0, 1, 'route'],
  ])(
    'is set off against an advance of NT$%i: pays %i, %i stays open: %s (R-003-57, R-003-55)',
    (balance, payable, owedByHolder, outcome) => {
      const answer = refund(leased({ balance }));
      expect(answer).toMatchObject({ outcome, payable, owedByHolder });
      expect(clausesOf(answer)).toContain('R-003-57');
    },
  );

  it('absorbs a fee that the balance does not cover (R-003-55, R-003-51)', () => {
    expect(refund(leased({ balance: 10, uses: 2 }))).toMatchObject({ payable: 90, parts: { terminationFee: 20 } });
  });

  it('is forfeited when the registered card is lost, with the damage it secured; the balance is not (R-003-56, R-003-59)', () => {
    const answer = refund(leased({ registered: true, balance: 200, damaged: true }), { lost: true });
    expect(answer).toMatchObject({ outcome: 'allow', payable: 200, parts: { depositReturned: 0, damageFee: 0 } });
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-003-56', 'R-003-59']));
    expect(clausesOf(answer)).not.toContain('R-003-55');
    expect(answer).not.toHaveProperty('cardReturned');
  });
});

describe('the damage fee of a deposit card', () => {
  it.each([
    ['2026-05-12', 100],
    ['2024-05-13', 100],
    ['2024-05-12', 60],
    ['2023-05-13', 60],
    ['2023-05-12', 40],
    ['2022-05-13', 40],
    ['2022-05-12', 20],
    ['2021-05-13', 20],
    ['2021-05-12', 0],
    ['2010-01-01', 0],
  ])('issued on %s, on 2026-05-12: NT$%i (R-003-59, R-003-58)', (issuedOn, fee) => {
    const answer = refund(leased({ balance: 200, damaged: true, issuedOn, firstUsedOn: '2020-01-01' }));
    expect(answer).toMatchObject({ outcome: 'allow', payable: 300 - fee, parts: { damageFee: fee } });
    expect(clausesOf(answer)).toContain('R-003-59');
  });

  it.each([
    ['2026-02-27', 100],
    ['2026-02-28', 60],
  ])('issued on 2024-02-29, on %s: NT$%i, years end with the month (R-003-59)', (day, fee) => {
    const card = leased({ damaged: true, issuedOn: '2024-02-29' });
    expect(refund(card, { at: `${day}T10:00:00+08:00` })).toMatchObject({ parts: { damageFee: fee } });
  });

  it('counts from the first use when the issue is not known; without either staff decides (R-003-59)', () => {
    const damaged = { uses: 0, firstUsedOn: undefined, issuedOn: undefined, damaged: true };
    expect(refund(leased({ ...damaged, firstUsedOn: '2023-05-12' }))).toMatchObject({ parts: { damageFee: 40 } });
    expect(refund(leased(damaged))).toMatchObject({ outcome: 'route', cardReturned: false });
  });

  it('eats the deposit, not the balance, and leaves an advance open (R-003-59, R-003-57, R-003-20)', () => {
    const answer = refund(leased({ balance: -18, damaged: true, issuedOn: '2025-05-12' }));
    expect(answer).toMatchObject({ outcome: 'route', payable: 0, owedByHolder: 18, parts: { damageFee: 100 } });
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-003-57', 'R-003-59', 'R-003-20']));
  });

  it.each([
    ['an undamaged deposit card', leased()],
    ['a damaged card that was sold', sold({ damaged: true })],
    ['a damaged co-branded card', cobrandedCard({ damaged: true })],
    ['a damaged iPASS', iPassUsed(6, { damaged: true })],
  ])('%s has none (R-003-59, R-003-58)', (_, card) => {
    const answer = refund(card);
    expect(answer).toMatchObject({ parts: { damageFee: 0 } });
    expect(clausesOf(answer).includes('R-003-59')).toBe(card['issuer'] === 'easycard');
  });
});

describe('cash at a counter, or a transfer', () => {
  it.each([
    [2_999, 'cash-at-counter'],
    [3_000, 'cash-at-counter'],
    [3_001, 'transfer-only'],
    [9_000, 'transfer-only'],
  ])('EasyCard, NT$%i payable: %s (R-003-30)', (balance, method) => {
    const answer = refund(sold({ balance }));
    expect(answer).toMatchObject({ outcome: 'allow', payable: balance, method, cashAtMachine: 0 });
    expect(answer['code']).toBe(method === 'transfer-only' ? 'K18' : undefined);
    expect(clausesOf(answer)).toContain('R-003-30');
  });

  it('what is compared is what is payable (R-003-30, R-003-90)', () => {
    expect(refund(sold({ balance: 3_020, uses: 2 }))).toMatchObject({ payable: 3_000, method: 'cash-at-counter' });
    expect(refund(sold({ balance: 3_028 }), { postage: 28 })).toMatchObject({ payable: 3_000, method: 'cash-at-counter' });
    expect(refund(leased({ balance: 2_900 }))).toMatchObject({ payable: 3_000, method: 'cash-at-counter' });
    expect(refund(leased({ balance: 2_901 }))).toMatchObject({ payable: 3_001, method: 'transfer-only', code: 'K18' });
  });

  it.each([
    [4_999, 'cash-at-counter'],
    [5_000, 'send-in'],
    [5_001, 'send-in'],
  ])('iPASS, NT$%i payable, all of it: %s (R-004-23, R-004-22)', (balance, method) => {
    const answer = refund(iPassUsed(6, { balance }));
    expect(answer).toMatchObject({ outcome: 'allow', payable: balance, method, cashAtMachine: 0 });
    expect(answer).not.toHaveProperty('code');
    expect(clausesOf(answer)).toContain('R-004-23');
  });

  it('postage is paid by the passenger, and is no debt (R-003-29)', () => {
    expect(refund(sold({ balance: 28 }), { postage: 28 })).toMatchObject({ outcome: 'allow', payable: 0, owedByHolder: 0 });
    expect(refund(sold({ balance: 27 }), { postage: 28 })).toMatchObject({ outcome: 'allow', payable: 0, owedByHolder: 0 });
    expect(clausesOf(refund(sold(), { postage: 28 }))).toContain('R-003-29');
    expect(clausesOf(refund(sold()))).not.toContain('R-003-29');
  });
});

describe("iPASS's termination fee", () => {
  it.each([
    [4, 100, 20],
    [5, 100, 0],
    [6, 100, 0],
    [4, 20, 20],
    [5, 0, 0],
  ])('%i uses among the last six, NT$%i: fee %i, no matter how long ago (R-004-19)', (uses, balance, terminationFee) => {
    const answer = refund(iPassUsed(uses, { balance, firstUsedOn: '2026-05-11' }));
    expect(answer).toMatchObject({ outcome: 'allow', payable: balance - terminationFee, parts: { terminationFee } });
    expect(clausesOf(answer)).toContain('R-004-19');
  });

  it('lifetime uses do not count (R-004-19)', () => {
    expect(refund(iPassUsed(4, { balance: 100, uses: 240 }))).toMatchObject({ parts: { terminationFee: 20 } });
  });

  it.each([
    [4, 19],
    [4, 0],
    [4, -1],
    [5, -1],
    [undefined, -1],
  ])('%s uses and NT$%i do not cover it: K19 (R-004-20, R-004-19)', (useRecordsInLast6, balance) => {
    const answer = refund(iPass({ useRecordsInLast6, balance }));
    expect(answer).toMatchObject({ outcome: 'deny', code: 'K19', cashAtMachine: 0 });
    expect(answer).not.toHaveProperty('payable');
    expect(clausesOf(answer)).toContain('R-004-20');
  });

  it('a card whose records are not known: staff (R-004-19)', () => {
    expect(refund(iPass({ balance: 0 }))).toMatchObject({ outcome: 'route' });
    expect(refund(iPass())).toMatchObject({ outcome: 'route' });
  });
});

describe('a bank card at this machine', () => {
  it('its balance goes to the credit card; no cash, no fee, the card comes back (R-002-31, R-002-29, R-002-19, R-002-38)', () => {
    const answer = refund(cobrandedCard({ balance: 380, uses: 1 }));
    expect(answer).toMatchObject({
      outcome: 'allow',
      payable: 380,
      method: 'balance-transfer',
      cashAtMachine: 0,
      cardReturned: true,
      parts: { terminationFee: 0 },
    });
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-002-31', 'R-002-29']));
  });

  it('needs no count of uses: there is no fee that depends on it (R-002-31, R-002-38)', () => {
    expect(refund(cobrandedCard({ balance: 9_000 }))).toMatchObject({ outcome: 'allow', payable: 9_000, method: 'balance-transfer' });
  });

  it('an advance is billed, not left open (R-002-04)', () => {
    const answer = refund(cobrandedCard({ balance: -30 }));
    expect(answer).toMatchObject({ outcome: 'allow', payable: 0, owedByHolder: 30, method: 'balance-transfer' });
    expect(clausesOf(answer)).toContain('R-002-04');
  });

  it.each([true, false])('after its last day the bank settles it unasked, registered %s (R-002-27, R-002-03, R-003-16)', (registered) => {
    const until = (expiresOn: string): Words => refund(cobrandedCard({ registered, expiresOn, balance: 380 }));
    expect(until('2026-05-12')).toMatchObject({ outcome: 'allow', method: 'balance-transfer' });
    const answer = until('2026-05-11');
    expect(answer).toMatchObject({ outcome: 'route', payable: 380, method: 'balance-transfer', cashAtMachine: 0, cardReturned: true });
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-002-27', 'R-002-03', 'R-003-16']));
    expect(clausesOf(answer)).not.toContain('R-002-31');
    expect(clausesOf(until('2026-05-12'))).not.toContain('R-002-27');
  });

  it('its last day is a day in Taipei (R-002-27)', () => {
    const at = (instant: string): unknown => refund(cobrandedCard({ expiresOn: '2026-05-12' }), { at: instant })['outcome'];
    expect(at('2026-05-12T15:59:59Z')).toBe('allow');
    expect(at('2026-05-12T16:00:00Z')).toBe('route');
  });

  it('an advance on an expired one is billed as well (R-002-27, R-002-04)', () => {
    expect(refund(cobrandedCard({ expiresOn: '2026-04-30', balance: -30 }))).toMatchObject({
      outcome: 'route',
      payable: 0,
      owedByHolder: 30,
    });
  });
});

describe('what refuses a refund, and what does not', () => {
  it.each([
    ['blocked', 'K03', 'R-001-29'],
    ['refunded', 'K02', 'R-003-65'],
    ['locked', 'K03', 'R-003-44'],
  ])('a %s card: %s (R-001-29, R-003-65, R-003-44)', (status, code, clause) => {
    expect(refund(sold({ status }))).toEqual({ outcome: 'deny', code, cashAtMachine: 0, clauses: [clause] });
  });

  it('value does not expire (R-003-16)', () => {
    const answer = refund(sold({ expiresOn: '2026-03-31', balance: 700 }));
    expect(answer).toMatchObject({ outcome: 'allow', payable: 700 });
    expect(clausesOf(answer)).toContain('R-003-16');
    expect(clausesOf(refund(sold({ expiresOn: '2026-05-12' })))).not.toContain('R-003-16');
    expect(refund(iPassUsed(6, { expiresOn: '2026-03-31' }))).toMatchObject({ outcome: 'allow', payable: 500 });
  });

  it.each(['active', 'locked', 'blocked'])(
    'a lost card is on the lock list: %s does not stop its refund (R-003-31, R-003-61)',
    (status) => {
      const card = easyCard({ registered: true, status, uses: 2, firstUsedOn: '2025-01-01' });
      expect(refund(card, { lost: true })).toMatchObject({ outcome: 'allow', payable: 480 });
    },
  );

  it('what was refunded already is not refunded again, lost or not (R-003-65, R-002-29)', () => {
    for (const card of [sold({ registered: true, status: 'refunded' }), cobrandedCard({ status: 'refunded' })]) {
      expect(refund(card, { lost: true })).toMatchObject({ outcome: 'deny', code: 'K02' });
    }
  });

  it.each(['2029-08-31', '2026-05-12', '2026-04-30'])(
    'a lost co-branded card is settled by its bank, valid until %s: not by this machine (R-002-22, R-002-03)',
    (expiresOn) => {
      for (const status of ['active', 'blocked']) {
        const answer = refund(cobrandedCard({ balance: 380, expiresOn, status }), { lost: true });
        expect(answer).toMatchObject({ outcome: 'allow', payable: 380, method: 'balance-transfer', cashAtMachine: 0 });
        expect(answer).not.toHaveProperty('cardReturned');
        expect(clausesOf(answer)).toContain('R-002-22');
        for (const clause of ['R-002-31', 'R-002-27', 'R-002-21']) expect(clausesOf(answer)).not.toContain(clause);
      }
    },
  );

  it.each([
    [undefined, 'deny'],
    ['2029-08-31', 'deny'],
    ['2026-05-12', 'deny'],
    ['2026-05-11', 'allow'],
  ])('a lost co-branded card without a name, valid until %s: %s (R-002-21, R-003-32)', (expiresOn, outcome) => {
    const answer = refund(cobrandedCard({ registered: false, balance: 380, expiresOn }), { lost: true });
    expect(answer['outcome']).toBe(outcome);
    expect(answer).not.toHaveProperty('code');
    expect(clausesOf(answer)).toContain('R-002-21');
    if (outcome === 'allow') expect(answer).toMatchObject({ payable: 380, method: 'balance-transfer', cashAtMachine: 0 });
    else expect(clausesOf(answer)).toContain('R-003-32');
  });

  it('a lost card that nobody registered: no code, expired or not (R-003-32, R-003-31)', () => {
    expect(refund(sold({ expiresOn: '2020-01-01' }), { lost: true })).toMatchObject({ outcome: 'deny' });
    expect(refund(sold(), { lost: true })).toEqual({ outcome: 'deny', cashAtMachine: 0, clauses: ['R-003-32'] });
    expect(refund(iPass(), { lost: true })).toEqual({ outcome: 'deny', cashAtMachine: 0, clauses: ['R-004-17'] });
  });

  it('a lost card that is registered is refunded without its loss fee (R-003-31)', () => {
    const answer = refund(sold({ registered: true, balance: 300 }), { lost: true });
    expect(answer).toMatchObject({ outcome: 'allow', payable: 300 });
    expect(answer).not.toHaveProperty('cardReturned');
  });

  it('an advance on a sold card stays open: staff (R-003-20)', () => {
    const answer = refund(sold({ balance: -25 }));
    expect(answer).toMatchObject({ outcome: 'route', payable: 0, owedByHolder: 25 });
    expect(clausesOf(answer)).toContain('R-003-20');
  });
});

describe('who keeps the card', () => {
  it.each([
    ['sold', sold(), true, 'R-003-71'],
    ['leased', leased(), false, 'R-003-03'],
    ['co-branded', cobrandedCard(), true, 'R-002-29'],
    ['iPASS', iPassUsed(6), true, 'R-004-24'],
    ['iPASS Pingtung', pingtungCard({ useRecordsInLast6: 6 }), true, 'R-004-24'],
  ])('%s (R-003-71, R-003-03, R-002-29, R-004-24)', (_, card, cardReturned, clause) => {
    const answer = refund(card);
    expect(answer['cardReturned']).toBe(cardReturned);
    expect(clausesOf(answer)).toContain(clause);
  });
});
