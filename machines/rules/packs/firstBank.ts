import { dollars } from '../../../hardware/ports/dollars.ts';
import type { RulePack } from '../rulePack.ts';
import { bankCobranded } from './cardTypes.ts';

const terms = {
  issuer: 'easycard',
  authority: 'product',
  contractVersion: 'FIRSTBANK-2019-07-25',
  effectiveFrom: '2019-07-25',
} as const;

/**
 * First Bank's special terms for co-branded cards, 5th revision of 2019-07-25. Older than EasyCard's terms, which send
 * holders of co-branded cards to the bank (R-003-38): they decide where they alone speak, and where they are kinder.
 */
export const firstBank: readonly RulePack[] = [
  {
    ...terms,
    cardTypes: bankCobranded,
    parameters: {
      balanceCap: { value: dollars(10_000), clauses: ['R-002-10'] },
      cobrandedMenu: { value: 'eligible', clauses: ['R-002-08'] },
      cobrandedConfirmations: { value: 2, clauses: ['R-002-09', 'R-000-18'] },
      // Articles 8 and 11 name 20; for the machine article 5-2 names none. A doubt is the passenger's (C-10).
      terminationFee: { value: dollars(0), clauses: ['R-002-38', 'R-003-61', 'R-003-90'] },
      refundPaidBy: { value: 'balance-transfer', clauses: ['R-002-03'] },
      settledAfterExpiry: { value: true, clauses: ['R-002-27'] },
      openAdvance: { value: 'billed', clauses: ['R-002-04'] },
      cardAfterRefund: { value: 'returned', clauses: ['R-002-29', 'R-002-19'] },
      extension: { value: 'none', clauses: ['R-002-14'] },
      // The bank is told of the loss of its credit card, whether the EasyCard in it has a name or not.
      lossReportedTo: { value: 'bank', clauses: ['R-002-20'] },
      bankHoursBefore: { value: 24, clauses: ['R-002-23'] },
      damageExchangeFee: { value: dollars(50), clauses: ['R-002-26'] },
      dataChangeFee: { value: dollars(50), clauses: ['R-002-26'] },
      reopening: { value: 'never', clauses: ['R-002-29', 'R-003-65'] },
      paperFirstPage: { value: dollars(20), clauses: ['R-002-39'] },
      paperNextPage: { value: dollars(5), clauses: ['R-002-39'] },
    },
    grounds: {
      expired: ['R-002-14'],
      refundAtTheMachine: ['R-002-31', 'R-002-29'],
    },
  },
  {
    ...terms,
    cardTypes: ['CO'],
    parameters: {
      offlineHolderHours: { value: 3, clauses: ['R-002-22'] },
      // All deductions; EasyCard's newer terms are kinder for those online and prevail (C-11).
      onlineHolderHours: { value: 3, clauses: ['R-002-22'] },
      bankHoursAfter: { value: 3, clauses: ['R-002-23'] },
    },
    grounds: {
      refundAfterLoss: ['R-002-22'],
      bankTermsOnline: ['R-002-22'],
      issuerBearsAfter: ['R-002-23'],
    },
  },
  {
    // Without a name (issued before 2012-04-01): the balance is like cash until the card has expired, and the hours after
    // which EasyCard takes over are for registered cards.
    ...terms,
    cardTypes: ['CO-A'],
    parameters: {
      lossNeedsRegistration: { value: true, clauses: ['R-002-21'] },
      lostIsSettledAfterExpiry: { value: true, clauses: ['R-002-21'] },
    },
    grounds: { refundAfterLoss: ['R-002-21'] },
  },
];
