import { describe, expect, it } from 'vitest';
import { encodeValueBlock } from '../../../hardware/card-profiles/valueBlock.ts';
import { LAYOUT } from '../../../hardware/card-profiles/easycard-classic/layout.ts';
import { fromHex, toHex } from '../../../hardware/ports/hex.ts';
import { OTHER_KEYS, otherKeysCard } from './preparedCards.ts';
import { SimulatedCard } from './simulatedCard.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const PURSE = LAYOUT.purse.block;
const BACKUP = LAYOUT.backupPurse.block;
const card = (): SimulatedCard => new SimulatedCard(otherKeysCard(NOW).image);
const opened = (key: 'a' | 'b'): SimulatedCard => {
  const own = card();
  expect(own.authenticate(PURSE, key, OTHER_KEYS[key])).toBe(true);
  return own;
};

describe('a simulated card', () => {
  it('opens with its own keys only, each for what it is', () => {
    expect(card().authenticate(PURSE, 'a', fromHex('ffffffffffff'))).toBe(false);
    expect(card().authenticate(PURSE, 'a', OTHER_KEYS.b)).toBe(false);
    expect(card().authenticate(64, 'a', OTHER_KEYS.a)).toBe(false);
  });

  it('gives nothing outside the open sector, and nothing after a wrong key or without power', () => {
    const own = opened('a');
    expect(own.read(PURSE)).toEqual(encodeValueBlock(615));
    expect(own.read(4)).toBeNull();
    expect(own.authenticate(4, 'a', fromHex('ffffffffffff'))).toBe(false);
    expect(own.read(PURSE)).toBeNull();
    const unpowered = opened('b');
    unpowered.powerOff();
    expect(unpowered.read(PURSE)).toBeNull();
  });

  it('enforces its access bits', () => {
    const reading = opened('a');
    expect(reading.write(PURSE, encodeValueBlock(1))).toBe(false);
    expect(reading.addToValue(PURSE, 5)).toBe(false);
    expect(reading.addToValue(PURSE, -5)).toBe(true);
    expect(reading.readValue(PURSE)).toBe(610);
    const writing = opened('b');
    expect(writing.write(PURSE, encodeValueBlock(700))).toBe(true);
    expect(writing.addToValue(PURSE, 5)).toBe(true);
    expect(writing.copyValue(PURSE, BACKUP)).toBe(true);
    expect(writing.readValue(BACKUP)).toBe(705);
  });

  it('shows no keys, and never lets its first block be written', () => {
    const own = opened('b');
    expect(toHex(own.read(PURSE | 3) ?? new Uint8Array())).toBe('00000000000008778f00000000000000');
    expect(own.authenticate(0, 'b', OTHER_KEYS.b)).toBe(true);
    expect(own.write(0, new Uint8Array(16))).toBe(false);
  });

  it('changes its keys with key B', () => {
    const own = opened('b');
    const trailer = fromHex('00000000000008778f00000000000000');
    expect(own.write(PURSE | 3, trailer)).toBe(true);
    expect(own.authenticate(PURSE, 'b', OTHER_KEYS.b)).toBe(false);
    expect(own.authenticate(PURSE, 'b', new Uint8Array(6))).toBe(true);
  });

  it('keeps the first bytes of a write that is cut', () => {
    const own = opened('b');
    const before = own.save();
    expect(own.write(PURSE, encodeValueBlock(-1), { storedBytes: 6 })).toBe(true);
    const expected = before.slice(PURSE * 16, PURSE * 16 + 16);
    expected.set(encodeValueBlock(-1).subarray(0, 6));
    expect(own.image.slice(PURSE * 16, PURSE * 16 + 16)).toEqual(expected);
    own.restore(before);
    expect(own.image).toEqual(before);
    expect(own.read(PURSE)).toBeNull();
  });

  it('does no arithmetic on what is no value', () => {
    const own = opened('b');
    expect(own.addToValue(LAYOUT.lastAddValue.block, 1)).toBe(false);
    expect(own.copyValue(LAYOUT.lastAddValue.block, BACKUP)).toBe(false);
    expect(own.copyValue(PURSE, 4)).toBe(false);
    expect(() => new SimulatedCard(new Uint8Array(1000))).toThrow(RangeError);
  });

  it('is deaf to block commands when it is of another kind', () => {
    const processor = new SimulatedCard(otherKeysCard(NOW).image, 'iso-14443-4');
    expect(processor.authenticate(PURSE, 'a', OTHER_KEYS.a)).toBe(false);
  });
});
