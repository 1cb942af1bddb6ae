import { readFileSync } from 'node:fs';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import { ConfigError, type StationConfig } from '../config.ts';
import { checkClientCertificate, type ClientCertificate } from './clientCertificate.ts';
import { createHttpTransport, noIssuer } from './httpTransport.ts';

/**
 * The way to the issuer's host that a configuration names.
 * @throws ConfigError when the machine's certificate cannot be used.
 */
export function openIssuer(issuer: StationConfig['issuer'], clock: Clock): IssuerTransport {
  switch (issuer.kind) {
    case 'none':
      return noIssuer;
    case 'http': {
      const certificate = issuer.clientCertificate === undefined ? null : readClientCertificate(issuer.clientCertificate);
      return createHttpTransport({ kind: 'web', url: new URL(issuer.url), certificate }, clock);
    }
  }
}

/** @param files paths of the three PEM files. */
function readClientCertificate(files: ClientCertificate): ClientCertificate {
  const read = (part: keyof ClientCertificate): string => {
    try {
      return readFileSync(files[part], 'utf8');
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new ConfigError(`issuer.clientCertificate.${part}: ${files[part]} cannot be read: ${why}`, { cause });
    }
  };
  const certificate = { cert: read('cert'), key: read('key'), ca: read('ca') };
  const checked = checkClientCertificate(certificate);
  if (!checked.ok) throw new ConfigError(`issuer.clientCertificate.${checked.error}`);
  return certificate;
}
