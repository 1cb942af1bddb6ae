/** Wrong tries that cost no time (ours: fingers slip). */
const FREE_TRIES = 2;
/** What the next one costs, milliseconds; each after it twice as much (R-000-17; experience §6). */
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 8 * 60 * 60 * 1_000;

/**
 * How long a card is not looked at yet, milliseconds, after wrong tries in a row. By the wall clock, as a restart must not shorten it;
 * a clock that was put back does not make it longer than it was.
 */
export function waitMsOf(failures: { readonly count: number; readonly lastMs: number } | null, nowMs: number): number {
  if (failures === null || failures.count <= FREE_TRIES) return 0;
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures.count - FREE_TRIES - 1));
  return Math.min(whole, Math.max(0, failures.lastMs + whole - nowMs));
}
