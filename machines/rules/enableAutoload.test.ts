import { describe, expect, it } from 'vitest';
import { ask, clausesOf, cobrandedCard, easyCard, iPass, linkedCard, pingtungCard, type Words } from './testing.ts';

const inLinkMenu = (card: Words): Words => ask('enableAutoload', card, { menu: 'account-link' });
const inBankMenu = (card: Words): Words => ask('enableAutoload', card, { menu: 'cobranded' });

describe('the account-link menu', () => {
  it.each(['ordinary', 'student', 'concession', 'senior', 'charity', 'companion', 'citizen'])(
    'a linked %s card is enabled after one confirmation, for a link can be cancelled (R-001-09, R-001-20, R-001-40, R-001-42)',
    (product) => {
      const answer = inLinkMenu(linkedCard({ enabled: false }, { product }));
      expect(answer).toMatchObject({ outcome: 'allow', confirmations: 1 });
      expect(clausesOf(answer)).toContain('R-001-09');
    },
  );

  it('a deposit card as well (R-001-09)', () => {
    expect(inLinkMenu(linkedCard({ enabled: false }, { deposit: true }))).toMatchObject({ outcome: 'allow', confirmations: 1 });
  });

  it.each([
    ['co-branded', cobrandedCard(), 'R-001-10'],
    ['co-branded without a name', cobrandedCard({ registered: false }), 'R-001-10'],
    ['debit', linkedCard({}, { product: 'debit' }), 'R-001-10'],
    ['iPASS', iPass(), 'R-004-12'],
    ['iPASS Pingtung', pingtungCard(), 'R-004-12'],
  ])('%s: the wrong menu, K12 (R-001-10, R-004-12)', (_, card, clause) => {
    const answer = inLinkMenu(card);
    expect(answer).toMatchObject({ outcome: 'deny', code: 'K12' });
    expect(clausesOf(answer)).toContain(clause);
  });

  it.each(['ordinary', 'telecom', 'special'])('a %s card without a name is to be registered first: no code (R-001-08)', (product) => {
    expect(inLinkMenu(easyCard({ product }))).toEqual({ outcome: 'deny', clauses: ['R-001-08'] });
  });

  it.each(['telecom', 'special'])('a %s card: the issuer is asked (R-001-09, R-001-18, R-001-17)', (product) => {
    const answer = inLinkMenu(linkedCard({}, { product }));
    expect(answer).toEqual({ outcome: 'route', clauses: ['R-001-09', 'R-001-17', 'R-001-18'] });
  });

  it.each([linkedCard({ linked: false }), easyCard({ registered: true })])('not linked: K04, %# (R-001-25, R-001-01)', (card) => {
    const answer = inLinkMenu(card);
    expect(answer).toMatchObject({ outcome: 'deny', code: 'K04' });
    expect(clausesOf(answer)).toContain('R-001-25');
  });
});

describe('the co-branded menu', () => {
  const bankSays = (creditCardActivated: boolean, autoloadOpened: boolean): Words => ({ creditCardActivated, autoloadOpened });

  it('asks twice, for it can never be closed again (R-002-09, R-000-18)', () => {
    const answer = inBankMenu(cobrandedCard({ cobranded: bankSays(true, false) }));
    expect(answer).toMatchObject({ outcome: 'allow', confirmations: 2 });
    expect(clausesOf(answer)).toContain('R-002-09');
  });

  it('a credit card that is not activated: K13 (R-002-08)', () => {
    const answer = inBankMenu(cobrandedCard({ cobranded: bankSays(false, false) }));
    expect(answer).toEqual({ outcome: 'deny', code: 'K13', clauses: ['R-002-08'] });
  });

  it('what the bank does not say is for the bank to say (R-002-08)', () => {
    expect(inBankMenu(cobrandedCard({ cobranded: undefined }))).toEqual({ outcome: 'route', clauses: ['R-002-08'] });
  });

  it('without a name it is like any other: the bank knows its cardholder (R-002-08, R-002-09)', () => {
    const anonymous = cobrandedCard({ registered: false, issuedOn: '2011-06-01', cobranded: bankSays(true, false) });
    const answer = inBankMenu(anonymous);
    expect(answer).toMatchObject({ outcome: 'allow', confirmations: 2 });
    expect(clausesOf(answer)).toContain('R-002-09');
    expect(inBankMenu({ ...anonymous, cobranded: bankSays(false, false) })).toMatchObject({ outcome: 'deny', code: 'K13' });
    expect(inBankMenu({ ...anonymous, cobranded: undefined })).toMatchObject({ outcome: 'route' });
  });

  it.each([
    ['ordinary', linkedCard(), 'R-002-08'],
    ['not registered', easyCard(), 'R-002-08'],
    ['debit', linkedCard({}, { product: 'debit' }), 'R-002-08'],
    ['deposit', easyCard({ deposit: true }), 'R-002-08'],
    ['iPASS', iPass(), 'R-004-12'],
  ])('any other card, %s: K12 (R-002-08, R-004-12)', (_, card, clause) => {
    const answer = inBankMenu(card);
    expect(answer).toMatchObject({ outcome: 'deny', code: 'K12' });
    expect(clausesOf(answer)).toContain(clause);
  });
});

it.each([
  ['blocked', { status: 'blocked' }, 'K03', 'R-001-29'],
  ['refunded', { status: 'refunded' }, 'K02', 'R-003-65'],
  ['locked', { status: 'locked' }, 'K03', 'R-003-44'],
  ['expired', { expiresOn: '2026-05-11' }, 'K01', 'R-003-81'],
  ['expired and damaged', { expiresOn: '2026-05-11', damaged: true }, 'K01', 'R-003-81'],
  ['damaged', { damaged: true }, 'K16', 'R-003-80'],
  ['damaged and unregistered', { damaged: true, registered: false }, 'K16', 'R-003-80'],
])('a %s card is enabled in neither menu: %3$s by %4$s', (_, change, code, clause) => {
  for (const answer of [inLinkMenu(linkedCard({}, change)), inBankMenu(cobrandedCard(change))]) {
    expect(answer).toMatchObject({ outcome: 'deny', code });
    expect(clausesOf(answer)).toContain(clause);
  }
});

it.each([
  ['2026-05-13', { outcome: 'allow', confirmations: 2 }, 'R-002-09'],
  ['2026-05-12', { outcome: 'allow', confirmations: 2 }, 'R-002-09'],
  ['2026-05-11', { outcome: 'deny', code: 'K01' }, 'R-002-14'],
])('an anonymous co-branded card valid until %s: %o (R-002-08, R-002-09, R-002-14)', (expiresOn, expected, clause) => {
  const answer = inBankMenu(cobrandedCard({ registered: false, expiresOn }));
  expect(answer).toMatchObject(expected);
  expect(clausesOf(answer)).toContain(clause);
  // Nobody asks it to be registered, and its own menu is the bank's.
  expect(inLinkMenu(cobrandedCard({ registered: false, expiresOn: '2026-05-12' }))).toMatchObject({ outcome: 'deny', code: 'K12' });
});
