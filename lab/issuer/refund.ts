import { openAdjustments } from './collection.ts';
import { listLock } from './lockList.ts';
import { type KindOfAct, nothing } from './kindOfAct.ts';
import { lastDayOf } from './passSale.ts';

/** About how long the transfer of a balance to the credit card account takes, days (R-002-03). */
const TRANSFER_DAYS = 40;

/** The clause on refunds at the machine names no fee; a doubt is the passenger's (C-10, R-003-90). */
const FEE_AT_MACHINE = 0;

/** Registering the refund of a co-branded card (R-002-31). Once the card is locked it is refunded, and autoload ends. */
export const refund: KindOfAct<'refund'> = {
  hold(request, { books, card, today }) {
    // Every other card is refunded at a counter (C-09).
    if (card.product !== 'cobranded') return { outcome: 'refused', code: 'ask-staff' };
    // R-002-31: while the card is valid; afterwards the bank settles it unasked (R-002-27).
    if (card.expiresOn !== null && today > card.expiresOn) return { outcome: 'refused', code: 'ask-staff' };
    // R-003-28: nothing may be disputed, and nothing may be left waiting for a card that takes nothing any more.
    if (openAdjustments(books, card.number).length > 0) return { outcome: 'refused', code: 'ask-staff' };
    // What becomes of a period ticket that runs, or that is about to be written, is settled at the counter.
    if (lastDayOf(books, card.number) >= today) return { outcome: 'refused', code: 'ask-staff' };
    const pending = books.prepare(`SELECT 1 FROM act WHERE name = 'refund' AND card = ? AND state = 'held'`).get(card.number);
    if (pending !== undefined) return { outcome: 'refused', code: 'K02' };
    return {
      outcome: 'approved',
      registration: `R-${request.key.slice(0, 12)}`,
      transfer: request.balance - FEE_AT_MACHINE,
      fee: FEE_AT_MACHINE,
      days: TRANSFER_DAYS,
    };
  },
  amountOf: () => 0,
  settle: ({ card }, books) => {
    books.prepare(`UPDATE card SET status = 'refunded', enabled = 0 WHERE number = ?`).run(card);
    listLock(books, card, true);
  },
  undo: nothing,
};
