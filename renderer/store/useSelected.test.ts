import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { shallowEqual, useSelected } from './useSelected.ts';

describe('shallowEqual', () => {
  it.each([
    [1, 1, true],
    [Number.NaN, Number.NaN, true],
    [{ a: 1, b: 'x' }, { b: 'x', a: 1 }, true],
    [[1, 2], [1, 2], true],
    [{ a: 1 }, { a: 2 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [{ a: undefined }, { b: undefined }, false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: {} }, { a: {} }, false],
    [null, {}, false],
    ['a', null, false],
  ])('%o and %o: %s', (left, right, equal) => {
    expect(shallowEqual(left, right)).toBe(equal);
  });
});

it('gives a component its part of the state, even one that is built anew at every look', () => {
  const store = { getSnapshot: () => ({ name: 'tray', stop: 1 }), subscribe: () => () => undefined };
  const Part = () => createElement('b', null, Object.values(useSelected(store, ({ name, stop }) => ({ name, stop }))).join(' '));
  expect(renderToStaticMarkup(createElement(Part))).toBe('<b>tray 1</b>');
});
