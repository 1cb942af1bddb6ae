import { dollars } from '../../hardware/ports/dollars.ts';
import { autoloadConditions, breaksLimit } from './autoloadConditions.ts';
import type { Basis } from './basis.ts';
import type { CalendarDate } from './calendar.ts';
import type { PurchaseAutoloadQuestion } from './question.ts';
import type { PurchaseAutoloadRuling } from './ruling.ts';

/**
 * May a period ticket be paid from the card, with as much autoload as it needs? The smallest multiple of the unit that
 * suffices is loaded; if a limit forbids it, nothing is loaded and the whole purchase is refused (R-001-34).
 */
export function purchaseAutoload({ card, price }: PurchaseAutoloadQuestion, today: CalendarDate, basis: Basis): PurchaseAutoloadRuling {
  const conditions = autoloadConditions(card, today, basis);
  if (!conditions.met) {
    return conditions.outcome === 'route' ? { outcome: 'route' } : { outcome: 'deny', code: conditions.code };
  }
  const unit = basis.take('periodTicketUnit');
  const amount = dollars(Math.max(0, Math.ceil((price - card.balance) / unit)) * unit);
  if (amount > 0 && breaksLimit(amount, card, conditions.autoload, basis)) {
    basis.cite('purchaseRefused');
    return { outcome: 'deny', code: 'K07' };
  }
  return { outcome: 'allow', amount, balanceAfter: dollars(card.balance + amount - price) };
}
