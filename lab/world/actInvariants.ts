import { actStandingOf, type IssuerAct } from '../../station/journal/actLedger.ts';
import type { Ledger } from '../../station/journal/ledger.ts';
import type { CardMarks } from './worldCards.ts';

/** One act as it stands in the issuer's books. */
export interface BookedAct {
  readonly key: string;
  readonly state: 'held' | 'settled' | 'reversed' | 'refused' | 'barred';
}

/** A card as the issuer's books know it. */
export interface BookedCard {
  readonly status: 'active' | 'refunded' | 'blocked';
  /** 1 or 0. */
  readonly enabled: number;
  readonly expiresOn: string | null;
}

/** What really is between the issuer and the cards. */
export interface IssuerTruth {
  readonly acts: readonly BookedAct[];
  readonly cards: readonly {
    /** Keyed hash of its number. */
    readonly find: string;
    /** Every byte is as it was when the world began. */
    readonly untouched: boolean;
    readonly marks: CardMarks;
    readonly booked: BookedCard | null;
  }[];
}

/** What of an act the journal must say when the issuer's books say this. */
function allows(state: BookedAct['state'], { write }: IssuerAct): boolean {
  switch (state) {
    case 'held':
      return true;
    // It was told so, and only what is durable is told.
    case 'settled':
      return write === 'written';
    case 'reversed':
    case 'refused':
    case 'barred':
      return write === 'none';
  }
}

/**
 * What must hold at every instant: nothing of an act is on a card that the issuer does not hold or has not settled,
 * nothing is undone that may be on a card, and a card for which nothing was begun has every byte that it had.
 * @returns what is wrong, in words; empty when nothing is
 */
export function findActImbalance(ledger: Ledger, { acts, cards }: IssuerTruth): string[] {
  const faults: string[] = [];
  const booked = new Map(acts.map(({ key, state }) => [key, state]));
  const known = new Set<string>();
  for (const act of ledger.acts.asked) {
    known.add(act.key);
    const state = booked.get(act.key);
    if (state === undefined) {
      if (act.write !== 'none') faults.push(`${act.order.act} ${act.id} is ${act.write} on its card and unknown to the issuer`);
    } else if (!allows(state, act)) faults.push(`${act.order.act} ${act.id} is ${state} at the issuer and ${act.write} on its card`);
  }
  for (const { key, state } of acts) if (!known.has(key)) faults.push(`the issuer has an act ${state} that is not on record`);
  for (const { find, untouched } of cards) {
    if (!untouched && !isBegun(ledger, find)) faults.push('a card was changed and nothing on record was to be written to it');
  }
  return faults;
}

function isBegun(ledger: Ledger, find: string): boolean {
  return [...ledger.transactions, ...ledger.acts.all].some(({ card, plan }) => card.find === find && plan !== null);
}

/**
 * What must hold when everything is quiet, every card has been presented again and the issuer could be reached: both
 * sides know how every act ended, and the cards carry exactly what the books say.
 */
export function findActDebt(ledger: Ledger, truth: IssuerTruth): string[] {
  const faults: string[] = [];
  const byKey = new Map(ledger.acts.asked.map((act) => [act.key, act]));
  for (const { key, state } of truth.acts) {
    const act = byKey.get(key);
    if (state === 'held' && (act === undefined || actStandingOf(act) !== 'case')) faults.push(`act ${key} is held for nobody`);
  }
  for (const act of ledger.acts.asked) {
    const standing = actStandingOf(act);
    if (standing === 'undecided') faults.push(`${act.order.act} ${act.id} is undecided although its card came back`);
    else if (standing === 'case' && act.claimCode === null) faults.push(`nobody was given a claim for ${act.order.act} ${act.id}`);
    else if (standing !== 'closed' && standing !== 'case')
      faults.push(`the issuer was never told of ${act.order.act} ${act.id}: ${standing}`);
    if (act.closed === 'disagrees') faults.push(`the issuer disagrees about ${act.order.act} ${act.id}`);
  }
  return [...faults, ...truth.cards.flatMap((card) => contradictions(ledger, card))];
}

type ActName = IssuerAct['order']['act'];

/** One card with the acts that were written to it, and what both sides say of it. */
interface CardOfBoth {
  readonly marks: CardMarks;
  readonly booked: BookedCard;
  /** The newest act of that name that was written to it. */
  readonly written: (name: ActName) => IssuerAct | undefined;
}

/**
 * What of each act must stand on the card and in the issuer's books, beside the purse, which is counted elsewhere.
 * @returns what is wrong, in words; null when nothing is
 */
const traces: Readonly<Record<ActName, (card: CardOfBoth) => string | null>> = {
  autoload: () => null,
  collect: () => null,
  // A refund ends autoload in the books, and leaves its mark on a card that is locked.
  'enable-autoload': ({ marks, booked, written }) =>
    written('enable-autoload') === undefined || written('refund') !== undefined
      ? null
      : disagreement('autoload enabled', marks.autoload, booked.enabled === 1, true),
  refund: ({ marks, booked, written }) =>
    booked.status === 'blocked'
      ? null
      : disagreement('refunded', marks.refunded, booked.status === 'refunded', written('refund') !== undefined),
  // Paid, and the ticket is on the card: the newest that was sold for it.
  'buy-pass': ({ marks, written }) => {
    const sale = written('buy-pass');
    return sale === undefined || marks.ticket === sale.id
      ? null
      : `${sale.id} was paid and the card carries ${marks.ticket ?? 'no ticket'}`;
  },
  extend: ({ marks, booked, written }) =>
    written('extend') === undefined ? null : disagreement('extended', true, marks.expiresOn === booked.expiresOn, true),
};

function disagreement(what: string, onCard: boolean, inBooks: boolean, done: boolean): string | null {
  return onCard === done && inBooks === done ? null : `${what}: ${done} on record, ${onCard} on the card, ${inBooks} in the books`;
}

/** A card against the issuer's books, where one of the machine's acts has made both. */
function contradictions(ledger: Ledger, { find, marks, booked }: IssuerTruth['cards'][number]): string[] {
  if (booked === null) return [];
  const written = (name: ActName): IssuerAct | undefined =>
    ledger.acts.asked.findLast(({ card, order, write }) => card.find === find && order.act === name && write === 'written');
  return Object.values(traces).flatMap((faultOf) => faultOf({ marks, booked, written }) ?? []);
}
