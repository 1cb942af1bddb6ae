import { describe, expect, it } from 'vitest';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { someAttributes, someCard, someHost, someLink, TODAY_MS } from '../../../tests/support/testVisit.ts';
import type { HostFacts, HostLink, HostView } from '../hostFacts.ts';
import { askedOf } from './asked.ts';
import { offerPass, passesFor, passesOnSale, passOfWord, passWord } from './passOffers.ts';
import { cashFor, type ServiceOffer } from './serviceOffer.ts';
import { serviceOffers } from './serviceOffers.ts';

const known = (facts: Partial<HostFacts> = {}): HostView => ({ state: 'known', facts: someHost(facts) });
const linked = (link: Partial<HostLink> = {}): HostView => known({ link: someLink(link) });
const choice = { product: 1, startsAfterDays: 0 };
const rich = someCard({ registered: true, balance: dollars(2_000) });
const poor = { ...rich, balance: dollars(60) };
const running = { product: 1, area: 1, firstDay: '2026-04-20', lastDay: '2026-05-19', price: dollars(1_200) };

function asked(card: CardFacts, host: HostView) {
  const found = askedOf(card, host, TODAY_MS);
  if (found === null) throw new Error('not activated');
  return found;
}

function offer(card: CardFacts, host: HostView = known(), wanted = choice): ServiceOffer {
  return offerPass(asked(card, host), wanted);
}

describe('a period ticket that was chosen', () => {
  it('is paid from the purse where that suffices (R-001-21)', () => {
    expect(offer(rich)).toMatchObject({
      service: 'period-pass',
      balanceAfter: 800,
      act: {
        act: 'buy-pass',
        autoload: 0,
        pass: { product: 1, area: 1, validFrom: '2026-05-12', firstDay: '2026-05-12', lastDay: '2026-06-10', price: 1_200 },
      },
      clauses: expect.arrayContaining(['R-001-21']) as unknown,
    });
  });

  it('is paid with as much autoload as it needs (R-001-21)', () => {
    expect(offer(poor, linked())).toMatchObject({ balanceAfter: 360, act: { autoload: 1_500 } });
    expect(cashFor(offer(poor, linked()), poor.balance)).toEqual({ choice, price: 1_200 });
    expect(cashFor(offer(rich), rich.balance)).toBeNull();
  });

  it('is refused whole by a limit, which is told with what is left of it; cash can pay it (R-001-34)', () => {
    const refused = offer(poor, linked({ usedToday: dollars(2_000) }));
    expect(refused).toMatchObject({
      act: null,
      reason: 'K07',
      limit: { kind: 'daily', most: 3_000, left: 1_000 },
      short: { missing: 1_140 },
    });
    expect(cashFor(refused, poor.balance)).toEqual({ choice, price: 1_200 });
  });

  it.each([
    ['a card that is not linked', poor, known()],
    ['a co-branded card', { ...poor, product: 'cobranded' as const }, linked({ menu: 'cobranded' })],
    ['an iPASS card', { ...poor, issuer: 'ipass' as const, product: 'general' as const }, known()],
  ])('is short of cash on %s (R-001-21)', (_, card, host) => {
    expect(offer(card, host)).toMatchObject({ act: null, reason: 'short', short: { missing: 1_140, pass: { price: 1_200 } } });
  });

  it.each([
    ['its issuer cannot be reached', rich, { state: 'unreachable' }, 'K14'],
    ['its issuer does not know it', rich, { state: 'unknown-card' }, 'ask-staff'],
    ['it is a concession card', { ...rich, product: 'senior' }, known(), 'K12'],
    ['it is expired', { ...rich, expiresOn: '2026-05-11' }, known(), 'K01'],
    ['it ends first', { ...rich, expiresOn: '2026-06-09' }, known(), 'card-ends-first'],
    ['another one still runs', { ...rich, pass: { ...running, product: 2 } }, known(), 'other-pass'],
    ['the same one runs for longer yet', { ...rich, pass: { ...running, lastDay: '2026-05-20' } }, known(), 'pass-too-early'],
    ['one stands there that we do not know', { ...rich, unknownPass: true }, known(), 'ask-staff'],
    ['the host names limits that cannot be meant', poor, linked({ perTimeLimit: dollars(3_500) }), 'host-fault'],
  ] as [string, CardFacts, HostView, string][])('is not sold where %s', (_, card, host, reason) => {
    expect(offer(card, host)).toMatchObject({ service: 'period-pass', act: null, reason });
  });

  it('follows the one on the card (R-001-21)', () => {
    expect(offer({ ...rich, pass: running })).toMatchObject({
      act: { pass: { validFrom: '2026-04-20', firstDay: '2026-05-20', lastDay: '2026-06-18' } },
    });
  });
});

describe('the choice', () => {
  const words = (card: CardFacts): string[] => passesFor(asked(card, known())).map((one) => passWord(one.choice));

  it('is among all that are sold, before a card is laid down', () => {
    expect(passesOnSale('2026-05-12').map((one) => passWord(one.choice))).toEqual(['1-0', '1-1', '2-0', '3-0']);
    expect(passesOnSale('2025-12-31')).toEqual([]);
  });

  it('is among those that the card can have', () => {
    expect(words(rich)).toEqual(['1-0', '1-1', '2-0', '3-0']);
    expect(words({ ...rich, pass: running })).toEqual(['1-0']);
    expect(words({ ...rich, pass: { ...running, lastDay: '2026-06-01' } })).toEqual([]);
    expect(words({ ...rich, product: 'senior' })).toEqual([]);
    expect(words({ ...rich, unknownPass: true })).toEqual([]);
  });

  it.each([
    ['1-0', { product: 1, startsAfterDays: 0 }],
    ['65535-30', { product: 65_535, startsAfterDays: 30 }],
    ['1', null],
    ['1-0-0', null],
    ['', null],
    [undefined, null],
  ])('comes from the screen as a word: %s', (word, expected) => {
    expect(passOfWord(word)).toEqual(expected);
  });

  it.each([
    [rich, known(), true],
    [poor, { state: 'asking' }, true],
    [poor, { state: 'unreachable' }, false],
    [poor, { state: 'unknown-card' }, false],
    [rich, { state: 'none' }, false],
    [{ ...rich, product: 'senior' }, known(), false],
    [{ ...rich, expiresOn: '2026-05-11' }, known(), false],
    [{ ...rich, status: 'locked' }, known(), false],
    [{ ...rich, unknownPass: true }, known(), false],
  ] as [CardFacts, HostView, boolean][])('stands in the menu where there is something to choose: %#', (card, host, expected) => {
    expect(serviceOffers(card, host, TODAY_MS).some(({ service }) => service === 'period-pass')).toBe(expected);
  });
});

describe('a refund of a co-branded card', () => {
  const cobranded = someCard({ product: 'cobranded', registered: true, attributes: someAttributes(), pass: running });

  it('waits while a ticket runs on it, and is sent to the counter (R-002-31)', () => {
    const refund = (card: CardFacts) => serviceOffers(card, known(), TODAY_MS).find(({ service }) => service === 'refund');
    expect(refund(cobranded)).toMatchObject({ act: null, reason: 'pass-runs', until: '2026-05-19' });
    expect(refund({ ...cobranded, pass: { ...running, lastDay: '2026-05-11' } })).toMatchObject({ act: { act: 'refund' } });
    expect(refund({ ...cobranded, pass: null, unknownPass: true })).toMatchObject({ act: null, reason: 'ask-staff' });
  });
});
