import { dollars } from '../../../hardware/ports/dollars.ts';
import type { PassProduct } from '../parameters.ts';
import type { RulePack } from '../rulePack.ts';

/**
 * EXAMPLE DATA: the period tickets that the machine sells (R-001-21), in the shape of the regions of TPASS. Whoever runs machines puts
 * the contracts of his railways and buses in their place. A change of a price, an area or a period is a pack with its day, as a
 * fee is; the passengers' words for products and areas are in `passNames.ts`.
 */
const example = { authority: 'product', contractVersion: 'EXAMPLE-PASSES-2026-01-01', effectiveFrom: '2026-01-01' } as const;

/** 基北北桃: Keelung, Taipei, New Taipei, Taoyuan. */
const north: PassProduct = {
  product: 1,
  area: 1,
  price: dollars(1_200),
  days: 30,
  startsAfterDays: [0, 1],
  renewableDaysBefore: 7,
  lateDays: 3,
};
/** 中彰投苗: Taichung, Changhua, Nantou, Miaoli. */
const central: PassProduct = {
  product: 2,
  area: 2,
  price: dollars(999),
  days: 30,
  startsAfterDays: [0],
  renewableDaysBefore: 7,
  lateDays: 3,
};
/** 南高屏: Tainan, Kaohsiung, Pingtung. */
const south: PassProduct = {
  product: 3,
  area: 3,
  price: dollars(999),
  days: 30,
  startsAfterDays: [0],
  renewableDaysBefore: 7,
  lateDays: 3,
};

export const periodPasses: readonly RulePack[] = [
  {
    // Concession cards ride at their own fare.
    ...example,
    issuer: 'easycard',
    cardTypes: ['ORD', 'STU', 'CIT', 'TEL', 'DBT', 'SPEC', 'DEP', 'CO', 'CO-A'],
    parameters: { periodPasses: { value: [north, central, south], clauses: ['R-001-21'] } },
    grounds: {},
  },
  {
    // Pingtung's concession card rides free already.
    ...example,
    issuer: 'ipass',
    cardTypes: ['IP'],
    parameters: { periodPasses: { value: [north, central, south], clauses: ['R-001-21'] } },
    grounds: {},
  },
];
