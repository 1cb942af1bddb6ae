import { USAGE } from '../../../hardware/card-profiles/attributes.ts';
import { addValue, bus, DAY, NTU_HOSPITAL, purchase, ride, TAIPEI_MAIN, YONGAN_MARKET } from './cardHistories.ts';
import type { PreparedDescription } from './preparedCards.ts';

/** EasyCards whose story lies with the issuer: an account behind them, a term that ends, a lock, a refund, a debt. */
export const ISSUER_EASYCARDS: readonly PreparedDescription[] = [
  {
    id: 'autoload',
    label: 'Linked to an account, autoload on',
    card: {
      uid: '08a00010',
      balance: 60,
      lastSequence: 18,
      history: [...ride(2 * DAY, TAIPEI_MAIN, NTU_HOSPITAL, 20), purchase(DAY, 85)],
      attributes: { usage: USAGE.activated | USAGE.autoload, personalProfile: 1 },
      autoload: { amount: 500, count: 3, lastOn: null },
    },
    host: { link: { account: 'anna', enabled: true }, uses: 143, firstUsedDaysAgo: 850 },
  },
  {
    id: 'autoload-not-enabled',
    label: 'Linked to an account, autoload not enabled yet',
    card: {
      uid: '08a00011',
      balance: 45,
      lastSequence: 5,
      history: [addValue(9 * DAY, 100), bus(DAY)],
      attributes: { personalProfile: 1 },
    },
    host: { link: { account: 'anna' } },
  },
  {
    id: 'bank-account',
    label: 'Linked to a bank account, autoload not enabled yet',
    card: {
      uid: '08a0001a',
      balance: 120,
      lastSequence: 9,
      history: [addValue(6 * DAY, 200), purchase(DAY, 80)],
      attributes: { personalProfile: 1 },
    },
    host: { link: { account: 'dora' } },
  },
  {
    id: 'autoload-no-funds',
    label: 'Autoload on, but the account is empty',
    card: {
      uid: '08a00012',
      balance: 30,
      lastSequence: 77,
      history: [bus(2 * DAY)],
      attributes: { usage: USAGE.activated | USAGE.autoload, personalProfile: 1 },
      autoload: { amount: 500, count: 9, lastOn: null },
    },
    host: { link: { account: 'carla', enabled: true } },
  },
  {
    id: 'cobranded',
    label: 'Co-branded, autoload not opened yet',
    card: {
      uid: '08a00013',
      balance: 75,
      lastSequence: 130,
      history: [...ride(3 * DAY, NTU_HOSPITAL, YONGAN_MARKET, 25), purchase(DAY, 120)],
      attributes: { usage: USAGE.activated | USAGE.credit, product: 'cobranded', personalProfile: 1, bank: 7 },
    },
    host: { link: { account: 'bert-credit-line' }, creditCardActivated: true, uses: 260, firstUsedDaysAgo: 700 },
  },
  {
    id: 'cobranded-not-activated',
    label: 'Co-branded, its credit card was not activated',
    card: {
      uid: '08a00014',
      balance: 0,
      issuedDaysAgo: 12,
      attributes: { usage: USAGE.activated | USAGE.credit, product: 'cobranded', personalProfile: 1, bank: 7 },
    },
    host: { link: { account: 'bert-credit-line' }, creditCardActivated: false },
  },
  {
    id: 'student-near-expiry',
    label: 'Student card, expires today',
    card: {
      uid: '08a00015',
      balance: 210,
      issuedDaysAgo: 1_400,
      expiresInDays: 0,
      lastSequence: 61,
      history: [bus(2 * DAY), ...ride(DAY, YONGAN_MARKET, TAIPEI_MAIN, 20)],
      attributes: { product: 'student', personalProfile: 1 },
    },
    host: {},
  },
  {
    id: 'near-expiry',
    label: 'Ordinary card, expires today',
    card: { uid: '08a00016', balance: 140, issuedDaysAgo: 7_300, expiresInDays: 0, lastSequence: 33, history: [purchase(4 * DAY, 60)] },
    host: {},
  },
  {
    id: 'blocked',
    label: 'Reported lost, on the lock list',
    card: { uid: '08a00017', balance: 400, lastSequence: 92, history: [purchase(6 * DAY, 150)], attributes: { personalProfile: 1 } },
    host: { status: 'blocked', link: { account: 'bert', enabled: true } },
  },
  {
    id: 'refunded',
    label: 'Co-branded, refunded last month',
    card: {
      uid: '08a00018',
      balance: 0,
      lastSequence: 201,
      history: [purchase(40 * DAY, 35)],
      attributes: { usage: USAGE.activated | USAGE.refunded | USAGE.credit, product: 'cobranded', personalProfile: 1, bank: 7 },
    },
    host: { status: 'refunded', creditCardActivated: true },
  },
  {
    id: 'adjustment',
    label: 'NT$100 of a complaint wait for this card',
    card: { uid: '08a00019', balance: 155, lastSequence: 24, history: [addValue(8 * DAY, 200), bus(3 * DAY)] },
    host: { adjustments: [100] },
  },
  {
    id: 'two-adjustments',
    label: 'NT$100 and NT$35 of complaints wait for this card',
    card: { uid: '08a0001b', balance: 90, lastSequence: 11, history: [addValue(7 * DAY, 100), bus(2 * DAY)] },
    host: { adjustments: [100, 35] },
  },
];
