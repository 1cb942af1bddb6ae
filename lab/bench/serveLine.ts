import type { Socket } from 'node:net';
import { serveUnixSocket, type UnixServer } from '../devices/wire/unixServer.ts';

/** A simulated device that speaks bytes, as on a serial line. */
export interface LineDevice {
  /** Bytes from the host. */
  receive(bytes: Uint8Array): void;
  /** Bytes to the host. One listener. */
  onSend(listener: (bytes: Uint8Array) => void): void;
}

/**
 * Puts `device` behind a unix socket. A serial line has one host: a new connection takes the line over. What the
 * device sends while nobody listens is lost.
 * @throws Error when the address cannot be used.
 */
export function serveLine(socketPath: string, device: LineDevice): Promise<UnixServer> {
  let host: Socket | null = null;
  device.onSend((bytes) => {
    if (host?.writable === true) host.write(bytes);
  });
  return serveUnixSocket(socketPath, (socket) => {
    host?.destroy();
    host = socket;
    socket.on('data', (bytes) => {
      if (typeof bytes !== 'string') device.receive(new Uint8Array(bytes));
    });
    socket.on('close', () => {
      if (host === socket) host = null;
    });
  });
}
