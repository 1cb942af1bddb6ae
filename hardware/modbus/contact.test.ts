import { describe, expect, it } from 'vitest';
import { Contact, type ContactPoint, spanOf, stateOf } from './contact.ts';

const BOUNCE_MS = 50;
const REST_MS = 1_000;
const TIMES = { bounceMs: BOUNCE_MS, restMs: REST_MS };
const door: ContactPoint = { input: 3, alarmAt: 0 };
const key: ContactPoint = { input: 0, alarmAt: 1, opposite: 1 };

const bits =
  (...on: readonly number[]) =>
  (input: number): boolean =>
    on.includes(input);

describe('a contact', () => {
  it('is in no state before it was read for long enough', () => {
    const contact = new Contact(door, TIMES);
    expect([contact.state, contact.read(bits(3), 0), contact.state]).toEqual([null, false, null]);
    expect([contact.read(bits(3), BOUNCE_MS - 1), contact.read(bits(3), BOUNCE_MS), contact.state]).toEqual([false, true, 'resting']);
  });

  it('keeps its state while it bounces, and tells the new one once', () => {
    const contact = new Contact(door, TIMES);
    contact.read(bits(3), 0);
    contact.read(bits(3), BOUNCE_MS);
    // Open, closed, open, closed: never for as long as it takes.
    for (const [at, on] of [100, 130, 160, 190].entries()) expect(contact.read(at % 2 === 0 ? bits() : bits(3), on)).toBe(false);
    expect(contact.state).toBe('resting');
    expect([200, 249, 250, 300].map((atMs) => contact.read(bits(), atMs))).toEqual([false, false, true, false]);
    expect(contact.state).toBe('alarmed');
  });

  it('restarts its time when it moves to a third state', () => {
    const contact = new Contact(key, TIMES);
    contact.read(bits(1), 0);
    contact.read(bits(1), BOUNCE_MS);
    // A change-over contact opens one side before it closes the other: both say the same in between.
    expect([contact.read(bits(), 100), contact.read(bits(0), 130), contact.read(bits(0), 151)]).toEqual([false, false, false]);
    expect([contact.read(bits(0), 180), contact.state]).toEqual([true, 'alarmed']);
  });
});

describe('a contact that flaps', () => {
  it('stays alarmed until it has rested for long enough', () => {
    const contact = new Contact(door, TIMES);
    contact.read(bits(), 0);
    contact.read(bits(), BOUNCE_MS);
    // Open for 200 ms, closed for 400 ms, for a minute: each long enough not to be bouncing.
    const changes = Array.from({ length: 1_200 }, (_, at) => {
      const nowMs = 100 + at * 50;
      return contact.read(nowMs % 600 < 200 ? bits() : bits(3), nowMs);
    });
    expect([changes.includes(true), contact.state]).toEqual([false, 'alarmed']);
    expect([100_000, 100_000 + REST_MS - 1, 100_000 + REST_MS].map((atMs) => contact.read(bits(3), atMs))).toEqual([false, false, true]);
  });

  it('does not use a reading from before a gap', () => {
    const contact = new Contact(door, TIMES);
    contact.read(bits(3), 0);
    contact.read(bits(3), BOUNCE_MS);
    contact.read(bits(), 100);
    contact.lookedAway();
    expect([contact.read(bits(), 5_000), contact.read(bits(), 5_000 + BOUNCE_MS)]).toEqual([false, true]);
  });
});

describe('the state of a contact', () => {
  it.each<[string, ContactPoint, number[], string]>([
    ['closed circuit, nothing wrong', door, [3], 'resting'],
    ['closed circuit, open or cut', door, [], 'alarmed'],
    ['open circuit, at rest', { input: 0, alarmAt: 1 }, [], 'resting'],
    ['open circuit, alarmed', { input: 0, alarmAt: 1 }, [0], 'alarmed'],
    ['change-over, at rest', key, [1], 'resting'],
    ['change-over, alarmed', key, [0], 'alarmed'],
    ['change-over, a wire cut', key, [], 'broken'],
    ['change-over, two wires that touch', key, [0, 1], 'broken'],
  ])('%s', (_, point, on, state) => {
    expect(stateOf(point, bits(...on))).toBe(state);
  });
});

describe('the inputs that are read', () => {
  it.each([
    [[], { from: 0, count: 0 }],
    [[undefined, door], { from: 3, count: 1 }],
    [[key, door], { from: 0, count: 4 }],
    [[{ input: 7, alarmAt: 1, opposite: 5 }], { from: 5, count: 3 }],
  ] as const)('hold all contacts: %j', (points, span) => {
    expect(spanOf(points)).toEqual(span);
  });
});
