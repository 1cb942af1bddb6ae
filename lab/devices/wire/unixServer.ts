import { createServer, type Socket } from 'node:net';

export interface UnixServer {
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

/** Listens on a unix socket. @throws Error when the address cannot be used (107 bytes at most). */
export function serveUnixSocket(path: string, onConnection: (socket: Socket) => void): Promise<UnixServer> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // A peer that breaks off is no error of ours; `close` follows.
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve({ close }));
  });
}
