import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../devices/virtualClock.ts';
import { type Life, ProcessClock } from './processClock.ts';

let clock: VirtualClock;
let life: Life;
let stalledUntilMs: number;
let process: ProcessClock;
let done: string[];

beforeEach(() => {
  clock = new VirtualClock();
  life = { alive: true };
  stalledUntilMs = 0;
  process = new ProcessClock(clock, life, () => stalledUntilMs);
  done = [];
});

describe('a process that stands still', () => {
  it('does what fell due meanwhile when it goes on, in the order in which it came', () => {
    process.setTimeout(() => done.push('second'), 20);
    process.setTimeout(() => done.push('first'), 10);
    stalledUntilMs = 1_000;
    clock.advance(15);
    process.whenAwake(() => done.push('heard between'));
    clock.advance(500);
    expect(done).toEqual([]);
    clock.advance(1_000);
    expect(done).toEqual(['first', 'heard between', 'second']);
  });

  it('does not do what was taken back, also when that had been postponed already', () => {
    const before = process.setTimeout(() => done.push('taken back before'), 10);
    const postponed = process.setTimeout(() => done.push('taken back when postponed'), 10);
    stalledUntilMs = 1_000;
    process.clearTimeout(before);
    clock.advance(500);
    process.clearTimeout(postponed);
    clock.advance(2_000);
    expect(done).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

it('a process that is dead does nothing any more', () => {
  process.setTimeout(() => done.push('late'), 10);
  life.alive = false;
  process.whenAwake(() => done.push('heard'));
  clock.advance(100);
  expect(done).toEqual([]);
});
