import { expect, it } from 'vitest';
import { atTheDoor, lays } from '../../../tests/support/staffWalks.ts';
import { startInService } from '../../../tests/support/testVisit.ts';
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
