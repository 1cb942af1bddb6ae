import { once } from 'node:events';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, createServer as createRelay, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../hardware/ports/clock.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import type { ClientCertificate } from './clientCertificate.ts';
import { postTo, surelyNotHeard } from './issuerDoor.ts';
import { ca, host, machine, stranger } from './testdata/certificates.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A host that wants a certificate, and what it was asked. */
async function mutualHost(versions: { minVersion?: 'TLSv1.3'; maxVersion?: 'TLSv1.2' }) {
  const asked: string[] = [];
  const server = createSecureServer({ ...host, ...versions, ca, requestCert: true, rejectUnauthorized: true }, (request, response) => {
    asked.push(request.url ?? '');
    response.end('{}');
  });
  server.on('tlsClientError', () => undefined);
  return { port: await listening(server), asked };
}

/** The one that a machine has which shows none; it believes the host. */
const nobody = { ca } as unknown as ClientCertificate;

const ask = (port: number, certificate: ClientCertificate, clock: Clock = systemClock) =>
  postTo(
    { kind: 'web', url: new URL(`https://localhost:${port}/`), certificate },
    'authorisation',
    { a: 1 },
    { clock, signal: new AbortController().signal },
  );

describe('a host that refuses the certificate of a machine has done nothing', () => {
  it.each([
    ['within the handshake, by TLS 1.2', { maxVersion: 'TLSv1.2' }, nobody],
    ['after what the machine believes to be the handshake, by TLS 1.3', { minVersion: 'TLSv1.3' }, nobody],
    ['by hanging up instead of an alert', { minVersion: 'TLSv1.3' }, stranger],
  ] as const)('%s', async (_, versions, certificate) => {
    const { port, asked } = await mutualHost(versions);
    expect(await ask(port, certificate)).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    expect(asked).toEqual([]);
  });

  it('with an alert that comes when the content has left unasked: a host that did not finish the handshake has read none of it', async () => {
    const { port, asked } = await mutualHost({ minVersion: 'TLSv1.3' });
    let sendUnasked = (): void => undefined;
    const clock: Clock = {
      ...systemClock,
      setTimeout: (action) => {
        sendUnasked = action;
        return systemClock.setTimeout(() => undefined, 0);
      },
    };
    // Keeps the alert back until the content is on its way.
    const relay = createRelay((near) => {
      const far = connect(port, '127.0.0.1');
      let bursts = 0;
      let held: Buffer | null = null;
      const ignore = (): void => undefined;
      near.on('error', ignore);
      far.on('error', ignore);
      near.on('data', (bytes) => {
        far.write(bytes);
        if (held === null) return;
        near.end(held);
      });
      far.on('data', (bytes) => {
        bursts += 1;
        if (bursts === 1) near.write(bytes);
        else {
          held = bytes;
          sendUnasked();
        }
      });
    });
    const answer = await ask(await listening(relay), nobody, clock);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'unreachable', code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' } });
    expect(asked).toEqual([]);
  });

  it('lets the right one in by either version', async () => {
    for (const versions of [{ maxVersion: 'TLSv1.2' }, { minVersion: 'TLSv1.3' }] as const) {
      const { port, asked } = await mutualHost(versions);
      expect(await ask(port, machine)).toMatchObject({ ok: true });
      expect(asked).toEqual(['/v1/authorisation']);
    }
  });
});

describe('what is known of a request when its connection ends', () => {
  const expired = 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED';

  it.each([
    ['nothing of its content had left', { left: false, called: false }, 'ECONNRESET', true],
    ['it left unasked, and an alert refuses the certificate', { left: true, called: false }, expired, true],
    ['it left unasked, and the authority is not known there', { left: true, called: false }, 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', true],
    ['it left unasked, and the host hung up', { left: true, called: false }, 'ECONNRESET', false],
    ['it left unasked, and something else went wrong', { left: true, called: false }, 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', false],
    // It had read the request's head by then: its handshake was over, and an alert may be about a later look at the certificate.
    ['the host called for it, and an alert came afterwards', { left: true, called: true }, expired, false],
  ])('%s', (_, sent, code, nothingDone) => {
    expect(surelyNotHeard(sent, code)).toBe(nothingDone);
  });
});
