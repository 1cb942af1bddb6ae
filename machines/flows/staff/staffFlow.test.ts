import { describe, expect, it } from 'vitest';
import {
  atTheDoor,
  AUDITOR,
  CASHIER,
  CLERK,
  comesIn,
  doubtful,
  inside,
  lays,
  signed,
  ticketOf,
  today,
  types,
} from '../../../tests/support/staffWalks.ts';
import { keepingNote, startInService, type TestVisit } from '../../../tests/support/testVisit.ts';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { limits } from '../limits.ts';
import type { OpenCase, StaffPerson } from '../staff.ts';

function page(visit: TestVisit): string | null {
  return visit.screen().staff?.page ?? null;
}

function notice(visit: TestVisit): string | undefined {
  return visit.screen().staff?.notice?.id;
}

describe('coming in', () => {
  it('waits for the passenger who is being served', () => {
    const visit = keepingNote();
    visit.say({ type: 'OPERATOR.SWITCH', position: 'maintenance' });
    expect(visit.actor.getSnapshot().value.operator).toBe('requested');
    expect(visit.screen().staff).toBeNull();
  });

  it('tells passengers that the machine is closed, and staff to lay a card down', () => {
    const visit = atTheDoor();
    expect(visit.screen().screen).toBe('out-of-service');
    expect(visit.screen().prompts.map(({ id }) => id)).toEqual(expect.arrayContaining(['out-of-service.maintenance', 'staff.lay-card']));
  });

  it('is by the door as well as by the key', () => {
    const visit = startInService({ hasStaffMode: true });
    visit.say({ type: 'DOOR', door: 'open' });
    comesIn(visit, CLERK);
    expect(page(visit)).toBe('today');
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'DOOR', door: 'closed' });
    expect(visit.screen().screen).toBe('attract');
  });

  it('asks any readable card for a PIN, and shows dots only', () => {
    const visit = atTheDoor();
    lays(visit);
    visit.press('staff-key', '4');
    visit.press('staff-key', '2');
    expect(visit.screen().staff?.typed).toEqual({ keys: 'pin', text: '●●' });
    expect(JSON.stringify(visit.screen().staff)).not.toContain('42');
  });

  it('takes no PIN of less than six digits', () => {
    const visit = atTheDoor();
    lays(visit);
    for (const key of '12345') visit.press('staff-key', key);
    expect(visit.screen().controls.map(({ arg }) => arg)).not.toContain('enter');
    visit.press('staff-key', '6');
    expect(visit.screen().controls.map(({ arg }) => arg)).toContain('enter');
  });

  it('gives the station the PIN once, and forgets it', () => {
    const visit = atTheDoor();
    lays(visit);
    types(visit, '102938');
    expect(visit.effects.at(-1)).toMatchObject({ do: 'staff-enter', pin: '102938' });
    expect(JSON.stringify(visit.actor.getSnapshot().children.staff?.getSnapshot().context)).not.toContain('102938');
  });

  it('never says what was wrong', () => {
    const visit = atTheDoor();
    lays(visit);
    types(visit, '102938');
    visit.say({ type: 'STAFF.NOT-ENTERED', ticket: ticketOf(visit), waitMs: 0 });
    expect([page(visit), notice(visit)]).toEqual(['pin', 'staff.notice.not-entered']);
  });

  it('is locked for as long as the station says', () => {
    const visit = atTheDoor();
    lays(visit);
    types(visit, '102938');
    visit.say({ type: 'STAFF.NOT-ENTERED', ticket: ticketOf(visit), waitMs: 60_000 });
    expect(page(visit)).toBe('locked');
    expect(visit.screen().staff?.title).toEqual({ id: 'staff.title.locked', params: { minutes: 1 } });
    visit.clock.increment(60_000);
    expect(visit.screen().screen).toBe('out-of-service');
  });

  it('ends when the card is taken before the PIN was typed, and when nobody types', () => {
    const visit = atTheDoor();
    lays(visit);
    visit.say({ type: 'CARD.REMOVED' });
    expect(visit.screen().screen).toBe('out-of-service');
    lays(visit);
    visit.clock.increment(limits.staffPinMs);
    expect(visit.screen().screen).toBe('out-of-service');
  });

  it('says that a card cannot be read, and nothing else of it', () => {
    const visit = atTheDoor();
    lays(visit, false);
    expect(visit.screen().prompts.map(({ id }) => id)).toContain('staff.notice.card-unreadable');
  });

  it('makes whoever has a PIN for once choose another one, twice the same', () => {
    const visit = atTheDoor();
    comesIn(visit, CLERK, [], true);
    expect(page(visit)).toBe('choose-pin');
    types(visit, '770123');
    types(visit, '770124');
    expect([page(visit), notice(visit)]).toEqual(['choose-pin', 'staff.notice.pins-differ']);
    types(visit, '770123');
    types(visit, '770123');
    expect(visit.effects.at(-1)).toMatchObject({ do: 'staff-choose-pin', person: CLERK, pin: '770123' });
    visit.say({ type: 'STAFF.DONE', ticket: ticketOf(visit), end: 'pin-saved' });
    visit.say({ type: 'STAFF.TODAY', ticket: ticketOf(visit), today: today() });
    expect(page(visit)).toBe('today');
  });
});

describe('going out', () => {
  it('is by the key on the screen', () => {
    const visit = inside(CLERK);
    visit.press('finish');
    expect(visit.effects.at(-1)).toEqual({ do: 'staff-leave', person: CLERK, why: 'done' });
    expect(visit.screen().screen).toBe('out-of-service');
  });

  it('comes by itself after three minutes without a touch', () => {
    const visit = inside(CLERK, doubtful);
    visit.clock.increment(limits.staffIdleMs - 1);
    visit.press('staff-choose', 'cases');
    visit.clock.increment(limits.staffIdleMs - 1);
    expect(page(visit)).toBe('cases');
    visit.clock.increment(1);
    expect(visit.effects.at(-1)).toEqual({ do: 'staff-leave', person: CLERK, why: 'time' });
    expect(visit.screen().screen).toBe('out-of-service');
  });

  it('comes with the key that is turned back: the machine serves again', () => {
    const visit = inside(CLERK);
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'OPERATOR.SWITCH', position: 'run' });
    expect(visit.effects.at(-1)).toEqual({ do: 'staff-leave', person: CLERK, why: 'closed' });
    expect(visit.screen().screen).toBe('attract');
  });

  it('lets nobody in whose PIN was looked at when the key was turned back', () => {
    const visit = atTheDoor();
    lays(visit);
    types(visit, '102938');
    visit.say({ type: 'OPERATOR.SWITCH', position: 'run' });
    visit.say({ type: 'STAFF.ENTERED', ticket: ticketOf(visit), person: CLERK, mustChoosePin: false });
    expect(visit.effects).toContainEqual({ do: 'staff-leave', person: CLERK, why: 'closed' });
    expect(visit.screen().staff).toBeNull();
  });
});

describe('the door', () => {
  it('that is opened and nobody comes in is an alarm: on record, with the bell, on the screen', () => {
    const visit = startInService({ hasStaffMode: true });
    visit.say({ type: 'DOOR', door: 'open' });
    expect(visit.asked()).toEqual([{ do: 'record-door', door: 'opened' }]);
    visit.clock.increment(limits.doorUnattendedMs);
    expect(visit.asked()).toEqual([{ do: 'record-door', door: 'alarm' }, { do: 'call-staff' }]);
    expect(visit.screen().prompts.map(({ id }) => id)).toContain('out-of-service.door');
  });

  it('is no alarm when somebody comes in', () => {
    const visit = startInService({ hasStaffMode: true });
    visit.say({ type: 'DOOR', door: 'open' });
    comesIn(visit, CLERK);
    visit.clock.increment(limits.doorUnattendedMs);
    expect(visit.effects).not.toContainEqual({ do: 'record-door', door: 'alarm' });
  });
});

describe('cases', () => {
  const opened = (person: StaffPerson, of: OpenCase): TestVisit => {
    const visit = inside(person, of);
    visit.press('staff-choose', 'cases');
    visit.press('staff-choose', of.id);
    return visit;
  };

  it('are found by the last four digits of the card, the end of the claim, or the day or time since when', () => {
    const visit = inside(CLERK, doubtful);
    visit.press('staff-choose', 'cases');
    for (const [text, found] of [
      ['6789', 1],
      ['ABCDE', 1],
      ['0512', 1],
      ['0930', 1],
      ['0000', 0],
    ] as const) {
      visit.press('staff-choose', 'search');
      types(visit, text);
      expect(visit.screen().staff?.rows).toHaveLength(found);
    }
  });

  it('are signed with a reason, and confirmed', () => {
    const visit = opened(CLERK, doubtful);
    visit.press('staff-choose', 'paid-at-counter');
    visit.press('staff-choose', 'claim-shown');
    expect(page(visit)).toBe('confirm');
    visit.press('confirm');
    expect(visit.effects.at(-1)).toMatchObject({
      do: 'staff-sign',
      person: CLERK,
      case: doubtful.id,
      decision: 'paid-at-counter',
      reason: 'claim-shown',
    });
    visit.say({ type: 'STAFF.DONE', ticket: ticketOf(visit), end: 'signed-first' });
    visit.say({ type: 'STAFF.TODAY', ticket: ticketOf(visit), today: today(signed) });
    expect([page(visit), notice(visit)]).toEqual(['cases', 'staff.notice.signed-first']);
  });

  it.each<readonly [string, OpenCase, readonly string[]]>([
    ['a card that may have been written', { ...doubtful, kind: 'undecided' }, ['card-defective']],
    ['a note that nobody found', doubtful, ['claim-shown', 'card-defective']],
    ['a note that was found', { ...doubtful, found: dollars(500) }, ['claim-shown', 'note-found', 'card-defective']],
  ])('have only the reasons that can be: %s', (_, of, expected) => {
    const visit = opened(CLERK, of);
    visit.press('staff-choose', 'paid-at-counter');
    expect(visit.screen().controls.flatMap(({ verb, arg }) => (verb === 'staff-choose' ? [arg] : []))).toEqual(expected);
  });

  it('are countersigned as they were signed, or opened again', () => {
    const visit = opened(CASHIER, signed);
    expect(visit.screen().controls.map(({ arg }) => arg)).not.toContain('nothing-owed');
    visit.press('confirm');
    expect(visit.effects.at(-1)).toMatchObject({ do: 'staff-sign', person: CASHIER, decision: 'paid-at-counter', reason: 'claim-shown' });
    const other = opened(CASHIER, signed);
    other.press('staff-choose', 'withdraw');
    expect(other.effects.at(-1)).toMatchObject({ do: 'staff-withdraw', person: CASHIER, case: signed.id });
  });

  it.each([
    ['paid-at-counter', doubtful, 'sign-case'],
    ['found', doubtful, 'record-found'],
    ['withdraw', signed, 'decide-case'],
  ] as const)('are not for an auditor: %s is refused, and that is on record', (choice, of, act) => {
    const visit = opened(AUDITOR, of);
    visit.press('staff-choose', choice);
    expect(visit.effects.at(-1)).toEqual({ do: 'staff-refuse', person: AUDITOR, act });
    expect([page(visit), notice(visit)]).toEqual(['case', 'staff.notice.not-your-role']);
  });

  it('take what was found on record, after a second look', () => {
    const visit = opened(CLERK, doubtful);
    visit.press('staff-choose', 'found');
    visit.press('staff-choose', '500');
    visit.press('confirm');
    expect(visit.effects.at(-1)).toMatchObject({ do: 'staff-found', person: CLERK, case: doubtful.id, value: 500 });
  });

  it('that end meanwhile are not on the list any more', () => {
    const visit = opened(CLERK, doubtful);
    visit.press('staff-choose', 'nothing-owed');
    visit.press('staff-choose', 'explained');
    visit.press('confirm');
    visit.say({ type: 'STAFF.DONE', ticket: ticketOf(visit), end: 'changed-meanwhile' });
    visit.say({ type: 'STAFF.TODAY', ticket: ticketOf(visit), today: today() });
    expect([page(visit), notice(visit), visit.screen().staff?.rows]).toEqual(['cases', 'staff.notice.changed-meanwhile', []]);
  });
});

it('never shows more of a card than its last four digits', () => {
  const visit = inside(CLERK, doubtful);
  for (const choice of ['look-again', 'cases', doubtful.id]) {
    if (page(visit) === 'busy') visit.say({ type: 'STAFF.TODAY', ticket: ticketOf(visit), today: today(doubtful) });
    visit.press('staff-choose', choice);
    expect(JSON.stringify(visit.screen())).not.toContain('0123456789');
  }
});
