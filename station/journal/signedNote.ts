import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type MachineKey, PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from '../../hardware/ports/machineKey.ts';

/**
 * Signed notes (C2SP signed-note): a text that ends in a newline, an empty line, and lines «— name signature». Public tools can
 * verify them, given the verifier key.
 */

/** Ed25519 in signed notes. */
const ALGORITHM = 1;
const KEY_ID_BYTES = 4;

/** SubjectPublicKeyInfo of an Ed25519 key, up to the key itself (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Somebody who signs notes, as everybody may know them. */
export interface Verifier {
  readonly name: string;
  readonly publicKey: Uint8Array;
}

function keyId({ name, publicKey }: Verifier): Buffer {
  return createHash('sha256').update(`${name}\n`).update(Uint8Array.of(ALGORITHM)).update(publicKey).digest().subarray(0, KEY_ID_BYTES);
}

/** Tells one signing key from another. */
export function signerMark(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

/** The verifier's key in one line, `name+id+key`, as public tools take it. */
export function verifierKey(verifier: Verifier): string {
  const key = Buffer.concat([Uint8Array.of(ALGORITHM), verifier.publicKey]).toString('base64');
  return `${verifier.name}+${keyId(verifier).toString('hex')}+${key}`;
}

/** @throws RangeError when the line is no verifier key of Ed25519. */
export function parseVerifierKey(line: string): Verifier {
  const [name = '', id = '', ...rest] = line.trim().split('+');
  const key = Buffer.from(rest.join('+'), 'base64');
  const verifier = { name, publicKey: key.subarray(1) };
  if (key.length !== 1 + PUBLIC_KEY_BYTES || key[0] !== ALGORITHM || name === '' || keyId(verifier).toString('hex') !== id)
    throw new RangeError('not a verifier key of a signed note (name+id+key, Ed25519)');
  return verifier;
}

/** @param text ends in a newline and has no empty line @throws Error when the key cannot sign now */
export function signNote(text: string, name: string, key: MachineKey): string {
  const signature = Buffer.concat([keyId({ name, publicKey: key.publicKey }), key.sign(Buffer.from(text))]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

/** @returns the text that was signed, or null when the verifier did not sign it */
export function openNote(note: string, verifier: Verifier): string | null {
  const split = note.lastIndexOf('\n\n');
  if (split < 0) return null;
  const text = note.slice(0, split + 1);
  for (const line of note.slice(split + 2).split('\n')) {
    const [dash, name, signature, more] = line.split(' ');
    if (dash !== '—' || name !== verifier.name || signature === undefined || more !== undefined) continue;
    const bytes = Buffer.from(signature, 'base64');
    if (bytes.length !== KEY_ID_BYTES + SIGNATURE_BYTES || !bytes.subarray(0, KEY_ID_BYTES).equals(keyId(verifier))) continue;
    if (verify(null, Buffer.from(text), keyObjectOf(verifier.publicKey), bytes.subarray(KEY_ID_BYTES))) return text;
  }
  return null;
}

/** The keys of the machines of one fleet at most, and mostly one. */
const keyObjects = new Map<string, KeyObject>();

/** Made once: an auditor verifies thousands of signatures with it. */
function keyObjectOf(publicKey: Uint8Array): KeyObject {
  const name = Buffer.from(publicKey).toString('base64');
  const known = keyObjects.get(name);
  if (known !== undefined) return known;
  const made = makeKeyObject(publicKey);
  keyObjects.set(name, made);
  return made;
}

function makeKeyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
}
