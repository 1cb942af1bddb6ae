import { describe, expect, it } from 'vitest';
import { fromHex } from '../ports/hex.ts';
import { type ValidatorChoice, validatorConfig } from '../../lab/devices/validator/config.ts';
import { setupReply } from '../../lab/devices/validator/setupReply.ts';
import { channelValue, type Dataset, decodeSetup, minorValue } from './dataset.ts';

const setup = (choice: ValidatorChoice, protocol = 8): Uint8Array => Uint8Array.from(setupReply(validatorConfig(choice), protocol));
const valuesOf = (choice: ValidatorChoice): number[] | string => {
  const decoded = decodeSetup(setup(choice));
  return decoded.ok ? decoded.value.channels.map(({ value }) => value) : decoded.error;
};

describe('the values of a dataset', () => {
  it('come from the 32-bit values alone when the value multiplier is 0', () => {
    expect(valuesOf({ valueMultiplier: 0 })).toEqual([100, 200, 500, 1000, 2000]);
  });

  it('come from channel bytes and 32-bit values that agree, with either multiplier', () => {
    expect(valuesOf({ valueMultiplier: 100 })).toEqual([100, 200, 500, 1000, 2000]);
    expect(valuesOf({ valueMultiplier: 1, denominations: [100, 200] })).toEqual([100, 200]);
  });

  it('are the same whether the dataset counts in cents or in dollars', () => {
    for (const realMultiplier of [1, 100]) expect(valuesOf({ realMultiplier })).toEqual([100, 200, 500, 1000, 2000]);
  });

  it('are refused when two places contradict each other', () => {
    expect(valuesOf({ valueMultiplier: 100, expandedValues: [100, 200, 500, 1000, 1000] })).toContain('channel 5');
    // A byte cannot hold NT$500: told as 0 beside a multiplier that claims to be valid.
    expect(valuesOf({ valueMultiplier: 1 })).toContain('channel 3');
  });

  it('are refused in minor units: no note of Taiwan is worth 10,000', () => {
    expect(valuesOf({ expandedValues: [10_000, 20_000, 50_000, 100_000, 200_000] })).toContain('10000');
  });

  it('are refused for another currency, also in a single channel', () => {
    expect(valuesOf({ currency: 'EUR' })).toContain('EUR');
    expect(valuesOf({ currency: 'EUR', channelCurrencies: ['TWD', 'TWD', 'TWD', 'TWD', 'TWD'] })).toContain('EUR');
    expect(valuesOf({ channelCurrencies: ['TWD', 'TWD', 'TWD', 'CNY', 'TWD'] })).toContain('channel 4');
  });

  it('are refused with a real multiplier that makes no sense', () => {
    expect(valuesOf({ realMultiplier: 0 })).toContain('real multiplier 0');
    expect(valuesOf({ realMultiplier: 0x400000 })).toContain('real multiplier 4194304');
  });
});

describe('a setup reply', () => {
  it('tells unit, firmware and protocol', () => {
    const decoded = decodeSetup(setup({}));
    expect(decoded.ok && { ...decoded.value, channels: decoded.value.channels.length }).toEqual({
      unit: 'validator',
      firmware: '0415',
      protocol: 8,
      channels: 5,
      minorPerDollar: 100,
    });
  });

  it('of an older protocol, of a hopper, or of the wrong length is refused', () => {
    expect(decodeSetup(setup({}, 5))).toMatchObject({ ok: false });
    expect(decodeSetup(fromHex('f003303130305457440802640000006400')).ok).toBe(false);
    const whole = setup({});
    for (let length = 0; length < whole.length; length += 1) expect(decodeSetup(whole.subarray(0, length)).ok).toBe(false);
    expect(decodeSetup(Uint8Array.of(...whole, 0)).ok).toBe(false);
  });
});

describe('a value', () => {
  const decoded = decodeSetup(setup({ realMultiplier: 100 }));
  const dataset: Dataset | null = decoded.ok ? decoded.value : null;

  it('of a channel is known for channels that exist', () => {
    expect(dataset === null ? null : [0, 1, 5, 6].map((channel) => channelValue(dataset, channel))).toEqual([null, 100, 2000, null]);
  });

  it('in minor units is never taken for dollars', () => {
    const convert = (minor: number, currency = 'TWD'): number | null => (dataset === null ? null : minorValue(dataset, minor, currency));
    expect(convert(10_000)).toBe(100);
    expect(convert(100)).toBe(1);
    expect(convert(12_345)).toBeNull();
    expect(convert(10_000, 'EUR')).toBeNull();
  });
});
