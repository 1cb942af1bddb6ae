import type { Language } from '../words.ts';
import { en } from './en.ts';
import type { MessageId } from './messages.ts';
import { zhHant } from './zh-Hant.ts';

/** Every text of the kiosk in every language it speaks. */
export const catalogues: Readonly<Record<Language, Readonly<Record<MessageId, string>>>> = {
  'zh-Hant': zhHant,
  en,
};
