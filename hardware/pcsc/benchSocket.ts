import { connect, createServer, type Server } from 'node:net';
import type { PcscPort } from '../ports/pcsc.ts';
import type { JsonChannel } from './jsonChannel.ts';
import { lineChannel } from './lineChannel.ts';
import { servePcsc } from './servePcsc.ts';

/** A channel to a process that serves a simulated reader on a unix-domain socket. */
export function openBenchSocket(path: string): JsonChannel {
  return lineChannel(connect(path));
}

/**
 * Serves one simulated reader on a unix-domain socket, to one kiosk at a time: a new connection gets a port of its
 * own. The caller closes the server.
 */
export function serveBenchSocket(path: string, openPort: () => PcscPort): Server {
  const server = createServer((socket) => servePcsc(openPort, lineChannel(socket)));
  return server.listen(path);
}
