import { add, dollars } from '../../hardware/ports/dollars.ts';
import type { Basis } from './basis.ts';
import type { CalendarDate } from './calendar.ts';
import { cardInHandRefusal } from './cardRefusal.ts';
import type { TopUpQuestion } from './question.ts';
import type { TopUpRuling } from './ruling.ts';

const NOTHING = dollars(0);

/**
 * May value be added to this card with cash, and how much? An advance is repaid first, without a word (R-003-20).
 * Cash that is no multiple of the step, or more than fits, is denied without a code: the card is in order.
 */
export function topUp(question: TopUpQuestion, today: CalendarDate, basis: Basis): TopUpRuling {
  const { card, inserted, note } = question;
  const onItsWay = (inserted ?? 0) + (note ?? 0);
  const judgedNote = (maxTopUp: number) => (note === undefined ? {} : { acceptNote: onItsWay <= maxTopUp });

  const refused = cardInHandRefusal(card, today, basis);
  if (refused !== null) return { outcome: 'deny', code: refused, maxTopUp: NOTHING, ...judgedNote(0) };

  const cap = basis.take('balanceCap');
  const step = basis.take('topUpStep');
  if (card.balance < 0) basis.mention('advance');
  const maxTopUp = dollars(Math.max(0, Math.floor((cap - card.balance) / step) * step));
  if (maxTopUp === 0) return { outcome: 'deny', code: 'K09', maxTopUp, ...judgedNote(maxTopUp) };
  if (inserted === undefined) return { outcome: 'allow', maxTopUp, ...judgedNote(maxTopUp) };
  if (inserted % step !== 0 || inserted > maxTopUp) return { outcome: 'deny', maxTopUp, ...judgedNote(maxTopUp) };
  return { outcome: 'allow', maxTopUp, balanceAfter: add(card.balance, inserted), ...judgedNote(maxTopUp) };
}
