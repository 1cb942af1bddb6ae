import { add } from '../../hardware/ports/dollars.ts';
import { autoloadConditions, breaksLimit } from './autoloadConditions.ts';
import type { Basis } from './basis.ts';
import type { CalendarDate } from './calendar.ts';
import type { AutoloadQuestion } from './question.ts';
import type { AutoloadRuling } from './ruling.ts';

/**
 * May this machine load value from the linked account now? Only when the balance is below the threshold, and exactly
 * the fixed amount. A card on the lock list is locked at once (R-001-29). K07 stands for every limit.
 */
export function autoload({ card }: AutoloadQuestion, today: CalendarDate, basis: Basis): AutoloadRuling {
  const conditions = autoloadConditions(card, today, basis);
  if (!conditions.met) {
    if (conditions.outcome === 'route') return { outcome: 'route' };
    const { code } = conditions;
    return card.status === 'blocked' ? { outcome: 'deny', code, lockCard: true } : { outcome: 'deny', code };
  }
  if (card.balance >= basis.take('autoloadBelow')) return { outcome: 'deny', code: 'K06' };
  const amount = basis.take('autoloadAmount');
  if (breaksLimit(amount, card, conditions.autoload, basis)) return { outcome: 'deny', code: 'K07' };
  return { outcome: 'allow', amount, balanceAfter: add(card.balance, amount) };
}
