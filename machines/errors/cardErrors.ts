import type { Family } from './catalogueEntry.ts';

/** A card or a passenger in a way that the rulebook has no code for. */
export const cardErrors = {
  'not-activated': {
    code: 'E41',
    text: 'refused.not-activated',
    now: ['refused.help-staff'],
    remedy: 'Activate the card as its issuer says, or sell another one.',
    severity: 'notice',
    moneyAtRisk: 'none',
    journal: [],
    clauses: ['R-000-11', 'R-003-67'],
    raisedBy: ['machines/flows/visit/visit.ts'],
  },
  'other-card': {
    code: 'E42',
    text: 'same-card.other-card',
    now: ['same-card.title', 'control.give-up-card'],
    remedy: 'Ask for the card whose last four digits stand on the screen. The other card was not touched.',
    severity: 'notice',
    moneyAtRisk: 'undecided on the card',
    journal: [],
    clauses: ['R-000-12', 'R-002-16'],
    raisedBy: ['machines/flows/resolve/resolve.ts'],
    under: 'K15',
  },
} as const satisfies Family<'card'>;
