import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../words.ts';
import { catalogues } from './catalogues.ts';
import type { MessageId, MessageParams } from './messages.ts';

/** Messages that were parsed before, by language. A message is parsed when it is first needed. */
const compiled: Readonly<Record<Language, Map<MessageId, IntlMessageFormat>>> = { 'zh-Hant': new Map(), en: new Map() };

function compile(language: Language, id: MessageId): IntlMessageFormat {
  const known = compiled[language].get(id);
  if (known !== undefined) return known;
  // The catalogues are plain text: a "<" in one of them is a "<".
  const message = new IntlMessageFormat(catalogues[language][id], language, undefined, { ignoreTag: true });
  compiled[language].set(id, message);
  return message;
}

/**
 * The text `id` in `language`, filled with `params`. The one way from a message id to words, for screens, slips and
 * speech alike.
 * @throws Error when a parameter of the message is missing: a text with a hole in it must not reach a passenger.
 */
export function formatMessage(language: Language, id: MessageId, params: MessageParams = {}): string {
  return String(compile(language, id).format(params));
}
