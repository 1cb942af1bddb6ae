import { describe, expect, it } from 'vitest';
import { tearAct, TORN_ACTS } from './tearMatrix.ts';
import { sumUpTear } from './tearRun.ts';

/** Few cases of each act here: all of them are a proof of their own (`kiosk simulate --tear`). */
const EACH = 300;

describe.each(Array.from({ length: TORN_ACTS }, (_, index) => index))('act %i', (index) => {
  it('torn away anywhere ends on a screen that tells something, balanced, and done once at most', async () => {
    const report = await tearAct(index, EACH);
    expect(report.cases.length).toBeGreaterThan(2);
    expect(report.cases.filter(({ violations, exceptions }) => violations.length + exceptions.length > 0)).toEqual([]);
  });
});

it('the same cases come to the same end, to the last event', async () => {
  const [once, again] = [await tearAct(1, EACH), await tearAct(1, EACH)];
  expect(again.digest).toBe(once.digest);
});

it('a failed case is counted, and named with all that repeats it', () => {
  const torn = {
    act: 'refund',
    apdu: 3,
    command: 'ffd60004',
    fault: 'card-torn',
    returns: 'puts-it-back',
    elsewhere: [],
    screen: null,
    ends: ['open'],
  } as const;
  const report = {
    act: 'refund',
    apdus: 3,
    digest: '',
    cases: [
      { ...torn, violations: ['no screen tells the passenger anything: dark'], exceptions: [] },
      { ...torn, screen: 'same-card', ends: ['done'], violations: [], exceptions: ['error effect.broke an effect broke'] },
      { ...torn, screen: 'same-card', ends: ['done'], violations: [], exceptions: [] },
    ],
  } as const;
  expect(sumUpTear([report])).toMatchObject({
    cases: 3,
    violations: 1,
    exceptions: 1,
    acts: [{ screens: { dark: 1, 'same-card': 2 }, ends: { open: 1, done: 2 } }],
    failed: [report.cases[0], report.cases[1]],
  });
});
