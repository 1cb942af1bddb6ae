import { type Actor, createActor, SimulatedClock } from 'xstate';
import type { CardAttributes, CardFacts } from '../../hardware/ports/cardFacts.ts';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { acceptedEvent } from '../../machines/view/controls.ts';
import { type Picture, project } from '../../machines/view/project.ts';
import type { Verb } from '../../machines/view/view.ts';
import type { Effect } from '../../machines/flows/effects.ts';
import type { HostFacts, HostLink, HostView } from '../../machines/flows/hostFacts.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { hearing, placeOf } from '../../machines/flows/visit/hearing.ts';
import { createVisitMachine, type VisitMachine } from '../../machines/flows/visit/visit.ts';
import type { VisitEvent } from '../../machines/flows/visit/visitEvents.ts';

/** 2026-05-12 10:00 in Taipei. */
export const TODAY_MS = Date.parse('2026-05-12T10:00:00+08:00');

export const T1 = transactionId('T1');
export const T2 = transactionId('T2');

/** Whose note it is of which more is known than that it waits: brought in this visit. */
export const DECIDED = { card: '****6789', earlier: false } as const;

export const notes = [100, 200, 500, 1000, 2000].map(dollars);

export function someCard(change: Partial<CardFacts> = {}): CardFacts {
  return {
    number: new CardNumber('0123456789'),
    issuer: 'easycard',
    profile: 'easycard-classic',
    product: 'ordinary',
    registered: false,
    status: 'active',
    balance: dollars(320),
    backupBalance: dollars(320),
    sequence: 41,
    issuedOn: '2024-01-01',
    expiresOn: '2040-01-01',
    pass: null,
    transactions: [],
    lastAddValue: null,
    attributes: null,
    ...change,
  };
}

/** What an activated card says of itself beside its purse. */
export function someAttributes(change: Partial<CardAttributes> = {}): CardAttributes {
  return {
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
    autoload: null,
    ...change,
  };
}

/** A link to an Easy Wallet account, enabled, with nothing used. */
export function someLink(change: Partial<HostLink> = {}): HostLink {
  return {
    menu: 'easy-wallet',
    enabled: true,
    ownerIsHolder: true,
    perTimeLimit: dollars(3_000),
    perDayLimit: dollars(3_000),
    usedToday: dollars(0),
    usedThisMonthForOthers: dollars(0),
    creditCardActivated: null,
    ...change,
  };
}

/** A registered card that its issuer knows, not linked to anything. */
export function someHost(change: Partial<HostFacts> = {}): HostFacts {
  return { registered: true, status: 'active', link: null, uses: null, firstUsedOn: null, adjustments: [], ...change };
}

/** A visit without a station: effects are recorded, answers are given by hand, time is the test's. */
export interface TestVisit {
  readonly actor: Actor<VisitMachine>;
  readonly clock: SimulatedClock;
  readonly effects: Effect[];
  /** Sends an event that the machine must have a row for, where it stands. */
  say(event: VisitEvent): void;
  /** Answers the last check of the card. */
  check(fit: boolean): void;
  /** The effects since the last call. */
  asked(): Effect[];
  screen(): Picture;
  /** Presses a control that the screen offers. */
  press(verb: Verb, arg?: string): void;
  /** What the issuer says of the card that lies there. */
  hear(host: HostView): void;
  /** Lays a card down and answers the reading. */
  present(card: CardFacts, open?: Extract<VisitEvent, { type: 'CARD.READ' }>['open']): void;
}

export function startVisit({ hasStaffMode = false } = {}): TestVisit {
  const effects: Effect[] = [];
  let told = 0;
  const clock = new SimulatedClock();
  const actor = createActor(
    createVisitMachine((effect) => effects.push(effect)),
    { input: { language: 'zh-Hant', hasStaffMode, hasIssuer: true }, clock },
  );
  actor.start();

  const say = (event: VisitEvent): void => {
    if (hearing(actor.getSnapshot(), event) === 'unforeseen')
      throw new Error(`nobody expected ${event.type} in ${placeOf(actor.getSnapshot())}`);
    actor.send(event);
  };
  const visit: TestVisit = {
    actor,
    clock,
    effects,
    say,
    check: (fit) => {
      const asked = effects.findLast((effect) => effect.do === 'check-card');
      if (asked?.do !== 'check-card') throw new Error('nobody asked to check the card');
      say({ type: 'CARD.CHECKED', ticket: asked.ticket, fit });
    },
    asked: () => {
      const since = effects.slice(told);
      told = effects.length;
      return since;
    },
    press: (verb, arg) => {
      const offered = visit.screen().controls.some((control) => control.verb === verb && control.arg === arg);
      const event = acceptedEvent(actor.getSnapshot(), verb, arg);
      if (!offered || event === null) throw new Error(`${verb} ${arg ?? ''} is not offered on ${visit.screen().screen}`);
      say(event);
    },
    hear: (host) => {
      const asked = effects.findLast((effect) => effect.do === 'look-up-card');
      if (asked?.do !== 'look-up-card') throw new Error('nobody asked the issuer about the card');
      say({ type: 'HOST.ANSWERED', ticket: asked.ticket, host });
    },
    screen: () => project(actor.getSnapshot(), { station: '市政府', machine: 'BL18-03' }, '2026-05-12'),
    present: (facts, open = []) => {
      say({ type: 'CARD.PLACED' });
      const asked = effects.at(-1);
      if (asked?.do !== 'read-card') throw new Error('nobody asked to read the card');
      say({ type: 'CARD.READ', ticket: asked.ticket, facts, atMs: TODAY_MS, credit: null, open });
    },
  };
  return visit;
}

/** A machine in service, with a card reader and notes. */
export function startInService(options: { readonly hasStaffMode?: boolean } = {}): TestVisit {
  const visit = startVisit(options);
  visit.say({ type: 'READER.ONLINE' });
  visit.say({ type: 'CASH.READY', denominations: notes });
  visit.say({ type: 'STATION.RECOVERED' });
  visit.asked();
  return visit;
}

/** A passenger whose card is read and whose note is in escrow, checked, and being kept. */
export function keepingNote(value = 500, card: CardFacts = someCard()): TestVisit {
  const visit = startInService();
  visit.present(card);
  visit.say({ type: 'CASH.OPENED' });
  visit.say({ type: 'NOTE.SEEN' });
  visit.say({ type: 'NOTE.ESCROWED', transaction: T1, value: dollars(value) });
  visit.check(true);
  return visit;
}

/** The same, with the note kept and the card being written. */
export function writingCard(): TestVisit {
  const visit = keepingNote();
  visit.say({ type: 'NOTE.KEPT', transaction: T1, value: dollars(500), ...DECIDED });
  return visit;
}
