/**
 * What became of a stage.
 *
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [output]        what to show when it is not good
 * @property {string} [note]          why something was skipped, shown always
 * @property {string} [figures]       what was measured, shown always
 * @property {boolean} [maySkip]      skipping is allowed here: see {@link isGood}
 */

/** @param {Outcome} outcome */
export function isGood({ passed, failed, skipped, maySkip = false }) {
  if (failed > 0) return false;
  // A stage that ran nothing has proved nothing, and a test that is skipped quietly is a test that is gone.
  return maySkip ? passed + skipped > 0 : skipped === 0 && passed > 0;
}

/** @param {Outcome[]} outcomes */
export function totals(outcomes) {
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  // A stage that had nothing to run counts as a failure, so that the last line agrees with the exit code.
  const empty = outcomes.filter((outcome) => outcome.passed + outcome.failed + outcome.skipped === 0).length;
  return { passed: sum('passed'), failed: sum('failed') + empty, skipped: sum('skipped') };
}

/** @param {Outcome & { name: string, ms: number }} result */
export function row(result) {
  const { name, ms, passed, failed, skipped } = result;
  const cells = [passed, failed, skipped].map((count) => String(count).padStart(6));
  return `${isGood(result) ? 'ok  ' : 'FAIL'} ${name.padEnd(22)}${cells[0]} passed${cells[1]} failed${cells[2]} skipped ${(ms / 1000).toFixed(1).padStart(7)} s`;
}

export const lastLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
