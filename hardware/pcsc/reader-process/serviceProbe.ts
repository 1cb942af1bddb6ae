import { connect } from 'node:net';

/** Where pcscd listens, unless the environment names another place (libpcsclite's own variable). */
const USUAL_SOCKET = '/run/pcscd/pcscd.comm';

/**
 * Whether pcscd answers. Its socket file proves nothing: it stays behind after a crash. This matters because the
 * library's constructor waits for the service in a loop that nothing can interrupt.
 */
export function isServiceUp(socketPath: string = process.env['PCSCLITE_CSOCK_NAME'] ?? USUAL_SOCKET): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const answer = (up: boolean): void => {
      socket.destroy();
      resolve(up);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
