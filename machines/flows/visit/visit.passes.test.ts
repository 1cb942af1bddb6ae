import { describe, expect, it } from 'vitest';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { DECIDED, someCard, someHost, someLink, startInService, T1, T2, type TestVisit } from '../../../tests/support/testVisit.ts';
import type { HostView } from '../hostFacts.ts';

const KNOWN: HostView = { state: 'known', facts: someHost() };
const LINKED: HostView = { state: 'known', facts: someHost({ link: someLink() }) };
const rich = someCard({ registered: true, balance: dollars(2_000) });
const poor = someCard({ registered: true, balance: dollars(900) });

const ids = (visit: TestVisit): string[] => visit.screen().prompts.map(({ id }) => id);
const verbs = (visit: TestVisit): string[] => visit.screen().controls.map(({ verb, arg }) => (arg === undefined ? verb : `${verb} ${arg}`));

/** The card is read and its issuer's word heard; a note path that was opened is shut again where the visit goes on. */
function presented(visit: TestVisit, card: CardFacts, host: HostView): void {
  visit.present(card);
  visit.hear(host);
}

describe('a period pass that is chosen before the card is laid down', () => {
  it('is offered as soon as card and issuer are heard', () => {
    const visit = startInService();
    visit.press('choose-service', 'period-pass');
    expect(visit.screen().screen).toBe('passes');
    expect(verbs(visit)).toEqual(expect.arrayContaining(['choose-pass 1-0', 'choose-pass 1-1', 'choose-pass 2-0', 'choose-pass 3-0']));
    visit.press('choose-pass', '1-0');
    expect(ids(visit)).toContain('pass.place-card');
    visit.present(rich);
    expect(visit.screen().screen).toBe('passes');
    expect(ids(visit)).toContain('menu.asking');
    visit.hear(KNOWN);
    expect(visit.screen()).toMatchObject({ screen: 'service', service: { service: 'period-pass', step: 'offer' } });
    // No note path was opened on the way.
    expect(visit.effects.map((effect) => effect.do)).not.toContain('cash-in-start');
    visit.press('confirm');
    expect(visit.effects.at(-1)).toMatchObject({ do: 'ask-issuer', order: { details: { act: 'buy-pass', autoload: 0 } } });
  });

  it('is chosen anew when the card was lifted before it was read', () => {
    const visit = startInService();
    visit.press('choose-service', 'period-pass');
    visit.press('choose-pass', '1-0');
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'CARD.REMOVED' });
    expect(visit.screen().screen).toBe('passes');
    expect(ids(visit)).toContain('pass.place-card');
    presented(visit, rich, KNOWN);
    expect(visit.screen().service?.step).toBe('offer');
  });

  it('is forgotten when nobody lays a card down, and when the passenger goes back', () => {
    const visit = startInService();
    visit.press('choose-service', 'period-pass');
    visit.press('choose-pass', '1-0');
    visit.press('cancel');
    expect(visit.screen().screen).toBe('attract');
    presented(visit, rich, KNOWN);
    expect(visit.screen().screen).toBe('balance');
  });

  it('says why where this card cannot have it', () => {
    const visit = startInService();
    visit.press('choose-service', 'period-pass');
    visit.press('choose-pass', '2-0');
    const pass = { product: 1, area: 1, firstDay: '2026-04-20', lastDay: '2026-05-19', price: dollars(1_200) };
    presented(visit, { ...rich, pass }, KNOWN);
    expect(visit.screen()).toMatchObject({ screen: 'service', service: { step: 'inform' } });
    expect(ids(visit)).toEqual(['pass.other-runs']);
  });
});

describe('a period pass that is chosen after the card was laid down', () => {
  function inMenu(card: CardFacts, host: HostView): TestVisit {
    const visit = startInService();
    visit.present(card);
    visit.say({ type: 'CASH.OPENED' });
    visit.hear(host);
    visit.press('more-services');
    visit.say({ type: 'CASH.CLOSED' });
    return visit;
  }

  it('is chosen among those that the card can have', () => {
    const visit = inMenu(rich, KNOWN);
    visit.press('choose-service', 'period-pass');
    expect(visit.screen().screen).toBe('passes');
    visit.press('choose-pass', '1-1');
    expect(visit.screen().service).toMatchObject({ service: 'period-pass', step: 'offer' });
    visit.press('cancel');
    expect(visit.screen().screen).toBe('reading');
  });

  it('leads back to the menu', () => {
    const visit = inMenu(rich, KNOWN);
    visit.press('choose-service', 'period-pass');
    visit.press('cancel');
    expect(visit.screen().screen).toBe('menu');
  });

  it('is bought and told, with what the purse has left', () => {
    const visit = inMenu(poor, LINKED);
    visit.press('choose-service', 'period-pass');
    visit.press('choose-pass', '1-0');
    expect(ids(visit)).toContain('pass.autoload');
    visit.press('confirm');
    const asked = visit.effects.at(-1);
    if (asked?.do !== 'ask-issuer' || asked.order.details.act !== 'buy-pass') throw new Error('not asked');
    const { pass, autoload } = asked.order.details;
    expect(autoload).toBe(500);
    const approval = { act: 'buy-pass', lastDay: pass.lastDay, price: pass.price, autoload } as const;
    visit.say({ type: 'ACT.APPROVED', ticket: asked.ticket, transaction: T1, approval });
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(900), after: dollars(200), found: false });
    expect(visit.screen()).toMatchObject({ screen: 'service-done', slip: 'offered', card: { balance: 200 } });
    expect(ids(visit)).toContain('pass.done');
    // What a ticket takes is no sum that was added.
    expect(visit.actor.getSnapshot().context.visitTotal).toBe(0);
  });
});

describe('a period pass that the purse does not pay for', () => {
  function shortOfCash(host = KNOWN): TestVisit {
    const visit = startInService();
    visit.press('choose-service', 'period-pass');
    visit.press('choose-pass', '1-0');
    presented(visit, poor, host);
    return visit;
  }

  function addNote(visit: TestVisit, before: number, note: number): void {
    visit.say({ type: 'NOTE.SEEN' });
    visit.say({ type: 'NOTE.ESCROWED', transaction: T2, value: dollars(note) });
    visit.check(true);
    visit.say({ type: 'NOTE.KEPT', transaction: T2, value: dollars(note), ...DECIDED });
    visit.say({ type: 'CARD.WRITTEN', transaction: T2, before: dollars(before), after: dollars(before + note), found: false });
  }

  it('is paid with notes first, each a transaction, and is then offered again', () => {
    const visit = shortOfCash();
    expect(visit.screen()).toMatchObject({ screen: 'service', service: { step: 'inform' } });
    expect(ids(visit)).toEqual(['pass.short', 'pass.cash-first']);
    visit.press('add-cash');
    visit.say({ type: 'CASH.OPENED' });
    expect(visit.screen().screen).toBe('balance');
    expect(visit.screen().prompts).toContainEqual({ id: 'pass.missing', params: { amount: 300 } });
    addNote(visit, 900, 100);
    visit.say({ type: 'CASH.OPENED' });
    expect(visit.screen().prompts).toContainEqual({ id: 'pass.missing', params: { amount: 200 } });
    addNote(visit, 1_000, 200);
    visit.say({ type: 'CASH.CLOSED' });
    expect(visit.screen().screen).toBe('reading');
    // The card is read anew: the issuer is asked by what is on it now.
    presented(visit, { ...poor, balance: dollars(1_200) }, KNOWN);
    expect(visit.screen()).toMatchObject({ screen: 'service', service: { service: 'period-pass', step: 'offer' } });
  });

  it('may be paid with notes instead of autoload', () => {
    const visit = shortOfCash(LINKED);
    expect(visit.screen().service?.step).toBe('offer');
    visit.press('add-cash');
    expect(visit.screen().screen).toBe('balance');
  });

  it('is refused whole by a limit, and then paid with notes', () => {
    const visit = shortOfCash({ state: 'known', facts: someHost({ link: someLink({ usedToday: dollars(3_000) }) }) });
    expect(ids(visit)).toEqual(expect.arrayContaining(['pass.nothing-loaded', 'pass.cash-first']));
    expect(verbs(visit)).toContain('add-cash');
  });

  it('offers no notes where none are taken', () => {
    const visit = startInService();
    visit.say({ type: 'CASH.OUT', why: 'cash-box-full' });
    visit.press('choose-service', 'period-pass');
    visit.press('choose-pass', '1-0');
    presented(visit, poor, KNOWN);
    expect(verbs(visit)).not.toContain('add-cash');
  });

  it('is forgotten when the card is taken before it is paid', () => {
    const visit = shortOfCash();
    visit.press('add-cash');
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CASH.CLOSED' });
    expect(visit.actor.getSnapshot().context.wantedPass).toBeNull();
  });
});
