import type { Dollars } from '../../hardware/ports/dollars.ts';
import { autoloadLimits } from './autoloadLimits.ts';
import type { Basis } from './basis.ts';
import type { CalendarDate } from './calendar.ts';
import type { Autoload, Card } from './card.ts';
import { cardInHandRefusal } from './cardRefusal.ts';
import type { DeclineCode } from './declineCode.ts';

/** What must be true of a card before any value is loaded from an account, or why it is not. */
export type AutoloadConditions =
  | { readonly met: true; readonly autoload: Autoload }
  | { readonly met: false; readonly outcome: 'deny'; readonly code: DeclineCode }
  | { readonly met: false; readonly outcome: 'route' };

const denied = (code: DeclineCode): AutoloadConditions => ({ met: false, outcome: 'deny', code });

/** In the order of the rulebook, section 11.2: the card itself, its kind and registration, the link, the enabling. */
export function autoloadConditions(card: Card, today: CalendarDate, basis: Basis): AutoloadConditions {
  const refused = cardInHandRefusal(card, today, basis);
  if (refused !== null) {
    if (refused === 'K02') basis.mention('refundedForAutoload');
    if (refused === 'K01') basis.mention('expiredForAutoload');
    return denied(refused);
  }
  const decidedBy = basis.peek('autoloadDecidedBy');
  if (decidedBy === 'bank' || decidedBy === 'nobody') {
    basis.take('autoloadDecidedBy');
    return decidedBy === 'bank' ? { met: false, outcome: 'route' } : denied('K12');
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

const parameterOf = {
  once: 'autoloadPerTime',
  daily: 'autoloadPerDay',
  monthly: 'autoloadPerMonthForOthers',
  purse: 'balanceCap',
} as const;

/** Would loading `amount` break a limit? Names every limit that it would break. */
export function breaksLimit(amount: Dollars, card: Card, autoload: Autoload, basis: Basis): boolean {
  const broken = autoloadLimits(card, autoload, (name) => basis.peek(name)).filter(({ left }) => amount > left);
  for (const { kind } of broken) {
    if (kind === 'ownOnce' || kind === 'ownDaily') basis.cite('ownLimit');
    else basis.take(parameterOf[kind]);
  }
  return broken.length > 0;
}
