import { createConnection } from 'node:net';
import { serveUnixSocket, type UnixServer } from '../wire/unixServer.ts';
import type { JsonChannel } from '../../../hardware/pcsc/jsonChannel.ts';
import { lineChannel } from '../wire/lineChannel.ts';
import type { Auxiliaries, DoorPosition, Lights, OperatorSwitch } from '../../../hardware/ports/auxiliaries.ts';
import type { Clock, Timer } from '../../../hardware/ports/clock.ts';
import type { SimulatedAuxiliaries } from './simulatedAuxiliaries.ts';

/**
 * The small parts in another process, over a unix socket. From there one line with the positions when the connection
 * stands, and one for each change; from here one for each ring of the bell and each change of the lights.
 */

/** Pause before a lost connection is opened again; milliseconds. */
const RETRY_MS = 250;

interface Position {
  readonly operatorSwitch: OperatorSwitch;
  readonly door: DoorPosition;
}

const ring = { ring: 'staff' } as const;

interface LightsMessage {
  readonly lights: Lights;
}

/** While the other process is away the last known position stands and the bell is not heard. `close` ends it for good. */
export function createRemoteAuxiliaries(socketPath: string, clock: Clock): Auxiliaries & { close(): void } {
  let known: Position | null = null;
  let lights: Lights = { tray: false, slot: false };
  let closed = false;
  let retry: Timer | null = null;
  const listeners: ((position: OperatorSwitch) => void)[] = [];
  const doorListeners: ((door: DoorPosition) => void)[] = [];

  const connect = (): JsonChannel => {
    const opened = lineChannel(createConnection(socketPath));
    opened.onMessage((value) => {
      if (!isPosition(value)) return;
      const before = known;
      known = value;
      if (value.operatorSwitch !== before?.operatorSwitch) for (const listener of listeners) listener(value.operatorSwitch);
      if (value.door !== before?.door) for (const listener of doorListeners) listener(value.door);
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
      if (known !== null) listener(known.operatorSwitch);
    },
    onDoor: (listener) => {
      doorListeners.push(listener);
      if (known !== null) listener(known.door);
    },
    // A simulated cable does not break.
    onFault: () => undefined,
    ringForStaff: () => channel.post(ring),
    light: (next) => {
      if (next.tray === lights.tray && next.slot === lights.slot) return;
      lights = next;
      channel.post({ lights } satisfies LightsMessage);
    },
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
    const tell = (): void => channel.post({ operatorSwitch: auxiliaries.operatorSwitch, door: auxiliaries.door } satisfies Position);
    channel.onMessage((value) => {
      if (isRing(value)) auxiliaries.ringForStaff();
      else if (isLights(value)) auxiliaries.light(value.lights);
    });
    channel.onClose(() => {
      auxiliaries.offOperatorSwitch(tell);
      auxiliaries.offDoor(tell);
    });
    auxiliaries.onOperatorSwitch(tell);
    auxiliaries.onDoor(tell);
  });
}

function isPosition(value: unknown): value is Position {
  if (typeof value !== 'object' || value === null || !('operatorSwitch' in value)) return false;
  if (!('door' in value) || (value.door !== 'open' && value.door !== 'closed')) return false;
  return value.operatorSwitch === 'run' || value.operatorSwitch === 'maintenance';
}

function isLights(value: unknown): value is LightsMessage {
  if (typeof value !== 'object' || value === null || !('lights' in value)) return false;
  const { lights } = value;
  if (typeof lights !== 'object' || lights === null || !('tray' in lights) || !('slot' in lights)) return false;
  return typeof lights.tray === 'boolean' && typeof lights.slot === 'boolean';
}

function isRing(value: unknown): value is typeof ring {
  return typeof value === 'object' && value !== null && 'ring' in value && value.ring === ring.ring;
}
