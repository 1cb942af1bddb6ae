import { wholly } from '../../machines/messages/languages.ts';
import type { MaskedCardNumber } from '../../hardware/ports/cardNumber.ts';
import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import type { Slip, SlipLine } from '../../hardware/ports/receiptPrinter.ts';
import type { Picture } from '../../machines/view/project.ts';
import { partLines } from './partLines.ts';
import { printedTime, slipWriter } from './slipWriter.ts';

/** The code by which staff and hotline know what the screen tells. */
function codeOf({ prompts }: Picture): string {
  return String(prompts.find(({ id }) => id === 'refused.code')?.params?.['code'] ?? '-');
}

/**
 * What the screen tells of a refusal, for somebody to take along: the same four things, and the evidence that customer service
 * asks for (R-000-09, R-000-10, R-000-14).
 * @param atMs milliseconds since 1970-01-01 UTC
 */
export function refusalSlip(picture: Picture, card: MaskedCardNumber | null, atMs: number): Slip {
  const { chrome, prompts, service } = picture;
  const writer = slipWriter(wholly(chrome.language), chrome);
  const { font, text, title, pair, money, place } = writer;
  const code = codeOf(picture);
  const purpose: SlipLine[] = service === null ? [] : [pair('printed.purpose', text(`service.${service.service}`))];
  return {
    id: `refusal-${atMs}`,
    font,
    lines: [
      title('printed.refusal.title'),
      pair('printed.code', code),
      ...place,
      ...purpose,
      pair('printed.time', printedTime(atMs)),
      pair('printed.card', card ?? '-'),
      ...(picture.card?.balance === null || picture.card === null ? [] : [pair('printed.balance', money(picture.card.balance))]),
      { kind: 'rule' },
      ...partLines(writer, prompts),
      { kind: 'qr', text: ['REFUSED', code, chrome.machine, taipeiTimestamp(atMs), card ?? '-'].join(' ') },
    ],
  };
}
