import { revealCardNumber } from '../../hardware/ports/cardNumber.ts';
import type { Books } from '../issuer/books.ts';
import type { BookedAct, BookedCard, IssuerTruth } from './actInvariants.ts';
import type { AdoptedCard } from './adoptedCards.ts';
import { marksOf } from './worldCards.ts';

/** Reads what the issuer's books hold, and what the cards carry of it. */
export function readIssuerTruth(books: Books, cards: readonly AdoptedCard[]): IssuerTruth {
  const find = books.prepare<[string], BookedCard>('SELECT status, enabled, expires_on AS expiresOn FROM card WHERE number = ?');
  return {
    acts: books.prepare<[], BookedAct>('SELECT key, state FROM act').all(),
    cards: cards.map(({ card, number, find: hash, image }) => ({
      find: hash,
      untouched: image !== null && card.image.every((byte, index) => byte === image[index]),
      marks: marksOf(card),
      booked: find.get(revealCardNumber(number)) ?? null,
    })),
  };
}
