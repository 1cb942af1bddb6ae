import type { Issuer } from '../../hardware/ports/cardFacts.ts';
import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';

/** The rulebook's id of a clause, e.g. `R-003-24`. Every decision names the clauses it rests on. */
export type ClauseId = `R-${string}`;

/** What an issuer's terms say about adding value, from a date on. */
export interface TopUpPack {
  readonly issuer: Issuer;
  readonly contractVersion: string;
  /** First day on which it holds, `YYYY-MM-DD` in Asia/Taipei (R-003-68). */
  readonly effectiveFrom: string;
  /** Most that a card may hold, NT$. */
  readonly balanceCap: Dollars;
  /** Every top-up is a multiple of this, NT$; the machine takes notes only. */
  readonly step: Dollars;
  readonly clauses: {
    readonly balanceCap: ClauseId;
    readonly step: ClauseId;
    readonly expired: ClauseId;
    readonly refunded: ClauseId;
    readonly locked: ClauseId;
    readonly blocked: ClauseId;
    readonly advance: ClauseId | null;
  };
}

/** Newest first within an issuer. A change of terms is a new row with its date, never an edit. */
export const topUpPacks: readonly TopUpPack[] = [
  {
    issuer: 'easycard',
    contractVersion: '111.10',
    effectiveFrom: '2022-10-01',
    balanceCap: dollars(10_000),
    step: dollars(100),
    clauses: {
      balanceCap: 'R-003-24',
      step: 'R-002-13',
      expired: 'R-003-81',
      refunded: 'R-003-65',
      locked: 'R-003-44',
      blocked: 'R-001-29',
      advance: 'R-003-20',
    },
  },
  {
    issuer: 'ipass',
    contractVersion: 'PTHG-undated',
    effectiveFrom: '2000-01-01',
    balanceCap: dollars(10_000),
    step: dollars(100),
    clauses: {
      balanceCap: 'R-004-12',
      step: 'R-004-12',
      expired: 'R-004-35',
      refunded: 'R-004-17',
      locked: 'R-004-12',
      blocked: 'R-004-12',
      advance: null,
    },
  },
];

/** The pack in force on `date` (`YYYY-MM-DD`, Asia/Taipei), or undefined when the issuer's terms do not reach back to it. */
export function topUpPackOn(issuer: Issuer, date: string): TopUpPack | undefined {
  return topUpPacks.find((pack) => pack.issuer === issuer && pack.effectiveFrom <= date);
}
