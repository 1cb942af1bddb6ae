import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { ActApproval, ActRefusal, CardActDetails } from '../../machines/flows/cardAct.ts';
import type { HostFacts, HostView } from '../../machines/flows/hostFacts.ts';
import {
  DECIDED,
  keepingNote,
  someAttributes,
  someCard,
  someHost,
  someLink,
  startInService,
  startVisit,
  T1,
  type TestVisit,
  writingCard,
} from './testVisit.ts';
import { declineCodes } from '../../machines/rules/declineCode.ts';
import type { Picture } from '../../machines/view/project.ts';
import type { Service } from '../../machines/words.ts';

/** Everything that passengers see on scripted ways through the real visit machine, in order. */
export function walkEverything(seen: (picture: Picture) => void): void {
  for (const walk of [...cashWalks, ...refusalWalks, hallHelp, plannedWork, afterHours, ...passWalks, passOfCash]) walk(seen);
  const refused = new Set<Service>();
  for (const [card, host] of cards) walkMenu(card, host, refused, seen);
}

type Walk = (seen: (picture: Picture) => void) => void;

/** A visit that shows every screen it passes. */
function watched(visit: TestVisit, seen: (picture: Picture) => void): TestVisit {
  const show = (): void => seen(visit.screen());
  show();
  return {
    ...visit,
    say: (event) => {
      visit.say(event);
      show();
    },
    press: (verb, arg) => {
      visit.press(verb, arg);
      show();
    },
    hear: (host) => {
      visit.hear(host);
      show();
    },
    present: (card, open) => {
      visit.present(card, open);
      show();
    },
  };
}

const claim = {
  transaction: T1,
  code: 'K15-T1',
  amount: dollars(500),
  card: '****6789',
  atMs: Date.parse('2026-11-21T13:05:09+08:00'),
  cause: 'card-away',
  issuer: 'easycard',
  balance: null,
  qr: 'CLAIM',
} as const;

function written(before: Dollars, after: Dollars): Parameters<TestVisit['say']>[0] {
  return { type: 'CARD.WRITTEN', transaction: T1, before, after, found: false };
}

const cashWalks: readonly Walk[] = [
  // Two notes, one that came back, and the card taken.
  (seen) => {
    const visit = watched(writingCard(), seen);
    visit.say(written(dollars(320), dollars(820)));
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'NOTE.SEEN' });
    visit.say({ type: 'NOTE.RETURNED', transaction: null, value: null, reason: 'not-recognised' });
    // Nothing can be pressed until the note is out of the slot; the card can be taken.
    visit.say({ type: 'CARD.REMOVED' });
  },
  (seen) => {
    const visit = watched(keepingNote(), seen);
    visit.say({ type: 'NOTE.KEPT', transaction: T1, value: dollars(500), ...DECIDED });
    visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: true });
    visit.say({ type: 'GIVE-UP-CARD' });
    visit.say({ type: 'CLAIM.OPENED', claim });
    visit.say({ type: 'CLAIM.SLIP', transaction: claim.transaction, printed: true });
  },
  ...(['note-unknown', 'changed-elsewhere', 'pass-unfinished', 'not-yet-added', 'note-in-doubt'] as const).map(
    (cause): Walk =>
      (seen) => {
        const visit = watched(writingCard(), seen);
        visit.say({ type: 'CARD.CONFLICT', transaction: T1 });
        visit.say({ type: 'CLAIM.OPENED', claim: { ...claim, cause, balance: dollars(320) } });
        visit.say({ type: 'CLAIM.SLIP', transaction: claim.transaction, printed: false });
      },
  ),
  // What an earlier visit left open is finished first.
  (seen) => {
    const visit = watched(startInService(), seen);
    visit.present(someCard(), [{ transaction: T1, purpose: 'top-up', amount: dollars(500), state: 'undecided' }]);
    visit.say(written(dollars(320), dollars(820)));
    visit.say({ type: 'CARD.READ', ticket: 2, facts: someCard(), atMs: Date.parse('2026-05-12T10:00:00+08:00'), credit: null, open: [] });
  },
  (seen) => {
    const visit = watched(startVisit(), seen);
    visit.say({ type: 'READER.ONLINE' });
    visit.say({ type: 'STATION.RECOVERED' });
    visit.say({ type: 'CASH.OUT', why: 'cash-box-full' });
    visit.present(someCard({ transactions: [] }));
  },
];

const afterHours: Walk = (seen) => {
  watched(startInService(), seen).say({ type: 'HOURS.JUDGED', outside: { opens: '06:00', closes: '00:30' } });
};

function refusedAs(card: Partial<CardFacts>): Walk {
  return (seen) => {
    const visit = watched(startInService(), seen);
    visit.present(someCard(card));
    if (card.status === 'blocked') visit.say({ type: 'CARD.LOCKED', locked: true });
  };
}

const refusalWalks: readonly Walk[] = [
  refusedAs({ expiresOn: '2026-05-11' }),
  refusedAs({ expiresOn: '2026-05-11', product: 'cobranded', registered: true }),
  refusedAs({ status: 'refunded' }),
  refusedAs({ status: 'blocked' }),
  refusedAs({ status: 'locked', issuer: 'ipass', product: 'general' }),
  refusedAs({ status: 'refunded', issuer: 'ipass', product: 'general' }),
  refusedAs({ status: 'not-activated' }),
  refusedAs({ balance: dollars(9_950) }),
  ...(['unsupported', 'contradictory', 'several', 'unreadable'] as const).map(
    (fault): Walk =>
      (seen) => {
        const visit = watched(startInService(), seen);
        visit.say({ type: 'CARD.PLACED' });
        visit.say({ type: 'CARD.UNREADABLE', ticket: 1, fault });
      },
  ),
];

/** The hall hears of work on one of the next seven days. */
function plannedWork(seen: (picture: Picture) => void): void {
  watched(startInService(), seen).say({ type: 'SERVICE.SET', service: { notes: 'taken', work: '2026-05-19' } });
}

function hallHelp(seen: (picture: Picture) => void): void {
  walkHelp(watched(startInService(), seen));
}

const plainPages = ['contacts', 'lost-card', 'damaged-card', 'autoload', 'refund', 'extension', 'records', 'terms'];

/** Every page of help, those that only another page leads to included. */
function walkHelp(visit: TestVisit): void {
  for (const page of plainPages) {
    visit.press('help', page);
    const turns = visit.screen().controls.flatMap(({ verb, arg }) => (verb === 'help' && arg !== undefined ? [arg] : []));
    for (const behind of turns.filter((topic) => !plainPages.includes(topic))) {
      visit.press('help', behind);
      visit.press('help', page);
    }
  }
}

const easyCard = someCard({ registered: true, balance: dollars(60) });
const cobranded = someCard({ product: 'cobranded', registered: true, balance: dollars(60), attributes: someAttributes({ bankCode: 7 }) });
const concession = someCard({ issuer: 'ipass', product: 'concession-pingtung', registered: true, expiresOn: '2026-05-20' });

function known(change: Partial<HostFacts> = {}): HostView {
  return { state: 'known', facts: someHost(change) };
}

/** A card that was leased for a deposit. */
const leased = someAttributes({ deposit: dollars(100) });

const bankLink = { menu: 'cobranded', creditCardActivated: true } as const;

/** Cards of every kind with what their issuers say of them, by the day of the test. */
const cards: readonly (readonly [CardFacts, HostView])[] = [
  [easyCard, known({ link: someLink(), uses: 9, firstUsedOn: '2024-01-01' })],
  [easyCard, known({ link: someLink({ enabled: false }) })],
  [easyCard, known({ link: someLink({ enabled: false, menu: 'bank-account' }) })],
  [easyCard, known()],
  [easyCard, known({ registered: false })],
  [easyCard, known({ adjustments: [100, 35].map((amount, index) => ({ id: `A${index}`, amount: dollars(amount) })) })],
  [easyCard, known({ adjustments: [{ id: 'A2', amount: dollars(-30) }] })],
  [{ ...easyCard, balance: dollars(15) }, known({ uses: 1, firstUsedOn: '2026-05-01' })],
  [{ ...easyCard, balance: dollars(5_000) }, known({ uses: 9, firstUsedOn: '2024-01-01' })],
  [{ ...easyCard, attributes: leased }, known({ uses: 9, firstUsedOn: '2024-01-01' })],
  [easyCard, { state: 'unreachable' }],
  [easyCard, { state: 'unknown-card' }],
  ...(['telecom', 'senior', 'debit'] as const).map((product) => [{ ...easyCard, product }, known({ registered: false })] as const),
  [{ ...easyCard, product: 'telecom' }, known()],
  [{ ...easyCard, expiresOn: '2026-05-11' }, known()],
  [{ ...easyCard, expiresOn: '2026-05-11' }, { state: 'unknown-card' }],
  [{ ...easyCard, expiresOn: '2026-05-11', product: 'student' }, known()],
  [{ ...cobranded, expiresOn: '2026-05-11' }, known()],
  [cobranded, known({ adjustments: [{ id: 'A3', amount: dollars(100) }] })],
  [easyCard, known({ link: someLink({ usedToday: dollars(2_900) }) })],
  [easyCard, known({ link: someLink({ perTimeLimit: dollars(3_500) }) })],
  [{ ...concession, expiresOn: '2026-05-01' }, known()],
  [cobranded, known({ link: someLink(bankLink) })],
  [cobranded, known({ link: someLink({ ...bankLink, enabled: false }) })],
  [cobranded, known({ link: someLink({ ...bankLink, enabled: false, creditCardActivated: false }) })],
  [{ ...cobranded, balance: dollars(0) }, known()],
  [{ ...cobranded, balance: dollars(-18) }, known()],
  [concession, known()],
  [{ ...concession, expiresOn: '2030-01-01', balance: dollars(6_000) }, known()],
  [{ ...concession, expiresOn: '2026-01-01', balance: dollars(10) }, known()],
  [someCard({ issuer: 'ipass', product: 'general', balance: dollars(400) }), known()],
];

/** The card on the tray, its issuer's word heard, and the menu open. */
function menuOf(card: CardFacts, host: HostView, seen: (picture: Picture) => void): TestVisit {
  const visit = watched(startInService(), seen);
  visit.present(card);
  if (visit.effects.some(({ do: what }) => what === 'cash-in-start')) visit.say({ type: 'CASH.OPENED' });
  visit.hear(host);
  visit.asked();
  visit.press('more-services');
  if (visit.asked().some(({ do: what }) => what === 'cash-in-rollback')) visit.say({ type: 'CASH.CLOSED' });
  return visit;
}

/** @param refused services whose refusals were walked before: they differ by service, not by card */
function walkMenu(card: CardFacts, host: HostView, refused: Set<Service>, seen: (picture: Picture) => void): void {
  const menu = menuOf(card, host, seen);
  const offered = menu.screen().controls.flatMap(({ verb, arg }) => (verb === 'choose-service' ? [arg as Service] : []));
  walkHelp(menu);
  for (const service of offered) {
    const acted = walkService(menuOf(card, host, seen), service, 'approved');
    if (!acted || refused.has(service)) continue;
    refused.add(service);
    for (const end of ends) walkService(menuOf(card, host, seen), service, end);
  }
}

type End = 'approved' | 'unanswered' | ActRefusal;
const ends: readonly End[] = ['unanswered', 'not-registered', 'unknown-card', 'ask-staff', 'mismatch', 'day-over', ...declineCodes];

/** @returns whether the issuer was asked: what is only told of ends at once */
function walkService(visit: TestVisit, service: Service, end: End): boolean {
  visit.press('choose-service', service);
  if (visit.screen().screen === 'passes') {
    const [pass] = visit.screen().controls.filter(({ verb }) => verb === 'choose-pass');
    if (pass === undefined) return false;
    visit.press('choose-pass', pass.arg);
  }
  if (visit.screen().service?.step === 'inform') return false;
  return walkAct(visit, end);
}

/** From the offer to its end. */
function walkAct(visit: TestVisit, end: End): boolean {
  while (visit.screen().screen === 'service') visit.press('confirm');
  const asked = visit.effects.at(-1);
  if (asked?.do !== 'ask-issuer') throw new Error('nobody asked the issuer');
  const {
    order: { details, balance },
    ticket,
  } = asked;
  if (end === 'unanswered') {
    visit.say({ type: 'ACT.UNANSWERED', ticket, perhapsHeld: false });
    return true;
  }
  if (end !== 'approved') {
    visit.say({ type: 'ACT.REFUSED', ticket, refusal: end });
    return true;
  }
  visit.say({ type: 'ACT.APPROVED', ticket, transaction: T1, approval: approvalOf(details, balance) });
  if (visit.screen().service?.step === 'weigh') visit.press('confirm');
  visit.say(written(balance, balance));
  visit.press('finish');
  return true;
}

const ticket = { product: 1, area: 1, firstDay: '2026-04-18', lastDay: '2026-05-17', price: dollars(1_200) };

/** Cards that meet with a period pass in every way: paid, short of money, limited, with one that runs. */
const passWalks: readonly Walk[] = (
  [
    [someCard({ registered: true, balance: dollars(1_500) }), known()],
    [easyCard, known({ link: someLink() })],
    [easyCard, known({ link: someLink({ usedToday: dollars(2_900) }) })],
    [{ ...easyCard, pass: ticket, balance: dollars(1_500) }, known()],
    [{ ...easyCard, pass: { ...ticket, lastDay: '2026-06-01' } }, known()],
    [{ ...easyCard, pass: { ...ticket, product: 2 } }, known()],
    [{ ...easyCard, expiresOn: '2026-05-31' }, known()],
    [{ ...cobranded, pass: ticket }, known()],
  ] as const
).map(
  ([card, host]): Walk =>
    (seen) => {
      const before = watched(startInService(), seen);
      before.press('choose-service', 'period-pass');
      before.press('choose-pass', '1-0');
      before.present(card);
      before.hear(host);
      if (before.screen().service?.step === 'offer') walkAct(before, 'approved');
      const after = menuOf(card, host, seen);
      after.press('choose-service', 'period-pass');
      const refund = menuOf(card, host, seen);
      if (refund.screen().controls.some(({ arg }) => arg === 'refund')) refund.press('choose-service', 'refund');
    },
);

/** Notes first, until the purse pays for the pass. */
const passOfCash: Walk = (seen) => {
  const visit = watched(startInService(), seen);
  visit.press('choose-service', 'period-pass');
  visit.press('choose-pass', '1-0');
  visit.present(someCard({ registered: true, balance: dollars(600) }));
  visit.hear(known());
  visit.press('add-cash');
  visit.say({ type: 'CASH.OPENED' });
  visit.say({ type: 'NOTE.SEEN' });
  visit.say({ type: 'NOTE.ESCROWED', transaction: T1, value: dollars(1_000) });
  visit.check(true);
  visit.say({ type: 'NOTE.KEPT', transaction: T1, value: dollars(1_000), ...DECIDED });
  visit.say(written(dollars(600), dollars(1_600)));
  visit.say({ type: 'CASH.CLOSED' });
};

function approvalOf(details: CardActDetails, balance: Dollars): ActApproval {
  switch (details.act) {
    case 'autoload':
    case 'collect':
      return { act: details.act, amount: details.amount };
    case 'enable-autoload':
      return { act: 'enable-autoload', perTimeLimit: dollars(3_000), perDayLimit: dollars(3_000) };
    case 'extend':
      return { act: 'extend', expiresOn: '2036-05-31', concessionEnds: true };
    case 'buy-pass':
      return { act: 'buy-pass', lastDay: details.pass.lastDay, price: details.pass.price, autoload: details.autoload };
    case 'refund':
      return { act: 'refund', transfer: balance, fee: dollars(0), days: 40 };
  }
}
