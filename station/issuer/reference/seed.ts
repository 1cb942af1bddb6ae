import { z } from 'zod';
import { balance, cardNumber, date } from '../protocol/words.ts';
import type { Books } from './books.ts';
import { addCard } from './cardBook.ts';
import { listLock } from './lockList.ts';

/** Each time and each day (R-001-30), NT$; what an owner has not lowered. */
const AUTOLOAD_LIMIT = 3000;

const limit = z.int().min(500).max(AUTOLOAD_LIMIT).multipleOf(500).default(AUTOLOAD_LIMIT);

/** What an issuer begins with: accounts and cards, as a file of JSON that people write by hand. */
export const seedSchema = z.strictObject({
  accounts: z.array(z.strictObject({ id: z.string().min(1), funds: z.int().nonnegative() })).default([]),
  cards: z
    .array(
      z.strictObject({
        number: cardNumber,
        product: z.string().min(1),
        registered: z.boolean().default(false),
        status: z.enum(['active', 'refunded', 'blocked']).default('active'),
        expiresOn: date.optional(),
        uses: z.int().nonnegative().optional(),
        firstUsedOn: date.optional(),
        link: z
          .strictObject({
            account: z.string().min(1),
            ownerIsHolder: z.boolean().default(true),
            enabled: z.boolean().default(false),
            perTimeLimit: limit,
            perDayLimit: limit,
          })
          .optional(),
        creditCardActivated: z.boolean().optional(),
        adjustments: z.array(z.strictObject({ id: z.string().min(1), amount: balance })).default([]),
      }),
    )
    .default([]),
});
export type Seed = z.input<typeof seedSchema>;

/** Writes a seed into new books, all or nothing. Books that hold anything are left as they are. */
export function sow(books: Books, seed: Seed): void {
  const { accounts, cards } = seedSchema.parse(seed);
  books
    .transaction(() => {
      if (books.prepare('SELECT 1 FROM card UNION ALL SELECT 1 FROM account LIMIT 1').get() !== undefined) return;
      const addAccount = books.prepare('INSERT INTO account (id, funds) VALUES (?, ?)');
      const addAdjustment = books.prepare(`INSERT INTO adjustment (id, card, amount, state) VALUES (?, ?, ?, 'open')`);
      for (const { id, funds } of accounts) addAccount.run(id, funds);
      for (const { link, adjustments, ...card } of cards) {
        addCard(books, {
          number: card.number,
          product: card.product,
          registered: card.registered,
          status: card.status,
          expiresOn: card.expiresOn ?? null,
          uses: card.uses ?? null,
          firstUsedOn: card.firstUsedOn ?? null,
          account: link?.account ?? null,
          ownerIsHolder: link?.ownerIsHolder ?? true,
          enabled: link?.enabled ?? false,
          perTimeLimit: link?.perTimeLimit ?? AUTOLOAD_LIMIT,
          perDayLimit: link?.perDayLimit ?? AUTOLOAD_LIMIT,
          creditCardActivated: card.creditCardActivated ?? null,
        });
        if (card.status === 'blocked') listLock(books, card.number, true);
        for (const { id, amount } of adjustments) addAdjustment.run(id, card.number, amount);
      }
    })
    .immediate();
}
