import type { ValidatorConfig } from './config.ts';

/** DATA of the reply to setup request (05) of a validator (type 00) at this protocol. */
export function setupReply(config: ValidatorConfig, protocol: number): number[] {
  const { denominations, valueMultiplier } = config;
  const bytes = denominations.map((value) => channelByte(value, valueMultiplier));
  const reply = [
    0xf0,
    0x00,
    ...ascii(config.firmware),
    ...ascii(config.currency),
    ...bigEndian24(valueMultiplier),
    denominations.length,
    ...bytes,
    ...denominations.map(() => 2),
    ...bigEndian24(config.realMultiplier),
    protocol,
  ];
  if (protocol < 6) return reply;
  const currencies = config.channelCurrencies ?? denominations.map(() => config.currency);
  const values = config.expandedValues ?? denominations;
  return [...reply, ...currencies.flatMap(ascii), ...values.flatMap(littleEndian32)];
}

function channelByte(value: number, multiplier: number): number {
  const byte = multiplier === 0 ? 0 : value / multiplier;
  return Number.isInteger(byte) && byte <= 0xff ? byte : 0;
}

function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

function bigEndian24(value: number): number[] {
  return [(value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];
}

export function littleEndian32(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}
