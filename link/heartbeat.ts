import type { Clock } from '../hardware/ports/clock.ts';

/** How often the station says that its event loop still turns; milliseconds. */
export const BEAT_MS = 1_000;

/**
 * Says `beat` now and then every {@link BEAT_MS}, out of the event loop that does the work: a loop that hangs is silent.
 * The next beat waits until the one before has left (`said` was called), so that a shell that does not listen is not
 * sent a heap of them.
 */
export function startHeartbeat(clock: Clock, beat: (said: () => void) => void): void {
  beat(() => {
    clock.setTimeout(() => startHeartbeat(clock, beat), BEAT_MS);
  });
}
