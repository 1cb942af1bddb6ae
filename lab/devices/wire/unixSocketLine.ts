import { createConnection } from 'node:net';
import type { ByteTransport } from '../../../hardware/ports/byteTransport.ts';
import { createSocketLine } from '../../../hardware/lines/socketLine.ts';

/** A unix socket in place of a serial port: simulated devices live in a process of their own during development. */
export function createUnixSocketLine(path: string): ByteTransport {
  return createSocketLine(() => createConnection(path));
}
