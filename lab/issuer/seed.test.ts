import { beforeEach, describe, expect, it } from 'vitest';
import { type Books, openBooks } from './books.ts';
import { cardHashOf } from './cardBook.ts';
import { listedCards, lockChanges } from './lockList.ts';
import { type Seed, sow } from './seed.ts';

const CARD = '1111222233334444';
const OTHER = '5555666677778888';
const seed = (edition?: string, status: 'active' | 'blocked' = 'active'): Seed => ({
  ...(edition === undefined ? {} : { edition }),
  accounts: [{ id: 'anna', funds: 1_000 }],
  cards: [
    { number: CARD, product: 'ordinary', status, link: { account: 'anna' }, adjustments: [{ id: `a-${edition}`, amount: 100 }] },
    { number: OTHER, product: 'ordinary', status: 'blocked' },
  ],
});

let books: Books;
beforeEach(() => {
  books = openBooks(':memory:');
});
const funds = (): unknown => books.prepare(`SELECT funds FROM account WHERE id = 'anna'`).pluck().get();
const spend = (): void => {
  books.exec('UPDATE account SET funds = 300');
};

describe('a seed', () => {
  it('is sown once', () => {
    sow(books, seed());
    spend();
    sow(books, seed());
    expect(funds()).toBe(300);
  });

  it('of the same edition changes nothing, as when the process is started again', () => {
    sow(books, seed('monday'));
    spend();
    sow(books, seed('monday'));
    expect(funds()).toBe(300);
  });

  it('of another edition takes the place of cards and accounts, and tells machines what was locked and freed by it', () => {
    sow(books, seed('monday', 'blocked'));
    spend();
    const before = lockChanges(books, 0).upto;
    sow(books, seed('tuesday'));
    expect(funds()).toBe(1_000);
    expect(cardHashOf(books, CARD)?.status).toBe('active');
    expect(listedCards(books)).toEqual([OTHER]);
    expect(lockChanges(books, before).changes).toEqual([{ card: CARD, listed: false }]);
  });

  it('that is wrong leaves the books as they are', () => {
    sow(books, seed('monday'));
    const wrong = { ...seed('tuesday'), cards: [{ number: CARD, product: 'ordinary', link: { account: 'nobody' } }] };
    expect(() => sow(books, wrong)).toThrow('FOREIGN KEY');
    expect(cardHashOf(books, CARD)).not.toBeNull();
    expect(funds()).toBe(1_000);
  });
});
