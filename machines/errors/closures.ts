export const PROJECT = 'machines/view/project.ts';

/** The machine serves nobody, and holds nobody's money because of it. */
export const outOfService = {
  now: ['out-of-service.sorry', 'out-of-service.elsewhere'],
  severity: 'closed',
  moneyAtRisk: 'none',
  journal: [],
  clauses: ['R-003-79', 'R-000-08'],
  raisedBy: [PROJECT],
  under: 'K17',
} as const;

/** The machine still reads cards; it takes no notes. */
export const noNotes = {
  now: ['out-of-service.elsewhere'],
  severity: 'reduced',
  moneyAtRisk: 'none',
  journal: ['cash-ready'],
  clauses: ['R-003-79', 'R-000-08'],
  raisedBy: [PROJECT],
  under: 'K17',
} as const;
