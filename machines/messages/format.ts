import { IntlMessageFormat } from 'intl-messageformat';
import { type Language, languageTable } from './languages.ts';
import type { MessageId, MessageParams } from './messages.ts';

/** Messages that were parsed before, by language and id. A message is parsed when it is first needed. */
const compiled = new Map<Language, Map<MessageId, IntlMessageFormat>>();

function compile(language: Language, id: MessageId): IntlMessageFormat {
  let messages = compiled.get(language);
  if (messages === undefined) compiled.set(language, (messages = new Map()));
  let message = messages.get(id);
  // The catalogues are plain text: a "<" in one of them is a "<".
  message ??= new IntlMessageFormat(languageTable[language].catalogue[id], language, undefined, { ignoreTag: true });
  messages.set(id, message);
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
