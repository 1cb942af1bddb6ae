import { revealCardNumber } from '../../hardware/ports/cardNumber.ts';
import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import { HOST_ACCOUNTS } from '../devices/card/hostCard.ts';
import type { PreparedCard } from '../devices/card/preparedCards.ts';
import type { Seed } from '../issuer/seed.ts';

/**
 * The issuer's books to a set of prepared cards.
 * @param nowMs when the cards were made: cards made anew are another edition, and the books begin anew with them.
 */
export function seedOf(cards: readonly PreparedCard[], nowMs: number): Seed {
  const edition = taipeiTimestamp(nowMs);
  return {
    edition,
    accounts: Object.entries(HOST_ACCOUNTS).map(([id, account]) => ({ id, ...account })),
    cards: cards.map(({ id, host: { number, adjustments = [], ...card } }) => ({
      ...card,
      // The cards are artificial: their numbers are nobody's.
      number: revealCardNumber(number),
      adjustments: adjustments.map((amount, index) => ({ id: `${id} ${index} ${edition}`, amount })),
    })),
  };
}
