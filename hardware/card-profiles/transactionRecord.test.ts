import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taipeiTimestamp } from '../ports/clock.ts';
import { fromHex, toHex } from '../ports/hex.ts';
import { balanceBeforeDebit, decodeRecord, encodeRecord, toTransaction } from './transactionRecord.ts';

const PURCHASE = '29d577a869205f007b00000101f0a000';
const ADD_VALUE = '2a0d8ea96930f4016f0200330100a100';

describe('a transaction record', () => {
  it('says what was done, when, where and what was left', () => {
    const purchase = decodeRecord(fromHex(PURCHASE));
    expect(purchase).toEqual({
      sequence: 41,
      taipeiSeconds: Date.UTC(2026, 2, 4, 18, 20, 5) / 1000,
      type: 0x20,
      amount: 95,
      balanceAfter: 123,
      code: 0,
      place: 0x01,
      device: 0x00a0_f001,
    });
    const addValue = decodeRecord(fromHex(ADD_VALUE));
    expect(addValue === null ? null : toTransaction(addValue)).toMatchObject({
      sequence: 42,
      kind: 'add-value',
      amount: 500,
      balanceAfter: 623,
      place: 0x33,
      device: 0x00a1_0001,
    });
  });

  it('counts its seconds on Taiwan’s wall clock', () => {
    const record = decodeRecord(fromHex(PURCHASE));
    expect(record === null ? null : taipeiTimestamp(toTransaction(record).atMs)).toBe('2026-03-04T18:20:05+08:00');
  });

  it('is empty when it is all zero, and data however odd', () => {
    expect(decodeRecord(new Uint8Array(16))).toBeNull();
    const odd = decodeRecord(new Uint8Array(16).fill(0xee));
    expect(odd === null ? null : toTransaction(odd).kind).toBe('other');
  });

  it('can leave a purse below zero', () => {
    const record = decodeRecord(fromHex('00d577a869000f00eeff000507b0a000'));
    expect(record?.balanceAfter).toBe(-18);
  });

  it('gives back every block that is not empty', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const record = decodeRecord(bytes);
        if (record !== null) expect(toHex(encodeRecord(record))).toBe(toHex(bytes));
      }),
    );
  });

  it('tells the purse before a debit, and only before a debit', () => {
    const purchase = decodeRecord(fromHex(PURCHASE));
    const addValue = decodeRecord(fromHex(ADD_VALUE));
    expect(purchase === null ? null : balanceBeforeDebit(purchase)).toBe(218);
    expect(addValue === null ? null : balanceBeforeDebit(addValue)).toBeNull();
  });
});
