import { describe, expect, it } from 'vitest';
import { ask, cobrandedCard, easyCard, iPass, pingtungCard, type Words } from './testing.ts';

const lossFee = (card: Words, previousLosses: number, replace: boolean): Words => ask('lossFee', card, { previousLosses, replace });

it.each([
  ['ordinary', 0, false, 20],
  ['ordinary', 3, false, 20],
  ['concession', 0, false, 20],
  ['special', 0, true, 100],
  ['ordinary', 0, true, 100],
  ['ordinary', 2, true, 100],
])('a plain %s card, %i losses before, replaced %s: NT$%i (R-003-52)', (product, previous, replace, fee) => {
  for (const deposit of [false, true]) {
    const answer = lossFee(easyCard({ registered: true, product, deposit }), previous, replace);
    expect(answer).toEqual({ fee, clauses: ['R-003-52'] });
  }
});

it.each(['student', 'senior', 'charity', 'companion', 'citizen', 'telecom'])(
  'a %s card: 20; what a new one costs its unit says (R-003-54)',
  (product) => {
    const card = easyCard({ registered: true, product });
    expect(lossFee(card, 0, false)).toEqual({ fee: 20, clauses: ['R-003-54'] });
    expect(lossFee(card, 5, false)).toMatchObject({ fee: 20 });
    expect(lossFee(card, 0, true)).toEqual({ outcome: 'route', clauses: ['R-003-54'] });
  },
);

it.each([
  ['debit', easyCard({ registered: true, product: 'debit' })],
  ['co-branded', cobrandedCard()],
])('a %s card: EasyCard takes nothing; a new one costs what the bank says, up to 200 (R-003-53)', (_, card) => {
  for (const previousLosses of [0, 3]) {
    expect(lossFee(card, previousLosses, false)).toEqual({ fee: 0, clauses: ['R-003-53'] });
    expect(lossFee(card, previousLosses, true)).toEqual({ outcome: 'route', atMost: 200, clauses: ['R-003-53'] });
  }
});

it('a co-branded card without a name is reported to its bank all the same (R-002-20, R-003-53)', () => {
  const card = cobrandedCard({ registered: false });
  expect(lossFee(card, 0, false)).toEqual({ fee: 0, clauses: ['R-002-20', 'R-003-53'] });
  expect(lossFee(card, 0, true)).toEqual({ outcome: 'route', atMost: 200, clauses: ['R-002-20', 'R-003-53'] });
});

it('only a bank card has a limit for the new one (R-003-54)', () => {
  expect(lossFee(easyCard({ registered: true, product: 'senior' }), 0, true)).not.toHaveProperty('atMost');
});

it.each([
  [0, false, 0],
  [0, true, 0],
  [1, false, 20],
  [1, true, 20],
  [7, false, 20],
])('Pingtung, %i losses before, replaced %s: NT$%i, the first is free (R-004-30)', (previous, replace, fee) => {
  expect(lossFee(pingtungCard(), previous, replace)).toEqual({ fee, clauses: ['R-004-30'] });
});

it('a card without a name cannot be reported (R-003-32, R-003-35, R-004-30)', () => {
  expect(lossFee(easyCard(), 0, false)).toEqual({ outcome: 'deny', clauses: ['R-003-32', 'R-003-35'] });
  expect(lossFee(easyCard({ product: 'debit' }), 0, false)).toEqual({ outcome: 'deny', clauses: ['R-003-32', 'R-003-35'] });
  expect(lossFee(iPass(), 0, false)).toEqual({ outcome: 'deny', clauses: ['R-004-30'] });
});

describe('before the terms of October 2022', () => {
  it('nothing is known of a fee, only that a name is needed (R-001-38)', () => {
    const at = '2022-09-30T23:59:59+08:00';
    expect(ask('lossFee', easyCard(), { at, previousLosses: 0, replace: false })).toEqual({ outcome: 'deny', clauses: ['R-001-38'] });
    expect(ask('lossFee', easyCard({ registered: true }), { at, previousLosses: 0, replace: false })).toHaveProperty('error');
  });
});
