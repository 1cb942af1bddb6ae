import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A program of the source tree by its place relative to this folder: the bench is a tool of developers, not of machines. */
export function beside(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** A tick of the kernel's accounts, milliseconds (USER_HZ is 100 on Linux). */
const TICK_MS = 10;

/** What a program told over its channel. */
export interface Told {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface Program {
  /** The next message of this type that also fulfils `which`. Rejects when the program ends before it. */
  told(type: string, which?: (message: Told) => boolean): Promise<Told>;
  /** Processor time that it has used so far, its own and the kernel's for it; milliseconds. Linux counts it by the tick, 10 ms. */
  cpuMs(): number;
  /** The most memory that it had at once so far, MB (VmHWM of proc(5)). */
  peakMb(): number;
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
    cpuMs: () => {
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
      // The name of the program may hold spaces; the fields behind it are counted from its end (proc(5)).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return TICK_MS * (Number(fields[11]) + Number(fields[12]));
    },
    peakMb: () => Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024,
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
