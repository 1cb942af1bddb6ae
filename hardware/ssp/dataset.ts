import { type Dollars, dollars } from '../ports/dollars.ts';
import { fail, ok, type Result } from '../ports/result.ts';

/** One kind of note that the unit can tell apart. */
export interface Channel {
  /** 1…n */
  readonly number: number;
  readonly value: Dollars;
}

/** What the unit is and which notes it knows. */
export interface Dataset {
  readonly unit: 'validator' | 'smart-payout';
  readonly firmware: string;
  readonly protocol: number;
  readonly channels: readonly Channel[];
  /** Minor units in which levels, payouts and power-up values are told, per NT$. Never taken for granted: it is 1 in one dataset and 100 in another. */
  readonly minorPerDollar: number;
}

/** Every value of a note or coin that Taiwan's central bank issues, NT$. Another value means that units were mixed up. */
const TAIWAN_VALUES: ReadonlySet<number> = new Set([1, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000]);

/** Minor units per dollar that a dataset may use; captures in public show 1 and 100, and the manual's own print contradicts itself. */
const REAL_MULTIPLIERS: ReadonlySet<number> = new Set([1, 10, 100]);

const UNITS: ReadonlyMap<number, Dataset['unit']> = new Map([
  [0x00, 'validator'],
  [0x06, 'smart-payout'],
]);

const CURRENCY = 'TWD';

/** Smallest protocol whose setup reply has a currency and a 32-bit value for every channel (GA138, setup request). */
const EXPANDED_SINCE = 6;

/**
 * Decodes the DATA of a reply to setup request (05) from a validator or SMART Payout:
 * F0 · type · firmware 4 · currency 3 · value multiplier 3 BE · n · values n · security n · real multiplier 3 BE ·
 * protocol · (from protocol 6) currency 3n · value u32LE n.
 *
 * Channel bytes times the value multiplier and the 32-bit values are whole dollars; a value multiplier of 0 says that
 * the 32-bit values alone are valid. Whatever contradicts another part, or is no note of Taiwan, is refused with a
 * reason: a unit whose units are in doubt must not take money.
 */
export function decodeSetup(data: Uint8Array): Result<Dataset, string> {
  const type = data[1];
  if (data[0] !== 0xf0 || type === undefined) return fail('the setup reply is empty');
  const unit = UNITS.get(type);
  if (unit === undefined) return fail(`unit type ${type} is neither a validator nor a SMART Payout`);
  const count = data[12];
  if (count === undefined || count === 0) return fail('the setup reply names no channel');
  const afterSecurity = 13 + 2 * count;
  const protocol = data[afterSecurity + 3];
  if (protocol === undefined) return fail('the setup reply is too short');
  if (protocol < EXPANDED_SINCE) return fail(`the setup reply is laid out for protocol ${protocol}`);
  const currencies = afterSecurity + 4;
  const values = currencies + 3 * count;
  if (data.length !== values + 4 * count) return fail(`the setup reply has ${data.length} bytes instead of ${values + 4 * count}`);

  const home = ascii(data, 6, 3);
  if (home !== CURRENCY) return fail(`the dataset is for ${printable(home)}, not ${CURRENCY}`);
  const valueMultiplier = bigEndian24(data, 9);
  const minorPerDollar = bigEndian24(data, afterSecurity);
  if (!REAL_MULTIPLIERS.has(minorPerDollar)) return fail(`real multiplier ${minorPerDollar} makes no sense for ${CURRENCY}`);

  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const channels: Channel[] = [];
  for (let index = 0; index < count; index += 1) {
    const number = index + 1;
    const currency = ascii(data, currencies + 3 * index, 3);
    if (currency !== CURRENCY) return fail(`channel ${number} is for ${printable(currency)}, not ${CURRENCY}`);
    const value = view.getUint32(values + 4 * index, true);
    const short = (data[13 + index] ?? 0) * valueMultiplier;
    if (valueMultiplier !== 0 && short !== value) return fail(`channel ${number} is worth ${short} in one place and ${value} in another`);
    if (!TAIWAN_VALUES.has(value)) return fail(`channel ${number} is worth ${value}: no note of Taiwan is`);
    channels.push({ number, value: dollars(value) });
  }
  return ok({ unit, firmware: ascii(data, 2, 4), protocol, channels, minorPerDollar });
}

export function channelValue(dataset: Dataset, channel: number): Dollars | null {
  return dataset.channels[channel - 1]?.value ?? null;
}

/** The value that a power-up event gives in minor units, or null when it is not a whole note of this dataset. */
export function minorValue(dataset: Dataset, minor: number, currency: string): Dollars | null {
  const value = minor / dataset.minorPerDollar;
  return currency === CURRENCY && TAIWAN_VALUES.has(value) ? dollars(value) : null;
}

function bigEndian24(data: Uint8Array, offset: number): number {
  return ((data[offset] ?? 0) << 16) | ((data[offset + 1] ?? 0) << 8) | (data[offset + 2] ?? 0);
}

function ascii(data: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...data.subarray(offset, offset + length));
}

function printable(text: string): string {
  return JSON.stringify(text);
}
