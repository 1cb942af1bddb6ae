import type { Dollars } from '../../hardware/ports/dollars.ts';
import type { Basis } from './basis.ts';
import type { CalendarDate } from './calendar.ts';
import type { Autoload, Card } from './card.ts';
import { cardRefusal } from './cardRefusal.ts';
import type { DeclineCode } from './declineCode.ts';

/** What must be true of a card before any value is loaded from an account, or why it is not. */
export type AutoloadConditions =
  | { readonly met: true; readonly autoload: Autoload }
  | { readonly met: false; readonly outcome: 'deny'; readonly code: DeclineCode }
  | { readonly met: false; readonly outcome: 'route' };

const denied = (code: DeclineCode): AutoloadConditions => ({ met: false, outcome: 'deny', code });

/** In the order of the rulebook, section 11.2: the card itself, its kind and registration, the link, the enabling. */
export function autoloadConditions(card: Card, today: CalendarDate, basis: Basis): AutoloadConditions {
  const refused = cardRefusal(card, today, basis);
  if (refused !== null) {
    if (refused === 'K02') basis.mention('refundedForAutoload');
    if (refused === 'K01') basis.mention('expiredForAutoload');
    return denied(refused);
  }
  switch (basis.peek('autoloadDecidedBy')) {
    case 'bank':
      basis.find('autoloadDecidedBy');
      return { met: false, outcome: 'route' };
    case 'nobody':
      basis.find('autoloadDecidedBy');
      return denied('K12');
    case 'kiosk':
    case undefined:
      break;
  }
  // Only a registered card can be linked: one that is not registered is no linked card.
  if (!card.registered) {
    basis.cite('notRegistered');
    basis.cite('notLinked');
    return denied('K04');
  }
  if (card.autoload === undefined || !card.autoload.linked) {
    basis.cite('notLinked');
    return denied('K04');
  }
  if (!card.autoload.enabled) {
    basis.cite('notEnabled');
    return denied('K05');
  }
  return { met: true, autoload: card.autoload };
}

/** Would loading `amount` break a limit? Names every limit that it would break. */
export function breaksLimit(amount: Dollars, card: Card, autoload: Autoload, basis: Basis): boolean {
  const { usedToday, usedThisMonthForOthers, ownerIsHolder, perTimeLimit, perDayLimit } = autoload;
  const general = (
    [
      ['autoloadPerTime', 0],
      ['autoloadPerDay', usedToday],
      ['autoloadPerMonthForOthers', usedThisMonthForOthers],
      ['balanceCap', card.balance],
    ] as const
  ).filter(([name, used]) => !(name === 'autoloadPerMonthForOthers' && ownerIsHolder) && used + amount > (basis.peek(name) ?? 0));
  for (const [name] of general) basis.take(name);
  const own = amount > (perTimeLimit ?? Infinity) || usedToday + amount > (perDayLimit ?? Infinity);
  if (own) basis.cite('ownLimit');
  return own || general.length > 0;
}
