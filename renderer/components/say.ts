import { formatMessage } from '../../machines/messages/format.ts';
import type { MessageId, MessageParams } from '../../machines/messages/messages.ts';
import type { Language, Prompt } from '../../machines/view/view.ts';

/** The words for a message id in the language of the screen. */
export type Say = (id: MessageId, params?: MessageParams) => string;

const voices: Readonly<Record<Language, Say>> = {
  'zh-Hant': (id, params) => formatMessage('zh-Hant', id, params),
  en: (id, params) => formatMessage('en', id, params),
};

export function sayIn(language: Language): Say {
  return voices[language];
}

export function sayPrompt(say: Say, { id, params }: Prompt): string {
  return say(id, params);
}
