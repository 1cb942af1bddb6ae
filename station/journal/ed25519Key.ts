import { createPublicKey, type KeyObject } from 'node:crypto';

/** An Ed25519 public key as configurations name it: its 32 bytes in base64. @throws Error when it is none */
export function ed25519Key(base64: string): KeyObject {
  const x = Buffer.from(base64, 'base64');
  if (x.length !== 32) throw new Error('an Ed25519 public key has 32 bytes');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') }, format: 'jwk' });
}
