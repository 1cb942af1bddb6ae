import { expect, it } from 'vitest';
import { revealCardNumber } from '../ports/cardNumber.ts';
import { fromHex } from '../ports/hex.ts';
import { cardNumberOfUid } from './cardNumberOfUid.ts';

it('is the UID as a decimal number of at least ten digits', () => {
  expect(revealCardNumber(cardNumberOfUid(fromHex('08a00001')))).toBe('0144703489');
  expect(revealCardNumber(cardNumberOfUid(fromHex('ffffffff')))).toBe('4294967295');
  expect(revealCardNumber(cardNumberOfUid(fromHex('04ffffffffffff')))).toBe('1407374883553279');
});

it('tells no more than its last four digits by itself', () => {
  expect(cardNumberOfUid(fromHex('08a00001')).toString()).toBe('****3489');
});
