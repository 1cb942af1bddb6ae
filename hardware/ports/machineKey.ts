/** Length of an Ed25519 public key and of a signature, bytes. */
export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** The key by which a machine signs its journal (Ed25519, RFC 8032). Whoever holds it can speak for the machine. */
export interface MachineKey {
  /** {@link PUBLIC_KEY_BYTES} bytes; they may be known to everybody. */
  readonly publicKey: Uint8Array;
  /**
   * @returns {@link SIGNATURE_BYTES} bytes
   * @throws Error when the key cannot be reached now (a token that was pulled out, say)
   */
  sign(message: Uint8Array): Uint8Array;
}
