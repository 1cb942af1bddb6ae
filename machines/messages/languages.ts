import type { FontName } from '../../hardware/ports/fonts.ts';
import { en } from './en.ts';
import { indonesian } from './id.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import type { Catalogue, MessageId, PassengerCatalogue, TopUpCatalogue } from './messages.ts';
import { th } from './th.ts';
import { vi } from './vi.ts';
import { zhHant } from './zh-Hant.ts';

/** One language of the kiosk. */
interface LanguageRow {
  /** Its own name, in its own script: how it is offered, whatever language is spoken. */
  readonly name: string;
  readonly catalogue: TopUpCatalogue;
  /** What it is drawn with first, on the screen and on slips; a character that this has not is taken from the others. */
  readonly font: FontName;
  /** The voice of espeak-ng that reads it. Mandarin is read from pinyin: of Han characters that voice takes 銀行 and 重複 wrongly. */
  readonly voice: string;
}

/** Languages that a hall may have for its own: staff works in it, too, and every text is there. */
const ofHalls = {
  'zh-Hant': { name: '繁體中文', catalogue: zhHant, font: 'noto-sans-tc', voice: 'cmn-latn-pinyin' },
  en: { name: 'English', catalogue: en, font: 'noto-sans-tc', voice: 'en' },
} as const satisfies Record<string, LanguageRow & { readonly catalogue: Catalogue }>;

/** Languages in which a passenger can do everything. */
const ofPassengers = {
  ...ofHalls,
  ja: { name: '日本語', catalogue: ja, font: 'noto-sans-jp', voice: 'ja' },
  ko: { name: '한국어', catalogue: ko, font: 'noto-sans-kr', voice: 'ko' },
} as const satisfies Record<string, LanguageRow & { readonly catalogue: PassengerCatalogue }>;

/** All of them: the last know the way of a top-up, and speak English beside it. */
const rows = {
  ...ofPassengers,
  id: { name: 'Indonesia', catalogue: indonesian, font: 'noto-sans-tc', voice: 'id' },
  vi: { name: 'Tiếng Việt', catalogue: vi, font: 'noto-sans-tc', voice: 'vi' },
  th: { name: 'ไทย', catalogue: th, font: 'noto-sans-thai', voice: 'th' },
} as const satisfies Record<string, LanguageRow>;

export type HallLanguage = keyof typeof ofHalls;
export type PassengerLanguage = keyof typeof ofPassengers;
export type Language = keyof typeof rows;

/**
 * Every language of the kiosk, in the order in which they are offered, by its BCP 47 tag: `html[lang]`, plurals and numbers go by
 * it, and the configuration names it. The first is that of the pages which stand before any choice.
 */
export const languageTable: Readonly<Record<Language, LanguageRow>> = rows;

export const languages = Object.keys(languageTable) as Language[]; // the keys of a literal, which `Object.keys` forgets
export const passengerLanguages = Object.keys(ofPassengers) as PassengerLanguage[]; // likewise
export const hallLanguages = Object.keys(ofHalls) as HallLanguage[]; // likewise

/** The language itself where halls may have it for their own. */
export function hallLanguage(language: Language): HallLanguage | undefined {
  return hallLanguages.find((each) => each === language);
}

/** The language itself where a passenger can do everything in it, and English for the others. */
export function wholly(language: Language): PassengerLanguage {
  return passengerLanguages.find((each) => each === language) ?? 'en';
}

/** The language for a screen that says all of this: what was chosen, if it reaches so far. A screen is in one language, never in two. */
export function languageFor(chosen: Language, ids: readonly MessageId[]): Language {
  return [chosen, wholly(chosen)].find((language) => ids.every((id) => textIn(language, id) !== undefined)) ?? 'en';
}

/** The text `id` of a language; undefined where it does not reach so far. */
export function textIn(language: Language, id: MessageId): string | undefined {
  const catalogue: Partial<Catalogue> = languageTable[language].catalogue;
  return catalogue[id];
}

/** The texts that a language has, in the order of the catalogue. */
export function idsOf(language: Language): MessageId[] {
  return Object.keys(languageTable[language].catalogue) as MessageId[]; // the keys of a literal, likewise
}
