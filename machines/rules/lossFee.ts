import { dollars } from '../../hardware/ports/dollars.ts';
import type { Basis } from './basis.ts';
import type { LossFeeQuestion } from './question.ts';
import type { LossFeeRuling } from './ruling.ts';

/**
 * What reporting a loss costs, with or without a new card. Without a name there is nothing to report to the issuer; a bank is
 * told of the loss of its credit card anyway. Where the bank or the issuing unit prices the new card, they are asked.
 */
export function lossFee({ card, previousLosses, replace }: LossFeeQuestion, basis: Basis): LossFeeRuling {
  if (!card.registered && basis.find('lossReportedTo') !== 'bank' && basis.take('lossNeedsRegistration')) return { outcome: 'deny' };
  if (replace) {
    switch (basis.take('replacement')) {
      case 'own-fee':
        return { fee: basis.take('replacementFee') };
      case 'unit-decides': {
        const atMost = basis.find('replacementAtMost');
        return atMost === undefined ? { outcome: 'route' } : { outcome: 'route', atMost };
      }
      case 'included':
        break;
    }
  }
  const fee = basis.take('lossFee');
  return { fee: previousLosses < (basis.find('freeLosses') ?? 0) ? dollars(0) : fee };
}
