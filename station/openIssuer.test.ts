import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { ConfigError } from './config.ts';
import { createLog } from '../hardware/ports/log.ts';
import { openIssuer } from './openIssuer.ts';
import { systemClock } from '../hardware/system/systemClock.ts';
import { ca, host, otherCa, pathOf } from './issuer/testdata/certificates.ts';

const clock = new VirtualClock();
const lines: string[] = [];
const log = createLog((line) => lines.push(line), clock);
const surroundings = { clock, log };
const files = { cert: pathOf('machine.cert'), key: pathOf('machine.key'), ca: pathOf('ca.cert') };
const open = (change: Partial<typeof files> = {}) =>
  openIssuer({ kind: 'http', url: 'https://issuer.example/', clientCertificate: { ...files, ...change } }, surroundings);

describe('the issuer of a configuration', () => {
  it('is a host with the machine’s certificate', () => {
    expect(() => open()).not.toThrow();
  });

  it.each([
    ['a certificate that is not there', { cert: '/nowhere.pem' }, 'issuer.clientCertificate.cert: /nowhere.pem cannot be read: ENOENT'],
    ['a key that is no key', { key: pathOf('machine.cert') }, 'issuer.clientCertificate.key: not a PEM file'],
    ['an authority that is none', { ca: pathOf('machine.key') }, 'issuer.clientCertificate.ca: not a PEM file'],
    ['the key of somebody else', { key: pathOf('stranger.key') }, 'issuer.clientCertificate.key: it does not belong'],
  ])('is refused with %s, which is named', (_what, change, words) => {
    expect(() => open(change)).toThrow(ConfigError);
    expect(() => open(change)).toThrow(words);
  });

  it('is nobody where there is none', () => {
    expect(openIssuer({ kind: 'none' }, surroundings)).toBe(null);
  });
});

describe('a certificate that is renewed on the disk', () => {
  let folder: string;
  let server: Server;
  let url: string;
  const shown: (string | undefined)[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'certificate-'));
    shown.length = 0;
    lines.length = 0;
    put('machine');
    server = createServer({ ...host, ca: [ca, otherCa], requestCert: true, rejectUnauthorized: true }, (request, response) => {
      shown.push((request.socket as TLSSocket).getPeerCertificate().subject.CN?.toString());
      response.end('{}');
    });
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `https://localhost:${(server.address() as AddressInfo).port}/`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  function put(whose: 'machine' | 'stranger', parts: readonly ('cert' | 'key')[] = ['cert', 'key']): void {
    copyFileSync(pathOf('ca.cert'), join(folder, 'ca'));
    for (const part of parts) copyFileSync(pathOf(`${whose}.${part}`), join(folder, part));
  }

  it('is shown from the next request on; while only half of it is there the last good one is', async () => {
    const clientCertificate = { cert: join(folder, 'cert'), key: join(folder, 'key'), ca: join(folder, 'ca') };
    const issuer = openIssuer({ kind: 'http', url, clientCertificate }, { ...surroundings, clock: systemClock });
    const ask = async () => expect(await issuer?.exchange('lookup', {}, 5_000)).toMatchObject({ ok: true, value: { status: 200 } });
    await ask();
    put('stranger', ['cert']);
    await ask();
    await ask();
    expect(lines.filter((line) => line.includes('the last good one stays'))).toHaveLength(1);
    put('stranger');
    await ask();
    const [first, half, again, renewed] = shown;
    expect([half, again]).toEqual([first, first]);
    expect(renewed).not.toBe(first);
    expect(lines.filter((line) => line.includes('was renewed'))).toHaveLength(1);
  });
});
