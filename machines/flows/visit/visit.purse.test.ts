import { describe, expect, it } from 'vitest';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { someCard, startInService, TODAY_MS, type TestVisit } from '../../../tests/support/testVisit.ts';
import type { VisitEvent } from './visitEvents.ts';

const card = someCard();

function purse(balance: number, ticket = 1): VisitEvent {
  return { type: 'PURSE.READ', ticket, purse: { number: card.number, issuer: card.issuer, balance: dollars(balance) } };
}

function whole(balance: number, change: Parameters<typeof someCard>[0] = {}): VisitEvent {
  return {
    type: 'CARD.READ',
    ticket: 1,
    facts: someCard({ balance: dollars(balance), ...change }),
    atMs: TODAY_MS,
    credit: null,
    open: [],
  };
}

function beingRead(): TestVisit {
  const visit = startInService();
  visit.say({ type: 'CARD.PLACED' });
  visit.asked();
  return visit;
}

const ids = (visit: TestVisit): string[] => visit.screen().prompts.map(({ id }) => id);

describe('a purse that is read before the rest of its card', () => {
  it('shows the balance and offers nothing', () => {
    const visit = beingRead();
    visit.say(purse(320));
    const { screen, card: shown, cash, controls, slip } = visit.screen();
    expect({ screen, balance: shown?.balance, cash, slip }).toEqual({ screen: 'reading', balance: 320, cash: null, slip: null });
    expect(new Set(controls.map(({ verb }) => verb))).toEqual(new Set(['choose-language', 'call-staff']));
    expect(visit.asked()).toEqual([]);
  });

  it('says nothing of a card that is not the one which is read now', () => {
    const visit = beingRead();
    visit.say(purse(320, 0));
    expect(visit.screen().card).toBeNull();
    visit.say({ type: 'CARD.REMOVED' });
    visit.say(purse(320));
    expect(visit.screen()).toMatchObject({ screen: 'attract', card: null });
  });

  it('needs no word where the whole card says the same', () => {
    const visit = beingRead();
    visit.say(purse(320));
    visit.say(whole(320));
    expect(visit.screen()).toMatchObject({ screen: 'balance', card: { balance: 320 } });
    expect(ids(visit)).not.toContain('balance.shown-before');
  });

  it.each([
    ['a card that is served', {}, 'balance'],
    ['a card that is refused', { status: 'refunded' }, 'card-refused'],
  ] as const)('explains another balance of %s', (_, change, screen) => {
    const visit = beingRead();
    visit.say(purse(320));
    visit.say(whole(300, change));
    expect(visit.screen().screen).toBe(screen);
    expect(visit.screen().prompts).toContainEqual(expect.objectContaining({ id: 'balance.shown-before', params: { amount: 320 } }));
  });

  it('stays known where nothing else of the card can be read, but for several cards', () => {
    for (const [fault, balance] of [
      ['unreadable', 320],
      ['several', undefined],
    ] as const) {
      const visit = beingRead();
      visit.say(purse(320));
      visit.say({ type: 'CARD.UNREADABLE', ticket: 1, fault });
      const told = visit.screen().prompts.find(({ id }) => id === 'take-card.balance');
      expect(told?.params?.['balance']).toBe(balance);
    }
  });

  it('is forgotten with its visit, and with the next reading', () => {
    const visit = beingRead();
    visit.say(purse(320));
    visit.say({ type: 'CARD.REMOVED' });
    expect(visit.actor.getSnapshot().context.purse).toBeNull();
    visit.say({ type: 'CARD.PLACED' });
    expect(visit.screen()).toMatchObject({ screen: 'reading', card: null });
  });
});
