/**
 * Longest time that one step of a visit needs, a restart included, milliseconds. What is slower hangs: no test is quicker or
 * slower for it.
 */
export const STEP_MS = 20_000;
