import { USAGE } from '../../card-profiles/attributes.ts';
import type { CardKeys } from '../../ports/securityModule.ts';
import type { CardHistoryEntry, CardDescription } from './cardImage.ts';
import { buildEasyCardImage } from './easyCardImage.ts';
import { buildIpassCardImage } from './ipassCardImage.ts';

/** A card that lies ready to be used by people and tests. */
export interface PreparedCard {
  readonly id: string;
  /** For people who write software: plain English. */
  readonly label: string;
  readonly image: Uint8Array;
}

/** Station codes and places that are publicly known: 1 shop, 5 bus, the rest metro stations. */
const SHOP = 0x01;
const BUS = 0x05;
const TAIPEI_MAIN = 0x33;
const NTU_HOSPITAL = 0x32;
const YONGAN_MARKET = 0x2e;

const GATE = 0x00a0_0012;
const TILL = 0x00a0_f001;
const VALIDATOR = 0x00a0_b007;
const ADD_VALUE_MACHINE = 0x00a1_0001;
const HOUR = 60;
const DAY = 24 * HOUR;

const ride = (minutesAgo: number, from: number, to: number, fare: number): CardHistoryEntry[] => [
  { kind: 'entry', amount: 0, minutesAgo: minutesAgo + 20, place: from, device: GATE },
  { kind: 'exit', amount: fare, minutesAgo, place: to, device: GATE },
];
const bus = (minutesAgo: number): CardHistoryEntry => ({ kind: 'entry', amount: 15, minutesAgo, place: BUS, device: VALIDATOR });
const purchase = (minutesAgo: number, amount: number): CardHistoryEntry => ({
  kind: 'purchase',
  amount,
  minutesAgo,
  place: SHOP,
  device: TILL,
});
const addValue = (minutesAgo: number, amount: number): CardHistoryEntry => ({
  kind: 'add-value',
  amount,
  minutesAgo,
  place: TAIPEI_MAIN,
  device: ADD_VALUE_MACHINE,
});

type Prepared = readonly [id: string, label: string, description: Omit<CardDescription, 'nowMs'>];

const CARDS: readonly Prepared[] = [
  [
    'ordinary',
    'Ordinary card, NT$320, six records',
    {
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
  ],
  [
    'nearly-full',
    'Nearly full, NT$9,900: one note of 100 fits',
    { uid: '08a00002', balance: 9_900, lastSequence: 7, history: [addValue(5 * DAY, 1_000), purchase(2 * DAY, 60), bus(DAY)] },
  ],
  [
    'advance',
    'Below zero, NT$-18 after a bus ride',
    { uid: '08a00003', balance: -18, lastSequence: 0, history: [...ride(DAY, YONGAN_MARKET, TAIPEI_MAIN, 25), bus(2 * HOUR)] },
  ],
  ['new', 'New card, NT$0, never used', { uid: '08a00004', balance: 0, issuedDaysAgo: 1 }],
  [
    'expired',
    'Expired ten days ago, NT$250',
    { uid: '08a00005', balance: 250, issuedDaysAgo: 7_310, expiresInDays: -10, lastSequence: 200, history: [purchase(40 * DAY, 35)] },
  ],
  [
    'locked',
    'Registered student card with the lock bit set, NT$180',
    {
      uid: '08a00006',
      balance: 180,
      lastSequence: 255,
      history: [bus(6 * DAY), purchase(5 * DAY, 40)],
      attributes: { usage: USAGE.activated | USAGE.blocked, product: 'student', personalProfile: 1 },
    },
  ],
];

/** The cards of the development dock, with times reckoned from `nowMs`. They have the factory's keys. */
export function preparedCards(nowMs: number): PreparedCard[] {
  return CARDS.map(([id, label, description]) => ({ id, label, image: buildEasyCardImage({ ...description, nowMs }) }));
}

const IPASS_CARDS: readonly Prepared[] = [
  [
    'ordinary',
    'iPASS, NT$320, six records',
    {
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
  ],
  ['nearly-full', 'iPASS, NT$9,900', { uid: '08e00002', balance: 9_900, lastSequence: 7, history: [purchase(2 * DAY, 60), bus(DAY)] }],
  ['advance', 'iPASS, NT$-18 after a bus ride', { uid: '08e00003', balance: -18, lastSequence: 0, history: [bus(2 * HOUR)] }],
  ['new', 'New iPASS, NT$0', { uid: '08e00004', balance: 0, issuedDaysAgo: 1 }],
  [
    'concession',
    'iPASS of Pingtung for the elderly, NT$150, expires in ten days',
    {
      uid: '08e00005',
      balance: 150,
      lastSequence: 11,
      expiresInDays: 10,
      history: [bus(DAY)],
      attributes: { product: 'concession-pingtung', personalProfile: 2 },
    },
  ],
];

/** Cards of the issuer iPASS as this project invents them, under the same names as {@link preparedCards}. */
export function preparedIpassCards(nowMs: number): PreparedCard[] {
  return IPASS_CARDS.map(([id, label, description]) => ({ id, label, image: buildIpassCardImage({ ...description, nowMs }) }));
}

/** Keys that are not the factory's: whoever has the factory's written into the code cannot read {@link otherKeysCard}. */
export const OTHER_KEYS: CardKeys = {
  a: Uint8Array.of(0x10, 0x32, 0x54, 0x76, 0x98, 0xba),
  b: Uint8Array.of(0xab, 0x89, 0x67, 0x45, 0x23, 0x01),
};

/** A sound card with {@link OTHER_KEYS}. */
export function otherKeysCard(nowMs: number): PreparedCard {
  const history = [addValue(4 * DAY, 200), ...ride(DAY, NTU_HOSPITAL, TAIPEI_MAIN, 20)];
  const image = buildEasyCardImage({ uid: '08a00007', nowMs, balance: 615, lastSequence: 90, history, keys: OTHER_KEYS });
  return { id: 'other-keys', label: 'NT$615, keys of its own', image };
}
