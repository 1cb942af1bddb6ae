import { expect, it } from 'vitest';
import { dollars } from '../../hardware/ports/dollars.ts';
import { someCard } from '../../tests/support/testVisit.ts';
import { cardAsFields, cardInWords } from './cardText.ts';

const pass = { product: 1, area: 1, firstDay: '2026-04-20', lastDay: '2026-05-19', price: dollars(1_200) };

it('tells people of the period pass that a card carries, and of one that it cannot read', () => {
  expect(cardInWords(someCard())).not.toContain('period pass');
  expect(cardInWords(someCard({ pass }))).toContain('\n  period pass 1, valid 2026-04-20 to 2026-05-19');
  expect(cardInWords(someCard({ unknownPass: true }))).toContain('\n  period pass of a layout that is not known here');
});

it('tells programs what it always told them', () => {
  expect(Object.keys(cardAsFields(someCard({ pass })))).toEqual(Object.keys(cardAsFields(someCard())));
});
