import { join } from 'node:path';
import Database from 'better-sqlite3';
import { dockCards } from '../../lab/devices/card/preparedCards.ts';
import { revealCardNumber } from '../../hardware/ports/cardNumber.ts';
import type { Kiosk } from './kiosk.ts';

/** The books of the reference issuer, as another machine or its own office changes them while a kiosk runs. */
export function changeBooks({ dataFolder }: Kiosk, change: (books: Database.Database, numberOf: (card: string) => string) => void): void {
  const books = new Database(join(dataFolder, 'issuer', 'books.db'));
  try {
    change(books, numberOf);
  } finally {
    books.close();
  }
}

/** The number of a card that lies ready. */
function numberOf(id: string): string {
  const found = dockCards(Date.now()).find((card) => card.id === id)?.host;
  if (found === undefined) throw new Error(`no issuer knows the card ${id}`);
  return revealCardNumber(found.number);
}
