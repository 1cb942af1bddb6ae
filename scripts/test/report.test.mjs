import { describe, expect, it } from 'vitest';
import { countCommand, countListed, countPlaywright, countVitest } from './counts.mjs';
import { isGood, lastLine, totals } from './report.mjs';

const outcome = (passed, failed, skipped, more = {}) => ({ passed, failed, skipped, ...more });

describe('a stage', () => {
  it.each([
    ['passed everything', outcome(3, 0, 0), true],
    ['failed one', outcome(3, 1, 0), false],
    ['skipped one', outcome(3, 0, 1), false],
    ['ran nothing', outcome(0, 0, 0), false],
    ['skipped one that may be skipped', outcome(0, 0, 1, { maySkip: true }), true],
    ['failed one where skipping is allowed', outcome(0, 1, 1, { maySkip: true }), false],
    ['ran nothing where skipping is allowed', outcome(0, 0, 0, { maySkip: true }), false],
  ])('that %s', (_what, result, good) => {
    expect(isGood(result)).toBe(good);
  });
});

describe('the last line', () => {
  it('sums the stages', () => {
    expect(lastLine(totals([outcome(3, 0, 0), outcome(10, 2, 1)]))).toBe('13 passed, 2 failed, 1 skipped');
  });

  it('counts a stage that ran nothing as a failure', () => {
    expect(lastLine(totals([outcome(3, 0, 0), outcome(0, 0, 0)]))).toBe('3 passed, 1 failed, 0 skipped');
  });
});

describe('counts', () => {
  const ended = (code) => ({ code, stdout: '', output: 'text' });

  it('takes those of Vitest, and what is left to do as skipped', () => {
    const report = { numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 };
    expect(countVitest(report, ended(1))).toEqual(outcome(5, 2, 2, { output: 'text' }));
  });

  it('takes a file that could not be loaded as a failure, though no test failed', () => {
    const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
    expect(countVitest(report, ended(1)).failed).toBe(1);
  });

  it('takes a missing report as a failure', () => {
    expect(countVitest(undefined, ended(1))).toEqual(outcome(0, 1, 0, { output: 'text' }));
    expect(isGood(countVitest(undefined, ended(0)))).toBe(false);
    expect(isGood(countPlaywright(undefined, ended(0)))).toBe(false);
  });

  it('takes those of Playwright, and a test that passed at a second try as failed', () => {
    expect(countPlaywright({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } }, ended(1))).toEqual(
      outcome(4, 2, 2, { output: 'text' }),
    );
  });

  it('counts what Playwright lists', () => {
    expect(countListed({ suites: [{ specs: [{}], suites: [{ specs: [{}, {}] }] }, { specs: [] }] })).toBe(3);
  });

  it('takes a command as one test', () => {
    expect(countCommand(ended(0))).toEqual(outcome(1, 0, 0, { output: 'text' }));
    expect(countCommand(ended(3))).toEqual(outcome(0, 1, 0, { output: 'text' }));
  });
});
