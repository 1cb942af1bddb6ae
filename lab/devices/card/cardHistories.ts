import type { CardHistoryEntry } from './cardImage.ts';

/** What is done with cards every day, as their records tell it. Times are minutes before now. */

/** Station codes and places that are publicly known: 1 shop, 5 bus, the rest metro stations. */
const SHOP = 0x01;
const BUS = 0x05;
export const TAIPEI_MAIN = 0x33;
export const NTU_HOSPITAL = 0x32;
export const YONGAN_MARKET = 0x2e;

const GATE = 0x00a0_0012;
const TILL = 0x00a0_f001;
const VALIDATOR = 0x00a0_b007;
const ADD_VALUE_MACHINE = 0x00a1_0001;
export const HOUR = 60;
export const DAY = 24 * HOUR;

export const ride = (minutesAgo: number, from: number, to: number, fare: number): CardHistoryEntry[] => [
  { kind: 'entry', amount: 0, minutesAgo: minutesAgo + 20, place: from, device: GATE },
  { kind: 'exit', amount: fare, minutesAgo, place: to, device: GATE },
];

export const bus = (minutesAgo: number): CardHistoryEntry => ({
  kind: 'entry',
  amount: 15,
  minutesAgo,
  place: BUS,
  device: VALIDATOR,
});

export const purchase = (minutesAgo: number, amount: number): CardHistoryEntry => ({
  kind: 'purchase',
  amount,
  minutesAgo,
  place: SHOP,
  device: TILL,
});

export const addValue = (minutesAgo: number, amount: number): CardHistoryEntry => ({
  kind: 'add-value',
  amount,
  minutesAgo,
  place: TAIPEI_MAIN,
  device: ADD_VALUE_MACHINE,
});
