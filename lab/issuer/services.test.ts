import { expect, it } from 'vitest';
import { key, testIssuer } from './testing.ts';

const NUMBER = '1111222233334444';
const ACCOUNTS = [{ id: 'anna', funds: 10_000 }];
const linked = { account: 'anna' };
const issuerWith = (card: object) =>
  testIssuer({ accounts: ACCOUNTS, cards: [{ number: NUMBER, product: 'ordinary', registered: true, ...card }] });

const enable = (menu: 'account-link' | 'cobranded', confirmations = 2) => ({ key: key('enable'), card: NUMBER, menu, confirmations });
const extend = { key: key('extend'), card: NUMBER, expiresOn: null };
const refund = (balance: number, name = 'refund') => ({ key: key(name), card: NUMBER, balance, sequence: 3 });
const written = (name: string) => ({ key: key(name), balance: 0, sequence: 4 });
const link = (issuer: ReturnType<typeof issuerWith>) => issuer.ask('lookup', { card: NUMBER });

it('R-001-01: enables a linked card once the card carries it, not before', () => {
  const issuer = issuerWith({ link: linked });
  expect(issuer.ask('activation', enable('account-link'))).toEqual({ outcome: 'approved', perTimeLimit: 3000, perDayLimit: 3000 });
  expect(link(issuer)).toMatchObject({ link: { enabled: false } });
  issuer.ask('advice', written('enable'));
  expect(link(issuer)).toMatchObject({ link: { enabled: true } });
});

it.each([
  ['R-001-10: a co-branded card in the account menu', { product: 'cobranded', link: linked }, 'account-link', 'K12'],
  ['R-002-08: another card in the co-branded menu', { link: linked }, 'cobranded', 'K12'],
  ['R-001-08: a card that is not registered', { registered: false, link: linked }, 'account-link', 'not-registered'],
  ['R-001-25: a card without a link', {}, 'account-link', 'K04'],
  ['R-002-08: a credit card that is not activated', { product: 'cobranded', link: linked, creditCardActivated: false }, 'cobranded', 'K13'],
  ['C-28: a telecom card', { product: 'telecom', link: linked }, 'account-link', 'ask-staff'],
  ['R-001-29: a blocked card', { status: 'blocked', link: linked }, 'account-link', 'K03'],
  ['R-001-28: a refunded card', { status: 'refunded', link: linked }, 'account-link', 'K02'],
] as const)('does not enable %s', (_what, card, menu, code) => {
  expect(issuerWith(card).ask('activation', enable(menu))).toEqual({ outcome: 'refused', code });
});

it('R-002-09: wants two confirmations for what cannot be undone', () => {
  const issuer = issuerWith({ product: 'cobranded', link: linked, creditCardActivated: true });
  expect(issuer.ask('activation', enable('cobranded', 1))).toEqual({ outcome: 'refused', code: 'ask-staff' });
});

it('R-001-26, R-001-27: authorises nothing for a card that is not enabled or has expired', () => {
  const draw = { key: key('draw'), card: NUMBER, amount: 500, balance: 80, sequence: 1 };
  expect(issuerWith({ link: linked }).ask('authorisation', draw)).toEqual({ outcome: 'refused', code: 'K05' });
  const enabled = { ...linked, enabled: true };
  expect(issuerWith({ link: enabled, expiresOn: '2026-11-19' }).ask('authorisation', draw)).toEqual({ outcome: 'refused', code: 'K01' });
  expect(issuerWith({ link: enabled, expiresOn: '2026-11-20' }).ask('authorisation', draw).outcome).toBe('approved');
});

it('R-002-31: transfers the balance of a co-branded card, after which it is refunded and on the lock list', () => {
  const issuer = issuerWith({ product: 'cobranded', link: { ...linked, enabled: true }, creditCardActivated: true });
  expect(issuer.ask('refund', refund(380))).toMatchObject({ outcome: 'approved', transfer: 380, fee: 0, days: 40 });
  // Not twice, though nothing is final yet.
  expect(issuer.ask('refund', refund(380, 'again'))).toEqual({ outcome: 'refused', code: 'K02' });
  issuer.ask('advice', written('refund'));
  expect(link(issuer)).toMatchObject({ status: 'refunded', link: { enabled: false } });
  expect(issuer.ask('lock-list', { after: 0 })).toEqual({ upto: 1, changes: [{ card: NUMBER, listed: true }] });
});

it('R-002-04: bills a negative balance', () => {
  expect(issuerWith({ product: 'cobranded', link: linked }).ask('refund', refund(-15))).toMatchObject({ transfer: -15 });
});

it('C-09: refunds nothing but co-branded cards at the machine', () => {
  expect(issuerWith({}).ask('refund', refund(380))).toEqual({ outcome: 'refused', code: 'ask-staff' });
});

it.each([
  ['R-002-27: an expired one', { expiresOn: '2026-11-19' }],
  ['R-003-28: one with money to be taken back', { adjustments: [{ id: 'back-1', amount: -30 }] }],
  ['R-003-11: one that an amount waits for', { adjustments: [{ id: 'owed-1', amount: 30 }] }],
])('refunds no co-branded card that must not be: %s', (_what, card) => {
  expect(issuerWith({ product: 'cobranded', ...card }).ask('refund', refund(380))).toEqual({ outcome: 'refused', code: 'ask-staff' });
});

it('R-002-08: enables a co-branded card without a name, and no card that has run out', () => {
  const bank = { product: 'cobranded', registered: false, link: linked, creditCardActivated: true };
  expect(issuerWith(bank).ask('activation', enable('cobranded'))).toMatchObject({ outcome: 'approved' });
  expect(issuerWith({ ...bank, expiresOn: '2026-11-19' }).ask('activation', enable('cobranded'))).toEqual({
    outcome: 'refused',
    code: 'K01',
  });
});

it('R-001-03: authorises NT$500 or a multiple of it', () => {
  const issuer = issuerWith({ link: { ...linked, enabled: true } });
  const draw = (amount: number) => ({ key: key(`draw-${amount}`), card: NUMBER, amount, balance: 80, sequence: 1 });
  expect(issuer.ask('authorisation', draw(700))).toEqual({ outcome: 'refused', code: 'ask-staff' });
  expect(issuer.ask('authorisation', draw(1_000))).toMatchObject({ outcome: 'approved' });
});

it('lets a refund that was reversed be asked for again', () => {
  const issuer = issuerWith({ product: 'cobranded', link: linked });
  issuer.ask('refund', refund(380));
  issuer.ask('reversal', { key: key('refund'), reason: 'not-written' });
  expect(issuer.ask('refund', refund(380, 'again')).outcome).toBe('approved');
});

it.each(['2026-11-20', '2026-11-19', '2010-01-01'])('R-003-17: extends a card that ended on %s by five years from today', (expiresOn) => {
  const approved = { outcome: 'approved', expiresOn: '2031-11-20', concessionEnds: false };
  for (const product of ['ordinary', 'telecom', 'debit'])
    expect(issuerWith({ product, expiresOn }).ask('extension', extend)).toEqual(approved);
  expect(issuerWith({ product: 'student', expiresOn }).ask('extension', extend)).toMatchObject({ concessionEnds: true });
});

it('keeps the new term when the card carries it: it is not due any more', () => {
  const issuer = issuerWith({ expiresOn: '2026-11-20' });
  issuer.ask('extension', extend);
  issuer.ask('advice', written('extend'));
  expect(issuer.ask('extension', { ...extend, key: key('second') })).toEqual({ outcome: 'refused', code: 'ask-staff' });
});

it.each([
  ['R-002-14: a co-branded card', { product: 'cobranded', expiresOn: '2026-11-20' }, 'K12'],
  ['R-003-17: an EasyCard that is not due', { expiresOn: '2026-11-21' }, 'ask-staff'],
  ['R-004-33: a Pingtung card too early', { product: 'concession-pingtung', expiresOn: '2026-12-21' }, 'ask-staff'],
  ['R-004-36: a Pingtung card too late', { product: 'concession-pingtung', expiresOn: '2026-10-19' }, 'K20'],
] as const)('does not extend %s', (_what, card, code) => {
  expect(issuerWith(card).ask('extension', extend)).toEqual({ outcome: 'refused', code });
});

it.each(['2026-12-20', '2026-10-20'])('R-004-34: extends a Pingtung card that ends on %s from the end of this month', (expiresOn) => {
  const issuer = issuerWith({ product: 'concession-pingtung', expiresOn });
  expect(issuer.ask('extension', extend)).toMatchObject({ outcome: 'approved', expiresOn: '2036-11-30' });
});

it('R-003-11: hands out what is pending on a card once', () => {
  const issuer = issuerWith({ adjustments: [{ id: 'owed-1', amount: 100 }] });
  const collect = (name: string) => ({ key: key(name), card: NUMBER, adjustments: ['owed-1'], balance: 20, sequence: 3 });
  expect(link(issuer)).toMatchObject({ adjustments: [{ adjustment: 'owed-1', amount: 100 }] });
  expect(issuer.ask('collection', collect('a'))).toEqual({ outcome: 'approved', amount: 100 });
  expect(issuer.ask('collection', collect('b'))).toEqual({ outcome: 'refused', code: 'ask-staff' });
  issuer.ask('reversal', { key: key('a'), reason: 'not-written' });
  expect(issuer.ask('collection', collect('c'))).toEqual({ outcome: 'approved', amount: 100 });
  issuer.ask('advice', written('c'));
  expect(link(issuer)).toMatchObject({ adjustments: [] });
});

it('R-003-11: hands out several at once, or none of them', () => {
  const issuer = issuerWith({
    adjustments: [
      { id: 'owed-1', amount: 100 },
      { id: 'owed-2', amount: 35 },
    ],
  });
  const collect = (name: string, adjustments: string[]) => ({ key: key(name), card: NUMBER, adjustments, balance: 20, sequence: 3 });
  for (const adjustments of [
    ['owed-1', 'owed-3'],
    ['owed-1', 'owed-1'],
  ]) {
    expect(issuer.ask('collection', collect(adjustments.join('-'), adjustments))).toEqual({ outcome: 'refused', code: 'ask-staff' });
  }
  expect(issuer.ask('collection', collect('both', ['owed-1', 'owed-2']))).toEqual({ outcome: 'approved', amount: 135 });
  expect(issuer.ask('collection', collect('again', ['owed-2']))).toEqual({ outcome: 'refused', code: 'ask-staff' });
  issuer.ask('reversal', { key: key('both'), reason: 'not-written' });
  expect(link(issuer)).toMatchObject({ adjustments: [{ adjustment: 'owed-1' }, { adjustment: 'owed-2' }] });
});

it('knows nothing of a card it has not issued', () => {
  expect(issuerWith({}).ask('lookup', { card: '99990000' })).toEqual({ outcome: 'unknown-card' });
  expect(issuerWith({}).ask('extension', { ...extend, card: '99990000' })).toEqual({ outcome: 'refused', code: 'unknown-card' });
});
