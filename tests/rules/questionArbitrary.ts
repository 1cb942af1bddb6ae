import fc from 'fast-check';
import { productsOf } from '../../machines/rules/card.ts';
import type { Words } from '../../machines/rules/testing.ts';

/** Numbers around the limits of the rules, and any others. */
const money = fc.oneof(
  fc.integer({ min: -150, max: 10_100 }),
  fc.constantFrom(-101, -100, -18, -1, 0, 1, 19, 20, 21, 99, 100, 3_000, 3_001, 4_999, 5_000, 9_500, 9_900, 9_901, 10_000),
);
const positive = fc.oneof(fc.integer({ min: 0, max: 12_000 }), fc.constantFrom(0, 100, 500, 2_500, 3_000, 3_001));
const date = fc
  .integer({ min: Date.UTC(2018, 0, 1) / 86_400_000, max: Date.UTC(2030, 0, 1) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
/** From 2023 to 2029, to the second, in any zone. */
const instant = fc
  .tuple(
    fc.integer({ min: Date.UTC(2023, 0, 1) / 1000, max: Date.UTC(2029, 0, 1) / 1000 }),
    fc.constantFrom([0, 'Z'], [480, '+08:00'], [-300, '-05:00'], [345, '+05:45']),
  )
  .map(([seconds, [minutes, offset]]) => `${new Date(seconds * 1000 + Number(minutes) * 60_000).toISOString().slice(0, 19)}${offset}`);

const autoload = fc.record(
  {
    linked: fc.boolean(),
    enabled: fc.boolean(),
    ownerIsHolder: fc.boolean(),
    usedToday: positive,
    usedThisMonthForOthers: fc.integer({ min: 0, max: 31_000 }),
    perTimeLimit: positive,
    perDayLimit: positive,
  },
  { requiredKeys: ['linked', 'enabled', 'ownerIsHolder', 'usedToday', 'usedThisMonthForOthers'] },
);

const kinds = [
  ...productsOf.easycard.map((product) => ({ issuer: 'easycard', product })),
  ...productsOf.ipass.map((product) => ({ issuer: 'ipass', product })),
];

const cards = (ofKinds: readonly Words[]): fc.Arbitrary<Words> =>
  fc
    .tuple(
      fc.constantFrom(...ofKinds),
      fc.record(
        {
          registered: fc.boolean(),
          balance: money,
          status: fc.oneof({ weight: 5, arbitrary: fc.constant('active') }, fc.constantFrom('locked', 'refunded', 'blocked')),
          deposit: fc.boolean(),
          expiresOn: date,
          uses: fc.nat(10),
          useRecordsInLast6: fc.nat(6),
          firstUsedOn: date,
          issuedOn: date,
          damaged: fc.boolean(),
          cobranded: fc.record({ creditCardActivated: fc.boolean(), autoloadOpened: fc.boolean() }),
          autoload,
        },
        { requiredKeys: ['registered', 'balance'] },
      ),
    )
    .map(([kind, facts]) => {
      const neverLeased = kind['issuer'] === 'ipass' || kind['product'] === 'cobranded' || kind['product'] === 'debit';
      return { ...kind, ...facts, ...(neverLeased && 'deposit' in facts && { deposit: false }) };
    });

const optional = (record: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Words> => fc.record(record, { requiredKeys: [] });

/** Asks that the terms answer for some cards only. */
const kindsOf: Readonly<Record<string, readonly Words[]>> = {
  refundDesk: kinds.filter(({ product }) => product === 'concession-pingtung'),
  damageFee: kinds.filter(({ issuer }) => issuer === 'easycard'),
};

const extras: Readonly<Record<string, fc.Arbitrary<Words>>> = {
  topUp: optional({ inserted: positive, note: fc.constantFrom(100, 200, 500, 1000, 2000) }),
  autoload: fc.constant({}),
  purchaseAutoload: fc.record({ price: positive }),
  enableAutoload: fc.record({ menu: fc.constantFrom('account-link', 'cobranded') }),
  setAutoloadLimit: fc.record({ limit: fc.oneof(fc.integer({ min: -500, max: 4_000 }), fc.constantFrom(500, 1_000, 3_000, 3_500)) }),
  refund: optional({ postage: fc.nat(100), lost: fc.boolean() }),
  extend: fc.constant({}),
  lossLiability: fc.record({ reportedAt: instant, misuseAt: instant, channel: fc.constantFrom('offline', 'online', 'autoload') }),
  lossFee: fc.record({ previousLosses: fc.nat(3), replace: fc.boolean() }),
  paperRecords: fc.record({ pages: fc.nat(40) }),
  reopen: optional({ reason: fc.constantFrom('terminated', 'lost-found', 'moved-back') }),
  exchange: fc.record({ cause: fc.constantFrom('damage', 'data-change', 'issuer-fault') }),
  linkCard: fc.record({
    source: fc.constantFrom('wallet', 'bank'),
    ownerIsHolder: fc.boolean(),
    walletCards: fc.integer({ min: 18, max: 21 }),
    allCards: fc.integer({ min: 28, max: 31 }),
    othersCards: fc.nat(2),
    alreadyLinked: fc.boolean(),
  }),
  refundDesk: fc.record(
    {
      readable: fc.boolean(),
      appearance: fc.constantFrom('normal', 'damaged'),
      legible: fc.subarray(['number', 'name', 'photo']),
      claimedBy: fc.constantFrom('holder', 'agent'),
      desk: fc.constantFrom('station', 'township'),
      previousLosses: fc.nat(2),
    },
    { requiredKeys: ['readable', 'appearance', 'legible', 'claimedBy', 'desk'] },
  ),
  damageFee: fc.record({ causedBy: fc.constantFrom('holder', 'issuer') }),
  place: fc.record({ cards: fc.nat(4) }),
};

/** Valid questions of the explain contract, of one ask or of all, dense around the limits of the rules. */
export function questions(word?: string): fc.Arbitrary<Words> {
  const ask = word === undefined ? fc.constantFrom(...Object.keys(extras)) : fc.constant(word);
  return ask.chain((chosen) =>
    fc
      .tuple(fc.string(), instant, cards(kindsOf[chosen] ?? kinds), extras[chosen] ?? fc.constant({}))
      .map(([id, at, someCard, extra]) => ({ id, ask: chosen, at, card: someCard, ...extra })),
  );
}
