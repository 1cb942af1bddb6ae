import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LineDevice, serveLine } from './serveLine.ts';

/** Repeats what it hears, and can speak by itself. */
class Echo implements LineDevice {
  #send: (bytes: Uint8Array) => void = () => {};
  receive(bytes: Uint8Array): void {
    this.#send(bytes);
  }
  onSend(listener: (bytes: Uint8Array) => void): void {
    this.#send = listener;
  }
  says(...bytes: number[]): void {
    this.#send(Uint8Array.from(bytes));
  }
}

let folder: string;
let path: string;
let device: Echo;
const endings: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiosk-line-'));
  path = join(folder, 'line.sock');
  device = new Echo();
  const server = await serveLine(path, device);
  endings.push(() => server.close());
});

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
  await rm(folder, { recursive: true });
});

async function connect(): Promise<Socket> {
  const socket = createConnection(path);
  endings.push(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function answer(socket: Socket, ...bytes: number[]): Promise<unknown> {
  const heard = once(socket, 'data');
  socket.write(Uint8Array.from(bytes));
  const [chunk]: unknown[] = await heard;
  return chunk;
}

it('carries bytes both ways, every value of them', async () => {
  const socket = await connect();
  expect(await answer(socket, 0x7f, 0x00, 0xff, 0x80)).toEqual(Buffer.from([0x7f, 0x00, 0xff, 0x80]));
});

it('gives the line to the newest host', async () => {
  const first = await connect();
  await answer(first, 1);
  const firstClosed = once(first, 'close');
  const second = await connect();
  expect(await answer(second, 2)).toEqual(Buffer.from([2]));
  await firstClosed;
});

it('loses what is said while nobody listens, and the device lives on', async () => {
  const first = await connect();
  await answer(first, 1);
  first.destroy();
  await once(first, 'close');
  device.says(9);
  const second = await connect();
  expect(await answer(second, 2)).toEqual(Buffer.from([2]));
});
