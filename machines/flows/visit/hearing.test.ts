import { describe, expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { someCard, startInService, T1, type TestVisit, writingCard } from '../../../tests/support/testVisit.ts';
import { hearing, placeOf } from './hearing.ts';
import type { VisitEvent } from './visitEvents.ts';

const heard = (visit: TestVisit, event: VisitEvent) => hearing(visit.actor.getSnapshot(), event);

describe('an event', () => {
  it('is for the running flow to accept: the visit would pass on anything that the flow knows', () => {
    const visit = writingCard();
    expect(heard(visit, { type: 'CARD.CONFLICT', transaction: T1 })).toBe('accepted');
    expect(heard(visit, { type: 'CASH.CLOSED' })).toBe('unforeseen');
    expect(heard(visit, { type: 'FINISH' })).toBe('unforeseen');
    expect(visit.actor.getSnapshot().can({ type: 'FINISH' })).toBe(true);
  });

  it('that a flow never hears of is for the visit', () => {
    const visit = writingCard();
    expect(heard(visit, { type: 'TOGGLE-PLACES' })).toBe('accepted');
    expect(heard(visit, { type: 'ACT.REFUSED', ticket: 1, refusal: 'K13' })).toBe('ignored');
    expect(heard(visit, { type: 'STATION.RECOVERED' })).toBe('unforeseen');
  });

  it('is asked about in the words of the flow', () => {
    const visit = writingCard();
    expect(heard(visit, { type: 'READER.OFFLINE', why: 'reader-absent' })).toBe('accepted');
    expect(heard(visit, { type: 'IDLE.EXPIRED' })).toBe('unforeseen');
  });

  it('is ignored only where a row says so', () => {
    const visit = startInService();
    expect(heard(visit, { type: 'CARD.UNREADABLE', ticket: 0, fault: 'unreadable' })).toBe('ignored');
    expect(heard(visit, { type: 'CARD.LOCKED', locked: true })).toBe('unforeseen');
  });

  it('of a note that comes in is nothing without a flow that decides about it', () => {
    const visit = startInService();
    expect(heard(visit, { type: 'NOTE.SEEN' })).toBe('unforeseen');
    expect(heard(visit, { type: 'NOTE.ESCROWED', transaction: T1, value: dollars(100) })).toBe('unforeseen');
  });
});

it('names the place by the service and the state of its flow', () => {
  const visit = startInService();
  expect(placeOf(visit.actor.getSnapshot())).toBe('attract');
  visit.present(someCard());
  expect(placeOf(visit.actor.getSnapshot())).toBe('topUp "opening"');
});
