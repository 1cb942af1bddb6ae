import type { Clock, Timer } from '../../hardware/ports/clock.ts';
import type { Random } from '../../hardware/ports/random.ts';
import type { Log } from '../../hardware/ports/log.ts';

/**
 * How a piece of work ended. `more`: there is more to do at once; `over`: it is never to be done again; `failed` says why,
 * for the log.
 */
export type ErrandEnd = 'done' | 'more' | 'over' | { readonly failed: string };

export interface ErrandParts {
  /** For the log. */
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Between two rounds, milliseconds; each pause is up to a quarter longer or shorter, so that machines do not ask in step. */
  readonly everyMs: number;
  /** Never runs twice at once. What it throws is a failure like another. */
  readonly work: () => Promise<ErrandEnd>;
}

/** Something that a machine does with its issuer now and then, whether anybody stands before it or not. */
export interface Errand {
  start(): void;
  /** What is on its way may still end; nothing begins any more. */
  stop(): void;
}

/** When the power comes back every machine of a hall starts in the same second: spread over these milliseconds. */
const FIRST_MS = 10_000;

/** Between two pieces of one job: a machine that was offline for hours must not hold up its passenger to catch up. */
const MORE_MS = 200;

/** After a failure, doubled by each further one up to the errand's own pace; half of it is by chance. */
const RETRY_MS = 5_000;

export function createErrand({ name, clock, random, log, everyMs, work }: ErrandParts): Errand {
  let timer: Timer | null = null;
  let running = false;
  let failures = 0;

  const pauseAfter = (end: Exclude<ErrandEnd, 'over'>): number => {
    if (typeof end === 'object') {
      failures += 1;
      if (failures === 1) log.write('issuer.errand-failed', { errand: name, why: end.failed });
      return Math.min(everyMs, RETRY_MS * 2 ** (failures - 1)) * (0.5 + chance(random) / 2);
    }
    if (failures > 0) log.write('issuer.errand-works', { errand: name, failures });
    failures = 0;
    return end === 'more' ? MORE_MS : everyMs * (0.75 + chance(random) / 2);
  };
  const run = async (): Promise<void> => {
    const end = await work().catch((cause: unknown) => ({ failed: cause instanceof Error ? cause.message : String(cause) }));
    if (running && end !== 'over') wait(pauseAfter(end));
  };
  const wait = (ms: number): void => {
    timer = clock.setTimeout(() => void run(), ms);
  };
  return {
    start() {
      running = true;
      wait(chance(random) * FIRST_MS);
    },
    stop() {
      running = false;
      if (timer !== null) clock.clearTimeout(timer);
    },
  };
}

/** 0 to 1. */
function chance(random: Random): number {
  const [high = 0, low = 0] = random.bytes(2);
  return (high * 256 + low) / 65_536;
}
