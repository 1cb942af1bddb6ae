import { describe, expect, it } from 'vitest';
import { ask, clausesOf, cobrandedCard, easyCard, iPass, pingtungCard, type Words } from './testing.ts';

const reopen = (card: Words, reason?: string): Words => ask('reopen', card, reason === undefined ? {} : { reason });

describe('an EasyCard whose contract ended', () => {
  it.each(['ordinary', 'student', 'concession', 'special', 'telecom', 'debit'])('%s: staff, 50 (R-003-65)', (product) => {
    for (const status of ['refunded', 'locked', 'active']) {
      expect(reopen(easyCard({ product, status }), 'terminated')).toEqual({ outcome: 'route', fee: 50, clauses: ['R-003-65'] });
    }
  });

  it('a deposit card as well, whatever the reason (R-003-65)', () => {
    for (const reason of [undefined, 'terminated', 'lost-found', 'moved-back']) {
      expect(reopen(easyCard({ deposit: true, status: 'refunded' }), reason)).toMatchObject({ outcome: 'route', fee: 50 });
    }
  });

  it.each(['senior', 'charity', 'companion', 'citizen'])('%s: the county says what it costs (R-003-65)', (product) => {
    expect(reopen(easyCard({ product, registered: true, status: 'refunded' }))).toEqual({ outcome: 'route', clauses: ['R-003-65'] });
  });

  it.each([true, false])('of a co-branded card it ended for good, registered %s (R-002-29, R-003-65)', (registered) => {
    const answer = reopen(cobrandedCard({ registered, status: 'refunded' }));
    expect(answer).toEqual({ outcome: 'deny', clauses: ['R-002-29', 'R-003-65'] });
  });

  it('a damaged one cannot be used again (R-003-65, R-003-80)', () => {
    expect(reopen(easyCard({ damaged: true }))).toEqual({ outcome: 'deny', clauses: ['R-003-65', 'R-003-80'] });
  });
});

describe('an iPASS whose contract ended', () => {
  it.each([
    ['general', iPass({ status: 'refunded' })],
    ['Pingtung', pingtungCard({ status: 'refunded' })],
  ])('%s: staff, 20; but not one that was lost, or whose holder moved away (R-004-18)', (_, card) => {
    for (const reason of [undefined, 'terminated']) {
      const answer = reopen(card, reason);
      expect(answer).toMatchObject({ outcome: 'route', fee: 20 });
      expect(clausesOf(answer)).toEqual(['R-004-18']);
    }
    for (const reason of ['lost-found', 'moved-back']) expect(reopen(card, reason)).toEqual({ outcome: 'deny', clauses: ['R-004-18'] });
    expect(reopen({ ...card, damaged: true })).toEqual({ outcome: 'deny', clauses: ['R-004-18'] });
  });
});

it('before its terms there is no answer (R-003-65, R-002-29, R-004-18)', () => {
  const at = (day: string, card: Words): Words => ask('reopen', card, { at: `${day}T00:00:00+08:00` });
  expect(at('2022-09-30', easyCard())).toHaveProperty('error');
  expect(at('2022-10-01', easyCard())).toHaveProperty('outcome');
  expect(at('2019-07-24', cobrandedCard())).toHaveProperty('error');
  expect(at('2019-07-25', cobrandedCard())).toHaveProperty('outcome');
  expect(at('1999-12-31', iPass())).toHaveProperty('error');
});
