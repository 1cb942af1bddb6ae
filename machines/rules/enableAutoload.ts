import type { Basis } from './basis.ts';
import type { CalendarDate } from './calendar.ts';
import type { Card } from './card.ts';
import { cardInHandRefusal } from './cardRefusal.ts';
import type { EnableAutoloadQuestion } from './question.ts';
import type { EnableAutoloadRuling } from './ruling.ts';

/**
 * May autoload be enabled by laying the card down (靠卡設定), and how often is the passenger asked? A link can be cancelled:
 * once. What the bank opens can never be closed again: twice (R-002-09).
 */
export function enableAutoload({ card, menu }: EnableAutoloadQuestion, today: CalendarDate, basis: Basis): EnableAutoloadRuling {
  const refused = cardInHandRefusal(card, today, basis);
  if (refused !== null) return { outcome: 'deny', code: refused };
  return menu === 'account-link' ? inAccountLinkMenu(card, basis) : inCobrandedMenu(card, basis);
}

function inAccountLinkMenu(card: Card, basis: Basis): EnableAutoloadRuling {
  const kind = basis.peek('accountLink');
  if (kind === 'refused') {
    basis.take('accountLink');
    if (!card.registered) basis.mention('notRegistered');
    return { outcome: 'deny', code: 'K12' };
  }
  if (!card.registered) {
    basis.cite('notRegistered');
    return { outcome: 'deny' };
  }
  basis.take('accountLink');
  if (kind === 'issuer-decides') return { outcome: 'route' };
  if (card.autoload === undefined || !card.autoload.linked) {
    basis.cite('notLinked');
    return { outcome: 'deny', code: 'K04' };
  }
  return { outcome: 'allow', confirmations: basis.take('accountLinkConfirmations') };
}

/** The bank knows its cardholder: whether the EasyCard in the card has a name does not matter (R-002-08, R-002-09). */
function inCobrandedMenu(card: Card, basis: Basis): EnableAutoloadRuling {
  const kind = basis.take('cobrandedMenu');
  if (kind === 'refused') return { outcome: 'deny', code: 'K12' };
  // Whether the credit card is activated only its bank can say.
  if (card.cobranded === undefined) return { outcome: 'route' };
  if (!card.cobranded.creditCardActivated) return { outcome: 'deny', code: 'K13' };
  return { outcome: 'allow', confirmations: basis.take('cobrandedConfirmations') };
}
