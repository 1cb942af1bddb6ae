import { spawn } from 'node:child_process';
import type { Clock } from '../hardware/ports/clock.ts';
import type { Log } from '../hardware/ports/log.ts';

/** Signs of life in the time after which the service manager gives this process up. */
const SIGNS = 4;

export interface WatchdogOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  /** Stands in for systemd's own program in tests. */
  readonly notify?: (socket: string, failed: (why: string) => void) => void;
}

/**
 * Tells systemd again and again that this event loop turns, when its unit has a watchdog (`WatchdogSec=`). The station
 * and the page are watched by this process; nobody else watches this one.
 *
 * `WATCHDOG_PID` is not asked: it names the unit's main process, which is the compositor around this one.
 */
export function feedWatchdog({ env, clock, log, notify = systemdNotify }: WatchdogOptions): void {
  const socket = env['NOTIFY_SOCKET'];
  const limitMs = Number(env['WATCHDOG_USEC']) / 1_000;
  if (socket === undefined || socket === '' || !(limitMs > 0)) return;
  const failed = (why: string): void => log.write('shell.watchdog-failed', { why });
  const feed = (): void => {
    notify(socket, failed);
    clock.setTimeout(feed, limitMs / SIGNS);
  };
  feed();
}

/** The socket takes datagrams, which Node cannot send to a path: systemd's own program does it. */
function systemdNotify(socket: string, failed: (why: string) => void): void {
  const child = spawn('systemd-notify', ['WATCHDOG=1'], { stdio: 'ignore', env: { PATH: '/usr/bin:/bin', NOTIFY_SOCKET: socket } });
  child.once('error', (error) => failed(error.message));
  child.once('exit', (code) => {
    if (code !== 0) failed(`exit code ${code}`);
  });
}
