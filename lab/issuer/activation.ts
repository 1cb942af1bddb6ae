import { type KindOfAct, nothing } from './kindOfAct.ts';

/**
 * Enabling autoload. The order of the refusals is the rules': product, registration, link, then the credit card.
 * It counts from the moment the card carries it.
 */
export const activation: KindOfAct<'activation'> = {
  hold(request, { card, today }) {
    if (card.expiresOn !== null && today > card.expiresOn) return { outcome: 'refused', code: 'K01' };
    const cobranded = card.product === 'cobranded';
    // R-001-10, R-002-08: each menu has its own cards.
    if ((request.menu === 'cobranded') !== cobranded || card.product === 'debit') return { outcome: 'refused', code: 'K12' };
    // R-001-08: registered cards only, but for the bank's own (R-002-08). C-28: of telecom and special cards a person decides.
    if (!card.registered && !cobranded) return { outcome: 'refused', code: 'not-registered' };
    if (card.product === 'telecom' || card.product === 'special') return { outcome: 'refused', code: 'ask-staff' };
    if (card.account === null) return { outcome: 'refused', code: 'K04' };
    if (cobranded && card.creditCardActivated !== true) return { outcome: 'refused', code: 'K13' };
    // R-002-09, R-000-18: what cannot be undone is confirmed twice.
    if (cobranded && request.confirmations < 2) return { outcome: 'refused', code: 'ask-staff' };
    return { outcome: 'approved', perTimeLimit: card.perTimeLimit, perDayLimit: card.perDayLimit };
  },
  amountOf: () => 0,
  settle: ({ card }, books) => {
    books.prepare('UPDATE card SET enabled = 1 WHERE number = ?').run(card);
  },
  undo: nothing,
};
