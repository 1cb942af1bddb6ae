import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** @typedef {import('./report.mjs').Outcome} Outcome */

/**
 * Runs `action` with the path of a report file to write, and gives its answer together with the parsed report, or
 * undefined when it wrote none.
 */
export async function withReport(action) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kiosk-report-'));
  try {
    const file = path.join(folder, 'report.json');
    const answer = await action(file);
    return { answer, report: parse(file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The tests of a Vitest JSON report. A file that could not even be loaded holds no failed test: the exit code tells.
 *
 * @returns {Outcome}
 */
export function countVitest(report, { code, output }) {
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = report ?? {};
  return atLeastOneFailure({ passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests, output }, code);
}

/**
 * The tests of a Playwright JSON report.
 *
 * @returns {Outcome}
 */
export function countPlaywright(report, { code, output }) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
  return atLeastOneFailure({ passed: expected, failed: unexpected + flaky, skipped, output }, code);
}

/** How many tests a Playwright report names, whether or not they were run. */
export function countListed(report) {
  const inSuite = ({ suites = [], specs = [] }) => specs.length + suites.reduce((sum, suite) => sum + inSuite(suite), 0);
  return inSuite({ suites: report?.suites });
}

/**
 * A command that is one test: its exit code.
 *
 * @returns {Outcome}
 */
export function countCommand({ code, output }) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output };
}

function atLeastOneFailure(outcome, code) {
  return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
}

function parse(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
