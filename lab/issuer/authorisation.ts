import { drawnForOthers, drawnOn } from './cardBook.ts';
import type { KindOfAct, Occasion } from './kindOfAct.ts';
import type { Books } from './books.ts';

/** Most that an account may pay for other people's cards in a calendar month, NT$ (R-001-32). */
const MONTH_FOR_OTHERS = 30_000;

/** NT$ (R-001-03). */
const UNIT = 500;

/** Takes an amount from the account of a card, within its limits; or says why not. */
export function draw(amount: number, { books, card, today }: Occasion): 'K01' | 'K04' | 'K05' | 'K07' | 'K08' | 'ask-staff' | null {
  if (card.expiresOn !== null && today > card.expiresOn) return 'K01';
  if (card.account === null) return 'K04';
  if (!card.enabled) return 'K05';
  // R-001-03: NT$500 or a multiple of it.
  if (amount % UNIT !== 0) return 'ask-staff';
  const overTime = amount > card.perTimeLimit;
  const overDay = drawnOn(books, card.number, today) + amount > card.perDayLimit;
  const overMonth = !card.ownerIsHolder && drawnForOthers(books, card.account, today) + amount > MONTH_FOR_OTHERS;
  if (overTime || overDay || overMonth) return 'K07';
  const taken = books.prepare('UPDATE account SET funds = funds - ? WHERE id = ? AND funds >= ?').run(amount, card.account, amount);
  return taken.changes === 0 ? 'K08' : null;
}

/** Gives an amount back to the account of a card. */
export function giveBack({ card, amount }: { readonly card: string; readonly amount: number }, books: Books): void {
  books.prepare('UPDATE account SET funds = funds + ? WHERE id = (SELECT account FROM card WHERE number = ?)').run(amount, card);
}

/** Taking the amount of an autoload from the linked account. It leaves the account at once and returns when it is undone. */
export const authorisation: KindOfAct<'authorisation'> = {
  hold({ key, amount }, occasion) {
    const code = draw(amount, occasion);
    return code === null ? { outcome: 'approved', authorisation: `A-${key.slice(0, 12)}`, amount } : { outcome: 'refused', code };
  },
  amountOf: (answer) => (answer.outcome === 'approved' ? answer.amount : 0),
  settle: () => undefined,
  undo: giveBack,
};
