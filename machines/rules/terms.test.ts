import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dollars } from '../../hardware/ports/dollars.ts';
import { answer } from './answer.ts';
import { addDays, type CalendarDate, instantOf } from './calendar.ts';
import type { Card } from './card.ts';
import { rulePacks } from './packs/rulePacks.ts';
import { packFaults } from './packFaults.ts';
import type { RefundQuestion } from './question.ts';
import type { RulePack } from './rulePack.ts';
import { termsBook } from './terms.ts';
import { ask, cobrandedCard, easyCard, iPass } from './testing.ts';

/** An invented change: the termination fee becomes something else. */
function newFee(fee: number, effectiveFrom: CalendarDate, change: Partial<RulePack> = {}): RulePack {
  return {
    issuer: 'easycard',
    cardTypes: ['ORD'],
    authority: 'issuer',
    contractVersion: 'invented',
    effectiveFrom,
    announcedOn: addDays(effectiveFrom, -60),
    parameters: { terminationFee: { value: dollars(fee), clauses: ['R-003-61'] } },
    grounds: {},
    ...change,
  };
}

const ordinary: Card = {
  issuer: 'easycard',
  product: 'ordinary',
  registered: false,
  deposit: false,
  balance: dollars(500),
  status: 'active',
  damaged: false,
  uses: 0,
};

const feeAt = (packs: readonly RulePack[]) => {
  const book = termsBook(packs);
  return (at: string): unknown => {
    const question: RefundQuestion = { id: 'q', ask: 'refund', atMs: instantOf(at) ?? 0, card: ordinary, postage: dollars(0), lost: false };
    const answered = answer(question, book);
    return answered.ok && 'parts' in answered.value ? answered.value.parts?.terminationFee : answered;
  };
};

/** Days on which EasyCard's terms are in force. */
const days = fc.integer({ min: 1, max: 9_000 }).map((count) => addDays('2022-10-01', count));

describe('a change of a fee is data with a date (R-003-68, R-003-91)', () => {
  it('the old fee until the day before, the new fee from the day', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 100 }), (day, fee) => {
        const at = feeAt([...rulePacks, newFee(fee, day)]);
        expect(at(`${addDays(day, -1)}T00:00:00+08:00`)).toBe(20);
        expect(at(`${addDays(day, -1)}T23:59:59.999+08:00`)).toBe(20);
        expect(at(`${day}T00:00:00+08:00`)).toBe(fee);
        expect(at('2099-01-01T00:00:00Z')).toBe(fee);
      }),
    );
  });

  it('the order in which packs are listed does not matter', () => {
    const packs = [...rulePacks, newFee(30, '2027-01-01'), newFee(10, '2028-01-01')];
    for (const listed of [packs, packs.toReversed()]) {
      const at = feeAt(listed);
      const years = ['2026-12-31', '2027-01-01', '2027-12-31', '2028-01-01'];
      expect(years.map((day) => at(`${day}T12:00:00+08:00`))).toEqual([20, 30, 30, 10]);
    }
  });

  it('what ends gives way again to what stood before', () => {
    const at = feeAt([...rulePacks, newFee(0, '2027-01-01', { effectiveTo: '2027-03-31' })]);
    expect(['2026-12-31', '2027-01-01', '2027-03-31', '2027-04-01'].map((day) => at(`${day}T12:00:00+08:00`))).toEqual([20, 0, 0, 20]);
  });

  it.each([
    [59, 21, true],
    [60, 21, false],
    [0, 20, false],
    [0, 19, false],
    [undefined, 21, true],
  ])('announced %s days before, a fee of %i: refused %s (R-003-68)', (notice, fee, refused) => {
    const { announcedOn: _, ...change } = newFee(fee, '2027-03-01');
    const pack = notice === undefined ? change : { ...change, announcedOn: addDays('2027-03-01', -notice) };
    const build = (): unknown => termsBook([...rulePacks, pack]);
    if (refused) expect(build).toThrow('terminationFee becomes dearer less than 60 days after its notice');
    else expect(build).not.toThrow();
  });
});

describe('packs that cannot be meant are refused', () => {
  it('the known packs are in order', () => {
    expect(packFaults(rulePacks)).toEqual([]);
  });

  it.each([
    ['two that set the same from the same day', [newFee(10, '2027-01-01'), newFee(15, '2027-01-01')], 'both set terminationFee'],
    ['one that ends before it begins', [newFee(10, '2027-01-01', { effectiveTo: '2026-12-31' })], 'ends before it begins'],
    [
      'a value without a rule',
      [newFee(10, '2027-01-01', { parameters: { waiverUses: { value: 3, clauses: [] } } })],
      'waiverUses names no rule',
    ],
    ['a ground without a rule', [newFee(10, '2027-01-01', { grounds: { locked: [] } })], 'locked names no rule'],
  ])('%s', (_, packs, fault) => {
    expect(() => termsBook([...rulePacks, ...packs])).toThrow(fault);
  });

  it('packs of other issuers, standings, days or card types do not contradict each other', () => {
    const others = [
      newFee(10, '2027-01-01'),
      newFee(15, '2027-01-01', { authority: 'product' }),
      newFee(15, '2027-01-02'),
      newFee(15, '2027-01-01', { cardTypes: ['STU'] }),
      newFee(15, '2027-01-01', { issuer: 'ipass', cardTypes: ['IP'] }),
    ];
    expect(packFaults([...rulePacks, ...others])).toEqual([]);
  });
});

describe('what was in force when', () => {
  const at = (day: string): { at: string } => ({ at: `${day}T00:00:00+08:00` });
  const refund = (day: string): unknown => ask('refund', easyCard({ uses: 9, firstUsedOn: '2020-01-01' }), at(day));

  it("EasyCard's terms 111.10 hold from 2022-10-01 (R-003-24, R-003-61, R-003-30, R-003-17, R-003-71, R-003-20, R-003-68)", () => {
    expect(refund('2022-09-30')).toEqual({ error: 'no terms in force on 2022-09-30 say anything of this (terminationFee)', line: 1 });
    expect(refund('2022-10-01')).toMatchObject({ outcome: 'allow', payable: 500 });
    expect(ask('topUp', easyCard(), at('2022-09-30'))['clauses']).toEqual(['R-001-36', 'R-002-13']);
    expect(ask('topUp', easyCard(), at('2022-10-01'))['clauses']).toEqual(['R-003-24', 'R-002-13']);
  });

  it.each([
    ['topUp', easyCard(), {}],
    ['autoload', easyCard({ registered: true }), {}],
    ['autoload', easyCard({ product: 'debit', registered: true }), {}],
    ['enableAutoload', easyCard({ registered: true }), { menu: 'account-link' }],
    ['enableAutoload', easyCard({ product: 'telecom', registered: true }), { menu: 'account-link' }],
    ['enableAutoload', easyCard({ product: 'debit', registered: true }), { menu: 'account-link' }],
    ['enableAutoload', easyCard({ registered: true }), { menu: 'cobranded' }],
  ] as const)(
    'the account link page holds from 2022-02-01: %s %# (R-001-36, R-001-22, R-001-09, R-001-10, R-002-08)',
    (word, card, question) => {
      expect(ask(word, card, { ...question, ...at('2022-01-31') })).toHaveProperty('error');
      expect(ask(word, card, { ...question, ...at('2022-02-01') })).toHaveProperty('outcome');
    },
  );

  it('no fee for damage is above the deposit that it is taken from (R-003-58, R-003-59, R-003-55)', () => {
    const { deposit, damageFees } = termsBook(rulePacks)('easycard', 'DEP', '2026-05-12').parameters;
    expect(deposit?.value).toBe(Math.max(...(damageFees?.value ?? []).map(({ fee }) => fee)));
  });

  it('each time and per day are two limits: the one holds when the other is lifted (R-001-30)', () => {
    const lifted: RulePack = newFee(0, '2027-01-01', {
      parameters: {
        periodTicketUnit: { value: dollars(1), clauses: ['R-001-21'] },
        autoloadPerDay: { value: dollars(10_000), clauses: ['R-001-30'] },
      },
    });
    const book = termsBook([...rulePacks, lifted]);
    const outcome = (price: number): unknown => {
      const link = { linked: true, enabled: true, ownerIsHolder: true, usedToday: dollars(0), usedThisMonthForOthers: dollars(0) };
      const card = { ...ordinary, registered: true, balance: dollars(0), autoload: link };
      const atMs = Date.parse('2027-01-01T00:00:00+08:00');
      const answered = answer({ id: 'q', ask: 'purchaseAutoload', atMs, card, price: dollars(price) }, book);
      return answered.ok && 'outcome' in answered.value && answered.value.outcome;
    };
    expect([2_999, 3_000, 3_001].map(outcome)).toEqual(['allow', 'allow', 'deny']);
  });

  it("First Bank's terms and the machine's step hold from 2019-07-25 (R-002-10, R-002-13)", () => {
    expect(ask('topUp', cobrandedCard(), at('2019-07-24'))).toHaveProperty('error');
    expect(ask('paperRecords', cobrandedCard(), { pages: 1, ...at('2019-07-24') })).toHaveProperty('error');
    expect(ask('topUp', cobrandedCard(), at('2019-07-25'))).toEqual({
      outcome: 'allow',
      maxTopUp: 9_500,
      clauses: ['R-002-10', 'R-002-13'],
    });
  });

  it.each(['topUp', 'extend'] as const)('the manual of iPASS holds from before the first card, %s (R-004-12, R-004-33)', (word) => {
    for (const product of ['general', 'concession-pingtung']) {
      expect(ask(word, iPass({ product }), at('1999-12-31'))).toHaveProperty('error');
      expect(ask(word, iPass({ product }), at('2000-01-01'))).toHaveProperty('outcome');
    }
  });
});
