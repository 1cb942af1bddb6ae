import { describe, expect, it } from 'vitest';
import { dollars } from '../../hardware/ports/dollars.ts';
import { buyPass, type BuyPassRuling, type CarriedPass, type PassChoice } from './buyPass.ts';
import { type CalendarDate } from './calendar.ts';
import { type Card, cardTypeOf } from './card.ts';
import { type Decided, decideFor, terms } from './decision.ts';

const TODAY = '2026-05-12';
const north: PassChoice = { product: 1, startsAfterDays: 0 };

function card(change: Partial<Card> = {}): Card {
  return {
    issuer: 'easycard',
    product: 'ordinary',
    registered: true,
    deposit: false,
    damaged: false,
    balance: dollars(2_000),
    status: 'active',
    ...change,
  };
}

function linked(balance: number, link: Partial<NonNullable<Card['autoload']>> = {}): Card {
  return card({
    balance: dollars(balance),
    autoload: { linked: true, enabled: true, ownerIsHolder: true, usedToday: dollars(0), usedThisMonthForOthers: dollars(0), ...link },
  });
}

function buy(one: Card, choice = north, carried: CarriedPass | null = null, today: CalendarDate = TODAY): Decided<BuyPassRuling> {
  const atMs = Date.parse(`${today}T10:00:00+08:00`);
  const ruling = decideFor(one, atMs, (day, basis) => buyPass(one, choice, carried, { atMs, today: day }, basis));
  if (!ruling.ok) throw new Error(ruling.error);
  return ruling.value;
}

describe('the example data (R-001-21)', () => {
  const sold = [
    { product: 1, area: 1, price: 1_200, days: 30, startsAfterDays: [0, 1], renewableDaysBefore: 7, lateDays: 3 },
    { product: 2, area: 2, price: 999, days: 30, startsAfterDays: [0], renewableDaysBefore: 7, lateDays: 3 },
    { product: 3, area: 3, price: 999, days: 30, startsAfterDays: [0], renewableDaysBefore: 7, lateDays: 3 },
  ];

  it.each([
    ['easycard', ['ORD', 'STU', 'CIT', 'TEL', 'DBT', 'SPEC', 'DEP', 'CO', 'CO-A'], sold],
    ['easycard', ['CONC', 'SEN', 'CHA', 'CMP'], undefined],
    ['ipass', ['IP'], sold],
    ['ipass', ['IPC'], undefined],
  ] as const)('of %s %j is sold from the first day of its terms on (R-001-21)', (issuer, types, expected) => {
    for (const type of types) {
      expect(terms(issuer, type, TODAY).parameters.periodPasses?.value).toEqual(expected);
      expect(terms(issuer, type, '2026-01-01').parameters.periodPasses?.value).toEqual(expected);
      expect(terms(issuer, type, '2025-12-31').parameters.periodPasses).toBeNull();
    }
  });
});

describe('which days it holds (R-001-21)', () => {
  it.each([
    [0, '2026-05-12', '2026-06-10'],
    [1, '2026-05-13', '2026-06-11'],
  ])('begun %i days after its sale: %s to %s, both days included (R-001-21)', (startsAfterDays, firstDay, lastDay) => {
    expect(buy(card(), { product: 1, startsAfterDays })).toMatchObject({
      outcome: 'allow',
      sale: { firstDay, lastDay, validFrom: firstDay },
    });
  });

  it('goes by the day in Taipei (R-001-21)', () => {
    const atMs = Date.parse('2026-05-12T16:30:00Z');
    const one = card();
    expect(decideFor(one, atMs, (today, basis) => buyPass(one, north, null, { atMs, today }, basis))).toMatchObject({
      value: { sale: { firstDay: '2026-05-13' } },
    });
  });

  const carried = { product: 1, firstDay: '2026-04-20', lastDay: '2026-05-19' };

  it('the next one begins on the day after the one on the card, and the card stays good without a gap (R-001-21)', () => {
    for (const startsAfterDays of [0, 1]) {
      expect(buy(card(), { product: 1, startsAfterDays }, carried)).toMatchObject({
        outcome: 'allow',
        sale: { firstDay: '2026-05-20', lastDay: '2026-06-18', validFrom: '2026-04-20' },
      });
    }
  });

  it.each([
    ['2026-05-11', { outcome: 'deny', reason: 'too-early', lastDay: '2026-05-19' }],
    ['2026-05-12', { outcome: 'allow' }],
    // It still holds on its last day.
    ['2026-05-19', { outcome: 'allow', sale: { firstDay: '2026-05-20' } }],
    ['2026-05-20', { outcome: 'allow', sale: { firstDay: '2026-05-20', validFrom: '2026-05-20' } }],
    ['2026-05-21', { outcome: 'allow', sale: { firstDay: '2026-05-21', validFrom: '2026-05-21' } }],
  ])('renewed on %s: %j (R-001-21)', (today, expected) => {
    expect(buy(card(), north, carried, today)).toMatchObject(expected);
  });

  it('another one waits until the one on the card has ended (R-001-21)', () => {
    const other = { product: 2, startsAfterDays: 0 };
    expect(buy(card(), other, carried)).toMatchObject({ outcome: 'deny', reason: 'other-pass', lastDay: '2026-05-19' });
    expect(buy(card(), other, carried, '2026-05-20')).toMatchObject({ outcome: 'allow' });
  });

  it('none that the card would not live to see the end of (R-001-21)', () => {
    expect(buy(card({ expiresOn: '2026-06-09' }))).toMatchObject({ outcome: 'deny', reason: 'card-expires-first', lastDay: '2026-06-09' });
    expect(buy(card({ expiresOn: '2026-06-10' }))).toMatchObject({ outcome: 'allow' });
  });
});

describe('who can have one (R-001-21)', () => {
  it.each([
    [{ status: 'blocked' }, 'K03'],
    [{ status: 'refunded' }, 'K02'],
    [{ status: 'locked' }, 'K03'],
    [{ expiresOn: '2026-05-11' }, 'K01'],
    [{ damaged: true }, 'K16'],
    [{ product: 'senior' }, 'K12'],
    [{ product: 'concession' }, 'K12'],
    [{ issuer: 'ipass', product: 'concession-pingtung' }, 'K12'],
  ] as [Partial<Card>, string][])('%j: %s (R-001-21)', (change, code) => {
    expect(buy(card(change))).toMatchObject({ outcome: 'deny', code });
  });

  it.each([
    { product: 4, startsAfterDays: 0 },
    { product: 2, startsAfterDays: 1 },
    { product: 1, startsAfterDays: 2 },
  ])('%j is not sold (R-001-21)', (choice) => {
    expect(buy(card(), choice)).toMatchObject({ outcome: 'deny', code: 'K12' });
  });

  it('names the rules it rests on (R-001-21)', () => {
    expect(buy(card()).clauses).toContain('R-001-21');
    expect(cardTypeOf(card())).toBe('ORD');
  });
});

describe('how it is paid', () => {
  it.each([
    [1_200, 0],
    [1_201, 1],
    [10_000, 8_800],
  ])('NT$%i suffices and leaves %i, linked or not (R-001-21)', (balance, balanceAfter) => {
    for (const one of [card({ balance: dollars(balance) }), linked(balance, { usedToday: dollars(3_000) })]) {
      expect(buy(one)).toMatchObject({ outcome: 'allow', autoload: 0, balanceAfter });
    }
  });

  it.each([
    [1_199, 500, 499],
    [700, 500, 0],
    [699, 1_000, 499],
    [20, 1_500, 320],
    [-18, 1_500, 282],
  ])('NT$%i: loads %i and leaves %i (R-001-21, R-001-03)', (balance, autoload, balanceAfter) => {
    expect(buy(linked(balance))).toMatchObject({ outcome: 'allow', autoload, balanceAfter });
  });

  it.each([
    ['each time', { perTimeLimit: dollars(1_000) }, 'R-001-33'],
    ['a day', { usedToday: dollars(2_000) }, 'R-001-30'],
    ['a month for others', { ownerIsHolder: false, usedThisMonthForOthers: dollars(29_000) }, 'R-001-32'],
  ] as const)('the limit of %s refuses it whole; cash can pay it (R-001-34, R-001-30, R-001-32, R-001-33)', (_, link, clause) => {
    const ruling = buy(linked(20, link));
    expect(ruling).toMatchObject({ outcome: 'limited', missing: 1_180, wanted: 1_500 });
    expect(ruling.clauses).toEqual(expect.arrayContaining(['R-001-21', 'R-001-34', clause]));
  });

  it.each([
    ['a card that is not linked', card({ balance: dollars(20) })],
    ['one that is not enabled', linked(20, { enabled: false })],
    ['a co-branded card', card({ product: 'cobranded', balance: dollars(20) })],
    ['an iPASS card', card({ issuer: 'ipass', product: 'general', balance: dollars(20) })],
  ])('%s is filled with cash (R-001-21)', (_, one) => {
    expect(buy(one)).toMatchObject({ outcome: 'short', missing: 1_180 });
  });
});
