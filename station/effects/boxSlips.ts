import type { Slip, SlipLine } from '../../hardware/ports/receiptPrinter.ts';
import type { ChromeView } from '../../machines/view/view.ts';
import { type BoxCount, differenceOf, type TakenBox } from '../journal/boxLedger.ts';
import { printedTime, slipWriter } from './slipWriter.ts';

/** Slips of an exchange and of its count. */

/** Whoever has another one has a copy (field: reprints say COPY and the number of the first). */
const ORIGINALS = 2;

/** @param print which print of it this is, from 1 */
function copyLines({ line }: ReturnType<typeof slipWriter>, number: string, print: number): SlipLine[] {
  return print <= ORIGINALS ? [line('printed.staff.original', { number, print })] : [line('printed.staff.copy', { number })];
}

/** Whether the originals of a statement are still to be printed, and how many. */
export function originalsLeft(prints: number): number {
  return Math.max(0, ORIGINALS - prints);
}

/**
 * What was taken out and put in, by whom and when. No amount: whoever counts the box must not know.
 * @param atMs milliseconds since 1970-01-01 UTC
 */
export function exchangeSlip(box: TakenBox, print: number, atMs: number, chrome: ChromeView): Slip {
  const writer = slipWriter(chrome.language, chrome);
  const { font, title, pair, place } = writer;
  const number = `X-${box.exchange}`;
  return {
    id: `exchange-${box.exchange}-${print}`,
    font,
    lines: [
      title('printed.exchange.title'),
      ...copyLines(writer, number, print),
      ...place,
      pair('printed.exchange.taken', printedTime(box.atMs)),
      pair('printed.exchange.out', box.serial),
      pair('printed.exchange.seal', box.seal),
      pair('printed.exchange.in', box.next ?? '-'),
      pair('printed.exchange.records', `${box.from} - ${box.to}`),
      pair('printed.exchange.person', box.person),
      pair('printed.time', printedTime(atMs)),
      { kind: 'rule' },
      pair('printed.exchange.sign', '____________'),
    ],
  };
}

/** What a count came to, beside what the journal says. @param person who asked for it */
export function countSlip(count: BoxCount, print: number, person: string, atMs: number, chrome: ChromeView): Slip {
  const writer = slipWriter(chrome.language, chrome);
  const { font, title, pair, line, money, place } = writer;
  const { exchange, serial, expected, counted, notes } = count;
  const number = `C-${exchange}`;
  return {
    id: `count-${exchange}-${print}`,
    font,
    lines: [
      title('printed.count.title'),
      ...copyLines(writer, number, print),
      ...place,
      pair('printed.exchange.out', serial),
      ...notes.map(({ value, count: pieces }) => pair('printed.count.notes', money(value * pieces), { value, count: pieces })),
      { kind: 'rule' },
      pair('printed.count.counted', money(counted.value)),
      pair('printed.count.expected', money(expected.value)),
      pair('printed.count.difference', money(differenceOf(count))),
      pair('printed.count.pieces', `${counted.notes} / ${expected.notes + expected.unvalued}`),
      ...(expected.unvalued === 0 ? [] : [line('printed.count.unvalued', { count: expected.unvalued })]),
      ...(expected.inDoubt.notes === 0
        ? []
        : [
            line('printed.count.in-doubt', { count: expected.inDoubt.notes }),
            line('printed.count.in-doubt-value', { amount: expected.inDoubt.value }),
          ]),
      pair('printed.exchange.person', person),
      pair('printed.time', printedTime(atMs)),
    ],
  };
}

/** A slip that says that it is none. */
export function testSlip(number: number, person: string, atMs: number, chrome: ChromeView): Slip {
  const { font, title, pair, line, place } = slipWriter(chrome.language, chrome);
  return {
    id: `test-${number}`,
    font,
    lines: [
      title('printed.test.title'),
      line('printed.test.void'),
      ...place,
      pair('printed.test.number', String(number)),
      pair('printed.exchange.person', person),
      pair('printed.time', printedTime(atMs)),
    ],
  };
}
