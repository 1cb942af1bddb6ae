import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../hardware/ports/result.ts';
import { readConfig } from '../config.ts';
import type { IssuerDoor, RawAnswer } from '../issuer/issuerDoor.ts';
import { machine, stranger } from '../issuer/testdata/certificates.ts';
import { projectRoot } from '../projectRoot.ts';
import type { ExaminedConfig } from './examined.ts';
import type { Outcome } from './finding.ts';
import { checkIssuer } from './issuer.ts';
import type { Probe } from './probe.ts';
import { file, soundMachine } from './testdata/soundMachine.ts';

const NOW = Date.UTC(2026, 10, 21, 10);
const DAY_MS = 86_400_000;
const URL_HERE = 'https://issuer.example/';
const FILES = { cert: '/issuer/cert.pem', key: '/issuer/key.pem', ca: '/issuer/ca.pem' };
const example = readConfig(`${projectRoot}/config/kiosk.example.json`);
const withIssuer = (issuer: ExaminedConfig['issuer']): ExaminedConfig => ({ ...example, issuer });
const HOST = withIssuer({ kind: 'http', url: URL_HERE, clientCertificate: FILES });

const sound = {
  paths: { '/issuer/key.pem': file },
  texts: { '/issuer/cert.pem': machine.cert, '/issuer/key.pem': machine.key, '/issuer/ca.pem': machine.ca },
};
const LIST = '{"upto":7,"changes":[]}';

function doctor(change: Partial<Parameters<typeof soundMachine>[0]> = {}, config = HOST, wallMs = NOW): Promise<Outcome> {
  return checkIssuer(soundMachine({ ...sound, ...change }), config, wallMs, new AbortController().signal);
}
const answers = (answer: Partial<RawAnswer>): Partial<Probe> => ({
  askIssuer: () => Promise.resolve(ok({ status: 200, text: LIST, hostMs: NOW, ...answer })),
});
const silent = (code: string): Partial<Probe> => ({
  askIssuer: () => Promise.resolve(fail({ kind: 'unreachable', code, detail: `${code}: the reason` })),
});

describe('the doctor, asked about the issuer', () => {
  it('is content with none, and with a simulated one', async () => {
    expect(await doctor({}, withIssuer({ kind: 'none' }))).toMatchObject({ state: 'ok', found: expect.stringContaining('names none') });
    expect(await doctor({}, withIssuer({ kind: 'simulated' }))).toMatchObject({ state: 'ok', found: expect.stringContaining('simulated') });
  });

  it('asks the host as this machine would, and tells how far the clocks are apart', async () => {
    const asked: [IssuerDoor, string][] = [];
    const found = await doctor({
      askIssuer: (door, number) => {
        asked.push([door, number]);
        return Promise.resolve(ok({ status: 200, text: LIST, hostMs: NOW + 2_000 }));
      },
    });
    expect(asked).toEqual([[{ kind: 'web', url: new URL(URL_HERE), certificate: machine }, example.machine]]);
    expect(found).toEqual({ state: 'ok', found: `${URL_HERE} answers; its clock is within 2 s of this machine's`, remedy: null });
  });

  it.each<[string, Parameters<typeof doctor>[0], Outcome['state'], found: string, remedy: string]>([
    ['a host that nobody knows', silent('ENOTFOUND'), 'fault', 'cannot be reached: ENOTFOUND', `curl -v ${URL_HERE}`],
    ['a network that is down', silent('ENETUNREACH'), 'fault', 'cannot be reached', 'network'],
    ['a host of another authority', silent('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'fault', 'not believed', '/issuer/ca.pem'],
    ['a host under another name', silent('ERR_TLS_CERT_ALTNAME_INVALID'), 'fault', 'not believed', '/issuer/ca.pem'],
    ['a host whose certificate ran out', silent('CERT_HAS_EXPIRED'), 'fault', 'not believed', "this machine's clock"],
    [
      'a host that turns it away',
      silent('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
      'fault',
      'turns this machine away',
      'ask the issuer',
    ],
    ['a host that hangs up', silent('ECONNRESET'), 'fault', 'turns this machine away', 'ask the issuer'],
    ['a host that does not know it', answers({ status: 403 }), 'fault', 'does not know this machine', 'register'],
    ['another server at that address', answers({ status: 404, text: '<html>' }), 'fault', 'not as an issuer', 'issuer.url'],
    ['a page where the issuer should be', answers({ text: '<html>' }), 'fault', 'not as an issuer', 'issuer.url'],
    ['a clock that is wrong', answers({ hostMs: NOW - 90_000 }), 'warning', '90 s apart', 'set-ntp true'],
    [
      'a certificate that is gone',
      { texts: {} },
      'fault',
      '/issuer/cert.pem (issuer.clientCertificate.cert) cannot be read',
      'install -m 600',
    ],
    [
      'a key of somebody else',
      { texts: { ...sound.texts, '/issuer/key.pem': stranger.key } },
      'fault',
      'does not belong',
      'new certificate',
    ],
    ['a key for everybody', { paths: { '/issuer/key.pem': { ...file, mode: 0o644 } } }, 'fault', 'used by others', 'chmod 600'],
  ])('says what is wrong with %s, and what mends it', async (_what, change, state, found, remedy) => {
    expect(await doctor(change)).toEqual({ state, found: expect.stringContaining(found), remedy: expect.stringContaining(remedy) });
  });

  it('says in time that the machine’s certificate runs out, and that it did', async () => {
    const end = Date.UTC(2120, 0, 1);
    expect(await doctor({}, HOST, end - 30 * DAY_MS)).toMatchObject({ state: 'ok' });
    expect(await doctor({}, HOST, end - 29 * DAY_MS)).toMatchObject({ state: 'warning', found: expect.stringContaining('29 days') });
    expect(await doctor({}, HOST, end + DAY_MS)).toMatchObject({ state: 'fault', found: expect.stringContaining('ran out') });
  });

  it('goes without a certificate where the configuration has none', async () => {
    const found = await doctor(silent('SELF_SIGNED_CERT_IN_CHAIN'), withIssuer({ kind: 'http', url: URL_HERE }));
    expect(found).toMatchObject({ state: 'fault', remedy: expect.stringContaining('issuer.clientCertificate.ca') });
  });
});
