import { createConnection, type Socket } from 'node:net';
import type { ByteTransport, LineFault } from '../ports/byteTransport.ts';
import { fail, ok } from '../ports/result.ts';

/** A byte line over a unix socket: to simulated devices that live in a process of their own. */
export function createUnixSocketLine(path: string): ByteTransport {
  let socket: Socket | null = null;
  let hear: (bytes: Uint8Array) => void = () => undefined;
  let tellLost: (fault: LineFault) => void = () => undefined;

  const drop = (): void => {
    socket?.removeAllListeners();
    // A destroyed socket may still report what it was doing.
    socket?.on('error', () => undefined);
    socket?.destroy();
    socket = null;
  };

  return {
    open: () =>
      new Promise((resolve) => {
        drop();
        const opening = createConnection(path);
        socket = opening;
        opening.once('connect', () => resolve(ok()));
        opening.on('data', (chunk) => hear(chunk));
        opening.on('error', (cause) => resolve(fail({ kind: 'line-absent', detail: cause.message })));
        opening.on('close', () => {
          resolve(fail({ kind: 'line-absent', detail: `${path} was closed` }));
          if (socket !== opening) return;
          socket = null;
          tellLost({ kind: 'line-lost', detail: `${path} was closed` });
        });
      }),
    write: (bytes) => {
      socket?.write(bytes);
    },
    onData: (listener) => {
      hear = listener;
    },
    onLost: (listener) => {
      tellLost = listener;
    },
    close: () => {
      drop();
      return Promise.resolve();
    },
  };
}
