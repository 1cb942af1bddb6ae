import { FULL_SERVICE } from '../flows/serviceState.ts';
import { describe, expect, it } from 'vitest';
import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { someAttributes, someCard } from '../../tests/support/testVisit.ts';
import { formatMessage } from '../messages/format.ts';
import type { CalendarDate } from '../rules/calendar.ts';
import { productsOf } from '../rules/card.ts';
import { helpPrompts, helpView, topicsFor, turnsFrom } from './helpView.ts';
import { passengerLanguages } from '../messages/languages.ts';
import { type HelpTopic, helpTopics } from '../words.ts';
import { noVisit, type VisitContext } from '../flows/visit/visitContext.ts';

const today = '2026-11-21';
const cobranded = someCard({ product: 'cobranded', registered: true, attributes: someAttributes({ bankCode: 7 }) });

function context(helpTopic: HelpTopic, card: CardFacts | null): VisitContext {
  return {
    ...noVisit,
    hasStaffMode: false,
    cardLies: false,
    hasIssuer: true,
    host: { state: 'none' },
    facts: {
      reader: 'online',
      readerCondition: null,
      cash: 'ready',
      cashCondition: null,
      denominations: [],
      auxiliariesCondition: null,
      journal: 'writable',
      software: 'well',
      clock: 'right',
      staffWanted: { key: false, door: false, exchange: false },
      doorAlarm: false,
      outside: null,
      acceptor: { denominations: null, why: null },
      service: FULL_SERVICE,
    },
    language: 'en',
    ownLanguage: 'en',
    staffCalled: false,
    noteInEscrow: null,
    newestNote: null,
    returned: null,
    lateNote: null,
    ticket: 0,
    slips: 0,
    card,
    helpTopic,
  };
}

function page(topic: HelpTopic, card: CardFacts | null, date: CalendarDate = today): string {
  return helpPrompts(context(topic, card), date)
    .map(({ id, params }) => formatMessage('en', id, params))
    .join('\n');
}

it.each([null, someCard(), cobranded, someCard({ issuer: 'ipass' })])('keeps every key where it is, whichever page is open', (card) => {
  const places = new Map<HelpTopic, Set<number>>();
  for (const open of topicsFor(card)) {
    const shown = new Set([open, ...turnsFrom(context(open, card))]);
    for (const [place, topic] of helpTopics.filter((one) => shown.has(one)).entries()) {
      places.set(topic, (places.get(topic) ?? new Set()).add(place));
    }
  }
  // What only some pages lead to stands behind all the others.
  const plain = [...turnsFrom(context('terms', card)), 'terms' as const];
  for (const topic of plain) expect({ topic, places: places.get(topic)?.size }).toEqual({ topic, places: 1 });
});

describe('a page of help', () => {
  it('about a lost card speaks of both issuers, named, when no card lies there', () => {
    const said = page('lost-card', null);
    for (const figure of ['02-412-8880', '3 hours', 'NT$20', 'NT$100', '07-793-8888', '24 hours', 'iPASS', 'EasyCard'])
      expect(said).toContain(figure);
  });

  it('about a lost card speaks of the bank when a co-branded card lies there', () => {
    const said = page('lost-card', cobranded);
    for (const figure of ['02-2173-2999', '40 days', '24 h before', 'NT$200']) expect(said).toContain(figure);
    expect(said).not.toContain('iPASS');
    expect(said).toContain(page('lost-cobranded', null).split('\n').slice(2).join('\n'));
  });

  it('about a lost card speaks of its issuer alone when an iPASS card lies there', () => {
    expect(page('lost-card', someCard({ issuer: 'ipass', product: 'concession-pingtung' }))).not.toContain('EasyCard');
  });

  it('about a refund names transfer and days for a co-branded card, the counter for others', () => {
    expect(page('refund', cobranded)).toContain('about 40 days');
    expect(page('refund', null)).toMatch(/Fee NT\$20; none after 5 uses and 3 months[^]*Over NT\$3,000[^]*from NT\$5,000/);
  });

  it('says nothing of figures that hold no longer or not yet', () => {
    const early = page('terms', null, '2019-01-01');
    expect(early).not.toContain('NT$');
    expect(page('terms', null)).toContain('NT$1,500');
    expect(page('cobranded', null, '2019-07-24')).not.toContain('2173');
  });

  it.each(passengerLanguages)('has every word and figure in %s, for every card on every day on which terms change', (language) => {
    const days = ['2000-01-01', '2019-07-24', '2022-02-01', '2022-09-30', today];
    const cards = Object.entries(productsOf).flatMap(([issuer, products]) =>
      products.map((product) => someCard({ issuer: issuer === 'ipass' ? 'ipass' : 'easycard', product })),
    );
    for (const card of [null, ...cards, someCard({ balance: dollars(-18) })]) {
      for (const topic of topicsFor(card)) {
        for (const day of days) {
          for (const { id, params } of helpPrompts(context(topic, card), day)) expect(formatMessage(language, id, params)).not.toBe('');
        }
      }
    }
  });
});

describe('the topics', () => {
  it('leave out what has nothing to say of the card', () => {
    expect(topicsFor(cobranded)).not.toContain('ipass-concession');
    expect(topicsFor(cobranded)).toContain('cobranded');
    expect(topicsFor(someCard())).not.toContain('cobranded');
    expect(topicsFor(someCard({ issuer: 'ipass', product: 'concession-pingtung' }))).toContain('ipass-concession');
    expect(topicsFor(null)).toHaveLength(12);
  });

  it('are all within reach, and never too many at once', () => {
    for (const card of [null, cobranded, someCard(), someCard({ issuer: 'ipass', product: 'concession-pingtung' })]) {
      const reached = new Set<HelpTopic>(['contacts']);
      for (const topic of reached) {
        const turns = turnsFrom(context(topic, card));
        expect(turns.length).toBeLessThanOrEqual(9);
        for (const one of turns) reached.add(one);
      }
      expect(reached).toEqual(new Set(topicsFor(card)));
    }
  });

  it('name whom to call about the card first', () => {
    expect(helpView(context('contacts', someCard({ issuer: 'ipass', product: 'general' })), today).contacts[0]?.issuer).toBe('ipass');
    expect(helpView(context('contacts', null), today).contacts.map(({ issuer }) => issuer)).toEqual(['easycard', 'ipass']);
  });
});
