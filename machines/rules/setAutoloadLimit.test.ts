import { describe, expect, it } from 'vitest';
import { ask, cobrandedCard, easyCard, iPass, linkedCard, type Words } from './testing.ts';

const agree = (limit: number, card: Words = linkedCard()): Words => ask('setAutoloadLimit', card, { limit });

describe("the owner's own limit", () => {
  it.each([500, 1_000, 1_500, 2_000, 2_500, 3_000])('NT$%i may be agreed (R-001-33)', (limit) => {
    expect(agree(limit)).toEqual({ outcome: 'allow', clauses: ['R-001-33'] });
  });

  it.each([-500, 0, 1, 499, 501, 999, 1_001, 2_999])('NT$%i is no multiple of 500 from 500 on: no code (R-001-33)', (limit) => {
    expect(agree(limit)).toEqual({ outcome: 'deny', clauses: ['R-001-33'] });
  });

  it.each([3_001, 3_500, 10_000])('NT$%i is more than the terms allow: no code (R-001-33, R-001-30)', (limit) => {
    expect(agree(limit)).toEqual({ outcome: 'deny', clauses: ['R-001-33', 'R-001-30'] });
  });

  it('is agreed with the link, before the card is enabled (R-001-33)', () => {
    expect(agree(500, linkedCard({ enabled: false }))['outcome']).toBe('allow');
  });

  it.each([
    ['blocked', linkedCard({}, { status: 'blocked' }), { outcome: 'deny', code: 'K03' }, 'R-001-29'],
    ['expired', linkedCard({}, { expiresOn: '2026-05-11' }), { outcome: 'deny', code: 'K01' }, 'R-003-81'],
    ['not linked', linkedCard({ linked: false }), { outcome: 'deny', code: 'K04' }, 'R-001-25'],
    ['not registered', easyCard(), { outcome: 'deny' }, 'R-001-08'],
    ['an iPASS', iPass(), { outcome: 'deny', code: 'K12' }, 'R-004-12'],
    ['a bank card', cobrandedCard(), { outcome: 'route' }, 'R-002-11'],
  ])('%s: nothing to agree here (R-001-25, R-001-08, R-004-12, R-002-11)', (_, card, expected, clause) => {
    const answer = agree(500, card);
    expect(answer).toEqual({ ...expected, clauses: expect.arrayContaining([clause]) as unknown });
  });
});
