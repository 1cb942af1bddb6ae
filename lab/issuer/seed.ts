import { z } from 'zod';
import { balance, cardNumber, date } from '../../station/issuer/protocol/words.ts';
import type { Books } from './books.ts';
import { ACCOUNT_KINDS, addCard } from './cardBook.ts';
import { listedCards, listLock } from './lockList.ts';

/** Each time and each day (R-001-30), NT$; what an owner has not lowered. */
const AUTOLOAD_LIMIT = 3000;

const limit = z.int().min(500).max(AUTOLOAD_LIMIT).multipleOf(500).default(AUTOLOAD_LIMIT);

/** What an issuer begins with: accounts and cards, as a file of JSON that people write by hand. */
export const seedSchema = z.strictObject({
  /** Books that were begun with another edition get these accounts and cards in the place of theirs. */
  edition: z.string().min(1).optional(),
  accounts: z
    .array(z.strictObject({ id: z.string().min(1), kind: z.enum(ACCOUNT_KINDS).default('easy-wallet'), funds: z.int().nonnegative() }))
    .default([]),
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

/**
 * Writes a seed into new books, all or nothing. Books that hold anything are left as they are, unless the seed is of another
 * edition than theirs: then its accounts and cards take the place of those there. What machines have asked for and uploaded
 * is kept in any case.
 */
export function sow(books: Books, seed: Seed): void {
  const parsed = seedSchema.parse(seed);
  books
    .transaction(() => {
      const begun = books.prepare('SELECT 1 FROM card UNION ALL SELECT 1 FROM account LIMIT 1').get() !== undefined;
      if (begun && (parsed.edition === undefined || parsed.edition === editionOf(books))) return;
      for (const table of ['adjustment', 'card', 'account', 'sown']) books.exec(`DELETE FROM ${table}`);
      if (parsed.edition !== undefined) books.prepare('INSERT INTO sown (edition) VALUES (?)').run(parsed.edition);
      plant(books, parsed);
    })
    .immediate();
}

function editionOf(books: Books): string | undefined {
  return books.prepare<[], string>('SELECT edition FROM sown').pluck().get();
}

function plant(books: Books, { accounts, cards }: z.output<typeof seedSchema>): void {
  const addAccount = books.prepare('INSERT INTO account (id, kind, funds) VALUES (?, ?, ?)');
  const addAdjustment = books.prepare(`INSERT INTO adjustment (id, card, amount, state) VALUES (?, ?, ?, 'open')`);
  for (const { id, kind, funds } of accounts) addAccount.run(id, kind, funds);
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
    for (const { id, amount } of adjustments) addAdjustment.run(id, card.number, amount);
  }
  const blocked = cards.filter(({ status }) => status === 'blocked').map(({ number }) => number);
  const listed = listedCards(books);
  for (const card of listed) if (!blocked.includes(card)) listLock(books, card, false);
  for (const card of blocked) if (!listed.includes(card)) listLock(books, card, true);
}
