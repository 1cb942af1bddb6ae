import { describe, expect, it } from 'vitest';
import { clauseIds } from './clauseIds.ts';

describe('the ids of the rules', () => {
  it('are 239, each once, in the order of the tables', () => {
    expect(clauseIds).toHaveLength(239);
    expect(new Set(clauseIds).size).toBe(239);
    expect([...clauseIds].sort()).toEqual(clauseIds);
  });

  it.each([
    ['000', 20],
    ['001', 42],
    ['002', 43],
    ['003', 92],
    ['004', 42],
  ])('document %s has %i rules, numbered without a gap', (document, count) => {
    const numbers = clauseIds.filter((id) => id.startsWith(`R-${document}-`)).map((id) => Number(id.slice(6)));
    expect(numbers).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });
});
