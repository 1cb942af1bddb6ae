import { readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** What Chromium (and Electron) lay into a profile while they use it. The first is a link to `<host name>-<process id>`. */
const MARKS = ['SingletonLock', 'SingletonSocket', 'SingletonCookie'] as const;

/**
 * Forgets who used a profile under another name of this machine: after a change of host name Chromium takes its own mark for another
 * computer's and never opens again. Only one station uses a data folder, and its own lock sees to that; a mark of this very machine is left
 * to Chromium, which looks whether that process lives.
 */
export function forgetForeignLock(profile: string, host: string = hostname()): void {
  const owner = ownerOf(join(profile, MARKS[0]));
  if (owner === null || owner.slice(0, owner.lastIndexOf('-')) === host) return;
  for (const mark of MARKS) rmSync(join(profile, mark), { force: true });
}

function ownerOf(lock: string): string | null {
  try {
    return readlinkSync(lock);
  } catch {
    return null;
  }
}
