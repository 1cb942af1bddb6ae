import { dollars } from '../../../hardware/ports/dollars.ts';
import type { RulePack } from '../rulePack.ts';
import { bankCobranded, easyCard, sold, welfareAndSchool } from './cardTypes.ts';

/** EasyCard's account link (帳戶連結): the issuer's page, applied from 2022-02-01. */
const page = { issuer: 'easycard', authority: 'issuer', contractVersion: 'account-link-2022-02-01', effectiveFrom: '2022-02-01' } as const;

export const accountLink: readonly RulePack[] = [
  {
    ...page,
    cardTypes: easyCard,
    parameters: {
      balanceCap: { value: dollars(10_000), clauses: ['R-001-36'] },
      lossNeedsRegistration: { value: true, clauses: ['R-001-38'] },
      offlineHolderHours: { value: 3, clauses: ['R-001-38'] },
      onlineHolderHours: { value: 3, clauses: ['R-001-38'] },
      autoloadHolderHours: { value: 3, clauses: ['R-001-38'] },
    },
    grounds: {
      blocked: ['R-001-29'],
      refundedForAutoload: ['R-001-28'],
      expiredForAutoload: ['R-001-27'],
      notRegistered: ['R-001-08'],
      notLinked: ['R-001-25'],
      notEnabled: ['R-001-26'],
      purchaseRefused: ['R-001-34'],
      ownLimit: ['R-001-33'],
      ownBankAccount: ['R-001-07'],
      oneAccount: ['R-001-15'],
      registeredByBank: ['R-001-11'],
      registeredByWallet: ['R-001-12'],
      registeredBeforeOthers: ['R-001-12', 'R-001-08'],
    },
  },
  {
    ...page,
    cardTypes: [...sold.filter((type) => type !== 'DBT'), 'DEP'],
    parameters: {
      autoloadDecidedBy: { value: 'kiosk', clauses: ['R-001-22', 'R-001-05'] },
      autoloadBelow: { value: dollars(100), clauses: ['R-001-22', 'R-001-02'] },
      autoloadAmount: { value: dollars(500), clauses: ['R-001-22'] },
      periodTicketUnit: { value: dollars(500), clauses: ['R-001-21'] },
      autoloadPerTime: { value: dollars(3000), clauses: ['R-001-30'] },
      autoloadPerDay: { value: dollars(3000), clauses: ['R-001-30'] },
      autoloadPerMonthForOthers: { value: dollars(30_000), clauses: ['R-001-32'] },
      ownLimitUnit: { value: dollars(500), clauses: ['R-001-33'] },
    },
    grounds: {},
  },
  {
    ...page,
    cardTypes: ['ORD', 'CONC', ...welfareAndSchool, 'DEP'],
    parameters: {
      accountLink: { value: 'eligible', clauses: ['R-001-09'] },
      accountLinkConfirmations: { value: 1, clauses: ['R-001-09', 'R-001-40'] },
      walletCards: { value: 20, clauses: ['R-001-13'] },
      linkedCards: { value: 30, clauses: ['R-001-14'] },
      othersWalletCards: { value: 1, clauses: ['R-001-16'] },
    },
    grounds: {},
  },
  {
    // Named among the steps, not among the eligible: the issuer is asked (C-28).
    ...page,
    cardTypes: ['TEL', 'SPEC'],
    parameters: { accountLink: { value: 'issuer-decides', clauses: ['R-001-09', 'R-001-17', 'R-001-18'] } },
    grounds: {},
  },
  {
    ...page,
    cardTypes: ['DBT', ...bankCobranded],
    parameters: {
      accountLink: { value: 'refused', clauses: ['R-001-10'] },
      // Threshold and limits are the bank's (C-14).
      autoloadDecidedBy: { value: 'bank', clauses: ['R-001-10', 'R-002-02', 'R-002-11'] },
    },
    grounds: {},
  },
  {
    ...page,
    cardTypes: [...sold, 'DEP'],
    parameters: { cobrandedMenu: { value: 'refused', clauses: ['R-002-08'] } },
    grounds: {},
  },
];
