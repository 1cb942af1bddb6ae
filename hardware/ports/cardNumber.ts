/**
 * The number of a stored-value card. It is personal data: whatever turns it into text gets `****1234`
 * (the last four digits, R-000-13). Only {@link revealCardNumber} gives the whole number, and only the card
 * driver (to compare cards), the journal (which encrypts it) and the issuer's desk (over an encrypted link) may ask.
 */
export class CardNumber {
  readonly #digits: string;

  constructor(digits: string) {
    if (!/^\d{4,20}$/.test(digits)) throw new RangeError('a card number has 4 to 20 digits');
    this.#digits = digits;
  }

  equals(other: CardNumber): boolean {
    return this.#digits === other.#digits;
  }

  toString(): MaskedCardNumber {
    return `****${this.#digits.slice(-4)}`;
  }

  toJSON(): MaskedCardNumber {
    return this.toString();
  }

  static reveal(number: CardNumber): string {
    return number.#digits;
  }
}

/** What of a card number may be shown, printed or logged. */
export type MaskedCardNumber = `****${string}`;

/** The whole number. Never hand the answer to a log, a screen or a slip. */
export const revealCardNumber = CardNumber.reveal;
