import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program of the source tree by its place relative to this folder: the bench is a tool of developers, not of machines. */
export function beside(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** What a program told over its channel. */
export interface Told {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface Program {
  /** The next message of this type that also fulfils `which`. Rejects when the program ends before it. */
  told(type: string, which?: (message: Told) => boolean): Promise<Told>;
  kill(): Promise<void>;
}

/** Starts a program under this very Node, with a channel and nothing of our environment. */
export function startProgram(args: readonly string[]): Program {
  const child = spawn(process.execPath, ['--disable-sigusr1', ...args], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: {} });
  const gone = once(child, 'exit');
  return {
    told: (type, which = () => true) =>
      new Promise((resolve, reject) => {
        const hear = (message: unknown): void => {
          if (!isTold(message) || message.type !== type || !which(message)) return;
          child.off('message', hear);
          child.off('exit', fail);
          resolve(message);
        };
        const fail = (code: number | null): void => reject(new Error(`${args[0] ?? ''} ended with ${code ?? 'a signal'} before "${type}"`));
        child.on('message', hear);
        child.on('exit', fail);
      }),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function isTold(message: unknown): message is Told {
  return typeof message === 'object' && message !== null && 'type' in message && typeof message.type === 'string';
}
