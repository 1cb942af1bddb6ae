import { expect, it } from 'vitest';
import { ask, cobrandedCard, easyCard, iPass, pingtungCard, type Words } from './testing.ts';

const exchange = (card: Words, cause: string): Words => ask('exchange', card, { cause });
const byPerson = ['damage', 'data-change'];

it.each([
  ['ordinary', easyCard()],
  ['concession', easyCard({ product: 'concession', registered: true })],
  ['special', easyCard({ product: 'special' })],
  ['leased', easyCard({ deposit: true })],
])('a plain card, %s: 100 (R-003-52)', (_, card) => {
  for (const cause of byPerson) expect(exchange(card, cause)).toEqual({ outcome: 'route', fee: 100, clauses: ['R-003-52'] });
});

it.each(['student', 'senior', 'charity', 'companion', 'citizen', 'telecom'])('a %s card: its unit says (R-003-54)', (product) => {
  for (const cause of byPerson) {
    expect(exchange(easyCard({ product, registered: true }), cause)).toEqual({ outcome: 'route', clauses: ['R-003-54'] });
  }
});

it.each([true, false])('a co-branded card, registered %s: 50 (R-002-26)', (registered) => {
  for (const cause of byPerson) {
    expect(exchange(cobrandedCard({ registered }), cause)).toEqual({ outcome: 'route', fee: 50, clauses: ['R-002-26'] });
  }
});

it('a debit card: its bank says, without the limit that holds for a lost one (R-003-53)', () => {
  for (const cause of byPerson) {
    expect(exchange(easyCard({ product: 'debit', registered: true }), cause)).toEqual({ outcome: 'route', clauses: ['R-003-53'] });
  }
});

it('a Pingtung card: 150 for damage, and nothing is said of other causes nor of other iPASS cards (R-004-06)', () => {
  expect(exchange(pingtungCard(), 'damage')).toEqual({ outcome: 'route', fee: 150, clauses: ['R-004-06'] });
  expect(exchange(pingtungCard(), 'data-change')).toEqual({ outcome: 'route', clauses: ['R-004-06'] });
  expect(exchange(iPass(), 'damage')).toEqual({ outcome: 'route', clauses: ['R-004-06'] });
});

it.each([
  ['ordinary', easyCard(), 'R-003-37'],
  ['senior', easyCard({ product: 'senior' }), 'R-003-37'],
  ['debit', easyCard({ product: 'debit' }), 'R-003-37'],
  ['co-branded', cobrandedCard(), 'R-003-37'],
  ['iPASS', iPass(), 'R-004-06'],
  ['Pingtung', pingtungCard(), 'R-004-06'],
])('what the issuer caused is free, %s (R-003-37, R-004-06)', (_, card, clause) => {
  expect(exchange(card, 'issuer-fault')).toEqual({ outcome: 'route', fee: 0, clauses: [clause] });
});
