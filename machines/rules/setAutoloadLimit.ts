import type { Basis } from './basis.ts';
import type { CalendarDate } from './calendar.ts';
import { cardRefusal } from './cardRefusal.ts';
import type { SetAutoloadLimitQuestion } from './question.ts';
import type { SetAutoloadLimitRuling } from './ruling.ts';

/**
 * May the owner of the account agree this limit, each time or per day? A multiple of the unit, at least one, and no more
 * than the terms allow anyway. It is agreed with the link: the card need not be enabled yet.
 */
export function setAutoloadLimit({ card, limit }: SetAutoloadLimitQuestion, today: CalendarDate, basis: Basis): SetAutoloadLimitRuling {
  const refused = cardRefusal(card, today, basis);
  if (refused !== null) return { outcome: 'deny', code: refused };
  const decidedBy = basis.peek('autoloadDecidedBy');
  if (decidedBy === 'bank' || decidedBy === 'nobody') {
    basis.take('autoloadDecidedBy');
    return decidedBy === 'bank' ? { outcome: 'route' } : { outcome: 'deny', code: 'K12' };
  }
  if (!card.registered) {
    basis.cite('notRegistered');
    return { outcome: 'deny' };
  }
  if (card.autoload === undefined || !card.autoload.linked) {
    basis.cite('notLinked');
    return { outcome: 'deny', code: 'K04' };
  }
  const unit = basis.take('ownLimitUnit');
  const aboveTerms = [basis.peek('autoloadPerTime'), basis.peek('autoloadPerDay')].some((most) => limit > (most ?? 0));
  if (aboveTerms) {
    basis.take('autoloadPerTime');
    basis.take('autoloadPerDay');
  }
  return { outcome: aboveTerms || limit < unit || limit % unit !== 0 ? 'deny' : 'allow' };
}
