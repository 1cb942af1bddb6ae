import type { Random } from '../../hardware/ports/random.ts';

/** Full jitter: a pause is anything from nothing to `mostMs`, so that machines do not come back in step (ms). */
export function jitter(random: Random, mostMs: number): number {
  const [high = 0, low = 0] = random.bytes(2);
  return Math.floor(((high * 256 + low) / 65_536) * mostMs);
}
