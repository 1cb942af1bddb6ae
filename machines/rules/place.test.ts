import { expect, it } from 'vitest';
import { ask, easyCard, iPass } from './testing.ts';

it.each([
  ['EasyCard', easyCard(), ['R-003-21']],
  ['iPASS', iPass(), ['R-004-39']],
  ['nobody knows which', undefined, ['R-003-21', 'R-004-39']],
])('%s: one card, and one only (R-003-21, R-004-39)', (_, card, clauses) => {
  expect(ask('place', card, { cards: 1 })).toEqual({ outcome: 'allow', clauses });
  for (const cards of [0, 2, 3]) expect(ask('place', card, { cards })).toEqual({ outcome: 'deny', code: 'K10', clauses });
});
