import type { Basis } from './basis.ts';
import type { CalendarDate } from './calendar.ts';
import { cardRefusal } from './cardRefusal.ts';
import type { LinkCardQuestion } from './question.ts';
import type { LinkCardRuling } from './ruling.ts';

/**
 * May this card be linked to an account? The kinds of card are those of the account-link menu. A card without a name is
 * registered by linking it to an account of one's own; somebody else's wallet needs the registration first (R-001-12).
 */
export function linkCard(question: LinkCardQuestion, today: CalendarDate, basis: Basis): LinkCardRuling {
  const { card, source, ownerIsHolder } = question;
  const refused = cardRefusal(card, today, basis);
  if (refused !== null) return { outcome: 'deny', code: refused };
  const kind = basis.take('accountLink');
  if (kind === 'refused') return { outcome: 'deny', code: 'K12' };
  if (!card.registered && source === 'wallet' && !ownerIsHolder) {
    basis.cite('registeredBeforeOthers');
    return { outcome: 'deny' };
  }
  if (kind === 'issuer-decides') return { outcome: 'route' };
  if (isForbidden(question, basis)) return { outcome: 'deny' };
  if (!card.registered) basis.cite(source === 'bank' ? 'registeredByBank' : 'registeredByWallet');
  return { outcome: 'allow' };
}

/** Is it a foreign bank account, a second account, or one card too many? Names every rule that it would break. */
function isForbidden({ source, ownerIsHolder, alreadyLinked, ...held }: LinkCardQuestion, basis: Basis): boolean {
  const forbids = (ground: 'ownBankAccount' | 'oneAccount'): true => {
    basis.cite(ground);
    return true;
  };
  const isFull = (limit: 'walletCards' | 'linkedCards' | 'othersWalletCards', count: number): boolean => {
    if (count < (basis.peek(limit) ?? 0)) return false;
    basis.take(limit);
    return true;
  };
  // Each is asked, so that each that is broken is named.
  return [
    alreadyLinked && forbids('oneAccount'),
    source === 'bank' && !ownerIsHolder && forbids('ownBankAccount'),
    source === 'wallet' && isFull('walletCards', held.walletCards),
    isFull('linkedCards', held.allCards),
    !ownerIsHolder && isFull('othersWalletCards', held.othersCards),
  ].includes(true);
}
