import { taipeiDate } from '../../../hardware/ports/clock.ts';
import { USAGE } from '../../../hardware/card-profiles/attributes.ts';
import { EASYCARD_CLASSIC } from '../../../hardware/card-profiles/easycard-classic/layout.ts';
import { IPASS_SYNTHETIC } from '../../../hardware/card-profiles/ipass-synthetic/layout.ts';
import type { CardKeys } from '../../../hardware/ports/securityModule.ts';
import { addValue, bus, DAY, HOUR, NTU_HOSPITAL, purchase, ride, TAIPEI_MAIN, YONGAN_MARKET } from './cardHistories.ts';
import type { CardDescription } from './cardImage.ts';
import { buildEasyCardImage } from './easyCardImage.ts';
import { type HostCard, hostCardOf, type HostDescription } from './hostCard.ts';
import { buildIpassCardImage } from './ipassCardImage.ts';
import { ISSUER_EASYCARDS } from './issuerCards.ts';

/** A card that lies ready to be used by people and tests. */
export interface PreparedCard {
  readonly id: string;
  /** For people who write software: plain English. */
  readonly label: string;
  readonly image: Uint8Array;
  /** The same card in its issuer's books. */
  readonly host: HostCard;
}

/** A prepared card in words: its image, and what its issuer's host holds of it. */
export interface PreparedDescription {
  readonly id: string;
  readonly label: string;
  readonly card: Omit<CardDescription, 'nowMs'>;
  readonly host?: HostDescription;
}

const CARDS: readonly PreparedDescription[] = [
  {
    id: 'ordinary',
    label: 'Ordinary card, NT$320, six records',
    card: {
      uid: '08a00001',
      balance: 320,
      lastSequence: 42,
      history: [
        addValue(3 * DAY, 500),
        ...ride(2 * DAY, TAIPEI_MAIN, YONGAN_MARKET, 25),
        purchase(DAY, 95),
        ...ride(3 * HOUR, YONGAN_MARKET, NTU_HOSPITAL, 20),
      ],
    },
    host: { uses: 36, firstUsedDaysAgo: 300 },
  },
  {
    id: 'nearly-full',
    label: 'Nearly full, NT$9,900: one note of 100 fits',
    card: { uid: '08a00002', balance: 9_900, lastSequence: 7, history: [addValue(5 * DAY, 1_000), purchase(2 * DAY, 60), bus(DAY)] },
    host: { uses: 4, firstUsedDaysAgo: 20 },
  },
  {
    id: 'advance',
    label: 'Below zero, NT$-18 after a bus ride',
    card: { uid: '08a00003', balance: -18, lastSequence: 0, history: [...ride(DAY, YONGAN_MARKET, TAIPEI_MAIN, 25), bus(2 * HOUR)] },
  },
  { id: 'new', label: 'New card, NT$0, never used', card: { uid: '08a00004', balance: 0, issuedDaysAgo: 1 } },
  {
    id: 'expired',
    label: 'Expired ten days ago, NT$250',
    card: { uid: '08a00005', balance: 250, issuedDaysAgo: 7_310, expiresInDays: -10, lastSequence: 200, history: [purchase(40 * DAY, 35)] },
  },
  {
    id: 'locked',
    label: 'Registered student card with the lock bit set, NT$180',
    card: {
      uid: '08a00006',
      balance: 180,
      lastSequence: 255,
      history: [bus(6 * DAY), purchase(5 * DAY, 40)],
      attributes: { usage: USAGE.activated | USAGE.blocked, product: 'student', personalProfile: 1 },
    },
    host: { status: 'blocked' },
  },
];

/** EasyCards with times reckoned from `nowMs`. They have the factory's keys. */
export function preparedCards(nowMs: number): PreparedCard[] {
  return preparedEasyCards([...CARDS, ...ISSUER_EASYCARDS], nowMs);
}

function preparedEasyCards(cards: readonly PreparedDescription[], nowMs: number): PreparedCard[] {
  return cards.map(({ id, label, card, host = {} }) => {
    const description = { ...card, nowMs };
    return { id, label, image: buildEasyCardImage(description), host: hostCardOf(EASYCARD_CLASSIC, description, host) };
  });
}

const IPASS_CARDS: readonly PreparedDescription[] = [
  {
    id: 'ordinary',
    label: 'iPASS, NT$320, six records',
    card: {
      uid: '08e00001',
      balance: 320,
      lastSequence: 42,
      history: [
        addValue(3 * DAY, 500),
        ...ride(2 * DAY, TAIPEI_MAIN, YONGAN_MARKET, 25),
        purchase(DAY, 95),
        ...ride(3 * HOUR, YONGAN_MARKET, NTU_HOSPITAL, 20),
      ],
    },
  },
  {
    id: 'nearly-full',
    label: 'iPASS, NT$9,900',
    card: { uid: '08e00002', balance: 9_900, lastSequence: 7, history: [purchase(2 * DAY, 60), bus(DAY)] },
  },
  {
    id: 'advance',
    label: 'iPASS, NT$-18 after a bus ride',
    card: { uid: '08e00003', balance: -18, lastSequence: 0, history: [bus(2 * HOUR)] },
  },
  { id: 'new', label: 'New iPASS, NT$0', card: { uid: '08e00004', balance: 0, issuedDaysAgo: 1 } },
  {
    id: 'concession',
    label: 'iPASS of Pingtung for the elderly, NT$150, expires in ten days',
    card: {
      uid: '08e00005',
      balance: 150,
      lastSequence: 11,
      expiresInDays: 10,
      history: [bus(DAY)],
      attributes: { product: 'concession-pingtung', personalProfile: 2 },
    },
  },
  {
    id: 'concession-too-late',
    label: 'iPASS of Pingtung for the elderly, NT$90, expired 45 days ago',
    card: {
      uid: '08e00006',
      balance: 90,
      lastSequence: 11,
      expiresInDays: -45,
      history: [bus(50 * DAY)],
      attributes: { product: 'concession-pingtung', personalProfile: 2 },
    },
  },
];

/** Its last day was last month's: until this month's last day it can be extended (R-004-33). */
function endedWithLastMonth(nowMs: number): PreparedDescription {
  return {
    id: 'concession-month-end',
    label: 'iPASS of Pingtung for the elderly, NT$60, expired at the end of last month',
    card: {
      uid: '08e00007',
      balance: 60,
      lastSequence: 5,
      expiresInDays: -Number(taipeiDate(nowMs).slice(-2)),
      history: [bus(40 * DAY)],
      attributes: { product: 'concession-pingtung', personalProfile: 2 },
    },
  };
}

/** Cards of the issuer iPASS as this project invents them, under the same names as {@link preparedCards}. */
export function preparedIpassCards(nowMs: number): PreparedCard[] {
  return [...IPASS_CARDS, endedWithLastMonth(nowMs)].map(({ id, label, card, host = {} }) => {
    const description = { ...card, nowMs };
    return { id, label, image: buildIpassCardImage(description), host: hostCardOf(IPASS_SYNTHETIC, description, host) };
  });
}

/** Cards of the staff on the roster of `lab/staff/`: of the kind that every passenger has. The label says the PIN. */
const STAFF_CARDS: readonly PreparedDescription[] = [
  { id: 'staff-clerk', label: 'Staff: clerk P01, PIN 102938', card: { uid: '08a0f001', balance: 10 } },
  { id: 'staff-second', label: 'Staff: cashier P02, PIN 564738', card: { uid: '08a0f002', balance: 10 } },
  { id: 'staff-auditor', label: 'Staff: auditor P03, PIN 908172', card: { uid: '08a0f003', balance: 10 } },
  { id: 'staff-new', label: 'Staff: technician P04, first PIN 415263', card: { uid: '08a0f004', balance: 10 } },
];

/** The cards of the development dock, of both issuers and of the staff; an iPASS goes by `ipass-` and its name. */
export function dockCards(nowMs: number): PreparedCard[] {
  return [
    ...preparedCards(nowMs),
    ...preparedIpassCards(nowMs).map((card) => ({ ...card, id: `ipass-${card.id}` })),
    ...preparedEasyCards(STAFF_CARDS, nowMs),
  ];
}

/** Keys that are not the factory's: whoever has the factory's written into the code cannot read {@link otherKeysCard}. */
export const OTHER_KEYS: CardKeys = {
  a: Uint8Array.of(0x10, 0x32, 0x54, 0x76, 0x98, 0xba),
  b: Uint8Array.of(0xab, 0x89, 0x67, 0x45, 0x23, 0x01),
};

/** A sound card with {@link OTHER_KEYS}. */
export function otherKeysCard(nowMs: number): PreparedCard {
  const history = [addValue(4 * DAY, 200), ...ride(DAY, NTU_HOSPITAL, TAIPEI_MAIN, 20)];
  const description = { uid: '08a00007', nowMs, balance: 615, lastSequence: 90, history, keys: OTHER_KEYS };
  const image = buildEasyCardImage(description);
  return { id: 'other-keys', label: 'NT$615, keys of its own', image, host: hostCardOf(EASYCARD_CLASSIC, description, {}) };
}
