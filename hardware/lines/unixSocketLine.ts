import { createConnection, type Socket } from 'node:net';
import type { ByteTransport, LineFault } from '../ports/byteTransport.ts';
import { fail, ok } from '../ports/result.ts';

/**
 * A unix socket in place of a serial port: simulated devices live in a process of their own during development.
 * Opening it again closes it first.
 */
export function createUnixSocketLine(path: string): ByteTransport {
  let hear: (bytes: Uint8Array) => void = () => undefined;
  let lose: (fault: LineFault) => void = () => undefined;
  let socket: Socket | null = null;

  /** A socket that has been put away is not heard any more. */
  const lost = (dying: Socket, detail: string): void => {
    if (socket !== dying) return;
    socket = null;
    dying.destroy();
    lose({ kind: 'line-lost', detail });
  };

  const putAway = (): Promise<void> => {
    const closing = socket;
    socket = null;
    if (closing === null || closing.closed) return Promise.resolve();
    return new Promise((resolve) => {
      closing.once('close', () => resolve());
      closing.destroy();
    });
  };

  return {
    async open() {
      await putAway();
      return new Promise((resolve) => {
        const next = createConnection(path);
        let connected = false;
        next.on('connect', () => {
          connected = true;
          socket = next;
          resolve(ok());
        });
        next.on('data', (bytes: Buffer) => {
          if (socket === next) hear(new Uint8Array(bytes));
        });
        next.on('error', (cause) => {
          if (connected) lost(next, cause.message);
          else resolve(fail({ kind: 'line-absent', detail: cause.message }));
        });
        next.on('close', () => lost(next, 'the far end hung up'));
      });
    },
    write(bytes) {
      if (socket?.writable === true) socket.write(bytes);
    },
    onData(listener) {
      hear = listener;
    },
    onLost(listener) {
      lose = listener;
    },
    close: putAway,
  };
}
