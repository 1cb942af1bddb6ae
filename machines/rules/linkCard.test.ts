import { describe, expect, it } from 'vitest';
import { ask, clausesOf, cobrandedCard, easyCard, iPass, pingtungCard, type Words } from './testing.ts';

const own = { source: 'wallet', ownerIsHolder: true, walletCards: 0, allCards: 0, othersCards: 0, alreadyLinked: false };
const named = easyCard({ registered: true });
const link = (card: Words, question: Words = {}): Words => ask('linkCard', card, { ...own, ...question });

it.each(['ordinary', 'student', 'concession', 'senior', 'charity', 'companion', 'citizen'])(
  'a registered %s card, to a wallet or to a bank account (R-001-09)',
  (product) => {
    for (const source of ['wallet', 'bank']) {
      for (const deposit of [false, true]) {
        expect(link({ ...named, product, deposit }, { source })).toEqual({ outcome: 'allow', clauses: ['R-001-09'] });
      }
    }
  },
);

describe('how many', () => {
  it.each([
    ['wallet', { walletCards: 19, allCards: 29 }, 'allow', 'R-001-09'],
    ['wallet', { walletCards: 20, allCards: 20 }, 'deny', 'R-001-13'],
    ['wallet', { walletCards: 19, allCards: 30 }, 'deny', 'R-001-14'],
    ['bank', { walletCards: 20, allCards: 29 }, 'allow', 'R-001-09'],
    ['bank', { walletCards: 0, allCards: 30 }, 'deny', 'R-001-14'],
  ])('%s, %j: %s (R-001-13, R-001-14)', (source, held, outcome, clause) => {
    const answer = link(named, { source, ...held });
    expect(answer['outcome']).toBe(outcome);
    expect(clausesOf(answer)).toContain(clause);
  });

  it.each([
    [0, 'allow', 'R-001-09'],
    [1, 'deny', 'R-001-16'],
    [2, 'deny', 'R-001-16'],
  ])("%i cards on somebody else's wallet: one more is %s (R-001-16)", (othersCards, outcome, clause) => {
    const answer = link(named, { ownerIsHolder: false, othersCards });
    expect(answer['outcome']).toBe(outcome);
    expect(clausesOf(answer)).toContain(clause);
    expect(link(named, { othersCards })).toMatchObject({ outcome: 'allow' });
  });

  it('every limit that is broken is named (R-001-13, R-001-14, R-001-16)', () => {
    const answer = link(named, { ownerIsHolder: false, walletCards: 20, allCards: 30, othersCards: 1 });
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-001-13', 'R-001-14', 'R-001-16']));
  });
});

it('one card, one account (R-001-15)', () => {
  for (const source of ['wallet', 'bank']) {
    const answer = link(named, { source, alreadyLinked: true });
    expect(answer['outcome']).toBe('deny');
    expect(clausesOf(answer)).toContain('R-001-15');
  }
});

it("a bank account is one's own (R-001-07)", () => {
  for (const registered of [true, false]) {
    const answer = link(easyCard({ registered }), { source: 'bank', ownerIsHolder: false });
    expect(answer['outcome']).toBe('deny');
    expect(clausesOf(answer)).toContain('R-001-07');
  }
});

describe('a card without a name', () => {
  it.each([
    ['wallet', true, 'allow', 'R-001-12'],
    ['bank', true, 'allow', 'R-001-11'],
    ['wallet', false, 'deny', 'R-001-12'],
  ])('%s, own %s: %s, for its link registers it (R-001-11, R-001-12)', (source, ownerIsHolder, outcome, clause) => {
    const answer = link(easyCard(), { source, ownerIsHolder });
    expect(answer['outcome']).toBe(outcome);
    expect(clausesOf(answer)).toContain(clause);
  });

  it('has the same limits (R-001-13)', () => {
    expect(link(easyCard(), { walletCards: 20 })).toMatchObject({ outcome: 'deny' });
  });
});

describe('the kinds of card are those of the account-link menu', () => {
  it.each([
    ['co-branded', cobrandedCard(), 'R-001-10'],
    ['debit', easyCard({ product: 'debit', registered: true }), 'R-001-10'],
    ['iPASS', iPass(), 'R-004-12'],
    ['Pingtung', pingtungCard(), 'R-004-12'],
  ])('%s: K12 (R-001-10, R-004-12)', (_, card, clause) => {
    expect(link(card)).toEqual({ outcome: 'deny', code: 'K12', clauses: [clause] });
  });

  it.each(['telecom', 'special'])('a %s card: the issuer is asked (R-001-09, R-001-17, R-001-18)', (product) => {
    expect(link(easyCard({ product, registered: true }))).toMatchObject({ outcome: 'route' });
    expect(link(easyCard({ product }), { ownerIsHolder: false })).toMatchObject({ outcome: 'deny' });
  });

  it.each([
    ['blocked', { status: 'blocked' }, 'K03', 'R-001-29'],
    ['refunded', { status: 'refunded' }, 'K02', 'R-003-65'],
    ['locked', { status: 'locked' }, 'K03', 'R-003-44'],
    ['expired', { expiresOn: '2026-05-11' }, 'K01', 'R-003-81'],
  ])('a %s card: %3$s (R-001-29, R-003-65, R-003-44, R-003-81)', (_, change, code, clause) => {
    const answer = link({ ...named, ...change });
    expect(answer).toMatchObject({ outcome: 'deny', code });
    expect(clausesOf(answer)).toContain(clause);
  });
});
