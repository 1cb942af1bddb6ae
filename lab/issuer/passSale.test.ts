import { expect, it } from 'vitest';
import { key, testIssuer } from './testing.ts';

const NUMBER = '1111222233334444';
const linked = { account: 'anna', enabled: true };
const issuerWith = (card: object = {}) =>
  testIssuer({
    accounts: [{ id: 'anna', funds: 3_000 }],
    cards: [{ number: NUMBER, product: 'ordinary', registered: true, ...card }],
  });

/** Noon of 2026-11-20 is when the issuer is asked. */
const sale = (change: object = {}, name = 'sale') => ({
  key: key(name),
  card: NUMBER,
  product: 1,
  area: 1,
  firstDay: '2026-11-20',
  lastDay: '2026-12-19',
  price: 1_200,
  autoload: 0,
  balance: 1_500,
  sequence: 3,
  ...change,
});
const next = { firstDay: '2026-12-20', lastDay: '2027-01-18' };

it('R-001-21: sells a ticket once, however often it is asked', () => {
  const issuer = issuerWith();
  const first = issuer.ask('pass', sale());
  expect(first).toMatchObject({ outcome: 'approved', lastDay: '2026-12-19', price: 1_200, autoload: 0 });
  expect(issuer.ask('pass', sale())).toEqual(first);
  expect(issuer.ask('advice', { key: key('sale'), balance: 300, sequence: 4 })).toEqual({ outcome: 'settled' });
  expect(issuer.ask('advice', { key: key('sale'), balance: 300, sequence: 4 })).toEqual({ outcome: 'settled' });
});

it('R-001-21: takes what is loaded for it from the account, and gives it back when the sale is undone', () => {
  const issuer = issuerWith({ link: linked });
  expect(issuer.ask('pass', sale({ balance: 60, autoload: 1_500 }))).toMatchObject({ outcome: 'approved', autoload: 1_500 });
  expect(issuer.funds('anna')).toBe(1_500);
  expect(issuer.ask('lookup', { card: NUMBER })).toMatchObject({ link: { usedToday: 1_500 } });
  issuer.ask('reversal', { key: key('sale'), reason: 'not-written' });
  expect(issuer.funds('anna')).toBe(3_000);
  expect(issuer.ask('lookup', { card: NUMBER })).toMatchObject({ link: { usedToday: 0 } });
  // What was undone is no ticket: the same days can be sold.
  expect(issuer.ask('pass', sale({ balance: 1_500 }, 'again'))).toMatchObject({ outcome: 'approved' });
});

it('R-001-21: one follows the other, and no day is sold twice', () => {
  const issuer = issuerWith();
  issuer.ask('pass', sale());
  expect(issuer.ask('pass', sale({}, 'twice'))).toEqual({ outcome: 'refused', code: 'ask-staff' });
  const overlapping = { firstDay: '2026-12-19', lastDay: '2027-01-17' };
  expect(issuer.ask('pass', sale(overlapping, 'overlaps'))).toEqual({ outcome: 'refused', code: 'ask-staff' });
  expect(issuer.ask('pass', sale(next, 'next'))).toMatchObject({ outcome: 'approved', lastDay: '2027-01-18' });
});

it('C-09: refunds no card whose ticket is sold, on it or about to be; one that was undone is in nobody’s way', () => {
  const issuer = issuerWith({ product: 'cobranded' });
  const refund = (name: string) => ({ key: key(name), card: NUMBER, balance: 1_500, sequence: 3 });
  expect(issuer.ask('pass', sale())).toMatchObject({ outcome: 'approved' });
  expect(issuer.ask('refund', refund('held'))).toEqual({ outcome: 'refused', code: 'ask-staff' });
  issuer.ask('reversal', { key: key('sale'), reason: 'not-written' });
  expect(issuer.ask('refund', refund('undone'))).toMatchObject({ outcome: 'approved' });
});

it.each([
  ['R-001-27: an expired card', { expiresOn: '2026-11-19' }, {}, 'K01'],
  ['R-001-21: a concession card', { product: 'senior' }, {}, 'K12'],
  ['R-001-21: a ticket that is not sold', {}, { product: 9 }, 'K12'],
  ['R-001-21: another price', {}, { price: 1_199 }, 'ask-staff'],
  ['R-001-21: another area', {}, { area: 2 }, 'ask-staff'],
  ['R-001-21: other days', {}, { lastDay: '2026-12-20' }, 'ask-staff'],
  ['R-001-21: days that are over', {}, { firstDay: '2026-11-19', lastDay: '2026-12-18' }, 'ask-staff'],
  ['R-001-21: a ticket that outlives the card', { expiresOn: '2026-12-18' }, {}, 'ask-staff'],
  ['R-001-21: autoload where the purse suffices', { link: linked }, { autoload: 500 }, 'ask-staff'],
  ['R-001-34: less autoload than it takes', { link: linked }, { balance: 60, autoload: 1_000 }, 'ask-staff'],
  ['R-001-21: more autoload than it takes', { link: linked }, { balance: 60, autoload: 2_000 }, 'ask-staff'],
  ['R-001-25: autoload without a link', {}, { balance: 60, autoload: 1_500 }, 'K04'],
  ['R-001-26: autoload that is not enabled', { link: { account: 'anna' } }, { balance: 60, autoload: 1_500 }, 'K05'],
  ['R-001-33: autoload above the owner’s limit', { link: { ...linked, perTimeLimit: 1_000 } }, { balance: 60, autoload: 1_500 }, 'K07'],
  ['R-001-29: a blocked card', { status: 'blocked' }, {}, 'K03'],
  ['R-001-28: a refunded card', { status: 'refunded' }, {}, 'K02'],
] as const)('does not sell %s', (_what, card, change, code) => {
  const issuer = issuerWith(card);
  expect(issuer.ask('pass', sale(change))).toEqual({ outcome: 'refused', code });
  expect(issuer.funds('anna')).toBe(3_000);
});

it('R-001-31: loads no more than the account holds', () => {
  const issuer = testIssuer({
    accounts: [{ id: 'anna', funds: 1_499 }],
    cards: [{ number: NUMBER, product: 'ordinary', registered: true, link: linked }],
  });
  expect(issuer.ask('pass', sale({ balance: 60, autoload: 1_500 }))).toEqual({ outcome: 'refused', code: 'K08' });
});
