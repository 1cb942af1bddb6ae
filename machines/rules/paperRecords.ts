import { dollars } from '../../hardware/ports/dollars.ts';
import type { Basis } from './basis.ts';
import type { PaperRecordsQuestion } from './question.ts';
import type { FeeRuling } from './ruling.ts';

/** What printed records cost: a first page, and less for each further one. Where the terms name no price, the counter does. */
export function paperRecords({ pages }: PaperRecordsQuestion, basis: Basis): FeeRuling {
  const first = basis.find('paperFirstPage');
  if (first === undefined) {
    basis.cite('paperFeeUnknown');
    return { outcome: 'route' };
  }
  return { fee: dollars(pages === 0 ? 0 : first + basis.take('paperNextPage') * (pages - 1)) };
}
