import { dollars } from '../../../hardware/ports/dollars.ts';
import type { RulePack } from '../rulePack.ts';
import { iPass } from './cardTypes.ts';

/** The manual of the iPASS concession card of Pingtung. It has no date; it holds from before the first card. */
const manual = { issuer: 'ipass', authority: 'issuer', contractVersion: 'PTHG-undated', effectiveFrom: '2000-01-01' } as const;

export const iPassTerms: readonly RulePack[] = [
  {
    ...manual,
    cardTypes: iPass,
    parameters: {
      balanceCap: { value: dollars(10_000), clauses: ['R-004-12'] },
      topUpStep: { value: dollars(100), clauses: ['R-004-12'] },
      cardsAtOnce: { value: 1, clauses: ['R-004-39'] },
      // Cash only.
      autoloadDecidedBy: { value: 'nobody', clauses: ['R-004-12'] },
      accountLink: { value: 'refused', clauses: ['R-004-12'] },
      cobrandedMenu: { value: 'refused', clauses: ['R-004-12'] },
      terminationFee: { value: dollars(20), clauses: ['R-004-19'] },
      waiverUses: { value: 5, clauses: ['R-004-19'] },
      waiverMonths: { value: 0, clauses: ['R-004-19'] },
      waiverCounts: { value: 'use-records-in-last-6', clauses: ['R-004-19'] },
      feeOnlyOnBalance: { value: false, clauses: ['R-004-20'] },
      feeAboveBalance: { value: 'refuse', clauses: ['R-004-20'] },
      refundPaidBy: { value: 'counter', clauses: ['R-004-23'] },
      cashRefundLimit: { value: dollars(5000), clauses: ['R-004-23'] },
      cashRefundLimitIncluded: { value: false, clauses: ['R-004-23'] },
      beyondCashLimit: { value: 'send-in', clauses: ['R-004-23'] },
      cardAfterRefund: { value: 'returned', clauses: ['R-004-24'] },
      reopening: { value: 'staff', clauses: ['R-004-18'] },
      reopeningFee: { value: dollars(20), clauses: ['R-004-18'] },
      reopenedOnlyAfterTermination: { value: true, clauses: ['R-004-18'] },
      issuerFaultFee: { value: dollars(0), clauses: ['R-004-06'] },
      lossNeedsRegistration: { value: true, clauses: ['R-004-30'] },
      offlineHolderHours: { value: 24, clauses: ['R-004-30'] },
      onlineHolderHours: { value: 24, clauses: ['R-004-30'] },
      autoloadHolderHours: { value: 24, clauses: ['R-004-30'] },
      lossFee: { value: dollars(20), clauses: ['R-004-30'] },
      freeLosses: { value: 1, clauses: ['R-004-30'] },
      replacement: { value: 'included', clauses: ['R-004-30'] },
    },
    grounds: {
      blocked: ['R-004-32'],
      refunded: ['R-004-17'],
      locked: ['R-004-04'],
      expired: ['R-004-35'],
      worksOnLastDay: ['R-003-90'],
      lostUnregistered: ['R-004-17'],
      paperFeeUnknown: ['R-004-16'],
      exchangeFeeUnknown: ['R-004-06'],
    },
  },
  {
    // Nothing is said of other cards than Pingtung's: staff.
    ...manual,
    cardTypes: ['IP'],
    parameters: { extension: { value: 'staff', clauses: ['R-004-33'] } },
    grounds: {},
  },
  {
    ...manual,
    cardTypes: ['IPC'],
    parameters: {
      extension: { value: 'window', clauses: ['R-004-33'] },
      extensionMonthsBefore: { value: 1, clauses: ['R-004-33'] },
      extensionMonthsAfter: { value: 1, clauses: ['R-004-33'] },
      extensionFee: { value: dollars(0), clauses: ['R-004-33'] },
      lateExtensionFee: { value: dollars(20), clauses: ['R-004-36'] },
      damageExchangeFee: { value: dollars(150), clauses: ['R-004-06'] },
      townshipRefundDays: { value: 21, clauses: ['R-004-28'] },
    },
    grounds: {
      newTerm: ['R-004-34'],
      extensionTooLate: ['R-004-36', 'R-004-35'],
      refundOfGoodCard: ['R-004-24'],
      refundOfDamagedCard: ['R-004-25'],
      refundOfUnreadableCard: ['R-004-26'],
      refundOfUnreadableDamagedCard: ['R-004-27'],
    },
  },
];
