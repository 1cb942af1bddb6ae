import { describe, expect, it } from 'vitest';
import { rulePacks } from '../../machines/rules/packs/rulePacks.ts';
import { matters, mutantsOf, mutate } from './ruleMutants.mjs';

const pack = (change) => ({
  issuer: 'easycard',
  cardTypes: ['ORD'],
  authority: 'issuer',
  contractVersion: 'v1',
  effectiveFrom: '2026-01-01',
  parameters: {},
  grounds: {},
  ...change,
});

const titles = (packs) => mutantsOf(packs).map(({ title }) => title);

describe('the changes of rule packs', () => {
  it('go one step up and one down, not below nothing', () => {
    const parameters = { waiverUses: { value: 5, clauses: ['R-003-61'] }, waiverMonths: { value: 0, clauses: ['R-003-61'] } };
    expect(titles([pack({ parameters })])).toEqual([
      'v1 ORD: waiverUses 5 -> 6',
      'v1 ORD: waiverUses 5 -> 4',
      'v1 ORD: waiverMonths 0 -> 1',
      'easycard v1: effectiveFrom 2026-01-01 -> 2026-01-02',
      'easycard v1: effectiveFrom 2026-01-01 -> 2025-12-31',
    ]);
  });

  it('throw switches, choose differently, and reach into scales', () => {
    const parameters = {
      feeOnlyOnBalance: { value: true, clauses: ['R-003-61'] },
      extension: { value: 'none', clauses: ['R-002-14'] },
      damageFees: { value: [{ underYears: 2, fee: 100 }], clauses: ['R-003-59'] },
    };
    expect(titles([pack({ parameters })]).slice(0, -2)).toEqual([
      'v1 ORD: feeOnlyOnBalance true -> false',
      'v1 ORD: damageFees.0.underYears 2 -> 3',
      'v1 ORD: damageFees.0.underYears 2 -> 1',
      'v1 ORD: damageFees.0.fee 100 -> 101',
      'v1 ORD: damageFees.0.fee 100 -> 99',
      'v1 ORD: extension none -> window',
      'v1 ORD: extension none -> when-due',
      'v1 ORD: extension none -> staff',
    ]);
  });

  it('move the day of a contract for all its packs at once, and carry the rules of all', () => {
    const one = pack({ grounds: { locked: ['R-003-44'] } });
    const other = pack({ cardTypes: ['STU'], parameters: { freeLosses: { value: 0, clauses: ['R-003-54'] } } });
    const moved = mutantsOf([one, other]).find(({ title }) => title.endsWith('2026-01-02'));
    expect(moved).toMatchObject({
      places: [
        [0, 'effectiveFrom'],
        [1, 'effectiveFrom'],
      ],
      clauses: ['R-003-44', 'R-003-54'],
    });
    expect(mutate([one, other], moved).map(({ effectiveFrom }) => effectiveFrom)).toEqual(['2026-01-02', '2026-01-02']);
    expect(one.effectiveFrom).toBe('2026-01-01');
  });

  it('matter when they show in the terms of some card on some day', () => {
    const parameters = { waiverUses: { value: 5, clauses: ['R-003-61'] } };
    const issuer = pack({ parameters });
    const law = pack({ authority: 'law', parameters: { waiverUses: { value: 4, clauses: ['R-003-30'] } } });
    const [change] = mutantsOf([issuer]);
    expect(matters([issuer], change)).toBe(true);
    expect(matters([issuer, law], change)).toBe(false);
  });

  it('cover every value of the known packs', () => {
    const packs = mutantsOf(rulePacks);
    expect(packs.length).toBeGreaterThan(150);
    expect(packs.every(({ clauses }) => clauses.length > 0)).toBe(true);
  });
});
