import { CardNumber } from '../ports/cardNumber.ts';

/** Digits of a card number made of a four-byte UID. */
const DIGITS = 10;

/**
 * The number this kiosk calls a card by: its UID read as an unsigned big-endian number, in decimal, padded to ten
 * digits. A stand-in of this project: where a card keeps the number that is printed on it is not public.
 */
export function cardNumberOfUid(uid: Uint8Array): CardNumber {
  let number = 0n;
  for (const byte of uid) number = (number << 8n) | BigInt(byte);
  return new CardNumber(number.toString().padStart(DIGITS, '0'));
}
