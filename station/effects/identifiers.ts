import type { Random } from '../../hardware/ports/random.ts';
import { errorCatalogue } from '../../machines/errors/errorCatalogue.ts';
import { type TransactionId, transactionId } from '../../machines/flows/transactionId.ts';

/** Crockford's base 32: no I, L, O or U, so that an id can be read out and typed in. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 10 characters are 50 random bits: two machines of a fleet will not meet. */
const LENGTH = 10;

export function newTransactionId(random: Random): TransactionId {
  return transactionId(Array.from(random.bytes(LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join(''));
}

/** Names an act to the issuer for ever, and only this one: 18 to 33 characters, as its protocol wants. */
export function actKey(machine: string, transaction: TransactionId): string {
  return `kiosk-${machine}-${transaction}`;
}

/** The short code of a claim: K15 (interrupted, the money is on record) and the end of the transaction's id. */
export function claimCode(transaction: TransactionId): string {
  return `${errorCatalogue.K15.code}-${transaction.slice(-5)}`;
}
