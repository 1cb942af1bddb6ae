import { once } from 'node:events';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { type IssuerDoor, postTo } from './issuerDoor.ts';
import { ca, futureCa, futureHost, host, machine, otherCa, stranger } from './testdata/certificates.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** An issuer that asks everybody for a certificate, and tells what it was asked by whom. */
async function secureIssuer(): Promise<{ url: URL; asked: string[] }> {
  const asked: string[] = [];
  const server = createSecureServer({ ...host, ca, requestCert: true, rejectUnauthorized: true }, (request, response) => {
    asked.push(request.url ?? '');
    response.end('{}');
  });
  // Whoever is turned away leaves an error here; it is told on the other side.
  server.on('tlsClientError', () => undefined);
  return { url: new URL(`https://localhost:${await listen(server)}/kiosks`), asked };
}

const post = (door: IssuerDoor, signal = new AbortController().signal) => postTo(door, 'lookup', { a: 1 }, { clock: systemClock, signal });

describe('the door of an issuer', () => {
  it('opens to a machine with a certificate of the right authority, under the path of the address', async () => {
    const { url, asked } = await secureIssuer();
    expect(await post({ kind: 'web', url, certificate: machine })).toMatchObject({ ok: true, value: { status: 200, text: '{}' } });
    expect(asked).toEqual(['/kiosks/v1/lookup']);
  });

  it('is not opened by a machine that does not believe the host: nothing has left it', async () => {
    const { url, asked } = await secureIssuer();
    const answer = await post({ kind: 'web', url, certificate: { ...machine, ca: otherCa } });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'unreachable', code: 'SELF_SIGNED_CERT_IN_CHAIN' } });
    // Without a certificate of its own the authorities of the system count, and this one is none of them.
    expect(await post({ kind: 'web', url, certificate: null })).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    const elsewhere = new URL(url.href.replace('localhost', '127.0.0.2'));
    expect((await post({ kind: 'web', url: elsewhere, certificate: machine })).ok).toBe(false);
    expect(asked).toEqual([]);
  });

  it('is not opened by a machine for whose clock the host’s certificate has not begun: a sign that the clock is slow', async () => {
    const server = createSecureServer(futureHost, (_, response) => response.end('{}'));
    const url = new URL(`https://localhost:${await listen(server)}/`);
    const answer = await post({ kind: 'web', url, certificate: { ...machine, ca: futureCa } });
    expect(answer).toMatchObject({ error: { kind: 'unreachable', code: 'CERT_NOT_YET_VALID', certificate: 'not-yet-valid' } });
  });

  it('does not open to a stranger', async () => {
    const { url, asked } = await secureIssuer();
    // The host says so only after the handshake, which of TLS 1.3 the machine believes to be over: the content has not left yet.
    expect(await post({ kind: 'web', url, certificate: stranger })).toMatchObject({ error: { kind: 'unreachable' } });
    expect(asked).toEqual([]);
  });

  it('tells the host’s own time', async () => {
    const port = await listen(
      createPlainServer((_request, response) => {
        response.setHeader('date', 'Sat, 21 Nov 2026 10:00:00 GMT').end('{}');
      }),
    );
    expect(await post({ kind: 'web', url: new URL(`http://127.0.0.1:${port}`), certificate: null })).toMatchObject({
      value: { hostMs: Date.UTC(2026, 10, 21, 10) },
    });
  });

  it('is known to be shut where nobody listens, and may have taken what was not answered', async () => {
    const silent = createPlainServer(() => undefined);
    const door: IssuerDoor = { kind: 'web', url: new URL(`http://127.0.0.1:${await listen(silent)}`), certificate: null };
    const abort = new AbortController();
    silent.once('request', (request) => request.once('data', () => abort.abort(new Error('too late'))));
    expect(await post(door, abort.signal)).toMatchObject({ ok: false, error: { kind: 'no-answer', detail: 'too late' } });
    servers.splice(0);
    silent.closeAllConnections();
    silent.close();
    await once(silent, 'close');
    expect(await post(door)).toMatchObject({ ok: false, error: { kind: 'unreachable', code: 'ECONNREFUSED' } });
    expect(await post({ kind: 'socket', path: '/nowhere/issuer.sock' })).toMatchObject({ error: { kind: 'unreachable', code: 'ENOENT' } });
  });
});
