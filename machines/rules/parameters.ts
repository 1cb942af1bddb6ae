import type { Dollars } from '../../hardware/ports/dollars.ts';

/** One step of the damage fee of a deposit card: used for less than `underYears` years. */
export interface DamageFee {
  readonly underYears: number;
  readonly fee: Dollars;
}

/** A period ticket (公共運輸定期票) that a card can carry: rides in one area for so many days. */
export interface PassProduct {
  /** Its number, on cards and at the issuer: 1 to 65,535. */
  readonly product: number;
  /** Where it holds: one byte on the card. */
  readonly area: number;
  readonly price: Dollars;
  /** Calendar days, the first and the last included. */
  readonly days: number;
  /** How many days after its sale it may begin, each a choice: 0 is the day of the sale. */
  readonly startsAfterDays: readonly number[];
  /** So many days before its last day the next one can be had. */
  readonly renewableDaysBefore: number;
  /**
   * Up to how many days after the first one that it paid for a sale that was cut off is still brought to its end, once the purse has
   * paid. Later people decide: more of its days are gone than anybody would have paid for.
   */
  readonly lateDays: number;
}

/** Every value that terms may set. Money in NT$. */
export interface ParameterValues {
  /** Most that a card may hold. */
  readonly balanceCap: Dollars;
  /** Every top-up at this kind of machine is a multiple of it. */
  readonly topUpStep: Dollars;
  /** How many cards may lie on the reader. */
  readonly cardsAtOnce: number;
  /** A card that a person damaged gets no service. */
  readonly damagedIsRefused: boolean;

  /** Whose rules an autoload of this card follows. */
  readonly autoloadDecidedBy: 'kiosk' | 'bank' | 'nobody';
  /** May the card be linked to an account and enabled at the machine? */
  readonly accountLink: 'eligible' | 'refused' | 'issuer-decides';
  /** May the card be enabled in the co-branded menu? */
  readonly cobrandedMenu: 'eligible' | 'refused';
  /** The machine autoloads when the balance is below it. */
  readonly autoloadBelow: Dollars;
  readonly autoloadAmount: Dollars;
  /** For a period ticket: the smallest multiple that suffices is loaded. */
  readonly periodTicketUnit: Dollars;
  /** The period tickets that such a card can carry. */
  readonly periodPasses: readonly PassProduct[];
  readonly autoloadPerTime: Dollars;
  readonly autoloadPerDay: Dollars;
  /** From somebody else's account, per calendar month. */
  readonly autoloadPerMonthForOthers: Dollars;
  /** An owner's own limit is a multiple of it. */
  readonly ownLimitUnit: Dollars;
  /** One holder's cards that may be linked: to wallets, to wallets and banks together, to a wallet of somebody else. */
  readonly walletCards: number;
  readonly linkedCards: number;
  readonly othersWalletCards: number;
  /** How often the passenger confirms before autoload is enabled. */
  readonly accountLinkConfirmations: number;
  readonly cobrandedConfirmations: number;

  readonly terminationFee: Dollars;
  /** No fee after this many uses ... */
  readonly waiverUses: number;
  /** ... and this many calendar months since the first one. 0: no such condition. */
  readonly waiverMonths: number;
  readonly waiverCounts: 'lifetime-uses' | 'use-records-in-last-6';
  /** The termination fee is for paying out a balance: no balance, no fee (C-30). */
  readonly feeOnlyOnBalance: boolean;
  /** A fee above the balance: it is no debt, or the refund is refused (C-06). */
  readonly feeAboveBalance: 'no-debt' | 'refuse';
  /** An advance that stays open: staff settles it, or the bank bills it (C-25). */
  readonly openAdvance: 'staff' | 'billed';
  readonly refundPaidBy: 'counter' | 'balance-transfer';
  /** Refunded here only while the card is valid: after its last day the issuer settles the balance without being asked. */
  readonly settledAfterExpiry: boolean;
  /** The balance of a lost card without a name is settled once its last day has passed; elsewhere never. */
  readonly lostIsSettledAfterExpiry: boolean;
  /** Above it no cash. Compared with what is payable (C-02). */
  readonly cashRefundLimit: Dollars;
  /** Is exactly the limit still cash? (C-01) */
  readonly cashRefundLimitIncluded: boolean;
  readonly beyondCashLimit: 'transfer-only' | 'send-in';
  readonly deposit: Dollars;
  readonly depositForfeitedWhenLost: boolean;
  /** By period of use, shortest first; after the last one nothing. */
  readonly damageFees: readonly DamageFee[];
  readonly cardAfterRefund: 'returned' | 'handed-in';

  /** `when-due`: by staff, and not before the last day of validity. */
  readonly extension: 'window' | 'when-due' | 'staff' | 'none';
  /** Calendar months before and after the last day of validity. */
  readonly extensionMonthsBefore: number;
  readonly extensionMonthsAfter: number;
  readonly extensionFee: Dollars;
  readonly lateExtensionFee: Dollars;

  /** Who takes the report of a loss; left out: the issuer. */
  readonly lossReportedTo: 'issuer' | 'bank';
  /** Only a registered card can be reported lost. */
  readonly lossNeedsRegistration: boolean;
  /** From the report on, the holder bears misuse for this many hours. */
  readonly offlineHolderHours: number;
  readonly onlineHolderHours: number;
  readonly autoloadHolderHours: number;
  /** Autoload of a co-branded card: the bank bears from this many hours before the report ... */
  readonly bankHoursBefore: number;
  /** ... to this many after it; left out: without an end. */
  readonly bankHoursAfter: number;
  readonly lossFee: Dollars;
  /** So many losses cost nothing. */
  readonly freeLosses: number;
  readonly replacement: 'own-fee' | 'included' | 'unit-decides';
  /** For loss and replacement together. */
  readonly replacementFee: Dollars;
  /** The most that the issuing unit may ask for it. */
  readonly replacementAtMost: Dollars;

  /** A card whose contract ended may be opened again by staff, or never. */
  readonly reopening: 'staff' | 'never';
  readonly reopeningFee: Dollars;
  /** Not a card that was lost and found, nor one whose holder moved away and back. */
  readonly reopenedOnlyAfterTermination: boolean;
  /** A new card for one that is not lost: damaged by a person, with wrong data, faulty by the issuer's doing. */
  readonly damageExchangeFee: Dollars;
  readonly dataChangeFee: Dollars;
  readonly issuerFaultFee: Dollars;
  /** Days until a township office has the result of a refund. */
  readonly townshipRefundDays: number;

  readonly paperFirstPage: Dollars;
  readonly paperNextPage: Dollars;

  /** Days between the notice of a fee change and its effect, unless it favours the passenger. */
  readonly noticeDays: number;
}

export type ParameterName = keyof ParameterValues;

/** What the engine must know of a parameter beside its value. */
export interface Trait<Value> {
  /** What a step of it is; `choice` and `switch` have none. */
  readonly unit: 'NT$' | 'uses' | 'losses' | 'months' | 'hours' | 'days' | 'cards' | 'times' | 'switch' | 'choice' | 'scale';
  /** Which way a passenger prefers it; null: there is no better. A switch counts as 0 and 1. */
  readonly favours: 'higher' | 'lower' | null;
  /** A machine may offer less than the terms (`offer`), never owe less (`owed`): rulebook, section 7. */
  readonly concerns: 'offer' | 'owed';
  /** The choices, where it is one. */
  readonly choices?: readonly Value[];
}

export const traits: { readonly [Name in ParameterName]: Trait<ParameterValues[Name]> } = {
  balanceCap: { unit: 'NT$', favours: 'higher', concerns: 'offer' },
  topUpStep: { unit: 'NT$', favours: 'lower', concerns: 'offer' },
  cardsAtOnce: { unit: 'cards', favours: 'higher', concerns: 'offer' },
  damagedIsRefused: { unit: 'switch', favours: 'lower', concerns: 'offer' },
  autoloadDecidedBy: { unit: 'choice', favours: null, concerns: 'offer', choices: ['kiosk', 'bank', 'nobody'] },
  accountLink: { unit: 'choice', favours: null, concerns: 'offer', choices: ['eligible', 'refused', 'issuer-decides'] },
  cobrandedMenu: { unit: 'choice', favours: null, concerns: 'offer', choices: ['eligible', 'refused'] },
  autoloadBelow: { unit: 'NT$', favours: 'higher', concerns: 'offer' },
  autoloadAmount: { unit: 'NT$', favours: null, concerns: 'offer' },
  periodTicketUnit: { unit: 'NT$', favours: 'lower', concerns: 'offer' },
  periodPasses: { unit: 'scale', favours: null, concerns: 'offer' },
  autoloadPerTime: { unit: 'NT$', favours: 'higher', concerns: 'offer' },
  autoloadPerDay: { unit: 'NT$', favours: 'higher', concerns: 'offer' },
  autoloadPerMonthForOthers: { unit: 'NT$', favours: 'higher', concerns: 'offer' },
  ownLimitUnit: { unit: 'NT$', favours: 'lower', concerns: 'offer' },
  walletCards: { unit: 'cards', favours: 'higher', concerns: 'offer' },
  linkedCards: { unit: 'cards', favours: 'higher', concerns: 'offer' },
  othersWalletCards: { unit: 'cards', favours: 'higher', concerns: 'offer' },
  accountLinkConfirmations: { unit: 'times', favours: 'higher', concerns: 'offer' },
  cobrandedConfirmations: { unit: 'times', favours: 'higher', concerns: 'offer' },
  terminationFee: { unit: 'NT$', favours: 'lower', concerns: 'owed' },
  waiverUses: { unit: 'uses', favours: 'lower', concerns: 'owed' },
  waiverMonths: { unit: 'months', favours: 'lower', concerns: 'owed' },
  waiverCounts: { unit: 'choice', favours: null, concerns: 'owed', choices: ['lifetime-uses', 'use-records-in-last-6'] },
  feeOnlyOnBalance: { unit: 'switch', favours: 'higher', concerns: 'owed' },
  feeAboveBalance: { unit: 'choice', favours: null, concerns: 'owed', choices: ['no-debt', 'refuse'] },
  openAdvance: { unit: 'choice', favours: null, concerns: 'owed', choices: ['staff', 'billed'] },
  refundPaidBy: { unit: 'choice', favours: null, concerns: 'owed', choices: ['counter', 'balance-transfer'] },
  settledAfterExpiry: { unit: 'switch', favours: null, concerns: 'owed' },
  lostIsSettledAfterExpiry: { unit: 'switch', favours: 'higher', concerns: 'owed' },
  cashRefundLimit: { unit: 'NT$', favours: 'higher', concerns: 'offer' },
  cashRefundLimitIncluded: { unit: 'switch', favours: 'higher', concerns: 'offer' },
  beyondCashLimit: { unit: 'choice', favours: null, concerns: 'offer', choices: ['transfer-only', 'send-in'] },
  deposit: { unit: 'NT$', favours: 'higher', concerns: 'owed' },
  depositForfeitedWhenLost: { unit: 'switch', favours: 'lower', concerns: 'owed' },
  damageFees: { unit: 'scale', favours: null, concerns: 'owed' },
  cardAfterRefund: { unit: 'choice', favours: null, concerns: 'owed', choices: ['returned', 'handed-in'] },
  extension: { unit: 'choice', favours: null, concerns: 'offer', choices: ['window', 'when-due', 'staff', 'none'] },
  extensionMonthsBefore: { unit: 'months', favours: 'higher', concerns: 'offer' },
  extensionMonthsAfter: { unit: 'months', favours: 'higher', concerns: 'offer' },
  extensionFee: { unit: 'NT$', favours: 'lower', concerns: 'owed' },
  lateExtensionFee: { unit: 'NT$', favours: 'lower', concerns: 'owed' },
  lossReportedTo: { unit: 'choice', favours: null, concerns: 'owed', choices: ['issuer', 'bank'] },
  lossNeedsRegistration: { unit: 'switch', favours: 'lower', concerns: 'owed' },
  offlineHolderHours: { unit: 'hours', favours: 'lower', concerns: 'owed' },
  onlineHolderHours: { unit: 'hours', favours: 'lower', concerns: 'owed' },
  autoloadHolderHours: { unit: 'hours', favours: 'lower', concerns: 'owed' },
  bankHoursBefore: { unit: 'hours', favours: 'higher', concerns: 'owed' },
  bankHoursAfter: { unit: 'hours', favours: 'lower', concerns: 'owed' },
  lossFee: { unit: 'NT$', favours: 'lower', concerns: 'owed' },
  freeLosses: { unit: 'losses', favours: 'higher', concerns: 'owed' },
  replacement: { unit: 'choice', favours: null, concerns: 'owed', choices: ['own-fee', 'included', 'unit-decides'] },
  replacementFee: { unit: 'NT$', favours: 'lower', concerns: 'owed' },
  replacementAtMost: { unit: 'NT$', favours: 'lower', concerns: 'owed' },
  reopening: { unit: 'choice', favours: null, concerns: 'owed', choices: ['staff', 'never'] },
  reopeningFee: { unit: 'NT$', favours: 'lower', concerns: 'owed' },
  reopenedOnlyAfterTermination: { unit: 'switch', favours: 'lower', concerns: 'owed' },
  damageExchangeFee: { unit: 'NT$', favours: 'lower', concerns: 'owed' },
  dataChangeFee: { unit: 'NT$', favours: 'lower', concerns: 'owed' },
  issuerFaultFee: { unit: 'NT$', favours: 'lower', concerns: 'owed' },
  townshipRefundDays: { unit: 'days', favours: 'lower', concerns: 'owed' },
  paperFirstPage: { unit: 'NT$', favours: 'lower', concerns: 'owed' },
  paperNextPage: { unit: 'NT$', favours: 'lower', concerns: 'owed' },
  noticeDays: { unit: 'days', favours: 'higher', concerns: 'owed' },
};

export const parameterNames = Object.keys(traits) as ParameterName[]; // the keys of a literal, which `Object.keys` forgets
