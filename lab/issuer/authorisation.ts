import { drawnForOthers, drawnOn } from './cardBook.ts';
import type { KindOfAct } from './kindOfAct.ts';

/** Most that an account may pay for other people's cards in a calendar month, NT$ (R-001-32). */
const MONTH_FOR_OTHERS = 30_000;

/** NT$ (R-001-03). */
const UNIT = 500;

/** Taking the amount of an autoload from the linked account. It leaves the account at once and returns when it is undone. */
export const authorisation: KindOfAct<'authorisation'> = {
  hold(request, { books, card, today }) {
    if (card.expiresOn !== null && today > card.expiresOn) return { outcome: 'refused', code: 'K01' };
    if (card.account === null) return { outcome: 'refused', code: 'K04' };
    if (!card.enabled) return { outcome: 'refused', code: 'K05' };
    const { amount } = request;
    // R-001-03: NT$500 or a multiple of it.
    if (amount % UNIT !== 0) return { outcome: 'refused', code: 'ask-staff' };
    const overTime = amount > card.perTimeLimit;
    const overDay = drawnOn(books, card.number, today) + amount > card.perDayLimit;
    const overMonth = !card.ownerIsHolder && drawnForOthers(books, card.account, today) + amount > MONTH_FOR_OTHERS;
    if (overTime || overDay || overMonth) return { outcome: 'refused', code: 'K07' };
    const taken = books.prepare('UPDATE account SET funds = funds - ? WHERE id = ? AND funds >= ?').run(amount, card.account, amount);
    if (taken.changes === 0) return { outcome: 'refused', code: 'K08' };
    return { outcome: 'approved', authorisation: `A-${request.key.slice(0, 12)}`, amount };
  },
  amountOf: (answer) => (answer.outcome === 'approved' ? answer.amount : 0),
  settle: () => undefined,
  undo: ({ card, amount }, books) => {
    books.prepare('UPDATE account SET funds = funds + ? WHERE id = (SELECT account FROM card WHERE number = ?)').run(amount, card);
  },
};
