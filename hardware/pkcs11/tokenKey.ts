import type { Found } from '../ports/journalDisk.ts';
import { type MachineKey, PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from '../ports/machineKey.ts';
import {
  type Attribute,
  CKA_CLASS,
  CKA_EC_POINT,
  CKA_LABEL,
  CKF_SERIAL_SESSION,
  CKM_EDDSA,
  CKO_PRIVATE_KEY,
  CKO_PUBLIC_KEY,
  CKR_USER_ALREADY_LOGGED_IN,
  CKU_USER,
  type Cryptoki,
  type Handle,
  loadCryptoki,
} from './cryptoki.ts';

/** A key in a PKCS#11 token: a secure element, a smart card, an HSM. */
export interface TokenPlace {
  /** The library that the token's maker delivers. */
  readonly module: string;
  /** The labels of the token and of the key pair on it. */
  readonly token: string;
  readonly key: string;
  readonly pin: string;
}

/** Tokens lock themselves after a few wrong PINs: one that was refused is not said again in this process. */
const refusedPins = new Set<string>();

interface Session {
  readonly library: Cryptoki;
  readonly handle: Handle;
  readonly privateKey: Handle;
  readonly publicKey: Uint8Array;
}

/**
 * Finds an Ed25519 key pair on a token. The private key never leaves it: signing is a question to the token, of some milliseconds to
 * some hundred. `absent`: the token has no such key; `damaged`: it cannot be asked, in words.
 */
export function findTokenKey(place: TokenPlace): Found<MachineKey> {
  try {
    const first = openSession(place);
    return first === null ? { state: 'absent' } : { state: 'there', it: keyOver(place, first) };
  } catch (cause) {
    return { state: 'damaged', detail: `token ${place.token}: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

function keyOver(place: TokenPlace, first: Session): MachineKey {
  let session: Session | null = first;
  return {
    publicKey: first.publicKey,
    sign: (message) => {
      // A token that was pulled out has lost its sessions: a new one is opened when it is back.
      session ??= openSession(place);
      if (session === null || !Buffer.from(session.publicKey).equals(first.publicKey)) {
        session = null;
        throw new Error(`token ${place.token}: the key ${place.key} is not the one that was there`);
      }
      try {
        const { library, handle, privateKey } = session;
        library.C_SignInit(handle, { mechanism: CKM_EDDSA }, privateKey);
        return library.C_Sign(handle, Buffer.from(message), Buffer.alloc(SIGNATURE_BYTES));
      } catch (cause) {
        closeQuietly(session);
        session = null;
        throw new Error(`token ${place.token} does not sign: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      }
    },
  };
}

/** @returns null when the token has no such key pair @throws Error when it cannot be asked */
function openSession({ module, token, key, pin }: TokenPlace): Session | null {
  const library = loadCryptoki(module);
  const slot = library.C_GetSlotList(true).find((each) => library.C_GetTokenInfo(each).label.trimEnd() === token);
  if (slot === undefined) throw new Error('no such token is there');
  const handle = library.C_OpenSession(slot, CKF_SERIAL_SESSION);
  try {
    logIn(library, handle, `${module}\n${token}\n${pin}`, pin);
    const label: Attribute = { type: CKA_LABEL, value: key };
    const privateKey = findOne(library, handle, [{ type: CKA_CLASS, value: CKO_PRIVATE_KEY }, label]);
    const publicKey = findOne(library, handle, [{ type: CKA_CLASS, value: CKO_PUBLIC_KEY }, label]);
    if (privateKey === null || publicKey === null) {
      library.C_CloseSession(handle);
      return null;
    }
    const [point] = library.C_GetAttributeValue(handle, publicKey, [{ type: CKA_EC_POINT }]);
    return { library, handle, privateKey, publicKey: ed25519Of(point?.value ?? Buffer.alloc(0)) };
  } catch (cause) {
    library.C_CloseSession(handle);
    throw cause;
  }
}

/** Sessions of one process share their login. */
function logIn(library: Cryptoki, handle: Handle, place: string, pin: string): void {
  if (refusedPins.has(place)) throw new Error('the PIN was refused before, and is not tried again');
  try {
    library.C_Login(handle, CKU_USER, pin);
  } catch (cause) {
    if ((cause as { readonly code?: number }).code === CKR_USER_ALREADY_LOGGED_IN) return;
    refusedPins.add(place);
    throw cause;
  }
}

/** @throws Error when there are several: it would be chance which one signs */
function findOne(library: Cryptoki, handle: Handle, template: readonly Attribute[]): Handle | null {
  library.C_FindObjectsInit(handle, template);
  try {
    const [found, another] = library.C_FindObjects(handle, 2);
    if (another !== undefined) throw new Error('it has several keys of this label');
    return found ?? null;
  } finally {
    library.C_FindObjectsFinal(handle);
  }
}

/** A point is 32 bytes in an OCTET STRING (PKCS#11 2.40 and later); some tokens leave the string away. */
function ed25519Of(point: Buffer): Uint8Array {
  const bytes = point.length === 2 + PUBLIC_KEY_BYTES && point[0] === 0x04 && point[1] === PUBLIC_KEY_BYTES ? point.subarray(2) : point;
  if (bytes.length !== PUBLIC_KEY_BYTES) throw new Error(`its key is no Ed25519 key: ${point.length} bytes`);
  return new Uint8Array(bytes);
}

function closeQuietly({ library, handle }: Session): void {
  try {
    library.C_CloseSession(handle);
  } catch {
    // It went with the token.
  }
}
