import { connect } from 'node:net';

/** Where pcscd listens, unless the environment names another place (libpcsclite's own variable). */
export function serviceSocket(): string {
  return process.env['PCSCLITE_CSOCK_NAME'] ?? '/run/pcscd/pcscd.comm';
}

/**
 * `answers`: somebody took us in. `mute`: somebody listens, and takes nobody in. `dead`: the file was left behind by a
 * crash. `forbidden`: not for this user.
 */
export type SocketState = 'answers' | 'mute' | 'dead' | 'absent' | 'forbidden';

const STATES: Readonly<Record<string, SocketState>> = {
  ENOENT: 'absent',
  ENOTDIR: 'absent',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EAGAIN: 'mute',
};

/** Knocks at a unix socket. A full queue is told at once; whoever wants to be sure not to wait aborts `signal`. */
export function askSocket(path: string, signal?: AbortSignal): Promise<SocketState> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const answer = (state: SocketState): void => {
      socket.destroy();
      resolve(state);
    };
    signal?.addEventListener('abort', () => answer('mute'));
    socket.once('connect', () => answer('answers'));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => answer(STATES[code ?? ''] ?? 'dead'));
  });
}

/** `up`: it has taken us in and hung up on us. `down`: nobody is there. `full`: those who wait to be taken in fill its queue. */
export type ServiceState = 'up' | 'down' | 'full';

/**
 * Whether pcscd is there. Its socket file proves nothing: it stays behind after a crash. Nor does being let in: the kernel
 * does that, also for a service that is frozen. So we say at once that nothing will follow, and wait for it to hang up,
 * which takes it less than a millisecond. While it is frozen this does not end: whoever asks has a deadline.
 *
 * It matters because the library's constructor waits for the service in a loop that nothing can interrupt, and because a
 * frozen service tells of no card: nobody would notice.
 */
export function knockAtService(): Promise<ServiceState> {
  return new Promise((resolve) => {
    const socket = connect(serviceSocket());
    let state: ServiceState = 'down';
    socket.once('connect', () => {
      state = 'up';
      socket.end();
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EAGAIN') state = 'full';
    });
    socket.once('close', () => resolve(state));
    // The end of a stream is heard only by who reads it.
    socket.resume();
  });
}

/** Resolves when pcscd has given a sign of life, or is openly away, which the library tells. @throws Error when it takes nobody in. */
export async function signOfLife(): Promise<void> {
  if ((await knockAtService()) === 'full') throw new Error('pcscd takes nobody in');
}
