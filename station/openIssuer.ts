import { readFileSync } from 'node:fs';
import type { Clock } from '../hardware/ports/clock.ts';
import type { IssuerTransport } from '../hardware/ports/issuerTransport.ts';
import { ConfigError, type StationConfig } from './config.ts';
import { readSecret } from './secretFile.ts';
import type { Log } from '../hardware/ports/log.ts';
import { checkClientCertificate, type ClientCertificate } from './issuer/clientCertificate.ts';
import { createHttpTransport } from './issuer/httpTransport.ts';
import type { IssuerDoor } from './issuer/issuerDoor.ts';

const PARTS = ['cert', 'key', 'ca'] as const;

export interface IssuerSurroundings {
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The way to the issuer's host that a configuration names; null where it names none.
 * @throws ConfigError when the machine's certificate cannot be used.
 */
export function openIssuer(issuer: StationConfig['issuer'], { clock, log }: IssuerSurroundings): IssuerTransport | null {
  switch (issuer.kind) {
    case 'none':
      return null;
    case 'http': {
      const url = new URL(issuer.url);
      if (issuer.clientCertificate === undefined) return createHttpTransport(always({ kind: 'web', url, certificate: null }), clock);
      const certificate = certificateOnDisk(issuer.clientCertificate, log);
      return createHttpTransport(() => ({ kind: 'web', url, certificate: certificate() }), clock);
    }
  }
}

const always = (door: IssuerDoor) => (): IssuerDoor => door;

/**
 * A certificate that is renewed on the disk is used from the next request on. One that cannot be used - half of it renewed, say - is
 * logged once, and the last good one stays.
 */
function certificateOnDisk(files: ClientCertificate, log: Log): () => ClientCertificate {
  let inUse = readClientCertificate(files);
  let refused: string | null = null;
  return () => {
    try {
      const onDisk = readClientCertificate(files);
      refused = null;
      if (PARTS.every((part) => onDisk[part] === inUse[part])) return inUse;
      inUse = onDisk;
      log.write('issuer.certificate-renewed', { cert: files.cert });
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      if (why !== refused) log.write('issuer.certificate-refused', { why });
      refused = why;
    }
    return inUse;
  };
}

/** @param files paths of the three PEM files. */
function readClientCertificate(files: ClientCertificate): ClientCertificate {
  const read = (part: keyof ClientCertificate): string => {
    try {
      return part === 'key' ? readSecret(files.key) : readFileSync(files[part], 'utf8');
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      if (cause instanceof ConfigError) throw new ConfigError(`issuer.clientCertificate.${part}: ${why}`, { cause });
      throw new ConfigError(`issuer.clientCertificate.${part}: ${files[part]} cannot be read: ${why}`, { cause });
    }
  };
  const certificate = { cert: read('cert'), key: read('key'), ca: read('ca') };
  const checked = checkClientCertificate(certificate);
  if (!checked.ok) throw new ConfigError(`issuer.clientCertificate.${checked.error}`);
  return certificate;
}
