import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ByteTransport, LineFault } from '../../../hardware/ports/byteTransport.ts';
import { createUnixSocketLine } from './unixSocketLine.ts';

let folder: string;
let path: string;
let line: ByteTransport;
let server: Server | null;
let received: number[];
let lost: LineFault[];
let stir: () => void;

/** Waits until something has happened that makes `condition` true; the test's own time limit is the bound. */
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) {
    await new Promise<void>((resolve) => {
      stir = resolve;
    });
  }
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'line-'));
  path = join(folder, 'device.sock');
  line = createUnixSocketLine(path);
  server = null;
  received = [];
  lost = [];
  stir = () => undefined;
  line.onData((bytes) => {
    received.push(...bytes);
    stir();
  });
  line.onLost((fault) => {
    lost.push(fault);
    stir();
  });
});

afterEach(async () => {
  await line.close();
  const open = server;
  if (open !== null) await new Promise((resolve) => open.close(resolve));
  rmSync(folder, { recursive: true });
});

/** Opens the line; answers the far end of the first connection. */
const connect = async (): Promise<Socket> => {
  const peer = new Promise<Socket>((resolve) => {
    server = createServer(resolve);
  });
  await new Promise<void>((resolve) => {
    server?.listen(path, resolve);
  });
  expect(await line.open()).toEqual({ ok: true });
  return peer;
};

describe('a line over a unix socket', () => {
  it('is absent when nobody listens, and drops what is written', async () => {
    expect(await line.open()).toMatchObject({ ok: false, error: { kind: 'line-absent' } });
    line.write(Uint8Array.of(1));
    expect(lost).toEqual([]);
  });

  it('carries bytes both ways', async () => {
    const peer = await connect();
    peer.on('data', (bytes) => peer.write(bytes));
    line.write(Uint8Array.of(0x7f, 0x80));
    line.write(Uint8Array.of(0x01));
    await until(() => received.length === 3);
    expect(received).toEqual([0x7f, 0x80, 0x01]);
  });

  it('is lost once when the far end hangs up, and can be opened again', async () => {
    const peer = await connect();
    peer.destroy();
    await until(() => lost.length > 0);
    line.write(Uint8Array.of(1));
    expect(lost).toMatchObject([{ kind: 'line-lost' }]);
    expect(await line.open()).toEqual({ ok: true });
    expect(lost).toHaveLength(1);
  });

  it('that is opened again has forgotten the earlier talk and is not lost by it', async () => {
    const first = await connect();
    const gone = new Promise((resolve) => {
      first.on('close', resolve);
    });
    expect(await line.open()).toEqual({ ok: true });
    await gone;
    expect(lost).toEqual([]);
  });
});
