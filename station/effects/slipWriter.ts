import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import type { SlipLine } from '../../hardware/ports/receiptPrinter.ts';
import { formatMessage } from '../../machines/messages/format.ts';
import type { MessageId, MessageParams } from '../../machines/messages/messages.ts';
import type { Contact } from '../../machines/rules/contacts.ts';
import { type Site, stationIn } from '../../machines/view/site.ts';
import { type Language, languageTable } from '../../machines/messages/languages.ts';

/** Date and time in Taipei, as slips show it. */
export function printedTime(atMs: number): string {
  return taipeiTimestamp(atMs).slice(0, 19).replace('T', ' ');
}

export type SlipWriter = ReturnType<typeof slipWriter>;

/** Builds slips in one language. */
export function slipWriter(language: Language, site: Site) {
  const text = (id: MessageId, params?: MessageParams): string => formatMessage(language, id, params);
  const title = (id: MessageId): SlipLine => ({ kind: 'title', text: text(id) });
  const pair = (id: MessageId, value: string, params?: MessageParams): SlipLine => ({ kind: 'pair', label: text(id, params), value });
  const money = (amount: number): string => text('printed.dollars', { amount });
  const line = (id: MessageId, params?: MessageParams): SlipLine => ({ kind: 'text', text: text(id, params) });
  const place: SlipLine[] = [pair('printed.station', stationIn(site, language)), pair('printed.machine', site.machine)];

  /** Whom to ask, and when they answer (R-003-02, R-003-46, R-002-32). */
  const hotline = ({ issuer, hotline: number, hours, prefix }: Contact): SlipLine[] => {
    const called = { issuer: text(`issuer.${issuer}`), hotline: number };
    const answers = hours === 'always' ? line('printed.hotline.always', called) : line('printed.hotline.daily', { ...called, ...hours });
    return prefix === undefined ? [answers] : [answers, line('printed.hotline.prefix', { prefix })];
  };

  /** Which terms the card is used under, and where they can be read (R-003-01). */
  const terms = ({ issuer, terms: version, website }: Contact): SlipLine[] =>
    version === undefined ? [] : [line('printed.terms', { issuer: text(`issuer.${issuer}`), version, website })];

  const { font } = languageTable[language];

  return { language, font, text, title, line, pair, money, place, hotline, terms };
}
