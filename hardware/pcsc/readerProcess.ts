import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JsonChannel } from './jsonChannel.ts';

export interface ReaderProcessOptions {
  /** `serve`: one reader over the PC/SC protocol of this project. `list`: only tells the names of the readers. Default `serve`. */
  readonly task?: 'serve' | 'list';
  /** Told the process id of every process that begins. */
  readonly onSpawn?: (pid: number) => void;
}

/** util-linux; lets the kernel end the child with its parent, even one that loops in native code. */
const SETPRIV = '/usr/bin/setpriv';

/** The beginnings of the reader process lie beside this file, as source or compiled. */
const entry = (name: string): string =>
  fileURLToPath(new URL(`./reader-process/${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url));
const ENTRY = { serve: entry('main'), list: entry('list') } as const;

/**
 * Starts the process that owns the PC/SC reader, under the Node that runs this one: its native addon is built for
 * that. The environment is made from nothing, so that nobody can smuggle options into it.
 */
export function openReaderProcess({ task = 'serve', onSpawn }: ReaderProcessOptions = {}): JsonChannel {
  const node = [process.execPath, '--disable-sigusr1', ENTRY[task]];
  const [command = process.execPath, ...args] = isExecutable(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL', ...node] : node;
  const socket = process.env['PCSCLITE_CSOCK_NAME'];
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: socket === undefined ? {} : { PCSCLITE_CSOCK_NAME: socket },
  });
  let onClose: (reason: string) => void = () => undefined;
  let closed = false;

  function end(reason: string): void {
    if (closed) return;
    closed = true;
    // It may hang in native code, where it hears nothing softer.
    child.kill('SIGKILL');
    onClose(reason);
  }

  if (child.pid !== undefined) onSpawn?.(child.pid);
  child.on('error', (error) => end(error.message));
  let how = 'disconnected';
  child.on('exit', (code, signal) => {
    how = `exit ${code ?? signal ?? ''}`;
    // Its last words may still be in the channel, which breaks only after them.
    if (!child.connected) end(how);
  });
  child.on('disconnect', () => end(how));

  return {
    post(message) {
      // A channel that breaks while sending is noticed by 'exit'.
      if (!closed && child.connected) child.send(message, () => undefined);
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onClose(listener) {
      onClose = listener;
    },
    close: () => end('closed'),
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
