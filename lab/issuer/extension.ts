import { addMonths, endOfMonth } from '../../machines/rules/calendar.ts';
import type { KindOfAct } from './kindOfAct.ts';
import { nothing } from './kindOfAct.ts';

/** How far an EasyCard is extended, months. The terms leave it to the issuer (R-003-17); five years is what is told of. */
const EASYCARD_MONTHS = 60;

/** A new term of a Pingtung card: ten years (R-004-33) from the end of the month of the extension (R-004-34). */
const PINGTUNG_MONTHS = 120;

/** Concessions that end with the extension: the card becomes a full-fare card. */
const CONCESSIONS: ReadonlySet<string> = new Set(['student', 'concession', 'senior', 'charity', 'companion']);

export const extension: KindOfAct<'extension'> = {
  hold(_request, { card, today }) {
    // Its validity follows the credit card (R-002-14).
    if (card.product === 'cobranded') return { outcome: 'refused', code: 'K12' };
    if (card.expiresOn === null) return { outcome: 'refused', code: 'ask-staff' };
    if (card.product === 'concession-pingtung') {
      // R-004-33: from a month before to a month after the last day, which is the last of its month when the last day is.
      if (today < addMonths(card.expiresOn, -1)) return { outcome: 'refused', code: 'ask-staff' };
      const monthLater = addMonths(card.expiresOn, 1);
      if (today > (card.expiresOn === endOfMonth(card.expiresOn) ? endOfMonth(monthLater) : monthLater)) {
        return { outcome: 'refused', code: 'K20' };
      }
      return { outcome: 'approved', expiresOn: endOfMonth(addMonths(today, PINGTUNG_MONTHS)), concessionEnds: false };
    }
    // R-003-17: a card that shows due or expired, and no other.
    if (today < card.expiresOn) return { outcome: 'refused', code: 'ask-staff' };
    return { outcome: 'approved', expiresOn: addMonths(today, EASYCARD_MONTHS), concessionEnds: CONCESSIONS.has(card.product) };
  },
  amountOf: () => 0,
  settle: ({ card, answer }, books) => {
    const { expiresOn } = JSON.parse(answer) as { expiresOn: string };
    books.prepare('UPDATE card SET expires_on = ? WHERE number = ?').run(expiresOn, card);
  },
  undo: nothing,
};
