import { IntlMessageFormat } from 'intl-messageformat';
import { type Language, textIn } from './languages.ts';
import type { MessageId, MessageParams } from './messages.ts';

/** Messages that were parsed before, by language and id. A message is parsed when it is first needed. */
const compiled = new Map<Language, Map<MessageId, IntlMessageFormat>>();

function compile(language: Language, id: MessageId): IntlMessageFormat {
  let messages = compiled.get(language);
  if (messages === undefined) compiled.set(language, (messages = new Map()));
  const known = messages.get(id);
  if (known !== undefined) return known;
  const text = textIn(language, id);
  if (text === undefined) throw new Error(`${id} is not said in ${language}`);
  // The catalogues are plain text: a "<" in one of them is a "<".
  const message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
  messages.set(id, message);
  return message;
}

/**
 * The text `id` in `language`, filled with `params`. The one way from a message id to words, for screens, slips and
 * speech alike.
 * @throws Error when a parameter of the message is missing: a text with a hole in it must not reach a passenger; and when the
 *   language does not reach so far
 */
export function formatMessage(language: Language, id: MessageId, params: MessageParams = {}): string {
  return String(compile(language, id).format(params));
}
