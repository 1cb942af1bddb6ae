import { initialTransition } from 'xstate';
import { expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { someCard, T1, TODAY_MS } from '../../../tests/support/testVisit.ts';
import { transitionTable } from '../../../tests/support/transitionTable.ts';
import type { ActEvent } from '../events.ts';
import { type CardActContext, type CardActEvent, type CardActSnapshot, createCardActMachine } from './cardActFlow.ts';
import type { ServiceOffer } from './serviceOffer.ts';

const autoload: ServiceOffer = {
  service: 'autoload',
  amount: dollars(500),
  balanceAfter: dollars(820),
  act: { act: 'autoload', amount: dollars(500) },
  clauses: [],
};
const extension: ServiceOffer = {
  service: 'extend',
  expiresOn: '2030-01-01',
  fee: null,
  act: { act: 'extend', expiresOn: '2030-01-01' },
  clauses: [],
};

const sold = { product: 1, area: 1, validFrom: '2026-05-12', firstDay: '2026-05-12', lastDay: '2026-06-10', price: dollars(1_200) };
const choice = { product: 1, startsAfterDays: 0 };
const ticket: ServiceOffer = {
  service: 'period-pass',
  choice,
  balanceAfter: dollars(120),
  act: { act: 'buy-pass', pass: sold, autoload: dollars(1_000) },
  clauses: [],
};
const shortOf: ServiceOffer = {
  service: 'period-pass',
  act: null,
  reason: 'short',
  short: { choice, pass: sold, missing: dollars(880) },
  clauses: [],
};

const machine = createCardActMachine(() => undefined);
const [begun] = initialTransition(machine, {
  ticket: 1,
  facts: someCard(),
  atMs: TODAY_MS,
  offer: autoload,
  cashTaken: true,
  mayBeHeld: false,
});
const at = (value: CardActSnapshot['value'], change: Partial<CardActContext> = {}) =>
  machine.resolveState({ value, context: { ...begun.context, transaction: T1, ...change } });

const places = {
  informing: at('informing'),
  offering: at('offering'),
  confirming: at('confirming'),
  asking: at('asking'),
  weighing: at('weighing'),
  writing: at('writing'),
  done: at('done'),
  refused: at('refused'),
} satisfies Record<Exclude<CardActSnapshot['value'], 'beginning' | 'approved' | 'releasing' | 'ended'>, unknown>;

const morePlaces = {
  'offering what is asked twice': at('offering', {
    offer: {
      service: 'enable-cobranded',
      confirmations: 2,
      act: { act: 'enable-autoload', menu: 'cobranded', perTimeLimit: dollars(500), perDayLimit: dollars(500) },
      clauses: [],
    } as unknown as ServiceOffer,
  }),
  'asking for what is weighed': at('asking', { offer: extension }),
  'offering what cash can pay for': at('offering', { offer: ticket }),
  'offering what cash could pay for, if any were taken': at('offering', { offer: ticket, cashTaken: false }),
  'offering what the purse pays for': at('offering', { offer: ticket, facts: someCard({ balance: dollars(1_200) }) }),
  'telling of what only cash can pay for': at('informing', { offer: shortOf }),
  'asking after the card was lifted': at('asking', { ending: true }),
};

const events = {
  'ACT.APPROVED': { type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval: { act: 'autoload', amount: dollars(500) } },
  'ACT.REFUSED': { type: 'ACT.REFUSED', ticket: 1, refusal: 'K13' },
  'ACT.UNANSWERED': { type: 'ACT.UNANSWERED', ticket: 1, perhapsHeld: true },
  'CARD.WRITTEN': { type: 'CARD.WRITTEN', transaction: T1, before: dollars(320), after: dollars(820), found: false },
  'CARD.UNTOUCHED': { type: 'CARD.UNTOUCHED', transaction: T1, fault: 'unreadable' },
  'CARD.UNDECIDED': { type: 'CARD.UNDECIDED', transaction: T1, otherCard: false },
  'CARD.CONFLICT': { type: 'CARD.CONFLICT', transaction: T1 },
  'CARD.PLACED': { type: 'CARD.PLACED' },
  'CARD.REMOVED': { type: 'CARD.REMOVED' },
  'MACHINE.BROKEN': { type: 'MACHINE.BROKEN' },
  CONFIRM: { type: 'CONFIRM' },
  CANCEL: { type: 'CANCEL' },
  FINISH: { type: 'FINISH' },
  'ADD-CASH': { type: 'ADD-CASH' },
} satisfies Record<CardActEvent['type'], CardActEvent>;

/** Said of an act that was given up before this one. */
const ofAnEarlierAct = {
  'ACT.APPROVED': { ...events['ACT.APPROVED'], ticket: 0 },
  'ACT.REFUSED': { ...events['ACT.REFUSED'], ticket: 0 },
  'ACT.UNANSWERED': { ...events['ACT.UNANSWERED'], ticket: 0 },
} satisfies Record<ActEvent['type'], ActEvent>;

it('takes no answer to an earlier act for its own: what that holds is given back', () => {
  const asking = { asking: places.asking, 'asking for what is weighed': morePlaces['asking for what is weighed'] };
  expect(transitionTable(machine, asking, ofAnEarlierAct)).toMatchInlineSnapshot(`
    "asking: ACT.APPROVED -> asking, release-act
    asking: ACT.REFUSED -> -
    asking: ACT.UNANSWERED -> -
    asking for what is weighed: ACT.APPROVED -> asking, release-act
    asking for what is weighed: ACT.REFUSED -> -
    asking for what is weighed: ACT.UNANSWERED -> -"
  `);
});

it('answers every event as this table says, wherever an act stands', () => {
  expect(transitionTable(machine, { ...places, ...morePlaces }, events)).toMatchInlineSnapshot(`
    "informing: ACT.APPROVED -> informing, release-act
    informing: ACT.REFUSED -> -
    informing: ACT.UNANSWERED -> -
    informing: CARD.PLACED -> -
    informing: CARD.REMOVED -> ended, ending
    informing: MACHINE.BROKEN -> ended, ending
    informing: CANCEL -> ended, outcome
    informing: FINISH -> ended
    offering: ACT.APPROVED -> offering, release-act
    offering: ACT.REFUSED -> -
    offering: ACT.UNANSWERED -> -
    offering: CARD.PLACED -> -
    offering: CARD.REMOVED -> ended, ending
    offering: MACHINE.BROKEN -> ended, ending
    offering: CONFIRM -> asking, agreed, ask-issuer
    offering: CANCEL -> ended, outcome
    offering: FINISH -> ended
    confirming: ACT.APPROVED -> confirming, release-act
    confirming: ACT.REFUSED -> -
    confirming: ACT.UNANSWERED -> -
    confirming: CARD.PLACED -> -
    confirming: CARD.REMOVED -> ended, ending
    confirming: MACHINE.BROKEN -> ended, ending
    confirming: CONFIRM -> asking, agreed, ask-issuer
    confirming: CANCEL -> ended, outcome
    confirming: FINISH -> ended
    asking: ACT.APPROVED -> writing, approval, write-card, time-out
    asking: ACT.REFUSED -> refused, refusal, time-out
    asking: ACT.UNANSWERED -> refused, refusal, time-out
    asking: CARD.PLACED -> -
    asking: CARD.REMOVED -> asking, ending
    asking: MACHINE.BROKEN -> asking, ending
    weighing: ACT.APPROVED -> weighing, release-act
    weighing: ACT.REFUSED -> -
    weighing: ACT.UNANSWERED -> -
    weighing: CARD.PLACED -> -
    weighing: CARD.REMOVED -> ended, ending, release-act
    weighing: MACHINE.BROKEN -> ended, ending, release-act
    weighing: CONFIRM -> writing, agreed, write-card
    weighing: CANCEL -> ended, outcome, release-act
    weighing: FINISH -> ended, release-act
    writing: ACT.APPROVED -> writing, release-act
    writing: ACT.REFUSED -> -
    writing: ACT.UNANSWERED -> -
    writing: CARD.WRITTEN -> done, written
    writing: CARD.UNTOUCHED -> refused, refusal
    writing: CARD.UNDECIDED -> ended, outcome
    writing: CARD.CONFLICT -> ended, outcome
    writing: CARD.PLACED -> -
    writing: CARD.REMOVED -> writing, ending
    writing: MACHINE.BROKEN -> writing, ending
    done: ACT.APPROVED -> done, release-act
    done: ACT.REFUSED -> -
    done: ACT.UNANSWERED -> -
    done: CARD.PLACED -> ended, time-out
    done: CARD.REMOVED -> ended, time-out
    done: MACHINE.BROKEN -> done, ending
    done: CANCEL -> ended, outcome, time-out
    done: FINISH -> ended, time-out
    refused: ACT.APPROVED -> refused, release-act
    refused: ACT.REFUSED -> -
    refused: ACT.UNANSWERED -> -
    refused: CARD.PLACED -> ended, time-out
    refused: CARD.REMOVED -> ended, time-out
    refused: MACHINE.BROKEN -> refused, ending
    refused: CANCEL -> ended, outcome, time-out
    refused: FINISH -> ended, time-out
    offering what is asked twice: ACT.APPROVED -> offering, release-act
    offering what is asked twice: ACT.REFUSED -> -
    offering what is asked twice: ACT.UNANSWERED -> -
    offering what is asked twice: CARD.PLACED -> -
    offering what is asked twice: CARD.REMOVED -> ended, ending
    offering what is asked twice: MACHINE.BROKEN -> ended, ending
    offering what is asked twice: CONFIRM -> confirming, agreed
    offering what is asked twice: CANCEL -> ended, outcome
    offering what is asked twice: FINISH -> ended
    asking for what is weighed: ACT.APPROVED -> weighing, approval, time-out
    asking for what is weighed: ACT.REFUSED -> refused, refusal, time-out
    asking for what is weighed: ACT.UNANSWERED -> refused, refusal, time-out
    asking for what is weighed: CARD.PLACED -> -
    asking for what is weighed: CARD.REMOVED -> asking, ending
    asking for what is weighed: MACHINE.BROKEN -> asking, ending
    offering what cash can pay for: ACT.APPROVED -> offering, release-act
    offering what cash can pay for: ACT.REFUSED -> -
    offering what cash can pay for: ACT.UNANSWERED -> -
    offering what cash can pay for: CARD.PLACED -> -
    offering what cash can pay for: CARD.REMOVED -> ended, ending
    offering what cash can pay for: MACHINE.BROKEN -> ended, ending
    offering what cash can pay for: CONFIRM -> asking, agreed, ask-issuer
    offering what cash can pay for: CANCEL -> ended, outcome
    offering what cash can pay for: FINISH -> ended
    offering what cash can pay for: ADD-CASH -> ended, outcome
    offering what cash could pay for, if any were taken: ACT.APPROVED -> offering, release-act
    offering what cash could pay for, if any were taken: ACT.REFUSED -> -
    offering what cash could pay for, if any were taken: ACT.UNANSWERED -> -
    offering what cash could pay for, if any were taken: CARD.PLACED -> -
    offering what cash could pay for, if any were taken: CARD.REMOVED -> ended, ending
    offering what cash could pay for, if any were taken: MACHINE.BROKEN -> ended, ending
    offering what cash could pay for, if any were taken: CONFIRM -> asking, agreed, ask-issuer
    offering what cash could pay for, if any were taken: CANCEL -> ended, outcome
    offering what cash could pay for, if any were taken: FINISH -> ended
    offering what the purse pays for: ACT.APPROVED -> offering, release-act
    offering what the purse pays for: ACT.REFUSED -> -
    offering what the purse pays for: ACT.UNANSWERED -> -
    offering what the purse pays for: CARD.PLACED -> -
    offering what the purse pays for: CARD.REMOVED -> ended, ending
    offering what the purse pays for: MACHINE.BROKEN -> ended, ending
    offering what the purse pays for: CONFIRM -> asking, agreed, ask-issuer
    offering what the purse pays for: CANCEL -> ended, outcome
    offering what the purse pays for: FINISH -> ended
    telling of what only cash can pay for: ACT.APPROVED -> informing, release-act
    telling of what only cash can pay for: ACT.REFUSED -> -
    telling of what only cash can pay for: ACT.UNANSWERED -> -
    telling of what only cash can pay for: CARD.PLACED -> -
    telling of what only cash can pay for: CARD.REMOVED -> ended, ending
    telling of what only cash can pay for: MACHINE.BROKEN -> ended, ending
    telling of what only cash can pay for: CANCEL -> ended, outcome
    telling of what only cash can pay for: FINISH -> ended
    telling of what only cash can pay for: ADD-CASH -> ended, outcome
    asking after the card was lifted: ACT.APPROVED -> ended, approval, release-act, time-out
    asking after the card was lifted: ACT.REFUSED -> refused, refusal, time-out
    asking after the card was lifted: ACT.UNANSWERED -> refused, refusal, time-out
    asking after the card was lifted: CARD.PLACED -> -
    asking after the card was lifted: CARD.REMOVED -> asking
    asking after the card was lifted: MACHINE.BROKEN -> asking"
  `);
});

it.each([
  ['what can be done here', autoload, 'offering'],
  ['what is only told of', { ...autoload, act: null } as unknown as ServiceOffer, 'informing'],
])('begins with an offer of %s', (_, offer, place) => {
  const [first] = initialTransition(machine, { ticket: 1, facts: someCard(), atMs: TODAY_MS, offer, cashTaken: false, mayBeHeld: false });
  expect(first.value).toBe(place);
});
