import type { Basis } from './basis.ts';
import type { ReopenQuestion } from './question.ts';
import type { ReopenRuling } from './ruling.ts';

/**
 * May a card whose contract ended be opened again, and for how much? Staff sees first whether it can still be used: a damaged
 * card is not. That the card is locked or refunded is no hindrance but the reason to ask.
 */
export function reopen({ card, reason }: ReopenQuestion, basis: Basis): ReopenRuling {
  if (basis.take('reopening') === 'never') return { outcome: 'deny' };
  if (card.damaged) {
    basis.find('damagedIsRefused');
    return { outcome: 'deny' };
  }
  if (reason !== 'terminated' && basis.find('reopenedOnlyAfterTermination') === true) return { outcome: 'deny' };
  const fee = basis.find('reopeningFee');
  return fee === undefined ? { outcome: 'route' } : { outcome: 'route', fee };
}
