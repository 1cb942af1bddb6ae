import { expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import type { ActApproval, CardActOrder } from '../../machines/flows/cardAct.ts';
import type { CardType } from '../../machines/rules/card.ts';
import { contradictionIn } from './actRequest.ts';

function limitsOn(today: string, cardType: CardType, perTime: number, perDay: number): string | null {
  const limits = { act: 'enable-autoload', perTimeLimit: dollars(perTime), perDayLimit: dollars(perDay) } as const;
  const order: CardActOrder = {
    card: new CardNumber('0123456789'),
    issuer: 'easycard',
    cardType,
    balance: dollars(60),
    sequence: 7,
    details: { ...limits, menu: cardType === 'CO' ? 'cobranded' : 'easy-wallet' },
    consent: { confirmations: 1, clauses: [] },
  };
  return contradictionIn(order, limits satisfies ActApproval, today);
}

it.each<[string, CardType, number, number, boolean]>([
  ['2026-12-01', 'ORD', 3_000, 3_000, true],
  ['2026-12-01', 'ORD', 3_500, 3_500, false],
  // The bank's limits are the bank's (C-14), up to what a purse holds.
  ['2026-12-01', 'CO', 5_200, 20_000, true],
  ['2026-12-01', 'CO', 10_001, 20_000, false],
  // Before any terms nothing can be loaded.
  ['2000-01-01', 'ORD', 500, 500, false],
])('on %s a card of type %s may be agreed NT$%i each time and NT$%i a day: %s (R-001-30)', (today, type, perTime, perDay, agreed) => {
  expect(limitsOn(today, type, perTime, perDay) === null).toBe(agreed);
});

it.each([
  ['2036-11-30', '2026-11-20', true],
  ['2027-11-30', '2026-11-20', true],
  ['2036-11-20', '2026-11-20', false],
  ['2036-12-31', '2026-11-20', false],
  ['2036-11-29', '2026-11-20', false],
  ['2038-02-28', '2028-02-10', true],
  ['2038-02-27', '2028-02-10', false],
  ['2032-02-29', '2028-02-29', true],
])('a Pingtung card valid until %s is a whole term from the end of the month of %s: %s (R-004-34)', (expiresOn, today, whole) => {
  const order: CardActOrder = {
    card: new CardNumber('0123456789'),
    issuer: 'ipass',
    cardType: 'IPC',
    balance: dollars(60),
    sequence: 7,
    details: { act: 'extend', expiresOn: '2026-11-15' },
    consent: { confirmations: 1, clauses: [] },
  };
  const approval = { act: 'extend', expiresOn, concessionEnds: false } as const;
  expect(contradictionIn(order, approval, today) === null).toBe(whole);
  // EasyCard's terms name no such day.
  expect(contradictionIn({ ...order, issuer: 'easycard', cardType: 'ORD' }, approval, today)).toBeNull();
});

it.each([
  ['as it was asked for', {}, true],
  ['of another last day', { lastDay: '2026-06-11' }, false],
  ['for another price', { price: dollars(1_199) }, false],
  ['with more loaded', { autoload: dollars(1_000) }, false],
  ['with nothing loaded', { autoload: dollars(0) }, false],
])('a period ticket %s (R-001-21)', (_, change, agreed) => {
  const pass = { product: 1, area: 1, validFrom: '2026-05-12', firstDay: '2026-05-12', lastDay: '2026-06-10', price: dollars(1_200) };
  const order: CardActOrder = {
    card: new CardNumber('0123456789'),
    issuer: 'easycard',
    cardType: 'ORD',
    balance: dollars(700),
    sequence: 7,
    details: { act: 'buy-pass', pass, autoload: dollars(500) },
    consent: { confirmations: 1, clauses: [] },
  };
  const approval = { act: 'buy-pass', lastDay: '2026-06-10', price: dollars(1_200), autoload: dollars(500), ...change } as const;
  expect(contradictionIn(order, approval, '2026-05-12') === null).toBe(agreed);
  expect(contradictionIn({ ...order, details: { act: 'refund' } }, approval, '2026-05-12')).not.toBeNull();
  // Approved after midnight: the first of its days is gone.
  expect(contradictionIn(order, approval, '2026-05-13')).not.toBeNull();
});
