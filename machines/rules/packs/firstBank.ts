import { dollars } from '../../../hardware/ports/dollars.ts';
import type { RulePack } from '../rulePack.ts';
import { bankCobranded } from './cardTypes.ts';

/**
 * First Bank's special terms for co-branded cards, 5th revision of 2019-07-25. Older than EasyCard's terms, which send
 * holders of co-branded cards to the bank (R-003-38): they decide where they alone speak, and where they are kinder.
 */
export const firstBank: readonly RulePack[] = [
  {
    issuer: 'easycard',
    cardTypes: bankCobranded,
    authority: 'product',
    contractVersion: 'FIRSTBANK-2019-07-25',
    effectiveFrom: '2019-07-25',
    parameters: {
      balanceCap: { value: dollars(10_000), clauses: ['R-002-10'] },
      cobrandedMenu: { value: 'eligible', clauses: ['R-002-08'] },
      cobrandedConfirmations: { value: 2, clauses: ['R-002-09', 'R-000-18'] },
      // Articles 8 and 11 name 20; for the machine article 5-2 names none. A doubt is the passenger's (C-10).
      terminationFee: { value: dollars(0), clauses: ['R-002-31', 'R-002-38', 'R-003-61', 'R-003-90'] },
      refundPaidBy: { value: 'balance-transfer', clauses: ['R-002-31'] },
      openAdvance: { value: 'billed', clauses: ['R-002-04'] },
      cardAfterRefund: { value: 'returned', clauses: ['R-002-29', 'R-002-19'] },
      extension: { value: 'none', clauses: ['R-002-14'] },
      lossNeedsRegistration: { value: false, clauses: ['R-002-22', 'R-002-23'] },
      offlineHolderHours: { value: 3, clauses: ['R-002-22'] },
      // All deductions; EasyCard's newer terms are kinder for those online and prevail (C-11).
      onlineHolderHours: { value: 3, clauses: ['R-002-22'] },
      bankHoursBefore: { value: 24, clauses: ['R-002-23'] },
      bankHoursAfter: { value: 3, clauses: ['R-002-23'] },
      paperFirstPage: { value: dollars(20), clauses: ['R-002-39'] },
      paperNextPage: { value: dollars(5), clauses: ['R-002-39'] },
    },
    grounds: {
      expired: ['R-002-14'],
      refundAtTheMachine: ['R-002-31', 'R-002-29'],
      bankTermsOnline: ['R-002-22'],
      issuerBearsAfter: ['R-002-23'],
    },
  },
];
