import { expect, it } from 'vitest';
import { dollars } from '../../hardware/ports/dollars.ts';
import { someCard, startInService, T1, type TestVisit, writingCard } from '../../tests/support/testVisit.ts';
import { lightsOf } from './lights.ts';

const lit = (visit: TestVisit): string =>
  Object.entries(lightsOf(visit.screen()))
    .flatMap(([name, on]) => (on ? [name] : []))
    .join(' and ');

it('show the tray while a card is waited for, and the slot while notes are taken', () => {
  const visit = startInService();
  expect(lit(visit)).toBe('tray');
  visit.present(someCard());
  expect(lit(visit)).toBe('');
  visit.say({ type: 'CASH.OPENED' });
  expect(lit(visit)).toBe('slot');
  visit.say({ type: 'NOTE.ESCROWED', transaction: T1, value: dollars(100) });
  expect(lit(visit)).toBe('');
});

it('show the slot while a note that went back is to be taken', () => {
  const visit = startInService();
  visit.present(someCard());
  visit.say({ type: 'CASH.OPENED' });
  visit.say({ type: 'NOTE.ESCROWED', transaction: T1, value: dollars(100) });
  visit.say({ type: 'NOTE.RETURNED', transaction: T1, value: dollars(100), reason: 'host' });
  expect([visit.screen().screen, lit(visit)]).toEqual(['note-returned', 'slot']);
});

it('show the tray where the same card is to be put back', () => {
  const visit = writingCard();
  visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
  visit.say({ type: 'CARD.REMOVED' });
  expect([visit.screen().screen, lit(visit)]).toEqual(['same-card', 'tray']);
});

it('show nothing on a machine that is out of service', () => {
  const visit = startInService();
  visit.say({ type: 'JOURNAL.FAILED' });
  expect([visit.screen().screen, lit(visit)]).toEqual(['out-of-service', '']);
});
