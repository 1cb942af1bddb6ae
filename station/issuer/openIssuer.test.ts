import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { ConfigError } from '../config.ts';
import { openIssuer } from './openIssuer.ts';
import { pathOf } from './testdata/certificates.ts';

const clock = new VirtualClock();
const files = { cert: pathOf('machine.cert'), key: pathOf('machine.key'), ca: pathOf('ca.cert') };
const open = (change: Partial<typeof files> = {}) =>
  openIssuer({ kind: 'http', url: 'https://issuer.example/', clientCertificate: { ...files, ...change } }, clock);

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

  it('is out of reach where there is none', async () => {
    const none = openIssuer({ kind: 'none' }, clock);
    expect(await none.exchange('lookup', {}, 1_000)).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  });
});
