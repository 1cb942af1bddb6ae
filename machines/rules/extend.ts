import type { Basis } from './basis.ts';
import { addMonths, type CalendarDate, endOfMonth } from './calendar.ts';
import { refusedByDamage, refusedByStatus } from './cardRefusal.ts';
import type { ExtendQuestion } from './question.ts';
import type { ExtendRuling } from './ruling.ts';

/** May the card's validity be extended at this machine? Expiry does not stop it: it is what extension is for (C-20). */
export function extend({ card }: ExtendQuestion, today: CalendarDate, basis: Basis): ExtendRuling {
  const refused = refusedByStatus(card, basis) ?? refusedByDamage(card, basis);
  if (refused !== null) return { outcome: 'deny', code: refused };
  switch (basis.take('extension')) {
    case 'none':
      return { outcome: 'deny', reason: 'not-extendable' };
    case 'when-due':
      return card.expiresOn !== undefined && today < card.expiresOn
        ? { outcome: 'deny', reason: 'too-early' }
        : { outcome: 'route', reason: 'staff' };
    case 'staff':
      return { outcome: 'route', reason: 'staff' };
    case 'window':
      // Without a date there is no window to be in: staff looks the card up (C-05).
      return card.expiresOn === undefined ? { outcome: 'route', reason: 'staff' } : inWindow(card.expiresOn, today, basis);
  }
}

/** "A month after" the last day of a month is the last day of the next one: a doubt is the passenger's (R-003-90). */
export function windowClosesOn(expiresOn: CalendarDate, months: number): CalendarDate {
  const later = addMonths(expiresOn, months);
  return expiresOn === endOfMonth(expiresOn) ? endOfMonth(later) : later;
}

/** Both end days belong to the window; the new term counts from the end of the month of the extension, not of the expiry. */
function inWindow(expiresOn: CalendarDate, today: CalendarDate, basis: Basis): ExtendRuling {
  if (today < addMonths(expiresOn, -basis.take('extensionMonthsBefore'))) return { outcome: 'deny', reason: 'too-early' };
  if (today > windowClosesOn(expiresOn, basis.take('extensionMonthsAfter'))) {
    basis.cite('extensionTooLate');
    return { outcome: 'deny', code: 'K20', reason: 'too-late', fee: basis.take('lateExtensionFee') };
  }
  basis.cite('newTerm');
  return { outcome: 'allow', reason: 'window', fee: basis.take('extensionFee'), newTermFrom: endOfMonth(today) };
}
