import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { MachineKey } from '../../hardware/ports/machineKey.ts';

/** PKCS#8 of an Ed25519 key, up to its seed (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_KEY_AT = 12;

/** A machine's key in a PEM file: whoever can read the file can sign. For machines without a secure element. */
export function parseMachineKey(pem: string): MachineKey {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new RangeError(`not an Ed25519 key, but ${key.asymmetricKeyType}`);
  return keyOf(key);
}

/** A new key as the content of its file. */
export function makeMachineKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** The same as the content of a file. */
export function machineKeyPem(seed: Uint8Array): string {
  return ofSeed(seed).export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** The key of a seed (32 bytes), which whoever knows the seed can make again: for worlds and tests. */
export function machineKeyOf(seed: Uint8Array): MachineKey {
  return keyOf(ofSeed(seed));
}

function ofSeed(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
}

function keyOf(key: KeyObject): MachineKey {
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_KEY_AT);
  return { publicKey, sign: (message) => sign(null, message, key) };
}
