import type { Basis } from './basis.ts';
import type { CalendarDate } from './calendar.ts';
import type { Card } from './card.ts';
import { cardRefusal } from './cardRefusal.ts';
import type { EnableAutoloadQuestion } from './question.ts';
import type { EnableAutoloadRuling } from './ruling.ts';

/**
 * May autoload be enabled by laying the card down (靠卡設定), and how often is the passenger asked? A link can be cancelled:
 * once. What the bank opens can never be closed again: twice (R-002-09).
 */
export function enableAutoload({ card, menu }: EnableAutoloadQuestion, today: CalendarDate, basis: Basis): EnableAutoloadRuling {
  const refused = cardRefusal(card, today, basis);
  if (refused !== null) return { outcome: 'deny', code: refused };
  return menu === 'account-link' ? inAccountLinkMenu(card, basis) : inCobrandedMenu(card, basis);
}

function inAccountLinkMenu(card: Card, basis: Basis): EnableAutoloadRuling {
  const kind = basis.peek('accountLink');
  if (kind === 'refused') return refusedKind(card, basis, 'accountLink');
  if (!card.registered) return registerFirst(basis);
  basis.take('accountLink');
  if (kind === 'issuer-decides') return { outcome: 'route' };
  if (card.autoload === undefined || !card.autoload.linked) {
    basis.cite('notLinked');
    return { outcome: 'deny', code: 'K04' };
  }
  return { outcome: 'allow', confirmations: basis.take('accountLinkConfirmations') };
}

function inCobrandedMenu(card: Card, basis: Basis): EnableAutoloadRuling {
  if (basis.peek('cobrandedMenu') === 'refused') return refusedKind(card, basis, 'cobrandedMenu');
  if (!card.registered) return registerFirst(basis);
  basis.take('cobrandedMenu');
  // Whether the credit card is activated only its bank can say.
  if (card.cobranded === undefined) return { outcome: 'route' };
  if (!card.cobranded.creditCardActivated) return { outcome: 'deny', code: 'K13' };
  return { outcome: 'allow', confirmations: basis.take('cobrandedConfirmations') };
}

function registerFirst(basis: Basis): EnableAutoloadRuling {
  basis.cite('notRegistered');
  return { outcome: 'deny' };
}

/** The wrong kind of card for this menu; that it is not registered either is said too. */
function refusedKind(card: Card, basis: Basis, menu: 'accountLink' | 'cobrandedMenu'): EnableAutoloadRuling {
  basis.take(menu);
  if (!card.registered) basis.mention('notRegistered');
  return { outcome: 'deny', code: 'K12' };
}
