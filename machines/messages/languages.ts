import type { FontName } from '../../hardware/ports/fonts.ts';
import { en } from './en.ts';
import type { Catalogue } from './messages.ts';
import { zhHant } from './zh-Hant.ts';

/** One language of the kiosk. */
interface LanguageRow {
  /** Its own name, in its own script: how it is offered, whatever language is spoken. */
  readonly name: string;
  readonly catalogue: Catalogue;
  /** What it is drawn with first, on the screen and on slips; a character that this has not is taken from the others. */
  readonly font: FontName;
  /** The voice of espeak-ng that reads it. Mandarin is read from pinyin: of Han characters that voice takes 銀行 and 重複 wrongly. */
  readonly voice: string;
}

const rows = {
  'zh-Hant': { name: '繁體中文', catalogue: zhHant, font: 'noto-sans-tc', voice: 'cmn-latn-pinyin' },
  en: { name: 'English', catalogue: en, font: 'noto-sans-tc', voice: 'en' },
} as const satisfies Record<string, LanguageRow>;

export type Language = keyof typeof rows;

/**
 * Every language of the kiosk, in the order in which they are offered, by its BCP 47 tag: `html[lang]`, plurals and numbers go by
 * it, and the configuration names it. The first is that of the pages which stand before any choice.
 */
export const languageTable: Readonly<Record<Language, LanguageRow>> = rows;

export const languages = Object.keys(languageTable) as Language[]; // the keys of a literal, which `Object.keys` forgets
