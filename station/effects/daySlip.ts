import type { Slip } from '../../hardware/ports/receiptPrinter.ts';
import type { ChromeView } from '../../machines/view/view.ts';
import type { JournalBodies } from '../journal/records.ts';
import { headInLines, type SignedHead } from '../journal/signedHead.ts';
import { printedTime, slipWriter } from './slipWriter.ts';

/**
 * A statement of a day on paper. Its last lines are the head of the journal: no disk of the machine can change them afterwards.
 * @param atMs milliseconds since 1970-01-01 UTC
 */
export function daySlip(
  { what, number, from, to, sums, inBox, difference, openCases, person }: JournalBodies['day-statement'],
  journal: Pick<SignedHead, 'machine' | 'epoch'>,
  atMs: number,
  chrome: ChromeView,
): Slip {
  const { font, text, title, pair, money, place } = slipWriter(chrome.language, chrome);
  const pieces = sums.notes + sums.unvalued;
  return {
    id: `day-${number}`,
    font,
    lines: [
      title(`printed.day.${what}`),
      ...place,
      pair('printed.time', printedTime(atMs)),
      pair('printed.day.number', `D-${number}`),
      pair('printed.exchange.records', `${from} - ${to.seq}`),
      { kind: 'rule' },
      pair('printed.day.kept', money(sums.kept)),
      pair('printed.day.written', money(sums.written)),
      pair('printed.day.issued', money(sums.issued)),
      ...sums.services.map(({ service, count, amount }) =>
        pair('printed.day.service', money(amount), {
          count,
          service: text(service === 'lock' ? 'printed.day.locked' : `printed.purpose.${service}`),
        }),
      ),
      { kind: 'rule' },
      pair('printed.day.journal', String(pieces)),
      pair('printed.day.counters', difference === null ? text('printed.day.not-known') : String(pieces + difference)),
      pair('printed.day.difference', difference === null ? text('printed.day.not-known') : String(difference)),
      pair('printed.day.box', String(inBox)),
      pair('printed.day.cases', String(openCases)),
      pair('printed.exchange.person', person),
      { kind: 'rule' },
      ...headInLines({ ...journal, head: to }).map((line) => ({ kind: 'text', text: line }) as const),
    ],
  };
}
