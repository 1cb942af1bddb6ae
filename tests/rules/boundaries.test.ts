import { describe, expect, it } from 'vitest';
import { answerLine } from '../../machines/rules/explain.ts';

/**
 * Questions on both sides of each boundary that the corrected rules draw: the day before, the day, the day after; one dollar less, as
 * much, one more; and the last moment of a day in Taipei, told in another zone.
 */
type Row = readonly [about: string, question: object, expected: object, rules: readonly string[]];

const NOON = '2026-12-01T12:00:00+08:00';

function card(change: object = {}): object {
  return { issuer: 'easycard', product: 'ordinary', registered: true, balance: 320, ...change };
}

const cobranded = (change: object = {}): object => card({ product: 'cobranded', ...change });
const pingtung = (change: object = {}): object => card({ issuer: 'ipass', product: 'concession-pingtung', ...change });
const linked = (change: object = {}): object => ({
  linked: true,
  enabled: true,
  ownerIsHolder: true,
  usedToday: 0,
  usedThisMonthForOthers: 0,
  ...change,
});
const on = (day: string, time = '12:00:00+08:00'): string => `${day}T${time}`;

const TOO_EARLY = { outcome: 'deny', reason: 'too-early' };
const STAFF = { outcome: 'route', reason: 'staff' };

const extension: readonly Row[] = [
  ['a year before', { at: on('2025-12-01'), card: card({ expiresOn: '2026-12-01' }) }, TOO_EARLY, ['R-003-17']],
  ['the day before', { at: on('2026-11-30'), card: card({ expiresOn: '2026-12-01' }) }, TOO_EARLY, ['R-003-17']],
  [
    'its last moment, told by London',
    { at: on('2026-11-30', '15:59:59Z'), card: card({ expiresOn: '2026-12-01' }) },
    TOO_EARLY,
    ['R-003-17'],
  ],
  [
    'the first moment of its last day, told by London',
    { at: on('2026-11-30', '16:00:00Z'), card: card({ expiresOn: '2026-12-01' }) },
    STAFF,
    ['R-003-17'],
  ],
  ['on the day', { at: on('2026-12-01'), card: card({ expiresOn: '2026-12-01' }) }, STAFF, ['R-003-17']],
  ['the day after', { at: on('2026-12-02'), card: card({ expiresOn: '2026-12-01' }) }, STAFF, ['R-003-17']],
  [
    'telecom, the day before',
    { at: on('2026-11-30'), card: card({ product: 'telecom', expiresOn: '2026-12-01' }) },
    TOO_EARLY,
    ['R-003-17'],
  ],
  ['debit, on the day', { at: on('2026-12-01'), card: card({ product: 'debit', expiresOn: '2026-12-01' }) }, STAFF, ['R-003-17']],
  ['no day on the card', { at: NOON, card: card() }, STAFF, ['R-003-17']],
  [
    'co-branded, run out',
    { at: NOON, card: cobranded({ expiresOn: '2026-11-30' }) },
    { outcome: 'deny', reason: 'not-extendable' },
    ['R-002-14'],
  ],
  ['damaged and due', { at: NOON, card: card({ damaged: true, expiresOn: '2026-12-01' }) }, { outcome: 'deny', code: 'K16' }, ['R-003-80']],
];

const WINDOW = { outcome: 'allow', reason: 'window', fee: 0 };
const LATE = { outcome: 'deny', code: 'K20', reason: 'too-late', fee: 20 };

/** A month before and after its last day; an end on a month's last day closes on the next month's last day. */
const window: readonly Row[] = [
  [
    'a day too early',
    { at: on('2026-10-14'), card: pingtung({ expiresOn: '2026-11-15' }) },
    { outcome: 'deny', reason: 'too-early' },
    ['R-004-33'],
  ],
  [
    'the first day',
    { at: on('2026-10-15'), card: pingtung({ expiresOn: '2026-11-15' }) },
    { ...WINDOW, newTermFrom: '2026-10-31' },
    ['R-004-33', 'R-004-34'],
  ],
  [
    'the last day',
    { at: on('2026-12-15'), card: pingtung({ expiresOn: '2026-11-15' }) },
    { ...WINDOW, newTermFrom: '2026-12-31' },
    ['R-004-33', 'R-004-34'],
  ],
  ['a day too late', { at: on('2026-12-16'), card: pingtung({ expiresOn: '2026-11-15' }) }, LATE, ['R-004-36']],
  [
    'an end of November closes with December',
    { at: on('2026-12-31'), card: pingtung({ expiresOn: '2026-11-30' }) },
    { ...WINDOW, newTermFrom: '2026-12-31' },
    ['R-004-33', 'R-004-34'],
  ],
  ['and not in January', { at: on('2027-01-01'), card: pingtung({ expiresOn: '2026-11-30' }) }, LATE, ['R-004-36']],
  [
    'an end of February closes with March',
    { at: on('2027-03-31'), card: pingtung({ expiresOn: '2027-02-28' }) },
    { ...WINDOW, newTermFrom: '2027-03-31' },
    ['R-004-33'],
  ],
  ['the 28th of a leap year is no month’s end', { at: on('2028-03-29'), card: pingtung({ expiresOn: '2028-02-28' }) }, LATE, ['R-004-36']],
  [
    'the 29th of a leap year is',
    { at: on('2028-03-31'), card: pingtung({ expiresOn: '2028-02-29' }) },
    { ...WINDOW, newTermFrom: '2028-03-31' },
    ['R-004-33'],
  ],
  [
    'an end of January closes with February',
    { at: on('2027-02-28'), card: pingtung({ expiresOn: '2027-01-31' }) },
    { ...WINDOW, newTermFrom: '2027-02-28' },
    ['R-004-33'],
  ],
  ['and not in March', { at: on('2027-03-01'), card: pingtung({ expiresOn: '2027-01-31' }) }, LATE, ['R-004-36']],
];

const transfer = { method: 'balance-transfer', cashAtMachine: 0 };
const lost = (change: object): object => ({ at: NOON, lost: true, card: cobranded(change) });

const refunds: readonly Row[] = [
  ['anonymous and lost, on its last day', lost({ registered: false, expiresOn: '2026-12-01' }), { outcome: 'deny' }, ['R-003-32']],
  [
    'anonymous and lost, a day later',
    lost({ registered: false, expiresOn: '2026-11-30' }),
    { outcome: 'allow', ...transfer, payable: 320 },
    ['R-002-21'],
  ],
  ['with a name and lost', lost({}), { outcome: 'allow', ...transfer, payable: 320 }, ['R-002-22']],
  ['with a name and lost, run out', lost({ expiresOn: '2026-11-30' }), { outcome: 'allow', ...transfer }, ['R-002-22']],
  ['with a name, lost and blocked', lost({ status: 'blocked' }), { outcome: 'allow', ...transfer }, ['R-002-22']],
  [
    'in hand on its last day',
    { at: NOON, card: cobranded({ expiresOn: '2026-12-01' }) },
    { outcome: 'allow', ...transfer, payable: 320, cardReturned: true },
    ['R-002-31', 'R-002-29'],
  ],
  [
    'in hand a day later',
    { at: NOON, card: cobranded({ expiresOn: '2026-11-30' }) },
    { outcome: 'route', method: 'balance-transfer', payable: 320 },
    ['R-002-27'],
  ],
  ['in hand with a debt', { at: NOON, card: cobranded({ balance: -1 }) }, { outcome: 'allow', payable: 0, owedByHolder: 1 }, ['R-002-04']],
  [
    'NT$3,000 is cash',
    { at: NOON, card: card({ balance: 3_000, uses: 5, firstUsedOn: '2026-09-01' }) },
    { outcome: 'allow', payable: 3_000, method: 'cash-at-counter' },
    ['R-003-30', 'R-003-61'],
  ],
  [
    'NT$3,001 is not',
    { at: NOON, card: card({ balance: 3_001, uses: 5, firstUsedOn: '2026-09-01' }) },
    { outcome: 'allow', code: 'K18', method: 'transfer-only' },
    ['R-003-30'],
  ],
  [
    'the net counts: NT$3,020 less the fee',
    { at: NOON, card: card({ balance: 3_020, uses: 4, firstUsedOn: '2026-09-01' }) },
    { payable: 3_000, method: 'cash-at-counter' },
    ['R-003-30', 'R-003-61'],
  ],
  [
    'three months are full on the day',
    { at: NOON, card: card({ uses: 5, firstUsedOn: '2026-09-01' }) },
    { parts: { terminationFee: 0 } },
    ['R-003-61'],
  ],
  [
    'and not the day before',
    { at: NOON, card: card({ uses: 5, firstUsedOn: '2026-09-02' }) },
    { parts: { terminationFee: 20 } },
    ['R-003-61'],
  ],
  ['how often is unknown', { at: NOON, card: card({ firstUsedOn: '2026-09-01' }) }, { outcome: 'route' }, ['R-003-61']],
  [
    'iPASS: NT$4,999 is cash',
    { at: NOON, card: pingtung({ balance: 4_999, useRecordsInLast6: 5 }) },
    { outcome: 'allow', method: 'cash-at-counter', payable: 4_999 },
    ['R-004-23', 'R-004-19'],
  ],
  [
    'iPASS: NT$5,000 is sent in',
    { at: NOON, card: pingtung({ balance: 5_000, useRecordsInLast6: 5 }) },
    { outcome: 'allow', method: 'send-in' },
    ['R-004-23'],
  ],
  [
    'iPASS: the fee and not a dollar more',
    { at: NOON, card: pingtung({ balance: 20, useRecordsInLast6: 4 }) },
    { outcome: 'allow', payable: 0 },
    ['R-004-19'],
  ],
  [
    'iPASS: a dollar short of the fee',
    { at: NOON, card: pingtung({ balance: 19, useRecordsInLast6: 4 }) },
    { outcome: 'deny', code: 'K19' },
    ['R-004-20'],
  ],
  ['iPASS: used how often is unknown', { at: NOON, card: pingtung({ balance: 500 }) }, { outcome: 'route' }, ['R-004-19']],
  [
    'damaged all the same: the money is owed',
    { at: NOON, card: card({ damaged: true, uses: 9, firstUsedOn: '2024-01-01' }) },
    { outcome: 'allow', payable: 320 },
    ['R-003-61'],
  ],
];

const REPORTED = '2026-11-20T12:00:00+08:00';
const misuse = (who: object, misuseAt: string, channel: string): object => ({
  at: NOON,
  card: who,
  reportedAt: REPORTED,
  misuseAt,
  channel,
});
const anonymous = cobranded({ registered: false });

const liability: readonly Row[] = [
  ['a second before the report', misuse(card(), '2026-11-20T11:59:59+08:00', 'offline'), { bearer: 'holder' }, ['R-003-35']],
  ['three hours less a second after it', misuse(card(), '2026-11-20T14:59:59+08:00', 'offline'), { bearer: 'holder' }, ['R-003-35']],
  ['three hours after it', misuse(card(), '2026-11-20T15:00:00+08:00', 'offline'), { bearer: 'issuer' }, ['R-003-35']],
  ['online from the report on', misuse(card(), '2026-11-20T12:00:00+08:00', 'online'), { bearer: 'issuer' }, ['R-003-35']],
  ['the same in another zone', misuse(card(), '2026-11-20T04:00:00Z', 'online'), { bearer: 'issuer' }, ['R-003-35']],
  ['autoload more than a day before', misuse(cobranded(), '2026-11-19T11:59:59+08:00', 'autoload'), { bearer: 'holder' }, ['R-002-23']],
  ['autoload a day before', misuse(cobranded(), '2026-11-19T12:00:00+08:00', 'autoload'), { bearer: 'bank' }, ['R-002-23']],
  ['autoload until three hours after', misuse(cobranded(), '2026-11-20T14:59:59+08:00', 'autoload'), { bearer: 'bank' }, ['R-002-23']],
  ['autoload later', misuse(cobranded(), '2026-11-20T15:00:01+08:00', 'autoload'), { bearer: 'issuer' }, ['R-002-23']],
  ['without a name, autoload a day before', misuse(anonymous, '2026-11-19T12:00:00+08:00', 'autoload'), { bearer: 'bank' }, ['R-002-23']],
  ['without a name, autoload without an end', misuse(anonymous, '2026-11-25T12:00:00+08:00', 'autoload'), { bearer: 'bank' }, ['R-002-23']],
  ['without a name, deductions', misuse(anonymous, '2026-11-25T12:00:00+08:00', 'offline'), { bearer: 'holder' }, []],
  ['iPASS: a day less a second', misuse(pingtung(), '2026-11-21T11:59:59+08:00', 'offline'), { bearer: 'holder' }, ['R-004-30']],
  ['iPASS: a day', misuse(pingtung(), '2026-11-21T12:00:00+08:00', 'offline'), { bearer: 'issuer' }, ['R-004-30']],
];

const enabling: readonly Row[] = [
  [
    'co-branded without a name',
    {
      menu: 'cobranded',
      card: cobranded({
        registered: false,
        cobranded: { creditCardActivated: true, autoloadOpened: false },
        autoload: linked({ enabled: false }),
      }),
    },
    { outcome: 'allow', confirmations: 2 },
    ['R-002-09'],
  ],
  [
    'its credit card not activated',
    {
      menu: 'cobranded',
      card: cobranded({
        registered: false,
        cobranded: { creditCardActivated: false, autoloadOpened: false },
        autoload: linked({ enabled: false }),
      }),
    },
    { outcome: 'deny', code: 'K13' },
    ['R-002-08'],
  ],
  [
    'in the other menu',
    { menu: 'account-link', card: cobranded({ registered: false, autoload: linked({ enabled: false }) }) },
    { outcome: 'deny', code: 'K12' },
    ['R-001-10'],
  ],
  [
    'without a name: product first',
    { menu: 'account-link', card: card({ product: 'debit', registered: false }) },
    { outcome: 'deny', code: 'K12' },
    ['R-001-10'],
  ],
  ['without a name: before the link', { menu: 'account-link', card: card({ registered: false }) }, { outcome: 'deny' }, ['R-001-08']],
  [
    'with a name and no link',
    { menu: 'account-link', card: card({ autoload: linked({ linked: false, enabled: false }) }) },
    { outcome: 'deny', code: 'K04' },
    ['R-001-25'],
  ],
  ['telecom', { menu: 'account-link', card: card({ product: 'telecom', autoload: linked({ enabled: false }) }) }, { outcome: 'route' }, []],
  [
    'damaged',
    { menu: 'account-link', card: card({ damaged: true, autoload: linked({ enabled: false }) }) },
    { outcome: 'deny', code: 'K16' },
    ['R-003-80'],
  ],
];

const autoload: readonly Row[] = [
  ['NT$99', { card: card({ balance: 99, autoload: linked() }) }, { outcome: 'allow', amount: 500, balanceAfter: 599 }, ['R-001-22']],
  ['NT$100', { card: card({ balance: 100, autoload: linked() }) }, { outcome: 'deny', code: 'K06' }, ['R-001-22']],
  [
    'NT$2,500 were used today',
    { card: card({ balance: 0, autoload: linked({ usedToday: 2_500 }) }) },
    { outcome: 'allow', amount: 500 },
    ['R-001-22'],
  ],
  ['NT$2,501 were', { card: card({ balance: 0, autoload: linked({ usedToday: 2_501 }) }) }, { outcome: 'deny', code: 'K07' }, ['R-001-30']],
  [
    'the owner’s 500',
    { card: card({ balance: 0, autoload: linked({ perDayLimit: 500 }) }) },
    { outcome: 'allow', amount: 500 },
    ['R-001-22'],
  ],
  [
    'the owner’s 500 are used',
    { card: card({ balance: 0, autoload: linked({ perDayLimit: 500, usedToday: 1 }) }) },
    { outcome: 'deny', code: 'K07' },
    ['R-001-33'],
  ],
  [
    'for another, NT$29,500 this month',
    { card: card({ balance: 0, autoload: linked({ ownerIsHolder: false, usedThisMonthForOthers: 29_500 }) }) },
    { outcome: 'allow', amount: 500 },
    ['R-001-22'],
  ],
  [
    'for another, NT$29,501 this month',
    { card: card({ balance: 0, autoload: linked({ ownerIsHolder: false, usedThisMonthForOthers: 29_501 }) }) },
    { outcome: 'deny', code: 'K07' },
    ['R-001-32'],
  ],
  [
    'for oneself the month does not count',
    { card: card({ balance: 0, autoload: linked({ usedThisMonthForOthers: 30_000 }) }) },
    { outcome: 'allow', amount: 500 },
    ['R-001-22'],
  ],
  [
    'locked before expired',
    { card: card({ balance: 0, status: 'locked', expiresOn: '2026-11-30', autoload: linked() }) },
    { outcome: 'deny', code: 'K03' },
    ['R-003-44'],
  ],
  [
    'blocked before all: the card is locked',
    { card: card({ balance: 0, status: 'blocked', damaged: true, autoload: linked() }) },
    { outcome: 'deny', code: 'K03', lockCard: true },
    ['R-001-29'],
  ],
  [
    'expired before damaged',
    { card: card({ balance: 0, damaged: true, expiresOn: '2026-11-30', autoload: linked() }) },
    { outcome: 'deny', code: 'K01' },
    ['R-001-27'],
  ],
];

const tickets: readonly Row[] = [
  [
    'paid to the dollar',
    { price: 320, card: card({ autoload: linked() }) },
    { outcome: 'allow', amount: 0, balanceAfter: 0 },
    ['R-001-21'],
  ],
  [
    'a dollar short',
    { price: 321, card: card({ autoload: linked() }) },
    { outcome: 'allow', amount: 500, balanceAfter: 499 },
    ['R-001-21'],
  ],
  ['500 short', { price: 820, card: card({ autoload: linked() }) }, { outcome: 'allow', amount: 500, balanceAfter: 0 }, ['R-001-21']],
  ['501 short', { price: 821, card: card({ autoload: linked() }) }, { outcome: 'allow', amount: 1_000, balanceAfter: 499 }, ['R-001-21']],
  ['3,000 short', { price: 3_320, card: card({ autoload: linked() }) }, { outcome: 'allow', amount: 3_000, balanceAfter: 0 }, ['R-001-21']],
  ['3,001 short: nothing is loaded', { price: 3_321, card: card({ autoload: linked() }) }, { outcome: 'deny' }, ['R-001-34', 'R-001-30']],
  [
    'the owner’s 1,000 suffice',
    { price: 1_320, card: card({ autoload: linked({ perTimeLimit: 1_000 }) }) },
    { outcome: 'allow', amount: 1_000 },
    ['R-001-21'],
  ],
  [
    'the owner’s 1,000 do not',
    { price: 1_321, card: card({ autoload: linked({ perTimeLimit: 1_000 }) }) },
    { outcome: 'deny' },
    ['R-001-34', 'R-001-33'],
  ],
];

const fees: readonly (readonly [string, ...Row])[] = [
  ['lossFee', 'debit without another card', { previousLosses: 0, replace: false, card: card({ product: 'debit' }) }, { fee: 0 }, []],
  [
    'lossFee',
    'debit with another card',
    { previousLosses: 0, replace: true, card: card({ product: 'debit' }) },
    { outcome: 'route', atMost: 200 },
    ['R-003-53'],
  ],
  ['lossFee', 'co-branded without another card', { previousLosses: 3, replace: false, card: cobranded() }, { fee: 0 }, []],
  ['lossFee', 'a citizen’s', { previousLosses: 0, replace: false, card: card({ product: 'citizen' }) }, { fee: 20 }, ['R-003-54']],
  ['lossFee', 'iPASS, the first', { previousLosses: 0, replace: false, card: pingtung() }, { fee: 0 }, ['R-004-30']],
  ['lossFee', 'iPASS, the second', { previousLosses: 1, replace: false, card: pingtung() }, { fee: 20 }, ['R-004-30']],
  ['reopen', 'ended, ordinary', { reason: 'terminated', card: card({ status: 'refunded' }) }, { outcome: 'route', fee: 50 }, ['R-003-65']],
  ['reopen', 'ended, co-branded', { reason: 'terminated', card: cobranded({ status: 'refunded' }) }, { outcome: 'deny' }, ['R-002-29']],
  ['reopen', 'ended, damaged', { reason: 'terminated', card: card({ status: 'refunded', damaged: true }) }, { outcome: 'deny' }, []],
  ['reopen', 'ended, iPASS', { reason: 'terminated', card: pingtung() }, { outcome: 'route', fee: 20 }, ['R-004-18']],
  ['reopen', 'found again, iPASS', { reason: 'lost-found', card: pingtung() }, { outcome: 'deny' }, ['R-004-18']],
  ['exchange', 'debit, damaged', { cause: 'damage', card: card({ product: 'debit' }) }, { outcome: 'route' }, []],
  ['exchange', 'co-branded, damaged', { cause: 'damage', card: cobranded() }, { outcome: 'route', fee: 50 }, ['R-002-26']],
  ['exchange', 'the issuer’s fault', { cause: 'issuer-fault', card: card() }, { outcome: 'route', fee: 0 }, ['R-003-37']],
  ['exchange', 'iPASS, damaged', { cause: 'damage', card: pingtung() }, { outcome: 'route', fee: 150 }, ['R-004-06']],
  ['setAutoloadLimit', 'one step', { limit: 500, card: card({ autoload: linked() }) }, { outcome: 'allow' }, ['R-001-33']],
  ['setAutoloadLimit', 'no step', { limit: 499, card: card({ autoload: linked() }) }, { outcome: 'deny' }, ['R-001-33']],
  ['setAutoloadLimit', 'the most', { limit: 3_000, card: card({ autoload: linked() }) }, { outcome: 'allow' }, ['R-001-33']],
  [
    'setAutoloadLimit',
    'more than the most',
    { limit: 3_500, card: card({ autoload: linked() }) },
    { outcome: 'deny' },
    ['R-001-33', 'R-001-30'],
  ],
  ['damageFee', 'the issuer’s', { causedBy: 'issuer', card: card({ deposit: true, issuedOn: '2026-01-01' }) }, { fee: 0 }, ['R-003-58']],
  [
    'damageFee',
    'a day before two years',
    { causedBy: 'holder', card: card({ deposit: true, issuedOn: '2024-12-02' }) },
    { fee: 100 },
    ['R-003-59'],
  ],
  ['damageFee', 'two years', { causedBy: 'holder', card: card({ deposit: true, issuedOn: '2024-12-01' }) }, { fee: 60 }, ['R-003-59']],
  ['damageFee', 'five years', { causedBy: 'holder', card: card({ deposit: true, issuedOn: '2021-12-01' }) }, { fee: 0 }, ['R-003-59']],
];

const link = (change: object): object => ({
  source: 'wallet',
  ownerIsHolder: true,
  walletCards: 0,
  allCards: 0,
  othersCards: 0,
  alreadyLinked: false,
  ...change,
});

const links: readonly Row[] = [
  ['the 20th of a wallet', { card: card(), ...link({ walletCards: 19, allCards: 19 }) }, { outcome: 'allow' }, []],
  ['the 21st of a wallet', { card: card(), ...link({ walletCards: 20, allCards: 20 }) }, { outcome: 'deny' }, ['R-001-13']],
  [
    'twenty in wallets say nothing of a bank',
    { card: card(), ...link({ source: 'bank', walletCards: 20, allCards: 29 }) },
    { outcome: 'allow' },
    [],
  ],
  ['the 31st of all', { card: card(), ...link({ source: 'bank', allCards: 30 }) }, { outcome: 'deny' }, ['R-001-14']],
  ['one is linked already', { card: card(), ...link({ alreadyLinked: true }) }, { outcome: 'deny' }, ['R-001-15']],
  ['the first of another’s wallet', { card: card(), ...link({ ownerIsHolder: false }) }, { outcome: 'allow' }, []],
  [
    'the second of another’s wallet',
    { card: card(), ...link({ ownerIsHolder: false, othersCards: 1 }) },
    { outcome: 'deny' },
    ['R-001-16'],
  ],
  ['another’s bank', { card: card(), ...link({ source: 'bank', ownerIsHolder: false }) }, { outcome: 'deny' }, ['R-001-07']],
  [
    'without a name, one’s own bank',
    { card: card({ registered: false }), ...link({ source: 'bank' }) },
    { outcome: 'allow' },
    ['R-001-11'],
  ],
  ['without a name, one’s own wallet', { card: card({ registered: false }), ...link({}) }, { outcome: 'allow' }, ['R-001-12']],
  [
    'without a name, another’s wallet',
    { card: card({ registered: false }), ...link({ ownerIsHolder: false }) },
    { outcome: 'deny' },
    ['R-001-12'],
  ],
];

function asked(ask: string, rows: readonly Row[]): void {
  describe(`the boundaries of ${ask}`, () => {
    it.each(rows)('%s', (_, question, expected, rules) => {
      const answer = JSON.parse(answerLine(JSON.stringify({ id: 'q', ask, at: NOON, ...question }))) as Record<string, unknown>;
      expect(answer).toMatchObject(expected);
      expect(answer['clauses']).toEqual(expect.arrayContaining([...rules]));
    });
  });
}

asked('extend', [...extension, ...window]);
asked('refund', refunds);
asked('lossLiability', liability);
asked('enableAutoload', enabling);
asked('autoload', autoload);
asked('purchaseAutoload', tickets);
asked('linkCard', links);
for (const ask of new Set(fees.map(([of]) => of)))
  asked(
    ask,
    fees.filter(([of]) => of === ask).map(([, ...row]) => row),
  );
