import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ByteTransport, LineFault } from '../ports/byteTransport.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { createTcpLine } from './tcpLine.ts';

let server: Server;
let clock: VirtualClock;
let line: ByteTransport;
let lost: LineFault[];
let peers: Socket[];

beforeEach(async () => {
  peers = [];
  server = createServer((socket) => {
    // A peer that is broken off is no error of the test's.
    socket.on('error', () => undefined);
    peers.push(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  clock = new VirtualClock();
  lost = [];
  line = createTcpLine({ host: '127.0.0.1', port: portOf(server), clock });
  line.onLost((fault) => lost.push(fault));
});

afterEach(async () => {
  await line.close();
  for (const peer of peers) peer.destroy();
  server.close();
});

function portOf(listening: Server): number {
  return (listening.address() as AddressInfo).port;
}

/** Opens the line; answers the far end of its connection. */
async function connect(): Promise<Socket> {
  const arrival = once(server, 'connection') as Promise<[Socket]>;
  expect(await line.open()).toEqual({ ok: true });
  return (await arrival)[0];
}

describe('a line over TCP', () => {
  it('carries bytes both ways, and nothing is left waiting once it is open', async () => {
    const peer = await connect();
    expect(clock.pending).toBe(0);
    peer.on('data', (bytes) => peer.write(bytes));
    const heard = new Promise((resolve) => {
      line.onData(resolve);
    });
    line.write(Uint8Array.of(0x10, 0x04, 0x01));
    expect(await heard).toEqual(Uint8Array.of(0x10, 0x04, 0x01));
  });

  it('is absent when nobody listens there', async () => {
    const port = portOf(server);
    server.close();
    await once(server, 'close');
    const refused = createTcpLine({ host: '127.0.0.1', port, clock });
    expect(await refused.open()).toMatchObject({
      ok: false,
      error: { kind: 'line-absent', detail: expect.stringContaining('REFUSED') as string },
    });
    expect(clock.pending).toBe(0);
    expect(lost).toEqual([]);
  });

  it('is absent when the connection takes too long, and what becomes of it later does not matter', async () => {
    const opening = line.open();
    await Promise.resolve();
    // No event of the network has been heard yet.
    clock.advance(3_000);
    expect(await opening).toEqual({ ok: false, error: { kind: 'line-absent', detail: 'no connection within 3000 ms' } });
    line.write(Uint8Array.of(1));
    await connect();
    expect(lost).toEqual([]);
  });

  it('is lost once when the far end hangs up, and can be opened again', async () => {
    const peer = await connect();
    const loss = new Promise<LineFault>((resolve) => {
      line.onLost((fault) => {
        lost.push(fault);
        resolve(fault);
      });
    });
    peer.resetAndDestroy();
    expect(await loss).toMatchObject({ kind: 'line-lost' });
    line.write(Uint8Array.of(1));
    await connect();
    expect(lost).toHaveLength(1);
  });

  it('says nothing of a far end that says nothing: whoever speaks over it has a time-out of its own', async () => {
    const peer = await connect();
    peer.pause();
    line.write(new Uint8Array(1_000));
    await line.close();
    expect(lost).toEqual([]);
  });

  it('that is closed while it is being opened is absent', async () => {
    const opening = line.open();
    await Promise.resolve();
    await line.close();
    expect(await opening).toMatchObject({ ok: false, error: { kind: 'line-absent' } });
    expect(clock.pending).toBe(0);
  });
});
