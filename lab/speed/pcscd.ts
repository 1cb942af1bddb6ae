import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, watch } from 'node:fs';
import { connect } from 'node:net';
import { assertOwnNamespace } from './ownNamespace.ts';

/** The real PC/SC service, in this process's own namespace, with Debian's two virtual readers on TCP 35963 and 35964. */
export interface Pcscd {
  readonly pid: number;
  /** Everything it has written so far. */
  log(): string;
  /** Ends it and resolves when it is gone; `SIGKILL` leaves its socket file behind, as a crash does. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const FOLDER = '/run/pcscd';
const SOCKET = `${FOLDER}/pcscd.comm`;

export interface PcscdOptions {
  /** Where it finds its readers that are not on USB (reader.conf(5)). Default: the system's folder. */
  readonly configFolder?: string;
}

/** Starts pcscd and resolves when a client can connect to it. Rejects with its output when it ends before that. */
export async function startPcscd({ configFolder }: PcscdOptions = {}): Promise<Pcscd> {
  assertOwnNamespace();
  for (const left of ['pcscd.comm', 'pcscd.pid']) rmSync(`${FOLDER}/${left}`, { force: true });
  const listening = socketAppears();
  const readers = configFolder === undefined ? [] : ['--config', configFolder];
  const service = spawn('pcscd', ['--foreground', '--info', ...readers], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [service.stdout, service.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  try {
    await Promise.race([listening.seen, endOf(service).then(() => Promise.reject(new Error(`pcscd ended at once:\n${output}`)))]);
    await clientConnects();
  } finally {
    listening.stop();
  }
  return {
    pid: service.pid ?? Number.NaN,
    log: () => output,
    async stop(signal = 'SIGTERM') {
      const ended = endOf(service);
      service.kill(signal);
      await ended;
    },
  };
}

async function endOf(service: ChildProcess): Promise<void> {
  if (service.exitCode === null && service.signalCode === null) await once(service, 'exit');
}

/** Resolves when the socket file is made. */
function socketAppears(): { readonly seen: Promise<void>; stop(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const watcher = watch(FOLDER, (_event, name) => {
    if (name === 'pcscd.comm') resolve();
  });
  return { seen: promise, stop: () => watcher.close() };
}

/** The file exists a moment before the service listens on it: a refused client tries again. */
async function clientConnects(): Promise<void> {
  for (;;) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const client = connect(SOCKET, () => resolve(true)).on('error', () => resolve(false));
    const connected = await promise;
    client.destroy();
    if (connected) return;
  }
}
