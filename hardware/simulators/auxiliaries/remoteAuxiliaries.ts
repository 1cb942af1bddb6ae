import { createConnection, createServer, type Server } from 'node:net';
import { openJsonLines } from '../../lines/jsonLines.ts';
import type { Auxiliaries, OperatorSwitch } from '../../ports/auxiliaries.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
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

  const connect = () =>
    openJsonLines(createConnection(socketPath), {
      onValue: (value) => {
        if (!isPosition(value) || value.operatorSwitch === known) return;
        known = value.operatorSwitch;
        for (const listener of listeners) listener(known);
      },
      onClosed: () => {
        if (closed) return;
        retry = clock.setTimeout(() => {
          lines = connect();
        }, RETRY_MS);
      },
    });
  let lines = connect();

  return {
    onOperatorSwitch: (listener) => {
      listeners.push(listener);
      if (known !== null) listener(known);
    },
    ringForStaff: () => lines.send(ring),
    close: () => {
      closed = true;
      if (retry !== null) clock.clearTimeout(retry);
      lines.close();
    },
  };
}

/** Lets other processes see `auxiliaries`. @throws Error when the address cannot be used. */
export function serveAuxiliaries(socketPath: string, auxiliaries: SimulatedAuxiliaries): Promise<Server> {
  const server = createServer((socket) => {
    const tell = (operatorSwitch: OperatorSwitch): void => lines.send({ operatorSwitch } satisfies Position);
    const lines = openJsonLines(socket, {
      onValue: (value) => {
        if (isRing(value)) auxiliaries.ringForStaff();
      },
      onClosed: () => auxiliaries.offOperatorSwitch(tell),
    });
    auxiliaries.onOperatorSwitch(tell);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, () => resolve(server));
  });
}

function isPosition(value: unknown): value is Position {
  if (typeof value !== 'object' || value === null || !('operatorSwitch' in value)) return false;
  return value.operatorSwitch === 'run' || value.operatorSwitch === 'maintenance';
}

function isRing(value: unknown): value is typeof ring {
  return typeof value === 'object' && value !== null && 'ring' in value && value.ring === ring.ring;
}
