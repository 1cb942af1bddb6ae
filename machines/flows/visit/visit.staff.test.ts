import { expect, it } from 'vitest';
import { atTheDoor, CASHIER, comesIn, inside, lays } from '../../../tests/support/staffWalks.ts';
import { notes, startInService, type TestVisit } from '../../../tests/support/testVisit.ts';
import { limits } from '../limits.ts';

it('puts on record what the door did, whether staff is there or not', () => {
  const visit = startInService({ hasStaffMode: true });
  const opens = () => {
    visit.say({ type: 'DOOR', door: 'open' });
    visit.say({ type: 'DOOR', door: 'closed' });
  };
  opens();
  visit.say({ type: 'OPERATOR.SWITCH', position: 'maintenance' });
  opens();
  const doors = visit.effects.flatMap((effect) => (effect.do === 'record-door' ? [effect.door] : []));
  expect(doors).toEqual(['opened', 'closed', 'opened', 'closed']);
});

it('shows by itself that the time for the PIN is over', () => {
  const visit = atTheDoor();
  lays(visit);
  expect(visit.screen().staff?.page ?? null).toBe('pin');
  const shown: (string | null)[] = [];
  visit.actor.subscribe(() => shown.push(visit.screen().staff?.page ?? null));
  visit.clock.increment(limits.staffPinMs);
  expect(shown.at(-1)).toBeNull();
});

const persons = (visit: TestVisit): string[] => visit.effects.flatMap((effect) => (effect.do === 'staff-leave' ? [effect.why] : []));

it('lets nobody stay in when key and door are as passengers find them, though the box is out; the machine stays closed', () => {
  const visit = inside(CASHIER);
  visit.say({ type: 'DOOR', door: 'open' });
  visit.say({ type: 'STAFF.EXCHANGE', open: true });
  visit.say({ type: 'OPERATOR.SWITCH', position: 'run' });
  expect(persons(visit)).toEqual([]);
  visit.say({ type: 'DOOR', door: 'closed' });
  expect(persons(visit)).toEqual(['closed']);
  expect([visit.screen().screen, visit.screen().staff?.person ?? null]).toEqual(['out-of-service', null]);
});

it('lets whoever came in for an exchange alone stay until it is over', () => {
  const visit = startInService({ hasStaffMode: true });
  visit.say({ type: 'STAFF.EXCHANGE', open: true });
  comesIn(visit, CASHIER);
  visit.say({ type: 'STAFF.EXCHANGE', open: true });
  expect(persons(visit)).toEqual([]);
  visit.say({ type: 'STAFF.EXCHANGE', open: false });
  expect(persons(visit)).toEqual(['closed']);
});

it('is let in when it is known what became of an earlier note, or when the unit will not tell', () => {
  for (const end of [
    { type: 'CASH.READY', denominations: notes },
    { type: 'CASH.OUT', why: 'acceptor-silent' },
  ] as const) {
    const visit = startInService({ hasStaffMode: true });
    visit.say({ type: 'CASH.OUT', why: 'note-being-checked' });
    visit.say({ type: 'OPERATOR.SWITCH', position: 'maintenance' });
    expect(visit.actor.getSnapshot().value.operator).toBe('requested');
    visit.say(end);
    expect(visit.actor.getSnapshot().value.operator).toBe('active');
  }
});
