import { dollars } from '../../hardware/ports/dollars.ts';
import type { Basis } from './basis.ts';
import type { RefundDeskQuestion } from './question.ts';
import type { RefundDeskRuling } from './ruling.ts';

/** What becomes of the card, whatever desk it is handed to. */
type CardsFate = Omit<RefundDeskRuling, 'where' | 'readyAfterDays'>;

const returned = { newCard: false, cardReturned: true, needsIdNumber: false } as const;

/**
 * Where a Pingtung card is refunded, and what becomes of it: by what the desk can read electronically and by eye. A station pays
 * at once what it can read, to the holder; a township office sends everything in.
 */
export function refundDesk(question: RefundDeskQuestion, basis: Basis): RefundDeskRuling {
  const { readable, appearance, legible, claimedBy, desk } = question;
  const fate = readable ? readableCard(question, basis) : unreadableCard(question, basis);
  if (desk === 'township') return { where: 'send-in', ...fate, readyAfterDays: basis.take('townshipRefundDays') };
  const identified = appearance === 'normal' || legible.includes('number');
  return { where: readable && identified && claimedBy === 'holder' ? 'at-once' : 'send-in', ...fate };
}

function readableCard({ appearance, legible, desk }: RefundDeskQuestion, basis: Basis): CardsFate {
  if (appearance === 'normal') {
    basis.cite('refundOfGoodCard');
    return returned;
  }
  basis.cite('refundOfDamagedCard');
  // With its number on it a damaged card is treated as a good one.
  if (legible.includes('number')) basis.cite('refundOfGoodCard');
  return { ...returned, needsIdNumber: desk === 'station' && !legible.includes('number') };
}

function unreadableCard({ appearance, legible, desk, previousLosses }: RefundDeskQuestion, basis: Basis): CardsFate {
  if (appearance === 'normal') {
    basis.cite('refundOfUnreadableCard');
    return { newCard: true, cardReturned: false, needsIdNumber: false };
  }
  basis.cite('refundOfUnreadableDamagedCard');
  if (legible.length > 0) return { ...returned, needsIdNumber: !legible.includes('number') };
  // Nothing says whose card it is: it counts as lost. The first loss is free at a township office only (R-004-28).
  const isFree = desk === 'township' && previousLosses < basis.take('freeLosses');
  const fee = basis.take('lossFee');
  return { newCard: false, cardReturned: false, needsIdNumber: false, asLost: true, lostFee: isFree ? dollars(0) : fee };
}
