import { describe, expect, it } from 'vitest';
import { dollars } from '../../hardware/ports/dollars.ts';
import { settle } from './precedence.ts';
import type { RulePack } from './rulePack.ts';

function pack(authority: RulePack['authority'], effectiveFrom: string, parameters: RulePack['parameters']): RulePack {
  return { issuer: 'easycard', cardTypes: ['ORD'], authority, contractVersion: 'v', effectiveFrom, parameters, grounds: {} };
}

const fee = (amount: number): RulePack['parameters'] => ({ terminationFee: { value: dollars(amount), clauses: ['R-003-61'] } });
const specialFee = (amount: number): RulePack['parameters'] => ({ terminationFee: { value: dollars(amount), clauses: ['R-002-38'] } });
const cap = (amount: number): RulePack['parameters'] => ({ balanceCap: { value: dollars(amount), clauses: ['R-003-24'] } });

describe('law › issuer › product › machine', () => {
  it('the law stands over everybody, also where it is harder', () => {
    const packs = [pack('law', '2020-01-01', fee(30)), pack('issuer', '2022-01-01', fee(20)), pack('product', '2023-01-01', fee(0))];
    expect(settle('terminationFee', packs)?.value).toBe(30);
  });

  it('the newest of an authority speaks for it', () => {
    const packs = [pack('issuer', '2022-01-01', fee(20)), pack('issuer', '2024-01-01', fee(25)), pack('issuer', '2023-01-01', fee(15))];
    expect(settle('terminationFee', packs)?.value).toBe(25);
  });

  it.each([
    ['newer and harder', '2024-01-01', 30, 30],
    ['as old and harder', '2022-01-01', 30, 30],
    ['older and kinder', '2019-01-01', 10, 10],
    ['older and harder', '2019-01-01', 30, 20],
  ])('special terms that are %s than the general ones (R-002-41, R-003-38)', (_, since, special, expected) => {
    const packs = [pack('issuer', '2022-01-01', fee(20)), pack('product', since, specialFee(special))];
    expect(settle('terminationFee', packs)?.value).toBe(expected);
  });

  it('what both say is said by both (R-002-41)', () => {
    const packs = [pack('issuer', '2022-01-01', fee(20)), pack('product', '2019-01-01', specialFee(20))];
    expect(settle('terminationFee', packs)).toEqual({ value: 20, clauses: ['R-002-38', 'R-003-61'] });
  });

  it('special terms decide only where they speak (R-002-41)', () => {
    const packs = [pack('issuer', '2022-01-01', { ...fee(20), ...cap(10_000) }), pack('product', '2024-01-01', specialFee(0))];
    expect(settle('balanceCap', packs)?.value).toBe(10_000);
  });

  it.each([
    ['stricter', 5_000, 5_000],
    ['laxer', 20_000, 10_000],
  ])('a machine that is %s in what it offers', (_, machine, expected) => {
    expect(settle('balanceCap', [pack('issuer', '2022-01-01', cap(10_000)), pack('machine', '2019-01-01', cap(machine))])?.value).toBe(
      expected,
    );
  });

  it.each([0, 100])('a machine never changes what is owed: a fee of %i', (machine) => {
    expect(settle('terminationFee', [pack('issuer', '2022-01-01', fee(20)), pack('machine', '2024-01-01', fee(machine))])?.value).toBe(20);
  });

  it('a machine speaks where nobody else does', () => {
    expect(settle('balanceCap', [pack('machine', '2019-01-01', cap(5_000))])?.value).toBe(5_000);
  });

  it('articles of third parties decide nothing: no daily limit of top-ups (R-000-02, R-003-24)', () => {
    expect(settle('balanceCap', [pack('third-party', '2026-01-01', cap(1_000)), pack('issuer', '2022-01-01', cap(10_000))])?.value).toBe(
      10_000,
    );
    expect(settle('balanceCap', [pack('third-party', '2026-01-01', cap(1_000))])).toBeNull();
  });
});
