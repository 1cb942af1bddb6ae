import type { Socket } from 'node:net';
import type { ByteTransport, LineFault } from '../ports/byteTransport.ts';
import type { Clock } from '../ports/clock.ts';
import { fail, ok } from '../ports/result.ts';

/** How long a connection may take to be made. */
export interface ConnectDeadline {
  readonly clock: Clock;
  /** Milliseconds. */
  readonly ms: number;
}

/**
 * A stream socket in place of a serial port. Opening it again closes it first, also while it is still being connected.
 * @param dial begins a connection
 */
export function createSocketLine(dial: () => Socket, deadline?: ConnectDeadline): ByteTransport {
  let deliver: (bytes: Uint8Array) => void = () => undefined;
  let lose: (fault: LineFault) => void = () => undefined;
  let socket: Socket | null = null;

  /** A socket that has been put away delivers nothing any more. */
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
        const next = dial();
        socket = next;
        let connected = false;
        const absent = (detail: string): void => {
          if (socket === next) socket = null;
          next.destroy();
          resolve(fail({ kind: 'line-absent', detail }));
        };
        const timer = deadline?.clock.setTimeout(() => absent(`no connection within ${deadline.ms} ms`), deadline.ms);
        const decided = (): void => {
          if (timer !== undefined) deadline?.clock.clearTimeout(timer);
        };
        next.on('connect', () => {
          decided();
          connected = true;
          resolve(ok());
        });
        next.on('data', (bytes: Buffer) => {
          if (socket === next) deliver(new Uint8Array(bytes));
        });
        next.on('error', (cause) => {
          decided();
          if (connected) lost(next, cause.message);
          else absent(cause.message);
        });
        next.on('close', () => {
          decided();
          if (connected) lost(next, 'the far end hung up');
          else absent('closed before it was connected');
        });
      });
    },
    write(bytes) {
      if (socket?.writable === true) socket.write(bytes);
    },
    onData(listener) {
      deliver = listener;
    },
    onLost(listener) {
      lose = listener;
    },
    close: putAway,
  };
}
