import { createRequire } from 'node:module';

/** Numbers of PKCS#11 (OASIS, Cryptographic Token Interface Base Specification 3.0, section 6 and its header file). */
export const CKF_SERIAL_SESSION = 0x4;
export const CKU_USER = 1;
export const CKO_PUBLIC_KEY = 2;
export const CKO_PRIVATE_KEY = 3;
export const CKA_CLASS = 0x0;
export const CKA_LABEL = 0x3;
export const CKA_EC_POINT = 0x181;
/** Ed25519 as RFC 8032 has it, when no parameters are given. */
export const CKM_EDDSA = 0x1057;
export const CKR_USER_ALREADY_LOGGED_IN = 0x100;

/** Names a slot, a session or an object; what is in it is the library's business. */
export type Handle = Buffer;

export interface Attribute {
  readonly type: number;
  readonly value: Buffer | number | string;
}

/** What of the C interface of PKCS#11 is used, as the package pkcs11js gives it. Every call throws what the library refuses. */
export interface Cryptoki {
  C_GetSlotList(tokenPresent: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): { readonly label: string };
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, userType: number, pin: string): void;
  C_FindObjectsInit(session: Handle, template: readonly Attribute[]): void;
  C_FindObjects(session: Handle, most: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(session: Handle, object: Handle, template: readonly { readonly type: number }[]): { readonly value: Buffer }[];
  C_SignInit(session: Handle, mechanism: { readonly mechanism: number }, key: Handle): void;
  C_Sign(session: Handle, message: Buffer, signature: Buffer): Buffer;
}

interface Package {
  readonly PKCS11: new () => Cryptoki & { load(path: string): void; C_Initialize(): void };
}

/** A library may be initialised once in a process. */
const initialised = new Map<string, Cryptoki>();

/**
 * Loads the library of a token, e.g. `/usr/lib/softhsm/libsofthsm2.so`.
 * @throws Error when pkcs11js was not built, or the library cannot be loaded
 */
export function loadCryptoki(path: string): Cryptoki {
  const known = initialised.get(path);
  if (known !== undefined) return known;
  const { PKCS11 } = loadPackage();
  const library = new PKCS11();
  library.load(path);
  library.C_Initialize();
  initialised.set(path, library);
  return library;
}

/** An optional package with a native part: only machines with a token need it. @throws Error with what mends it */
function loadPackage(): Package {
  try {
    return createRequire(import.meta.url)('pkcs11js') as Package;
  } catch (cause) {
    // What Node says goes on with a stack of files.
    const [why = ''] = String(cause instanceof Error ? cause.message : cause).split('\n');
    throw new Error(`the package pkcs11js was not built (${why}): npm run rebuild:native`, { cause });
  }
}
