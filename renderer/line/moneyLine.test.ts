import { describe, expect, it } from 'vitest';
import { fixtureView } from '../fixtures/views.ts';
import { moneyLineOf, placeOnLine } from './moneyLine.ts';

const STOPS = [0, 100, 500, 1_000, 5_000, 10_000];

describe('a place on the line', () => {
  it.each([
    [0, 0],
    [100, 1 / 5],
    [300, 1.5 / 5],
    [10_000, 1],
    [10_018, 1],
    [-18, -0.25 / 5],
    [-1_000, -0.25 / 5],
  ])('of NT$%i', (amount, place) => {
    expect(placeOnLine(STOPS, amount)).toBeCloseTo(place, 10);
  });

  it('more money is never less far, and every dollar is seen', () => {
    for (let amount = 0; amount < 10_000; amount += 1) expect(placeOnLine(STOPS, amount + 1)).toBeGreaterThan(placeOnLine(STOPS, amount));
  });
});

describe('the line of a screen', () => {
  it('stands at the balance', () => {
    expect(moneyLineOf(fixtureView('balance', 'en'))).toEqual({ stops: STOPS, balance: 350, stretch: null });
  });

  it.each([
    ['note-checked', 350, { from: 350, to: 1_350, state: 'escrow' }],
    ['writing', 350, { from: 350, to: 850, state: 'writing' }],
    ['added', 850, { from: 350, to: 850, state: 'added' }],
    ['result', 850, { from: 350, to: 850, state: 'added' }],
  ] as const)('is made longer by a note: %s', (fixture, balance, stretch) => {
    expect(moneyLineOf(fixtureView(fixture, 'en'))).toEqual({ stops: STOPS, balance, stretch });
  });

  it('ends at what the card may hold', () => {
    const view = fixtureView('balance', 'en');
    expect(moneyLineOf({ ...view, card: view.card && { ...view.card, cap: 3_000 } })?.stops).toEqual([0, 100, 500, 1_000, 3_000]);
  });

  it.each(['attract', 'reading', 'menu-linked', 'same-card', 'take-card-balance-unknown', 'take-card-forgotten'] as const)(
    'there is none where it is not about the money of a card: %s',
    (fixture) => {
      expect(moneyLineOf(fixtureView(fixture, 'en'))).toBeNull();
    },
  );
});
