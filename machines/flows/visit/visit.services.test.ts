import { describe, expect, it } from 'vitest';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { dollars } from '../../../hardware/ports/dollars.ts';
import type { ActApproval } from '../cardAct.ts';
import type { HostView } from '../hostFacts.ts';
import type { VisitEvent } from './visitEvents.ts';
import { limits } from '../limits.ts';
import {
  DECIDED,
  someAttributes,
  someCard,
  someHost,
  someLink,
  startInService,
  T1,
  type TestVisit,
  TODAY_MS,
} from '../../../tests/support/testVisit.ts';

const linked: HostView = { state: 'known', facts: someHost({ link: someLink() }) };
const notEnabled: HostView = { state: 'known', facts: someHost({ link: someLink({ enabled: false }) }) };
const low = someCard({ registered: true, balance: dollars(60) });
/** On its last day. */
const due = { ...low, expiresOn: '2026-05-12' };
const cobranded = someCard({ product: 'cobranded', registered: true, balance: dollars(380) });
const bank: HostView = {
  state: 'known',
  facts: someHost({ link: someLink({ menu: 'cobranded', enabled: false, creditCardActivated: true }) }),
};

const autoloaded: ActApproval = { act: 'autoload', amount: dollars(500) };

/** A card on the tray, read, with its issuer's word, and the note path open. */
function withCard(card: CardFacts, host: HostView): TestVisit {
  const visit = startInService();
  visit.present(card);
  visit.say({ type: 'CASH.OPENED' });
  visit.hear(host);
  visit.asked();
  return visit;
}

function closePath(visit: TestVisit): void {
  expect(visit.asked()).toEqual([{ do: 'cash-in-rollback' }]);
  visit.say({ type: 'CASH.CLOSED' });
}

/** The same, with a service chosen from the menu. */
function chosen(card: CardFacts, host: HostView, service: string): TestVisit {
  const visit = withCard(card, host);
  visit.press('more-services');
  closePath(visit);
  expect(visit.screen().screen).toBe('menu');
  visit.press('choose-service', service);
  return visit;
}

/** The same, agreed to, and the issuer asked. */
function asked(card: CardFacts, host: HostView, service: string, confirmations = 1): TestVisit {
  const visit = chosen(card, host, service);
  for (let each = 0; each < confirmations; each += 1) visit.press('confirm');
  expect(visit.screen()).toMatchObject({
    screen: 'asking-issuer',
    controls: visit.screen().controls.filter(({ verb }) => verb === 'choose-language' || verb === 'call-staff'),
  });
  return visit;
}

describe('a service', () => {
  it('shuts the note path before it begins', () => {
    const visit = withCard(low, linked);
    visit.press('choose-service', 'autoload');
    expect(visit.screen().screen).toBe('balance');
    closePath(visit);
    expect(visit.screen()).toMatchObject({ screen: 'service', service: { service: 'autoload', step: 'offer', grave: false } });
  });

  it('cannot be chosen while a note is on its way', () => {
    const visit = withCard(low, linked);
    visit.say({ type: 'NOTE.SEEN' });
    expect(visit.actor.getSnapshot().can({ type: 'CHOOSE-SERVICE', service: 'autoload' })).toBe(false);
    expect(visit.screen().controls.map(({ verb }) => verb)).not.toContain('choose-service');
  });

  it('cannot be chosen once cash was added: the issuer would be told of a purse that is no longer there', () => {
    const visit = withCard(low, linked);
    visit.say({ type: 'NOTE.SEEN' });
    visit.say({ type: 'NOTE.ESCROWED', transaction: T1, value: dollars(500) });
    visit.check(true);
    visit.say({ type: 'NOTE.KEPT', transaction: T1, value: dollars(500), ...DECIDED });
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(60), after: dollars(560), found: false });
    visit.say({ type: 'CASH.OPENED' });
    expect(visit.actor.getSnapshot().can({ type: 'CHOOSE-SERVICE', service: 'autoload' })).toBe(false);
    expect(visit.actor.getSnapshot().can({ type: 'MORE-SERVICES' })).toBe(false);

    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CASH.CLOSED' });
    visit.present({ ...low, balance: dollars(90) });
    visit.hear(linked);
    expect(visit.actor.getSnapshot().can({ type: 'CHOOSE-SERVICE', service: 'autoload' })).toBe(true);
  });

  it('asks the issuer only after the passenger agreed, and says what was agreed to', () => {
    const visit = chosen(low, linked, 'autoload');
    expect(visit.asked()).toEqual([]);
    visit.press('confirm');
    expect(visit.asked()).toEqual([
      {
        do: 'ask-issuer',
        ticket: 1,
        order: {
          card: low.number,
          issuer: 'easycard',
          cardType: 'ORD',
          balance: 60,
          sequence: 41,
          details: { act: 'autoload', amount: 500 },
          consent: { confirmations: 1, clauses: expect.arrayContaining(['R-001-22']) as unknown },
        },
      },
    ]);
  });

  it('that was approved is written, and ends with what is on the card now', () => {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval: autoloaded });
    expect(visit.effects.at(-1)).toEqual({ do: 'write-card', transaction: T1 });
    expect(visit.screen().screen).toBe('writing');
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(60), after: dollars(560), found: false });
    expect(visit.screen()).toMatchObject({ screen: 'service-done', card: { balance: 560 }, slip: 'offered' });
    visit.press('finish');
    expect(visit.screen()).toMatchObject({ screen: 'take-card', card: { balance: 560 } });
  });

  it('leads back to the card, which is read anew', () => {
    const visit = chosen(low, linked, 'autoload');
    visit.press('cancel');
    expect(visit.effects.at(-1)).toMatchObject({ do: 'read-card', ticket: 2 });
  });

  it('ends when nobody is there any more, and nothing was asked', () => {
    const visit = chosen(low, linked, 'autoload');
    visit.clock.increment(limits.idleMs);
    visit.clock.increment(limits.idleWarningMs);
    expect(visit.screen().screen).toBe('take-card');
    expect(visit.effects.map((effect) => effect.do)).not.toContain('ask-issuer');
  });

  it('is not ended by an idle passenger while the issuer is asked or the card is written', () => {
    const visit = asked(low, linked, 'autoload');
    visit.clock.increment(limits.issuerAnswerMs - 1);
    expect(visit.screen().screen).toBe('asking-issuer');
    visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval: autoloaded });
    visit.clock.increment(10 * limits.idleMs);
    expect(visit.screen().screen).toBe('writing');
  });

  it('asks who is there once it waits for somebody again, however long the writing took', () => {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval: autoloaded });
    visit.clock.increment(10 * limits.idleMs);
    visit.say({ type: 'CARD.UNTOUCHED', transaction: T1, fault: 'unreadable' });
    expect(visit.screen()).toMatchObject({ screen: 'service-refused', deadline: null });
    visit.clock.increment(limits.idleMs);
    expect(visit.screen().deadline).toEqual({ key: 'idle', totalMs: limits.idleWarningMs });
  });
});

describe('an issuer’s answer that is never given', () => {
  it('is waited for so long and no longer; what was perhaps held is undone', () => {
    const visit = asked(low, linked, 'autoload');
    visit.clock.increment(limits.issuerAnswerMs);
    const { screen, prompts } = visit.screen();
    expect([screen, prompts.map(({ id }) => id)]).toEqual([
      'service-refused',
      ['service.no-answer', 'service.undone', 'claim.now.stop-act', 'claim.hotline.always'],
    ]);
  });

  it.each(['on the screen that says so', 'when the passenger has gone'])('and comes after all %s is given back', (when) => {
    const visit = asked(low, linked, 'autoload');
    visit.clock.increment(limits.issuerAnswerMs);
    if (when !== 'on the screen that says so') visit.say({ type: 'CARD.REMOVED' });
    visit.asked();
    visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval: autoloaded });
    expect(visit.asked()).toEqual([{ do: 'release-act', transaction: T1 }]);
  });
});

describe('an answer to an earlier act', () => {
  /** Given up without an answer; the passenger begins again and is asking once more. */
  function askedAgain(): TestVisit {
    const visit = asked(low, linked, 'autoload');
    visit.clock.increment(limits.issuerAnswerMs);
    visit.press('cancel');
    visit.say({ type: 'CARD.READ', ticket: 2, facts: low, atMs: TODAY_MS, credit: null, open: [] });
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'HOST.ANSWERED', ticket: 2, host: linked });
    visit.press('choose-service', 'autoload');
    visit.say({ type: 'CASH.CLOSED' });
    visit.press('confirm');
    expect(visit.screen().screen).toBe('asking-issuer');
    visit.asked();
    return visit;
  }

  it('that approves it is given back: its passenger was told that it is undone', () => {
    const visit = askedAgain();
    visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval: autoloaded });
    expect(visit.asked()).toEqual([{ do: 'release-act', transaction: T1 }]);
    expect(visit.screen().screen).toBe('asking-issuer');
  });

  it.each<VisitEvent>([
    { type: 'ACT.REFUSED', ticket: 1, refusal: 'K08' },
    { type: 'ACT.UNANSWERED', ticket: 1, perhapsHeld: false },
  ])('says nothing of the one that is being asked: $type', (event) => {
    const visit = askedAgain();
    visit.say(event);
    expect(visit.asked()).toEqual([]);
    expect(visit.screen().screen).toBe('asking-issuer');
    visit.say({ type: 'ACT.APPROVED', ticket: 2, transaction: T1, approval: autoloaded });
    expect(visit.asked()).toEqual([{ do: 'write-card', transaction: T1 }]);
  });
});

describe('nothing is taken', () => {
  it('when the issuer refuses, and the passenger is told why', () => {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'ACT.REFUSED', ticket: 1, refusal: 'K08' });
    expect(visit.screen()).toMatchObject({
      screen: 'service-refused',
      prompts: [{ id: 'refused.K08' }, { id: 'service.nothing-taken' }, {}, {}, {}, {}],
    });
    visit.press('cancel');
    expect(visit.effects.at(-1)).toMatchObject({ do: 'read-card' });
  });

  it('when the issuer does not answer: K14', () => {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'ACT.UNANSWERED', ticket: 1, perhapsHeld: false });
    expect(visit.screen()).toMatchObject({
      screen: 'service-refused',
      prompts: [{ id: 'refused.K14' }, { id: 'service.nothing-taken' }, {}, {}, {}],
    });
  });

  it('for good when the issuer may have heard, but that cannot be said yet: it is undone', () => {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'ACT.UNANSWERED', ticket: 1, perhapsHeld: true });
    const { screen, prompts } = visit.screen();
    expect([screen, prompts.map(({ id }) => id)]).toEqual([
      'service-refused',
      ['service.no-answer', 'service.undone', 'claim.now.stop-act', 'claim.hotline.always'],
    ]);
  });

  it('is not said while the issuer may hold an earlier act for this card, wherever nobody is reached', () => {
    const facts = { ...low, attributes: someAttributes({ autoload: { enabled: true, amount: dollars(500), count: 0, lastOn: null } }) };
    const visit = startInService();
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'CARD.READ', ticket: 1, facts, atMs: TODAY_MS, credit: null, open: [], mayBeHeld: true });
    visit.say({ type: 'CASH.OPENED' });
    visit.hear({ state: 'unreachable' });
    visit.press('more-services');
    visit.say({ type: 'CASH.CLOSED' });
    const said = [visit.screen().prompts];
    visit.press('choose-service', 'autoload');
    said.push(visit.screen().prompts);
    visit.press('cancel');
    visit.say({ type: 'CARD.READ', ticket: 2, facts, atMs: TODAY_MS, credit: null, open: [], mayBeHeld: true });
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'HOST.ANSWERED', ticket: 2, host: linked });
    visit.press('choose-service', 'autoload');
    visit.say({ type: 'CASH.CLOSED' });
    visit.press('confirm');
    visit.say({ type: 'ACT.UNANSWERED', ticket: 2, perhapsHeld: false });
    said.push(visit.screen().prompts);
    const ids = said.map((prompts) => prompts.map(({ id }) => id));
    expect(ids.flat()).not.toContain('refused.K14');
    expect(ids.flat()).not.toContain('service.nothing-taken');
    expect(ids).toMatchObject([
      ['menu.title', 'menu.unreachable', 'refused.code'],
      expect.arrayContaining(['service.no-answer', 'service.undone', 'refused.code']),
      expect.arrayContaining(['service.no-answer', 'service.undone', 'refused.code']),
    ]);
  });

  it('when the card is lifted before the issuer answered: what is held is given back', () => {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval: autoloaded });
    expect(visit.effects.at(-1)).toEqual({ do: 'release-act', transaction: T1 });
    expect(visit.effects.map((effect) => effect.do)).not.toContain('write-card');
    expect(visit.screen().screen).toBe('attract');
  });

  it('when the card left before its first byte, and that is said although it is gone', () => {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval: autoloaded });
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CARD.UNTOUCHED', transaction: T1, fault: 'no-card' });
    expect(visit.screen()).toMatchObject({
      screen: 'service-refused',
      prompts: [{ id: 'refused.K11' }, { id: 'service.undone' }, {}, {}, {}],
    });
    visit.clock.increment(limits.toldMs);
    expect(visit.screen().screen).toBe('attract');
  });

  it('and a card that is laid down meanwhile is read', () => {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'ACT.REFUSED', ticket: 1, refusal: 'K08' });
    expect(visit.screen().screen).toBe('service-refused');
    visit.say({ type: 'CARD.PLACED' });
    expect(visit.effects.at(-1)).toMatchObject({ do: 'read-card' });
  });

  it('when the issuer approved what nobody asked for: that is undone, too', () => {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'ACT.REFUSED', ticket: 1, refusal: 'mismatch' });
    expect(visit.screen().prompts.map(({ id }) => id)).toEqual([
      'service.ask-staff',
      'refused.help-finish',
      'service.undone',
      'claim.hotline.always',
    ]);
  });

  it('when not one byte went to the card', () => {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval: autoloaded });
    visit.say({ type: 'CARD.UNTOUCHED', transaction: T1, fault: 'not-writable' });
    expect(visit.screen()).toMatchObject({
      screen: 'service-refused',
      prompts: [
        { id: 'service.card-not-possible' },
        { id: 'refused.help-finish' },
        { id: 'service.undone' },
        { id: 'service.ask-staff' },
        {},
      ],
    });
  });

  it('when the journal fails while the issuer is asked', () => {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'JOURNAL.FAILED' });
    visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval: autoloaded });
    expect(visit.effects.at(-1)).toEqual({ do: 'release-act', transaction: T1 });
  });
});

describe('what cannot be undone', () => {
  it('is asked twice before the issuer is, and the way out stands out (R-002-09, R-000-18)', () => {
    const visit = chosen(cobranded, bank, 'enable-cobranded');
    for (const step of ['offer', 'confirm'] as const) {
      const picture = visit.screen();
      expect(picture.service).toMatchObject({ step, grave: true });
      expect(picture.prompts).toContainEqual({ id: 'enable.irreversible' });
      expect(picture.controls.find(({ emphasis }) => emphasis === 'primary')).toMatchObject({ verb: 'cancel' });
      expect(visit.asked()).toEqual([]);
      visit.press('confirm');
    }
    expect(visit.asked()).toMatchObject([{ do: 'ask-issuer', order: { consent: { confirmations: 2 } } }]);
  });

  it('is weighed with the exact figures: a refund at the machine (R-002-31, R-002-03, R-002-29)', () => {
    const visit = asked(cobranded, bank, 'refund');
    const approval: ActApproval = { act: 'refund', transfer: dollars(380), fee: dollars(0), days: 40 };
    visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval });
    expect(visit.screen()).toMatchObject({
      screen: 'service',
      service: { step: 'weigh', grave: true, facts: [{}, {}, { value: { params: { amount: 380 } } }, { value: { params: { days: 40 } } }] },
      prompts: [{ id: 'refund.weigh' }, { id: 'refund.no-cash' }, { id: 'refund.final' }, { id: 'refund.credit-stays' }],
    });
    visit.press('confirm');
    expect(visit.effects.at(-1)).toEqual({ do: 'write-card', transaction: T1 });
  });

  it('is not refunded before the card itself is locked (R-003-28)', () => {
    const visit = asked(cobranded, bank, 'refund');
    visit.say({
      type: 'ACT.APPROVED',
      ticket: 1,
      transaction: T1,
      approval: { act: 'refund', transfer: dollars(380), fee: dollars(0), days: 40 },
    });
    visit.press('confirm');
    expect(visit.screen().screen).toBe('writing');
    visit.say({ type: 'CARD.UNTOUCHED', transaction: T1, fault: 'brushed' });
    expect(visit.screen()).toMatchObject({ screen: 'service-refused', prompts: [{}, { id: 'service.undone' }, {}, {}, {}] });
  });

  it('is a concession that ends, too: the way out stands out (C-21)', () => {
    const visit = asked(due, linked, 'extend');
    visit.say({
      type: 'ACT.APPROVED',
      ticket: 1,
      transaction: T1,
      approval: { act: 'extend', expiresOn: '2045-01-01', concessionEnds: true },
    });
    expect(visit.screen().service).toMatchObject({ step: 'weigh', grave: true });
    expect(visit.screen().controls.find(({ emphasis }) => emphasis === 'primary')).toMatchObject({ verb: 'cancel' });
  });

  it('is given up when the passenger does not agree to the answer', () => {
    const visit = asked(due, linked, 'extend');
    visit.say({
      type: 'ACT.APPROVED',
      ticket: 1,
      transaction: T1,
      approval: { act: 'extend', expiresOn: '2045-01-01', concessionEnds: true },
    });
    expect(visit.screen().prompts).toContainEqual({ id: 'extend.concession-ends' });
    visit.press('cancel');
    expect(visit.effects.slice(-2)).toMatchObject([{ do: 'release-act', transaction: T1 }, { do: 'read-card' }]);
  });

  it('is given up when nobody agrees to the answer: the card is taken, or nobody is there any more', () => {
    const weighing = (): TestVisit => {
      const visit = asked(due, linked, 'extend');
      visit.say({
        type: 'ACT.APPROVED',
        ticket: 1,
        transaction: T1,
        approval: { act: 'extend', expiresOn: '2045-01-01', concessionEnds: false },
      });
      visit.asked();
      return visit;
    };
    const lifted = weighing();
    lifted.say({ type: 'CARD.REMOVED' });
    expect(lifted.asked()).toEqual([{ do: 'release-act', transaction: T1 }]);

    const deserted = weighing();
    deserted.clock.increment(limits.idleMs);
    deserted.clock.increment(limits.idleWarningMs);
    expect(deserted.asked()).toEqual([{ do: 'release-act', transaction: T1 }]);
    expect(deserted.screen().screen).toBe('take-card');
  });
});

describe('a service that is undecided on the card', () => {
  function undecided(): TestVisit {
    const visit = asked(low, linked, 'autoload');
    visit.say({ type: 'ACT.APPROVED', ticket: 1, transaction: T1, approval: autoloaded });
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
    return visit;
  }

  it('asks for the same card, and is finished with it', () => {
    const visit = undecided();
    expect(visit.screen()).toMatchObject({ screen: 'same-card', sameCard: { amount: 500 } });
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(60), after: dollars(560), found: true });
    expect(visit.effects.at(-1)).toMatchObject({ do: 'read-card' });
  });

  it('is told that it was not done, where the card was used elsewhere and carries nothing of it', () => {
    const visit = undecided();
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'CARD.UNTOUCHED', transaction: T1, fault: 'contradictory' });
    visit.say({ type: 'CARD.READ', ticket: 2, facts: low, atMs: Date.parse('2026-05-12T10:00:00+08:00'), credit: null, open: [] });
    expect(visit.screen().screen).toBe('balance');
    expect(visit.screen().prompts).toContainEqual({ id: 'balance.earlier-undone' });
  });

  it('gets a claim when the card does not come back', () => {
    const visit = undecided();
    visit.clock.increment(limits.sameCardMs);
    expect(visit.effects.at(-1)).toMatchObject({ do: 'open-claim', transaction: T1, language: 'zh-Hant', issuer: 'easycard' });
  });

  it('is told of without an amount where the purse was left alone', () => {
    const visit = startInService();
    visit.present(low, [{ transaction: T1, purpose: 'extend', amount: null, state: 'undecided' }]);
    expect(visit.screen()).toMatchObject({ screen: 'same-card', sameCard: { amount: null, phase: 'settling' } });
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(60), after: dollars(60), found: false });
    visit.say({ type: 'CARD.READ', ticket: 2, facts: low, atMs: Date.parse('2026-05-12T10:00:00+08:00'), credit: null, open: [] });
    expect(visit.screen().prompts).toContainEqual({ id: 'balance.earlier-finished' });
  });
});

describe('what is done elsewhere', () => {
  const used = (balance: number) =>
    chosen(someCard({ balance: dollars(balance) }), { state: 'known', facts: someHost({ uses: 1, firstUsedOn: '2026-05-01' }) }, 'refund');
  const ids = (visit: TestVisit) => visit.screen().prompts.map(({ id }) => id);

  it('is warned of when the fee eats the balance, and named with its NT$0 (C-06)', () => {
    const visit = used(15);
    expect(ids(visit)).toEqual(['refund.inform', 'refund.zero', 'refund.zero-warning', 'refund.cash-at-counter', 'refund.locked']);
    expect(visit.screen().service?.facts).toContainEqual({
      label: { id: 'fact.payable' },
      value: { id: 'value.dollars', params: { amount: 0 } },
    });
  });

  it('says who keeps the card, and what it costs to open it again (R-003-65, R-003-71)', () => {
    const visit = used(320);
    expect(ids(visit)).toContain('refund.card-back');
    expect(visit.screen().prompts).toContainEqual({ id: 'refund.locked', params: { fee: 50 } });
  });

  it('is asked of the bank: a credit card that is not activated', () => {
    const facts = someHost({ link: someLink({ menu: 'cobranded', enabled: false, creditCardActivated: false }) });
    const promptsFor = (bankCode: number) =>
      chosen({ ...cobranded, attributes: someAttributes({ bankCode }) }, { state: 'known', facts }, 'enable-cobranded').screen().prompts;
    const first = { id: 'help.hotline.bank', params: { bank: 'first', hotline: '02-2173-2999' }, part: 'help' };
    expect(promptsFor(7)).toContainEqual(first);
    // Of a bank that is not known there is no telephone.
    expect(promptsFor(8).map(({ id }) => id)).not.toContain('help.hotline.bank');
  });

  it('is not said of the gates where they are open: co-branded cards autoload there (C-16)', () => {
    const visit = asked(cobranded, bank, 'enable-cobranded', 2);
    visit.say({
      type: 'ACT.APPROVED',
      ticket: 1,
      transaction: T1,
      approval: { act: 'enable-autoload', perTimeLimit: dollars(500), perDayLimit: dollars(3_000) },
    });
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(380), after: dollars(380), found: false });
    expect(ids(visit)).toEqual(['enable.done', 'enable.irreversible', 'autoload.statement']);
  });
});

describe('what was credited by error', () => {
  it('is told before anything else is done with the card, and left to staff (R-003-11)', () => {
    const adjustments = [{ id: 'A1', amount: dollars(-30) }];
    const visit = withCard(low, { state: 'known', facts: someHost({ adjustments }) });
    expect(visit.screen().prompts).toContainEqual({ id: 'balance.take-back', params: { amount: 30 } });
    expect(visit.screen().controls.map(({ arg }) => arg)).not.toContain('collect');
  });
});

describe('a card that its issuer does not want served', () => {
  it('is brought to the end of what was begun on it before it is locked', () => {
    const visit = startInService();
    const blocked = { ...low, status: 'blocked' as const };
    visit.present(blocked, [{ transaction: T1, purpose: 'autoload', amount: dollars(500), state: 'undecided' }]);
    expect(visit.asked().map((effect) => effect.do)).toEqual(['read-card', 'write-card']);
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(60), after: dollars(560), found: true });
    const [read] = visit.asked();
    if (read?.do !== 'read-card') throw new Error('nobody asked to read the card');
    visit.say({ type: 'CARD.READ', ticket: read.ticket, facts: blocked, atMs: TODAY_MS, credit: null, open: [] });
    expect(visit.asked()).toMatchObject([{ do: 'lock-card' }]);
  });

  const blocked: HostView = { state: 'known', facts: someHost({ status: 'blocked' }) };

  it('is locked at once when the reading says so (R-001-29)', () => {
    const visit = startInService();
    visit.present(someCard({ status: 'blocked' }));
    expect(visit.effects.at(-1)).toMatchObject({ do: 'lock-card' });
    visit.say({ type: 'CARD.LOCKED', locked: true });
    expect(visit.screen()).toMatchObject({
      screen: 'card-refused',
      prompts: [{ id: 'refused.K03' }, {}, {}, {}, { id: 'take-card.balance' }, {}],
    });
  });

  it('is locked when its issuer says so, after the note path is shut (R-003-81, R-003-82)', () => {
    const visit = startInService();
    visit.present(low);
    visit.say({ type: 'CASH.OPENED' });
    visit.asked();
    visit.hear(blocked);
    closePath(visit);
    expect(visit.asked()).toMatchObject([{ do: 'lock-card' }]);
  });

  it('keeps what was on its way before the word came', () => {
    const visit = startInService();
    visit.present(low);
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'NOTE.SEEN' });
    visit.say({ type: 'NOTE.ESCROWED', transaction: T1, value: dollars(500) });
    visit.check(true);
    visit.hear(blocked);
    visit.say({ type: 'NOTE.KEPT', transaction: T1, value: dollars(500), ...DECIDED });
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(60), after: dollars(560), found: false });
    visit.say({ type: 'CASH.CLOSED' });
    expect(visit.effects.at(-1)).toMatchObject({ do: 'lock-card' });
  });

  it('is refused when it was refunded: what is put on it would be lost', () => {
    const visit = startInService();
    visit.present(low);
    visit.say({ type: 'CASH.OPENED' });
    visit.asked();
    visit.hear({ state: 'known', facts: someHost({ status: 'refunded' }) });
    closePath(visit);
    expect(visit.screen()).toMatchObject({
      screen: 'card-refused',
      prompts: [{ id: 'refused.K02' }, {}, { id: 'refused.help-reopen' }, {}, { id: 'failure.nothing-taken' }, {}, {}],
    });
  });

  it('is another one when the word comes late', () => {
    const visit = startInService();
    visit.present(low);
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CASH.CLOSED' });
    visit.present(someCard());
    visit.actor.send({ type: 'HOST.ANSWERED', ticket: 1, host: blocked });
    expect(visit.screen().screen).toBe('balance');
    expect(visit.effects.map((effect) => effect.do)).not.toContain('lock-card');
  });
});

describe('help', () => {
  it('is there without a card, and closes by itself after asking', () => {
    const visit = startInService();
    visit.press('help', 'contacts');
    expect(visit.screen()).toMatchObject({ screen: 'help', help: { topic: 'contacts' } });
    visit.press('help', 'lost-card');
    expect(visit.screen().help?.topic).toBe('lost-card');
    visit.clock.increment(limits.idleMs);
    expect(visit.screen()).toMatchObject({ screen: 'help', deadline: { totalMs: limits.idleWarningMs } });
    visit.press('more-time');
    visit.clock.increment(limits.idleMs);
    visit.clock.increment(limits.idleWarningMs);
    expect(visit.screen().screen).toBe('attract');
  });

  it('gives way to a card', () => {
    const visit = startInService();
    visit.press('help', 'contacts');
    visit.say({ type: 'CARD.PLACED' });
    expect(visit.screen().screen).toBe('reading');
  });

  it('leads back to the menu of the card that lies there', () => {
    const visit = withCard(low, notEnabled);
    visit.press('more-services');
    closePath(visit);
    visit.press('help', 'contacts');
    visit.press('cancel');
    expect(visit.screen().screen).toBe('menu');
  });

  it('hears what the issuer says of that card meanwhile: it is locked, or can be served', () => {
    const helped = (): TestVisit => {
      const visit = startInService();
      visit.present(low);
      visit.say({ type: 'CASH.OPENED' });
      visit.asked();
      visit.press('more-services');
      closePath(visit);
      visit.press('help', 'contacts');
      return visit;
    };
    const listed = helped();
    listed.hear({ state: 'known', facts: someHost({ status: 'blocked' }) });
    expect(listed.asked()).toMatchObject([{ do: 'lock-card' }]);

    const served = helped();
    served.hear(linked);
    expect(served.screen().screen).toBe('help');
    served.press('cancel');
    expect(served.screen().controls).toContainEqual(expect.objectContaining({ verb: 'choose-service', arg: 'autoload' }));
  });
});
