import { expect, it } from 'vitest';
import { canonicalJson } from './canonicalJson.ts';

it('is the one text of a value: keys in the order of their code units, nothing between them, absent members left out', () => {
  expect(canonicalJson({ b: [1, null, true], a: { é: 'x', Z: '"' }, gone: undefined })).toBe('{"a":{"Z":"\\"","é":"x"},"b":[1,null,true]}');
  expect(canonicalJson({ b: 1, a: 2 })).toBe(canonicalJson({ a: 2, b: 1 }));
  expect(canonicalJson(Object.assign(Object.create(null) as object, { a: 1 }))).toBe('{"a":1}');
});

it.each<[string, unknown]>([
  ['no number', Number.NaN],
  ['no end', Number.POSITIVE_INFINITY],
  ['nothing', undefined],
  ['nothing in a list', [1, undefined]],
  ['a date', new Date(0)],
  ['a set', new Set([1])],
  ['a function', { act: () => 1 }],
  ['a big number', 1n],
])('what JSON would drop or change silently is refused: %s', (_, value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError);
});
