import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { PcscPort } from '../ports/pcsc.ts';
import type { JsonChannel } from './jsonChannel.ts';
import { lineChannel } from './lineChannel.ts';
import { servePcsc } from './servePcsc.ts';

/** A channel to a process that serves a simulated reader on a unix-domain socket. */
export function openBenchSocket(path: string): JsonChannel {
  return lineChannel(connect(path));
}

export interface BenchSocketServer {
  /** Hangs up on the kiosk, if there is one, and stops listening. */
  close(): Promise<void>;
}

/**
 * Serves a simulated reader on a unix-domain socket, to one kiosk at a time: a new connection ends the one before.
 * A socket file that a crash left behind is replaced. Each connection gets a port of its own.
 */
export async function serveBenchSocket(path: string, openPort: () => PcscPort): Promise<BenchSocketServer> {
  let current: JsonChannel | null = null;
  const server = createServer((socket) => {
    current?.close();
    current = lineChannel(socket);
    servePcsc(openPort, current);
  });
  rmSync(path, { force: true });
  server.listen(path);
  await once(server, 'listening');
  return {
    async close() {
      const closed = once(server, 'close');
      server.close();
      current?.close();
      await closed;
    },
  };
}
