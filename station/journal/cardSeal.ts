import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { CardNumber, type MaskedCardNumber, revealCardNumber } from '../../hardware/ports/cardNumber.ts';
import type { Random } from '../../hardware/ports/random.ts';

declare const brand: unique symbol;

/**
 * AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the text; base64. At run time a string, and no string to the compiler: it can be
 * kept and opened, and shown, compared or sealed again only by mistake.
 */
export interface SealedText {
  readonly [brand]: 'sealed';
}

/** The text as it was written down. @param text base64, as {@link CardSeal.sealText} made it */
export function asSealed(text: string): SealedText {
  return text as unknown as SealedText;
}

/** A card number as it can be looked for: keyed hash (HMAC-SHA-256, hexadecimal). The same card gives the same text. */
export type CardHash = string;

/** A card number at rest: findable by whoever holds the key, readable by nobody else. */
export interface SealedCard {
  readonly find: CardHash;
  readonly sealed: SealedText;
  readonly masked: MaskedCardNumber;
}

/** Length of the journal's key in bytes. */
export const JOURNAL_KEY_BYTES = 32;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MARK_BYTES = 8;

const SEAL_PURPOSE = 'kiosk journal seal';

/** Seals card numbers before they reach the disk. Nonces come from the random port. */
export interface CardSeal {
  sealCard(number: CardNumber): SealedCard;
  /** The hash alone, by which a sealed card is found again. */
  cardHashOf(number: CardNumber): CardHash;
  openCard(card: SealedCard): CardNumber;
  sealText(text: string): SealedText;
  /** @throws Error when the text was sealed with another key or changed since. */
  openText(sealed: SealedText): string;
}

/** @param key {@link JOURNAL_KEY_BYTES} bytes that never leave the machine. */
export function createCardSeal(key: Uint8Array, random: Random): CardSeal {
  if (key.length !== JOURNAL_KEY_BYTES) throw new RangeError(`the journal's key has ${JOURNAL_KEY_BYTES} bytes`);
  const sealKey = derive(key, SEAL_PURPOSE);
  const findKey = derive(key, 'kiosk journal find');

  const sealText = (text: string): SealedText => {
    const nonce = random.bytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
    const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return asSealed(Buffer.concat([nonce, cipher.getAuthTag(), content]).toString('base64'));
  };

  const openText = (sealed: SealedText): string => decrypt(sealKey, sealed);

  const cardHashOf = (number: CardNumber): CardHash => createHmac('sha256', findKey).update(revealCardNumber(number)).digest('hex');

  return {
    sealText,
    openText,
    cardHashOf,
    sealCard: (number) => ({
      find: cardHashOf(number),
      sealed: sealText(revealCardNumber(number)),
      masked: number.toString(),
    }),
    openCard: (card) => new CardNumber(openText(card.sealed)),
  };
}

function decrypt(key: KeyObject, sealed: SealedText): string {
  const bytes = Buffer.from(sealed as unknown as string, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}

/** As {@link CardSeal.openText}, for who only opens. @throws Error when the text was sealed with another key or changed since. */
export function openSealed(key: Uint8Array, sealed: SealedText): string {
  return decrypt(derive(key, SEAL_PURPOSE), sealed);
}

/** A key object is made once: making one costs more than sealing with it. */
function derive(key: Uint8Array, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, '', purpose, JOURNAL_KEY_BYTES)));
}

/** Tells one journal key from another, and gives nothing of it away. */
export function sealKeyMark(key: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'kiosk journal key mark', MARK_BYTES)).toString('hex');
}

/** A plan as it is carried out: with the card's UID, which the journal keeps sealed. */
export function openPlan<Plan extends { readonly uid: SealedText }>(
  seal: CardSeal,
  { uid, ...plan }: Plan,
): Omit<Plan, 'uid'> & { readonly uid: string } {
  return { ...plan, uid: seal.openText(uid) };
}
