import { dollars } from '../../../hardware/ports/dollars.ts';
import type { RulePack } from '../rulePack.ts';
import { bankCobranded, easyCard, sold, welfareAndSchool } from './cardTypes.ts';

/** EasyCard Corporation's user terms, 111.10版: in force from October 2022. */
const terms = { issuer: 'easycard', authority: 'issuer', contractVersion: '111.10', effectiveFrom: '2022-10-01' } as const;

export const easyCardTerms: readonly RulePack[] = [
  {
    // The terms repeat the law here (依法): more than this may not be paid in cash.
    ...terms,
    authority: 'law',
    cardTypes: easyCard,
    parameters: {
      cashRefundLimit: { value: dollars(3000), clauses: ['R-003-30'] },
      cashRefundLimitIncluded: { value: true, clauses: ['R-003-30'] },
    },
    grounds: {},
  },
  {
    ...terms,
    cardTypes: easyCard,
    parameters: {
      balanceCap: { value: dollars(10_000), clauses: ['R-003-24'] },
      cardsAtOnce: { value: 1, clauses: ['R-003-21'] },
      damagedIsRefused: { value: true, clauses: ['R-003-80'] },
      issuerFaultFee: { value: dollars(0), clauses: ['R-003-37'] },
      terminationFee: { value: dollars(20), clauses: ['R-003-61'] },
      waiverUses: { value: 5, clauses: ['R-003-61'] },
      waiverMonths: { value: 3, clauses: ['R-003-61'] },
      waiverCounts: { value: 'lifetime-uses', clauses: ['R-003-61'] },
      // The fee is for paying out the balance: the terms' own example of 22 has no fee in it (C-30).
      feeOnlyOnBalance: { value: true, clauses: ['R-003-61'] },
      // The terms are silent; a doubt is the passenger's (C-06).
      feeAboveBalance: { value: 'no-debt', clauses: ['R-003-61', 'R-003-90'] },
      lossNeedsRegistration: { value: true, clauses: ['R-003-32', 'R-003-35'] },
      offlineHolderHours: { value: 3, clauses: ['R-003-35'] },
      onlineHolderHours: { value: 0, clauses: ['R-003-35'] },
      // Autoload needs a connection, so it is a misuse online.
      autoloadHolderHours: { value: 0, clauses: ['R-003-35'] },
      paperFirstPage: { value: dollars(20), clauses: ['R-003-63'] },
      paperNextPage: { value: dollars(5), clauses: ['R-003-63'] },
      noticeDays: { value: 60, clauses: ['R-003-68'] },
    },
    grounds: {
      refunded: ['R-003-65'],
      locked: ['R-003-44'],
      expired: ['R-003-81'],
      worksOnLastDay: ['R-003-90'],
      advance: ['R-003-20'],
      expiredIsRefunded: ['R-003-16'],
      lostUnregistered: ['R-003-32'],
      damageOnlyOnDeposit: ['R-003-59', 'R-003-58'],
      damageByIssuer: ['R-003-58', 'R-003-59'],
      postage: ['R-003-29'],
    },
  },
  {
    ...terms,
    cardTypes: [...sold, 'DEP'],
    parameters: {
      refundPaidBy: { value: 'counter', clauses: ['R-003-30'] },
      beyondCashLimit: { value: 'transfer-only', clauses: ['R-003-30'] },
      openAdvance: { value: 'staff', clauses: ['R-003-20'] },
      extension: { value: 'when-due', clauses: ['R-003-17'] },
      reopening: { value: 'staff', clauses: ['R-003-65'] },
    },
    grounds: {},
  },
  {
    // Of a welfare card the county says what opening it again costs.
    ...terms,
    cardTypes: ['ORD', 'CONC', 'SPEC', 'STU', 'TEL', 'DBT', 'DEP'],
    parameters: { reopeningFee: { value: dollars(50), clauses: ['R-003-65'] } },
    grounds: {},
  },
  {
    ...terms,
    cardTypes: sold,
    parameters: { cardAfterRefund: { value: 'returned', clauses: ['R-003-71'] } },
    grounds: {},
  },
  {
    ...terms,
    cardTypes: ['DEP'],
    parameters: {
      deposit: { value: dollars(100), clauses: ['R-003-55'] },
      depositForfeitedWhenLost: { value: true, clauses: ['R-003-56'] },
      damageFees: {
        value: [
          { underYears: 2, fee: dollars(100) },
          { underYears: 3, fee: dollars(60) },
          { underYears: 4, fee: dollars(40) },
          { underYears: 5, fee: dollars(20) },
        ],
        clauses: ['R-003-59'],
      },
      cardAfterRefund: { value: 'handed-in', clauses: ['R-003-03'] },
    },
    grounds: { depositSetOff: ['R-003-57'] },
  },
  {
    ...terms,
    cardTypes: ['ORD', 'CONC', 'SPEC', 'DEP'],
    parameters: {
      lossFee: { value: dollars(20), clauses: ['R-003-52'] },
      freeLosses: { value: 0, clauses: ['R-003-52'] },
      replacement: { value: 'own-fee', clauses: ['R-003-52'] },
      replacementFee: { value: dollars(100), clauses: ['R-003-52'] },
      damageExchangeFee: { value: dollars(100), clauses: ['R-003-52'] },
      dataChangeFee: { value: dollars(100), clauses: ['R-003-52'] },
    },
    grounds: {},
  },
  {
    ...terms,
    cardTypes: [...welfareAndSchool, 'TEL'],
    parameters: {
      lossFee: { value: dollars(20), clauses: ['R-003-54'] },
      freeLosses: { value: 0, clauses: ['R-003-54'] },
      replacement: { value: 'unit-decides', clauses: ['R-003-54'] },
    },
    grounds: { exchangeFeeUnknown: ['R-003-54'] },
  },
  {
    // Lost, without a new card: the contract ends, and EasyCard takes no fee. A new one costs what the bank says, up to 200.
    ...terms,
    cardTypes: ['DBT', ...bankCobranded],
    parameters: {
      lossFee: { value: dollars(0), clauses: ['R-003-53'] },
      replacement: { value: 'unit-decides', clauses: ['R-003-53'] },
      replacementAtMost: { value: dollars(200), clauses: ['R-003-53'] },
    },
    grounds: {},
  },
  {
    ...terms,
    cardTypes: ['DBT'],
    parameters: {},
    grounds: { exchangeFeeUnknown: ['R-003-53'] },
  },
];
