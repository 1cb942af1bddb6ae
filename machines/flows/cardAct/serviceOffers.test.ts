import { describe, expect, it } from 'vitest';
import { CardNumber } from '../../../hardware/ports/cardNumber.ts';
import type { CardAttributes, CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { dollars } from '../../../hardware/ports/dollars.ts';
import type { HostFacts, HostLink, HostView } from '../hostFacts.ts';
import { serviceOffers } from './serviceOffers.ts';
import { someCard, someHost, someLink, TODAY_MS } from '../../../tests/support/testVisit.ts';

const known = (facts: Partial<HostFacts> = {}): HostView => ({ state: 'known', facts: someHost(facts) });
const linked = (link: Partial<HostLink> = {}): HostView => known({ link: someLink(link) });

function offer(service: string, card: CardFacts, host: HostView) {
  return serviceOffers(card, host, TODAY_MS).find((each) => each.service === service);
}

function names(card: CardFacts, host: HostView): string[] {
  return serviceOffers(card, host, TODAY_MS).map(({ service, act }) => (act === null ? `(${service})` : service));
}

const attributes: CardAttributes = {
  activated: true,
  blocked: false,
  refunded: false,
  credit: false,
  cardType: 0,
  personalProfile: 1,
  profileExpiresOn: null,
  deposit: dollars(0),
  issuerCode: 2,
  bankCode: 0,
  loyaltyPoints: 0,
  areaCode: 0,
  autoload: { enabled: true, amount: dollars(500), count: 0, lastOn: null },
};

const registered = someCard({ registered: true, balance: dollars(60), attributes });
const cobranded = someCard({ product: 'cobranded', registered: true, balance: dollars(60), attributes });

describe('autoload', () => {
  it('is exactly 500 for a linked, enabled card below 100 (R-001-22)', () => {
    expect(offer('autoload', registered, linked())).toMatchObject({
      amount: 500,
      balanceAfter: 560,
      act: { act: 'autoload', amount: 500 },
      clauses: expect.arrayContaining(['R-001-22']) as unknown,
    });
  });

  it.each([
    ['at 100 or more', { ...registered, balance: dollars(100) }, linked()],
    ['without a link (R-001-25)', registered, known()],
    ['when the issuer has not enabled it (R-001-26)', registered, linked({ enabled: false })],
    ['while the issuer is still asked', registered, { state: 'asking' } as const],
  ])('is not offered %s', (_, card, host) => {
    expect(offer('autoload', card, host)).toBeUndefined();
  });

  it.each([
    ['the day (R-001-30)', { usedToday: dollars(2_600) }, { kind: 'daily', most: 3_000, left: 400 }],
    ["the owner's day (R-001-33)", { perDayLimit: dollars(500), usedToday: dollars(500) }, { kind: 'ownDaily', most: 500, left: 0 }],
    [
      'the month for others (R-001-32)',
      { ownerIsHolder: false, usedThisMonthForOthers: dollars(29_800) },
      { kind: 'monthly', most: 30_000, left: 200 },
    ],
    [
      'of two the one that leaves less',
      { ownerIsHolder: false, usedThisMonthForOthers: dollars(29_800), usedToday: dollars(2_900) },
      { kind: 'daily', most: 3_000, left: 100 },
    ],
  ])('is told of when a limit is reached, with what is left of it: %s', (_, link, limit) => {
    const { perTimeLimit = dollars(3_000) } = link as Partial<HostLink>;
    const host = linked({ ...link, ...('perDayLimit' in link ? { perTimeLimit: dollars(500) } : { perTimeLimit }) });
    expect(offer('autoload', registered, host)).toMatchObject({ act: null, reason: 'K07', limit });
  });

  it.each([
    ['above the terms', 3_500, 3_500],
    ['no multiple of 500', 700, 3_000],
    ['none', 0, 3_000],
    ['more each time than a day', 1_000, 500],
  ])(
    'limits of the host that contradict the terms, %s, are the host’s fault: nothing is offered by them (R-001-30, R-001-33)',
    (_, time, day) => {
      const limits = { perTimeLimit: dollars(time), perDayLimit: dollars(day) };
      expect(offer('autoload', registered, linked(limits))).toMatchObject({ act: null, reason: 'host-fault' });
      expect(offer('enable-easy-wallet', registered, linked({ ...limits, enabled: false }))).toMatchObject({
        act: null,
        reason: 'host-fault',
      });
    },
  );

  it('the limits of a bank are the bank’s, up to what a purse holds (C-14)', () => {
    const bank = { menu: 'cobranded', creditCardActivated: true, perTimeLimit: dollars(5_000), perDayLimit: dollars(20_000) } as const;
    expect(offer('autoload', cobranded, linked(bank))).toMatchObject({ act: { act: 'autoload' } });
  });

  it('is exactly 500 for a co-branded card below 100 too, and its bank decides (R-002-02, R-002-11)', () => {
    const host = linked({ menu: 'cobranded', creditCardActivated: true });
    expect(offer('autoload', cobranded, host)).toMatchObject({
      amount: 500,
      clauses: expect.arrayContaining(['R-001-22', 'R-002-02', 'R-002-11']) as unknown,
    });
    expect(offer('autoload', { ...cobranded, balance: dollars(99) }, host)).toBeDefined();
    expect(offer('autoload', { ...cobranded, balance: dollars(100) }, host)).toBeUndefined();
  });

  it('says that nobody can be asked, before anything is tried (R-000-05)', () => {
    expect(offer('autoload', registered, { state: 'unreachable' })).toMatchObject({ act: null, reason: 'K14' });
  });
});

describe('enabling autoload', () => {
  it.each([
    ['easy-wallet', 'enable-easy-wallet'],
    ['bank-account', 'enable-bank-account'],
  ] as const)('stands in the menu of the link: %s (R-001-20)', (menu, service) => {
    expect(offer(service, registered, linked({ menu, enabled: false }))).toMatchObject({
      confirmations: 1,
      act: { act: 'enable-autoload', menu, perTimeLimit: 3_000, perDayLimit: 3_000 },
    });
  });

  it('asks twice where it can never be closed again (R-002-09, R-000-18)', () => {
    expect(offer('enable-cobranded', cobranded, linked({ menu: 'cobranded', enabled: false, creditCardActivated: true }))).toMatchObject({
      confirmations: 2,
    });
  });

  it('is for both to say: a card that lost the word is enabled anew (R-001-42)', () => {
    const lost = { ...registered, attributes: { ...attributes, autoload: { ...attributes.autoload, enabled: false } } } as CardFacts;
    expect(offer('enable-easy-wallet', lost, linked())).toMatchObject({ act: { act: 'enable-autoload' } });
    expect(offer('autoload', lost, linked())).toBeUndefined();
  });

  it('says where to go when it cannot be done here', () => {
    expect(offer('enable-easy-wallet', registered, known())).toMatchObject({ act: null, reason: 'K04' });
    const anonymous = { ...registered, registered: false };
    expect(offer('enable-easy-wallet', anonymous, known({ registered: false }))).toMatchObject({ act: null, reason: 'not-registered' });
    expect(offer('enable-cobranded', cobranded, linked({ menu: 'cobranded', enabled: false, creditCardActivated: false }))).toMatchObject({
      act: null,
      reason: 'K13',
    });
    const telecom = { ...registered, product: 'telecom' } as const;
    expect(offer('enable-easy-wallet', telecom, linked({ enabled: false }))).toMatchObject({ act: null, reason: 'ask-staff' });
  });

  it('is not there for cards that have no such menu (R-001-10)', () => {
    const ipass = someCard({ issuer: 'ipass', product: 'general' });
    expect(names(ipass, known()).join()).not.toContain('enable');
    expect(names({ ...registered, product: 'debit' }, known()).join()).not.toContain('enable');
  });
});

describe('extension', () => {
  const pingtung = someCard({ issuer: 'ipass', product: 'concession-pingtung', expiresOn: '2026-05-31' });

  it('is free inside the window, both end days included (R-004-33)', () => {
    for (const expiresOn of ['2026-04-12', '2026-05-31', '2026-06-12']) {
      expect(offer('extend', { ...pingtung, expiresOn }, known()), expiresOn).toMatchObject({ fee: 0, act: { act: 'extend', expiresOn } });
    }
  });

  it.each([
    ['too early', '2026-06-13', 'too-early'],
    ['too late: the counter, for a fee (R-004-36)', '2026-04-11', 'K20'],
  ])('outside it is told of: %s', (_, expiresOn, reason) => {
    expect(offer('extend', { ...pingtung, expiresOn }, known())).toMatchObject({ act: null, reason });
  });

  it('of an EasyCard is for its issuer to say (R-003-17, R-003-18)', () => {
    const due = { ...registered, expiresOn: '2026-05-12' };
    expect(offer('extend', due, known())).toMatchObject({ fee: null, act: { act: 'extend' } });
    expect(offer('extend', { ...registered, expiresOn: '2026-05-11' }, known())).toMatchObject({ fee: null, act: { act: 'extend' } });
    expect(offer('extend', due, { state: 'unreachable' })).toMatchObject({ act: null, reason: 'K14' });
    expect(offer('extend', { ...registered, expiresOn: null }, known())).toMatchObject({ act: null, reason: 'ask-staff' });
  });

  it('of an EasyCard that is not due is not offered (R-003-17)', () => {
    for (const expiresOn of ['2026-05-13', '2036-05-12']) {
      expect(offer('extend', { ...registered, expiresOn }, known())).toBeUndefined();
    }
  });

  it('does not exist for a co-branded card (R-002-14)', () => {
    expect(offer('extend', cobranded, known())).toMatchObject({ act: null, reason: 'not-extendable' });
  });
});

describe('refund', () => {
  it('of a co-branded card is done here: no cash, the balance is transferred (R-002-31)', () => {
    expect(offer('refund', { ...cobranded, balance: dollars(380) }, known())).toMatchObject({
      act: { act: 'refund' },
      ruling: { payable: 380, method: 'balance-transfer', cashAtMachine: 0, cardReturned: true },
    });
  });

  it('of any other card is counted and sent to its counter (C-09)', () => {
    const used = known({ uses: 5, firstUsedOn: '2026-02-12' });
    expect(offer('refund', { ...registered, balance: dollars(3_000) }, used)).toMatchObject({
      act: null,
      reason: 'ask-staff',
      refund: { payable: 3_000, method: 'cash-at-counter', cashAtMachine: 0 },
    });
    expect(offer('refund', { ...registered, balance: dollars(3_001) }, used)).toMatchObject({ reason: 'K18', refund: { payable: 3_001 } });
  });

  it('counts what waits for the card (R-003-28)', () => {
    const waiting = known({ uses: 5, firstUsedOn: '2026-02-12', adjustments: [{ id: 'A', amount: dollars(100) }] });
    expect(offer('refund', { ...registered, balance: dollars(2_950) }, waiting)).toMatchObject({
      reason: 'K18',
      refund: { payable: 3_050, adjusted: 100 },
    });
  });

  it.each([registered, cobranded])('is not made while money is to be taken back, whatever waits beside it (R-003-28) %#', (card) => {
    const adjustments = [
      { id: 'A', amount: dollars(-30) },
      { id: 'B', amount: dollars(100) },
    ];
    const told = offer('refund', { ...card, balance: dollars(380) }, known({ uses: 5, firstUsedOn: '2026-02-12', adjustments }));
    expect(told).toMatchObject({ act: null, reason: 'disputed', refund: { payable: 450, adjusted: 70 } });
    expect(told?.clauses).toContain('R-003-28');
  });

  it('of a co-branded card waits until what waits for it is on it: it takes nothing afterwards', () => {
    const host = known({ adjustments: [{ id: 'A', amount: dollars(100) }] });
    expect(offer('refund', cobranded, host)).toMatchObject({ act: null, reason: 'collect-first' });
  });

  it('of an expired co-branded card is not offered: its bank settles it unasked (R-002-27)', () => {
    const expired = { ...cobranded, expiresOn: '2026-05-11' };
    for (const host of [known(), { state: 'unreachable' } as const, { state: 'none' } as const]) {
      expect(offer('refund', expired, host)).toMatchObject({ act: null, reason: 'bank-settles', refund: { payable: 60 } });
    }
  });

  it('of an iPASS is for staff when top-ups hide older uses, unless enough are seen (R-004-19)', () => {
    const use = (kind: 'purchase' | 'add-value', sequence: number) =>
      ({ sequence, atMs: TODAY_MS, kind, amount: dollars(20), balanceAfter: dollars(100), place: 1, device: 1 }) as const;
    const ipass = (kinds: readonly ('purchase' | 'add-value')[]) =>
      someCard({ issuer: 'ipass', product: 'general', balance: dollars(100), transactions: kinds.map(use) });
    const feeOf = (card: CardFacts): unknown => {
      const told = offer('refund', card, known());
      return told?.act === null ? (told.refund?.parts?.terminationFee ?? told.refund?.outcome) : told;
    };
    expect(feeOf(ipass(['purchase', 'purchase']))).toBe(20);
    expect(feeOf(ipass(['purchase', 'add-value', 'purchase', 'purchase', 'purchase', 'add-value']))).toBe('route');
    expect(feeOf(ipass(['purchase', 'purchase', 'purchase', 'purchase', 'purchase', 'add-value']))).toBe(0);
  });

  it('waits for the connection where it is done here', () => {
    expect(offer('refund', cobranded, { state: 'unreachable' })).toMatchObject({ act: null, reason: 'K14' });
  });
});

describe('an amount that waits', () => {
  it('is collected once it fits (R-003-11)', () => {
    const host = known({ adjustments: [{ id: 'X1', amount: dollars(100) }] });
    expect(offer('collect', registered, host)).toMatchObject({ amount: 100, balanceAfter: 160, act: { parts: [{ id: 'X1' }] } });
    expect(offer('collect', { ...registered, balance: dollars(9_901) }, host)).toBeUndefined();
  });

  it('is collected with all others in one act, as many as fit (R-003-11, R-003-24)', () => {
    const adjustments = [5_000, -40, 100, 4_900, 35].map((amount, index) => ({ id: `X${index}`, amount: dollars(amount) }));
    const parts = (balance: number) => {
      const told = offer('collect', { ...registered, balance: dollars(balance) }, known({ adjustments }));
      if (told?.service !== 'collect' || told.act?.act !== 'collect') return told;
      return [told.act.parts.map(({ id }) => id).join(' '), told.act.amount];
    };
    expect(parts(-20)).toEqual(['X0 X2 X3', 10_000]);
    expect(parts(-135)).toEqual(['X0 X2 X3 X4', 10_035]);
    expect(parts(9_950)).toEqual(['X4', 35]);
  });

  it('that is to be taken back is not done by a machine', () => {
    expect(offer('collect', registered, known({ adjustments: [{ id: 'X2', amount: dollars(-100) }] }))).toBeUndefined();
  });
});

describe('a card that is not served', () => {
  it.each(['locked', 'refunded', 'blocked', 'not-activated'] as const)('gets no service: %s', (status) => {
    expect(names({ ...registered, status }, linked())).toEqual([]);
  });

  it('gets none when its issuer says so', () => {
    for (const status of ['refunded', 'blocked'] as const)
      expect(names(registered, known({ status, link: someLink() })), status).toEqual([]);
  });
});

it('names a rule with every offer that can be taken', () => {
  const card = someCard({ number: new CardNumber('0123456789'), registered: true, balance: dollars(60), attributes });
  for (const each of serviceOffers(card, linked(), TODAY_MS)) {
    if (each.act !== null) expect(each.clauses, each.service).not.toEqual([]);
  }
});
