import { expect, it } from 'vitest';
import { ask, clausesOf, cobrandedCard, easyCard, iPass, type Words } from './testing.ts';

const paper = (card: Words, pages: number): Words => ask('paperRecords', card, { pages });

it.each([
  [0, 0],
  [1, 20],
  [2, 25],
  [3, 30],
  [10, 65],
])('%i pages cost NT$%i: 20, then 5 each (R-003-63, R-003-64)', (pages, fee) => {
  expect(paper(easyCard(), pages)).toMatchObject({ fee });
  expect(clausesOf(paper(easyCard(), pages))).toContain('R-003-63');
});

it.each([
  [1, 20],
  [3, 30],
])('a co-branded card, %i pages: NT$%i, by both contracts (R-002-39, R-002-40, R-003-63)', (pages, fee) => {
  expect(paper(cobrandedCard(), pages)).toEqual({ fee, clauses: ['R-002-39', 'R-003-63'] });
});

it("the bank's terms alone, before EasyCard's of October 2022 (R-002-39)", () => {
  const question = { at: '2022-09-30T10:00:00+08:00', pages: 2 };
  expect(ask('paperRecords', cobrandedCard(), question)).toEqual({ fee: 25, clauses: ['R-002-39'] });
});

it('iPASS names no price: the counter does (R-004-16)', () => {
  expect(paper(iPass(), 3)).toEqual({ outcome: 'route', clauses: ['R-004-16'] });
});
