import { expect, it } from 'vitest';
import { key, testIssuer } from './testing.ts';

const MINE = { number: '1111222233334444', product: 'ordinary', registered: true, link: { account: 'anna', enabled: true } };
const CHILDS = { ...MINE, number: '5555666677778888', link: { ...MINE.link, ownerIsHolder: false } };
const issuerOf = (funds: number, ...cards: (typeof MINE)[]) => testIssuer({ accounts: [{ id: 'anna', funds }], cards });
const draw = (name: string, amount: number, card = MINE.number) => ({ key: key(name), card, amount, balance: 80, sequence: 7 });

it('R-001-30: takes NT$3,000 at a time and in a day, not a dollar more', () => {
  const issuer = issuerOf(100_000, MINE);
  expect(issuer.ask('authorisation', draw('a', 3500))).toEqual({ outcome: 'refused', code: 'K07' });
  expect(issuer.ask('authorisation', draw('b', 2500))).toMatchObject({ outcome: 'approved' });
  expect(issuer.ask('authorisation', draw('c', 1000))).toEqual({ outcome: 'refused', code: 'K07' });
  expect(issuer.ask('authorisation', draw('d', 500))).toMatchObject({ outcome: 'approved' });
  expect(issuer.ask('authorisation', draw('e', 500))).toEqual({ outcome: 'refused', code: 'K07' });
  expect(issuer.ask('lookup', { card: MINE.number })).toMatchObject({ link: { usedToday: 3000 } });
  issuer.turnTo('2026-11-21');
  expect(issuer.ask('authorisation', draw('f', 500))).toMatchObject({ outcome: 'approved' });
});

it('counts what was reversed towards no limit', () => {
  const issuer = issuerOf(100_000, MINE);
  issuer.ask('authorisation', draw('a', 3000));
  issuer.ask('reversal', { key: key('a'), reason: 'not-written' });
  expect(issuer.ask('authorisation', draw('b', 3000))).toMatchObject({ outcome: 'approved' });
});

it('R-001-33: keeps the lower limits that an owner agreed', () => {
  const issuer = testIssuer({
    accounts: [{ id: 'anna', funds: 100_000 }],
    cards: [{ ...MINE, link: { ...MINE.link, perTimeLimit: 500, perDayLimit: 1000 } }],
  });
  expect(issuer.ask('authorisation', draw('a', 1000))).toEqual({ outcome: 'refused', code: 'K07' });
  issuer.ask('authorisation', draw('b', 500));
  issuer.ask('authorisation', draw('c', 500));
  expect(issuer.ask('authorisation', draw('d', 500))).toEqual({ outcome: 'refused', code: 'K07' });
});

it('R-001-32: pays at most NT$30,000 a calendar month for other people, and any number of its own', () => {
  const issuer = issuerOf(200_000, MINE, CHILDS);
  for (let day = 1; day <= 10; day += 1) {
    issuer.turnTo(`2026-12-${String(day).padStart(2, '0')}`);
    expect(issuer.ask('authorisation', draw(`o${day}`, 3000, CHILDS.number)).outcome).toBe('approved');
    expect(issuer.ask('authorisation', draw(`m${day}`, 3000)).outcome).toBe('approved');
  }
  issuer.turnTo('2026-12-31');
  expect(issuer.ask('authorisation', draw('over', 500, CHILDS.number))).toEqual({ outcome: 'refused', code: 'K07' });
  expect(issuer.ask('authorisation', draw('mine', 500)).outcome).toBe('approved');
  issuer.turnTo('2027-01-01');
  expect(issuer.ask('authorisation', draw('next', 500, CHILDS.number)).outcome).toBe('approved');
});

it('R-001-31: takes no more than there is', () => {
  const issuer = issuerOf(999, MINE);
  expect(issuer.ask('authorisation', draw('a', 500)).outcome).toBe('approved');
  expect(issuer.ask('authorisation', draw('b', 500))).toEqual({ outcome: 'refused', code: 'K08' });
  expect(issuer.funds('anna')).toBe(499);
});
