import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { AddressInfo, ListenOptions } from 'node:net';
import type { Clock } from '../../hardware/ports/clock.ts';
import { type IssuerDoor, postTo, type RawAnswer } from '../../station/issuer/issuerDoor.ts';
import { FaultyWire } from './faultyWire.ts';
import type { WireScript } from './wireFaults.ts';

/** A door before the issuer's own, where requests and answers get lost by script. With the plug out it is shut. */
export interface FaultyDoor {
  readonly wire: WireScript;
  /** Where a machine knocks. */
  readonly door: IssuerDoor;
  /** Resolves when the plug is where it was put last: opening and shutting take a moment. */
  moved(): Promise<void>;
  close(): Promise<void>;
}

export interface FaultyDoorParts {
  readonly issuer: IssuerDoor;
  /** A unix socket; left out, any free port of 127.0.0.1. */
  readonly socketPath?: string;
  readonly clock: Clock;
  /** How late an answer is that is `late`, milliseconds. */
  readonly lateMs?: number;
}

/** What passes is answered as soon as the issuer has answered: only the machine's own deadline counts. */
const WITHOUT_DEADLINE = new AbortController().signal;

/** @throws Error when the address cannot be used. */
export async function openFaultyDoor({ issuer, socketPath, clock, lateMs }: FaultyDoorParts): Promise<FaultyDoor> {
  const wire = new FaultyWire<RawAnswer | null>(clock, lateMs);
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = (request.url ?? '').replace(/^\/v1\//, '');
    const body = JSON.parse(await textOf(request)) as object;
    const heard = await wire.carry(operation, async () => {
      const answer = await postTo(issuer, operation, body, { clock, signal: WITHOUT_DEADLINE });
      return answer.ok ? answer.value : null;
    });
    switch (heard.kind) {
      case 'answer':
        // Nobody behind this door: the machine hears as little as it would without one.
        if (heard.answer === null) response.destroy();
        else response.writeHead(heard.answer.status, { 'content-type': 'application/json' }).end(heard.answer.text);
        break;
      case 'server-error':
        response.writeHead(503).end('{}');
        break;
      case 'garbage':
        response.writeHead(200).end('<html>502 Bad Gateway');
        break;
      case 'switched':
        response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
        break;
      case 'nothing':
      case 'unplugged':
        // The connection stays as it is until the machine gives up: that is what a lost packet looks like.
        break;
    }
  }

  let place: ListenOptions = socketPath === undefined ? { host: '127.0.0.1', port: 0 } : { path: socketPath };
  const open = async (): Promise<void> => {
    if (socketPath !== undefined) rmSync(socketPath, { force: true });
    server.listen(place);
    await once(server, 'listening');
  };
  const shut = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await open();
  const { port } = socketPath === undefined ? (server.address() as AddressInfo) : { port: 0 };
  if (socketPath === undefined) place = { host: '127.0.0.1', port };

  // Opening and shutting take a moment, and must not overtake each other.
  let moving: Promise<void> = Promise.resolve();
  wire.script.onPlug((plugged) => {
    moving = moving.then(() => (plugged ? open() : shut()));
  });
  return {
    wire: wire.script,
    door:
      socketPath === undefined
        ? { kind: 'web', url: new URL(`http://127.0.0.1:${port}`), certificate: null }
        : { kind: 'socket', path: socketPath },
    moved: () => moving,
    async close() {
      await moving;
      if (wire.script.plugged) await shut();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += String(chunk);
  return text;
}
