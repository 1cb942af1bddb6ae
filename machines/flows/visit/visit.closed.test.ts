import { describe, expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { limits } from '../limits.ts';
import { someCard, startInService, T1, type TestVisit, writingCard } from '../../../tests/support/testVisit.ts';
import type { VisitEvent } from './visitEvents.ts';

const hours = { opens: '06:00', closes: '00:30' };
const closings: readonly [why: string, closes: VisitEvent, opens: VisitEvent, said: object][] = [
  [
    'business hours are over (R-003-85)',
    { type: 'HOURS.JUDGED', outside: hours },
    { type: 'HOURS.JUDGED', outside: null },
    { id: 'out-of-service.hours', params: hours },
  ],
  [
    'the clock is wrong (R-000-04)',
    { type: 'CLOCK.JUDGED', clock: 'wrong' },
    { type: 'CLOCK.JUDGED', clock: 'right' },
    { id: 'condition.clock-wrong' },
  ],
];

const shownOn = (visit: TestVisit): string => visit.screen().screen;

describe.each(closings)('when %s', (_, closes, opens, said) => {
  it('nobody is taken, the reason is said, and it opens again by itself', () => {
    const visit = startInService();
    visit.say(closes);
    expect(visit.screen()).toMatchObject({ screen: 'out-of-service', prompts: expect.arrayContaining([said]) as object[] });
    visit.say({ type: 'CARD.PLACED' });
    expect(shownOn(visit)).toBe('out-of-service');
    expect(visit.asked().filter((effect) => effect.do === 'read-card')).toEqual([]);
    visit.say(opens);
    expect(shownOn(visit)).toBe('reading');
  });

  it('who is being served is served to the end', () => {
    const visit = writingCard();
    visit.say(closes);
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(320), after: dollars(820), found: false });
    expect(shownOn(visit)).toBe('added');
    visit.press('finish');
    visit.say({ type: 'CASH.CLOSED' });
    visit.say({ type: 'CARD.REMOVED' });
    expect(shownOn(visit)).toBe('result');
    visit.clock.increment(limits.toldMs);
    expect(shownOn(visit)).toBe('out-of-service');
  });

  it('a card that was just read may still be looked at', () => {
    const visit = startInService();
    visit.present(someCard());
    visit.say(closes);
    expect(shownOn(visit)).toBe('balance');
    visit.say({ type: 'CARD.REMOVED' });
    expect(shownOn(visit)).not.toBe('attract');
  });
});

it('a clock that is found wrong before a card is touched leaves it alone (R-000-04)', () => {
  const visit = startInService();
  visit.say({ type: 'CARD.PLACED' });
  expect(shownOn(visit)).toBe('reading');
  visit.say({ type: 'CLOCK.JUDGED', clock: 'wrong' });
  expect(shownOn(visit)).toBe('take-card');
  visit.say({ type: 'CARD.REMOVED' });
  expect(shownOn(visit)).toBe('out-of-service');
});
