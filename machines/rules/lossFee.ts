import { dollars } from '../../hardware/ports/dollars.ts';
import type { Basis } from './basis.ts';
import type { LossFeeQuestion } from './question.ts';
import type { FeeRuling } from './ruling.ts';

/**
 * What reporting a loss costs, with or without a new card. Without a name there is nothing to report; where the bank or the
 * issuing unit sets the fee, they are asked.
 */
export function lossFee({ card, previousLosses, replace }: LossFeeQuestion, basis: Basis): FeeRuling {
  if (!card.registered && basis.peek('lossNeedsRegistration') !== false) {
    basis.take('lossNeedsRegistration');
    return { outcome: 'deny' };
  }
  const fee = basis.find('lossFee');
  const replacement = basis.find('replacement');
  if (fee === undefined || (replace && replacement === 'unit-decides')) {
    basis.cite('lossFeeUnknown');
    return { outcome: 'route' };
  }
  if (replace && replacement === 'own-fee') return { fee: basis.take('replacementFee') };
  return { fee: previousLosses < basis.take('freeLosses') ? dollars(0) : fee };
}
