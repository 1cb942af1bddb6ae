import { expect, it } from 'vitest';
import { ask, cobrandedCard, easyCard, type Words } from './testing.ts';

const leased = (change: Words): Words => easyCard({ deposit: true, ...change });
const fee = (card: Words, causedBy = 'holder'): Words => ask('damageFee', card, { causedBy });

it.each([
  ['2024-05-13', 100],
  ['2024-05-12', 60],
  ['2023-05-13', 60],
  ['2023-05-12', 40],
  ['2022-05-13', 40],
  ['2022-05-12', 20],
  ['2021-05-13', 20],
  ['2021-05-12', 0],
])('a leased card issued on %s, on 2026-05-12: NT$%i, inspected or not (R-003-59)', (issuedOn, amount) => {
  for (const damaged of [true, false]) {
    expect(fee(leased({ issuedOn, firstUsedOn: '2010-01-01', damaged }))).toEqual({ fee: amount, clauses: ['R-003-59'] });
  }
});

it('counts from the first use when the issue is not known; without either staff decides (R-003-59)', () => {
  expect(fee(leased({ firstUsedOn: '2023-05-12' }))).toMatchObject({ fee: 40 });
  expect(fee(leased({}))).toEqual({ outcome: 'route', clauses: ['R-003-59'] });
});

it('is nothing where issuer or merchant caused it, however new the card (R-003-58)', () => {
  for (const card of [leased({ issuedOn: '2026-05-01' }), leased({}), easyCard()]) {
    expect(fee(card, 'issuer')).toEqual({ fee: 0, clauses: ['R-003-58', 'R-003-59'] });
  }
});

it.each([
  ['sold', easyCard({ issuedOn: '2026-05-01' })],
  ['co-branded', cobrandedCard({ issuedOn: '2026-05-01' })],
])('a %s card has no deposit that it could be paid from (R-003-58)', (_, card) => {
  expect(fee(card)).toEqual({ fee: 0, clauses: ['R-003-59', 'R-003-58'] });
});
