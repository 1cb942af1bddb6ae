import { spawnSync } from 'node:child_process';

/** util-linux; Node itself cannot set a limit of its process. */
const PRLIMIT = '/usr/bin/prlimit';

/**
 * Forbids the kernel to write this process, or one that it starts, to the disk when it crashes: card keys and the journal's key lie in its
 * memory. The unit of the package says so too; this holds however the station was started.
 */
export function forbidCoreDumps(): void {
  // Where the program is missing the machine still serves: the doctor tells of it (`kiosk doctor --field`).
  spawnSync(PRLIMIT, ['--core=0:0', `--pid=${process.pid}`], { stdio: 'ignore', timeout: 1_000 });
}
