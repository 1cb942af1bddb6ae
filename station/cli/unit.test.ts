import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { projectRoot } from '../projectRoot.ts';
import { networkDropIn } from './unit.ts';

const example = readConfig(join(projectRoot, 'config/kiosk.example.json'));
const clientCertificate = { cert: '/c.pem', key: '/k.pem', ca: '/a.pem' };

it('lets the kiosk speak to its issuer and its printer by their addresses, and to nobody else', () => {
  const dropIn = networkDropIn({
    ...example,
    issuer: { kind: 'http', url: 'https://[2001:db8::7]/kiosks/', clientCertificate },
    printer: { kind: 'escpos', host: '10.0.0.9' },
  });
  expect(dropIn.split('\n').slice(1)).toEqual(['[Service]', 'IPAddressAllow=2001:db8::7', 'IPAddressAllow=10.0.0.9', '']);
  expect(networkDropIn(example)).not.toContain('IPAddressAllow');
});

it('refuses a name, which could be made to mean another host', () => {
  expect(() => networkDropIn({ ...example, issuer: { kind: 'http', url: 'https://issuer.example/', clientCertificate } })).toThrow(
    'issuer.example',
  );
});
