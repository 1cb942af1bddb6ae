import type { CardProduct } from '../../hardware/ports/cardFacts.ts';
import { addDays, type CalendarDate } from '../../machines/rules/calendar.ts';
import { cardTypeOf, productsOf } from '../../machines/rules/card.ts';
import { terms } from '../../machines/rules/decision.ts';
import { draw, giveBack } from './authorisation.ts';
import type { Books } from './books.ts';
import type { IssuerCard } from './cardBook.ts';
import { type KindOfAct } from './kindOfAct.ts';

/** NT$ (R-001-21). */
const UNIT = 500;

/**
 * Selling a period ticket: one that is sold to such a card, for its price and its days, behind the one that the card has. What is
 * loaded for it leaves the account at once, within the limits of every autoload, and returns when the sale is undone.
 */
export const passSale: KindOfAct<'pass'> = {
  hold(request, occasion) {
    const { books, card, today } = occasion;
    const { product, firstDay, lastDay, price, autoload, balance, key } = request;
    if (card.expiresOn !== null && today > card.expiresOn) return { outcome: 'refused', code: 'K01' };
    const sold = soldTo(card, today).find((each) => each.product === product);
    if (sold === undefined) return { outcome: 'refused', code: 'K12' };
    const outlives = card.expiresOn !== null && lastDay > card.expiresOn;
    const asSold = price === sold.price && request.area === sold.area && lastDay === addDays(firstDay, sold.days - 1);
    if (outlives || !asSold || firstDay < today || firstDay <= lastDayOf(books, card.number)) {
      return { outcome: 'refused', code: 'ask-staff' };
    }
    // The smallest multiple that suffices, and none where the purse does.
    if (autoload !== Math.max(0, Math.ceil((price - balance) / UNIT)) * UNIT) return { outcome: 'refused', code: 'ask-staff' };
    const code = autoload === 0 ? null : draw(autoload, occasion);
    return code === null ? { outcome: 'approved', sale: `S-${key.slice(0, 12)}`, lastDay, price, autoload } : { outcome: 'refused', code };
  },
  // It counts towards the limits of the day and the month like any autoload.
  amountOf: (answer) => (answer.outcome === 'approved' ? answer.autoload : 0),
  settle: () => undefined,
  undo: giveBack,
};

function soldTo({ product, registered }: IssuerCard, today: CalendarDate) {
  const known = product as CardProduct; // the books hold the words of the rules
  const issuer = productsOf.ipass.includes(known) ? 'ipass' : 'easycard';
  return terms(issuer, cardTypeOf({ product: known, registered, deposit: false }), today).parameters.periodPasses?.value ?? [];
}

/** The last day of the tickets that were sold for a card; before every other day when there is none. */
export function lastDayOf(books: Books, card: string): CalendarDate {
  const sales = books
    .prepare<[string], string>(`SELECT answer FROM act WHERE card = ? AND name = 'pass' AND state IN ('held', 'settled')`)
    .pluck()
    .all(card);
  return sales.map((answer) => (JSON.parse(answer) as { lastDay: CalendarDate }).lastDay).reduce((a, b) => (a > b ? a : b), '');
}
