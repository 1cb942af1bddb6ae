import type { CardPass } from '../ports/cardFacts.ts';
import { dollars } from '../ports/dollars.ts';
import { BLOCK_LENGTH } from './blockAccess.ts';
import { readNumber, writeNumber } from './cardLayout.ts';
import { hasCheckByte, withCheckByte } from './checkByte.ts';
import { decodeDosDate, encodeDosDate } from './dosDate.ts';

/**
 * A period ticket as this project's cards keep it, in two blocks with a check byte: what it is, marked `SYNTH`, and what it was bought
 * by. Where real cards keep it is not public.
 *
 * | bytes | ticket                                   | sale                                         |
 * |-------|------------------------------------------|----------------------------------------------|
 * | 0-4   | `SYNTH`                                  | the transaction, ten characters of ASCII ... |
 * | 5     | version of this layout, 1                |                                              |
 * | 6-7   | product                                  |                                              |
 * | 8     | area                                     |                                              |
 * | 9-10  | first day, DOS date                      | ... at 10-11 the first day that it paid for  |
 * | 11-12 | last day, DOS date                       | zero                                         |
 * | 13-14 | price, NT$                               | zero                                         |
 * | 15    | exclusive or of 0-14                     | exclusive or of 0-14                         |
 */

const MARK = new TextEncoder().encode('SYNTH');
const VERSION = 1;

const TICKET = {
  version: { offset: 5, length: 1 },
  product: { offset: 6, length: 2 },
  area: { offset: 8, length: 1 },
  firstDay: { offset: 9, length: 2 },
  lastDay: { offset: 11, length: 2 },
  price: { offset: 13, length: 2 },
} as const;

/** Characters of a transaction. */
const TRANSACTION_LENGTH = 10;
const PAID_FROM = { offset: 10, length: 2 } as const;

/** What a ticket was bought by. */
export interface PassReceipt {
  readonly transaction: string;
  /** The first of the days that it paid for; earlier days of the ticket were paid for before. */
  readonly paidFrom: string;
}

/** @returns null when there is none, or the block is damaged. */
export function decodePass(block: Uint8Array): CardPass | null {
  const marked = MARK.every((byte, index) => block[index] === byte) && readNumber(block, TICKET.version) === VERSION;
  const firstDay = decodeDosDate(readNumber(block, TICKET.firstDay));
  const lastDay = decodeDosDate(readNumber(block, TICKET.lastDay));
  if (!marked || !hasCheckByte(block) || firstDay === null || lastDay === null) return null;
  return {
    product: readNumber(block, TICKET.product),
    area: readNumber(block, TICKET.area),
    firstDay,
    lastDay,
    price: dollars(readNumber(block, TICKET.price)),
  };
}

/** Something stands there that is no ticket as we know them, and perhaps one that was paid for: nothing is written over it. */
export function isUnknownPass(block: Uint8Array): boolean {
  return decodePass(block) === null && block.some((byte) => byte !== 0);
}

/** @throws RangeError when a number or a day does not fit its field. */
export function encodePass({ product, area, firstDay, lastDay, price }: CardPass): Uint8Array {
  const block = new Uint8Array(BLOCK_LENGTH);
  block.set(MARK);
  writeNumber(block, TICKET.version, VERSION);
  writeNumber(block, TICKET.product, product);
  writeNumber(block, TICKET.area, area);
  writeNumber(block, TICKET.firstDay, encodeDosDate(firstDay));
  writeNumber(block, TICKET.lastDay, encodeDosDate(lastDay));
  writeNumber(block, TICKET.price, price);
  return withCheckByte(block);
}

/** @returns null when there is none, or the block is damaged. */
export function decodePassReceipt(block: Uint8Array): PassReceipt | null {
  const paidFrom = decodeDosDate(readNumber(block, PAID_FROM));
  if (!hasCheckByte(block) || paidFrom === null) return null;
  return { transaction: new TextDecoder().decode(block.subarray(0, TRANSACTION_LENGTH)).replace(/\0+$/u, ''), paidFrom };
}

/** @throws RangeError when the transaction is no ASCII of ten characters at most, or the day does not fit. */
export function encodePassReceipt({ transaction, paidFrom }: PassReceipt): Uint8Array {
  if (!/^[\x21-\x7e]{1,10}$/u.test(transaction)) throw new RangeError(`no transaction of ${TRANSACTION_LENGTH} characters: ${transaction}`);
  const block = new Uint8Array(BLOCK_LENGTH);
  block.set(new TextEncoder().encode(transaction));
  writeNumber(block, PAID_FROM, encodeDosDate(paidFrom));
  return withCheckByte(block);
}
