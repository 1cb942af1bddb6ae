import type { Basis } from './basis.ts';
import type { CalendarDate } from './calendar.ts';
import type { Card } from './card.ts';
import type { DeclineCode } from './declineCode.ts';

/** The codes of cards that are turned away for what they are: expired, refunded, locked or blocked, damaged. */
export type CardRefusal = Extract<DeclineCode, 'K01' | 'K02' | 'K03' | 'K16'>;

/** Later than its last day? It still works on that day (R-003-90); without such a day it does not expire. */
export function isExpired(card: Pick<Card, 'expiresOn'>, today: CalendarDate): boolean {
  return card.expiresOn !== undefined && today > card.expiresOn;
}

/** Why a card is turned away for what it is, whatever is asked: blocked, then refunded, then locked (rulebook, section 11.2). */
export function refusedByStatus(card: Pick<Card, 'status'>, basis: Basis): CardRefusal | null {
  switch (card.status) {
    case 'blocked':
      basis.cite('blocked');
      return 'K03';
    case 'refunded':
      basis.cite('refunded');
      return 'K02';
    case 'locked':
      basis.cite('locked');
      return 'K03';
    case 'active':
      return null;
  }
}

/** A card that a person damaged is turned away where its terms say so, whatever is to be done with it (R-003-80). */
export function refusedByDamage(card: Pick<Card, 'damaged'>, basis: Basis): 'K16' | null {
  if (!card.damaged || basis.peek('damagedIsRefused') !== true) return null;
  basis.take('damagedIsRefused');
  return 'K16';
}

/** As {@link cardRefusal}, then damaged: for what is done with the card itself. */
export function cardInHandRefusal(
  card: Pick<Card, 'status' | 'expiresOn' | 'damaged'>,
  today: CalendarDate,
  basis: Basis,
): CardRefusal | null {
  return cardRefusal(card, today, basis) ?? refusedByDamage(card, basis);
}

/** As {@link refusedByStatus}, then expired: for all asks but refund and extension, which an expired card is for (C-20). */
export function cardRefusal(card: Pick<Card, 'status' | 'expiresOn'>, today: CalendarDate, basis: Basis): CardRefusal | null {
  const refused = refusedByStatus(card, basis);
  if (refused !== null) return refused;
  if (isExpired(card, today)) {
    basis.cite('expired');
    return 'K01';
  }
  if (card.expiresOn === today) basis.mention('worksOnLastDay');
  return null;
}
