import { createPrivateKey, X509Certificate } from 'node:crypto';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';

/** Who this machine is towards the issuer's host, and whom it believes there (mutual TLS). All three are PEM texts. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
  /** The certificate that the host's own must descend from. No other counts. */
  readonly ca: string;
}

/** @returns what is wrong, naming the part: a certificate that cannot be used is told before anybody depends on it. */
export function checkClientCertificate({ cert, key, ca }: ClientCertificate): Result<{ readonly validToMs: number }, string> {
  const own = parse('cert', () => new X509Certificate(cert));
  if (!own.ok) return own;
  const secret = parse('key', () => createPrivateKey(key));
  if (!secret.ok) return secret;
  const authority = parse('ca', () => new X509Certificate(ca));
  if (!authority.ok) return authority;
  if (!own.value.checkPrivateKey(secret.value)) return fail('key: it does not belong to the certificate');
  return ok({ validToMs: own.value.validToDate.getTime() });
}

function parse<Value>(part: keyof ClientCertificate, read: () => Value): Result<Value, string> {
  try {
    return ok(read());
  } catch (cause) {
    return fail(`${part}: not a PEM file of that kind (${cause instanceof Error ? cause.message : String(cause)})`);
  }
}
