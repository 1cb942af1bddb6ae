import { spawn } from 'node:child_process';

/** A child process as its supervisor sees it. */
export interface Child {
  readonly pid: number | undefined;
  /** Hands over a JSON value; dropped when the child is gone. */
  send(message: object): void;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, also when the process could not even be started; `how` is for the log. */
  onExit(listener: (how: string) => void): void;
}

export interface NodeChildOptions {
  /** The Node 24 binary; never the one that happens to be on PATH. */
  readonly nodePath: string;
  readonly entry: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Starts a plain Node process with a JSON channel.
 *
 * - Never `fork`: inside Electron it would start Electron.
 * - `--disable-sigusr1`: otherwise anybody with the same user could open the inspector of the process that holds money.
 * - Its own process group: Ctrl-C in a terminal reaches the shell alone, which then ends its children in order. A child
 *   notices the death of its shell by the channel's `disconnect`.
 */
export function startNodeChild({ nodePath, entry, args, env }: NodeChildOptions): Child {
  const child = spawn(nodePath, ['--disable-sigusr1', entry, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'json',
    detached: true,
    env: { ...env },
  });
  let gone = false;
  return {
    pid: child.pid,
    send: (message) => {
      // The callback takes the error of a channel that closes at this very moment; `exit` tells the rest.
      if (!gone && child.connected) child.send(message, () => {});
    },
    kill: (signal) => {
      if (!gone) child.kill(signal);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      const tell = (how: string): void => {
        if (gone) return;
        gone = true;
        listener(how);
      };
      child.on('exit', (code, signal) => tell(signal === null ? `exit code ${code}` : `signal ${signal}`));
      child.on('error', (error) => {
        if (child.pid === undefined) tell(error.message);
      });
    },
  };
}

/**
 * The environment of a child, built from nothing: NODE_OPTIONS and the like must not reach the process that holds
 * money. PATH names the system's own folders only (the station starts `setpriv` and `espeak-ng`).
 */
export function childEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const env: Record<string, string> = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' };
  for (const name of ['HOME', 'TMPDIR', 'XDG_RUNTIME_DIR']) {
    const value = own[name];
    if (value !== undefined) env[name] = value;
  }
  return env;
}
