import type { Family } from './catalogueEntry.ts';

/** Slips that did not come out. */
export const slipErrors = {
  'receipt-not-printed': {
    code: 'E61',
    text: 'slip.failed',
    now: ['control.print-slip'],
    remedy: 'Look after paper and printer. The value is on the card; the slip can be printed again.',
    severity: 'notice',
    moneyAtRisk: 'none',
    journal: ['slip'],
    clauses: ['R-003-41'],
    raisedBy: ['station/effects/slipDesk.ts'],
  },
  'claim-not-printed': {
    code: 'E62',
    text: 'claim.no-paper',
    now: ['claim.no-paper', 'claim.stay'],
    remedy: 'Look after paper and printer, and write the code down for the passenger: the claim itself is recorded.',
    severity: 'intervention',
    moneyAtRisk: 'undecided on the card',
    journal: ['claim', 'slip'],
    clauses: ['R-000-09', 'R-000-13'],
    raisedBy: ['station/effects/slipDesk.ts'],
    under: 'K15',
  },
} as const satisfies Family<'slip'>;
