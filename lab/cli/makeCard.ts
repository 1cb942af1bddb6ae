import { readFileSync, writeFileSync } from 'node:fs';
import { imageOfDescription } from '../devices/card/describedCard.ts';
import { needsBench, readLabConfig } from '../config.ts';

export interface MakeCard {
  /** Path of the description: JSON, see `describedCard.ts`. */
  readonly description: string;
  readonly out: string;
  /** Whether a file that is there may be replaced. */
  readonly force: boolean;
  /** The machine for which it is made; left out, a simulated one. */
  readonly config?: string;
  /** Milliseconds since 1970-01-01 UTC, where the description names no moment of its own. */
  readonly nowMs: number;
}

/**
 * Makes the image of an artificial card, 1,024 bytes.
 * @throws Error naming what is wrong, and where: the machine is a real one, the description, the file. Then nothing is written.
 */
export function makeCardImage({ description, out, force, config, nowMs }: MakeCard): void {
  if (config !== undefined && !needsBench(readLabConfig(config))) {
    throw new Error(`${config}: this machine has real parts: cards are made only for simulated ones`);
  }
  const image = imageOfDescription(readDescription(description), nowMs);
  if (!image.ok) throw new Error(`${description}: no card can be made of this description\n${image.error.replace(/^/gm, '  ')}`);
  try {
    // Neither seen nor touched between looking and writing: the flag is the look.
    writeFileSync(out, image.value, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') {
      throw new Error(`${out}: is there already; --force replaces it`, { cause });
    }
    throw new Error(`${out}: cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function readDescription(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const what = cause instanceof SyntaxError ? 'not JSON' : 'cannot be read';
    throw new Error(`${path}: ${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
