import type { Basis } from './basis.ts';
import type { ExchangeQuestion } from './question.ts';
import type { ExchangeRuling } from './ruling.ts';

const feeOf = { damage: 'damageExchangeFee', 'data-change': 'dataChangeFee', 'issuer-fault': 'issuerFaultFee' } as const;

/** What a new card costs in exchange for one that is there: always by staff, and without a figure where the terms name none. */
export function exchange({ cause }: ExchangeQuestion, basis: Basis): ExchangeRuling {
  const fee = basis.find(feeOf[cause]);
  if (fee !== undefined) return { outcome: 'route', fee };
  basis.cite('exchangeFeeUnknown');
  return { outcome: 'route' };
}
