import { describe, expect, it } from 'vitest';
import { idsInTitles, testTitles } from './testTitles.mjs';

describe('the titles of a test file', () => {
  it.each([
    ["it('adds up (R-003-24)', () => {});", ['adds up (R-003-24)']],
    ['describe("a card", () => { it(`is read`, () => {}); });', ['a card', 'is read']],
    ["it.each([1, 2])('NT$%i (R-002-13)', () => {});", ['NT$%i (R-002-13)']],
    ["it.each<[string, () => void]>([\n  ['(', f],\n])(\n  'on the next line',\n  () => {},\n);", ['on the next line']],
    ["describe.each(Object.keys(made))('%s', () => {});", ['%s']],
    ["it('it\\'s quoted', () => {});", ["it\\'s quoted"]],
    [
      'it("a bracket ) in a title", () => { expect(text).toMatch(/[("]/); }); it("the next", () => {});',
      ['a bracket ) in a title', 'the next'],
    ],
  ])('%j', (source, titles) => {
    expect(testTitles(source)).toEqual(titles);
  });

  it.each([
    "// it('is only spoken of (R-003-24)', () => {});",
    "/* describe('R-003-24') */",
    "it.each([['R-003-24']])('a table is no title: %s', () => {});",
    "it('is silent', () => { expect(clauses).toEqual(['R-003-24']); });",
    "const it2 = 'R-003-24'; visit.it('R-003-24'); submit('R-003-24');",
    'const note = "it(\'R-003-24\')";',
  ])('prove nothing where they do not stand: %j', (source) => {
    expect([...idsInTitles(source)]).toEqual([]);
  });

  it('may prove several rules at once', () => {
    expect([...idsInTitles("describe('one (R-003-24, R-004-12)', () => { it('two (R-000-02)', () => {}); });")]).toEqual([
      'R-003-24',
      'R-004-12',
      'R-000-02',
    ]);
  });
});
