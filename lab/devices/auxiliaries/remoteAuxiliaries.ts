import { createConnection } from 'node:net';
import { serveUnixSocket, type UnixServer } from '../wire/unixServer.ts';
import type { JsonChannel } from '../../../hardware/pcsc/jsonChannel.ts';
import { lineChannel } from '../wire/lineChannel.ts';
import type { Auxiliaries, OperatorSwitch } from '../../../hardware/ports/auxiliaries.ts';
import type { Clock, Timer } from '../../../hardware/ports/clock.ts';
import type { SimulatedAuxiliaries } from './simulatedAuxiliaries.ts';

/**
 * The small parts in another process, over a unix socket. From there one line with the position when the connection
 * stands, and one for each change; from here one for each ring of the bell.
 */

/** Pause before a lost connection is opened again; milliseconds. */
const RETRY_MS = 250;

interface Position {
  readonly operatorSwitch: OperatorSwitch;
}

const ring = { ring: 'staff' } as const;

/** While the other process is away the last known position stands and the bell is not heard. `close` ends it for good. */
export function createRemoteAuxiliaries(socketPath: string, clock: Clock): Auxiliaries & { close(): void } {
  let known: OperatorSwitch | null = null;
  let closed = false;
  let retry: Timer | null = null;
  const listeners: ((position: OperatorSwitch) => void)[] = [];

  const connect = (): JsonChannel => {
    const opened = lineChannel(createConnection(socketPath));
    opened.onMessage((value) => {
      if (!isPosition(value) || value.operatorSwitch === known) return;
      known = value.operatorSwitch;
      for (const listener of listeners) listener(known);
    });
    opened.onClose(() => {
      if (closed) return;
      retry = clock.setTimeout(() => {
        channel = connect();
      }, RETRY_MS);
    });
    return opened;
  };
  let channel = connect();

  return {
    onOperatorSwitch: (listener) => {
      listeners.push(listener);
      if (known !== null) listener(known);
    },
    ringForStaff: () => channel.post(ring),
    close: () => {
      closed = true;
      if (retry !== null) clock.clearTimeout(retry);
      channel.close();
    },
  };
}

/** Lets other processes see `auxiliaries`. @throws Error when the address cannot be used. */
export function serveAuxiliaries(socketPath: string, auxiliaries: SimulatedAuxiliaries): Promise<UnixServer> {
  return serveUnixSocket(socketPath, (socket) => {
    const channel = lineChannel(socket);
    const tell = (operatorSwitch: OperatorSwitch): void => channel.post({ operatorSwitch } satisfies Position);
    channel.onMessage((value) => {
      if (isRing(value)) auxiliaries.ringForStaff();
    });
    channel.onClose(() => auxiliaries.offOperatorSwitch(tell));
    auxiliaries.onOperatorSwitch(tell);
  });
}

function isPosition(value: unknown): value is Position {
  if (typeof value !== 'object' || value === null || !('operatorSwitch' in value)) return false;
  return value.operatorSwitch === 'run' || value.operatorSwitch === 'maintenance';
}

function isRing(value: unknown): value is typeof ring {
  return typeof value === 'object' && value !== null && 'ring' in value && value.ring === ring.ring;
}
