import { formatMessage } from '../../machines/messages/format.ts';
import { type Language, languages } from '../../machines/messages/languages.ts';
import type { MessageId, MessageParams } from '../../machines/messages/messages.ts';
import type { Prompt } from '../../machines/view/view.ts';
import { whenParams } from './when.ts';

/** The words for a message id in the language of the screen. */
export type Say = (id: MessageId, params?: MessageParams) => string;

/** Inside of a sentence a number and its unit stay on one line; an amount by itself never breaks (Amount.tsx). */
const BEFORE_UNIT = /(?<=[^\d,][\d,]*\d) (?=\p{Script=Han})|(?<=\d) (?=\p{Script=Han}+[^\p{Script=Han}])/gu;
const NO_BREAK_SPACE = '\u00A0';

/** Where the browser would end a line inside of a word: between two syllables of Thai staff, before the last kana of a narrow Japanese tab. */
const INSIDE_WORD = /(?<=เจ้า)(?=หน้าที่)|(?<=提携カー)(?=ド 紛失)/gu;

/** Keeps a line from ending where it stands. */
const WORD_JOINER = '\u2060';

function voiceOf(language: Language): Say {
  return (id, params) => formatMessage(language, id, params).replaceAll(BEFORE_UNIT, NO_BREAK_SPACE).replaceAll(INSIDE_WORD, WORD_JOINER);
}

// Every language has its voice, which `fromEntries` forgets.
const voices = Object.fromEntries(languages.map((language) => [language, voiceOf(language)])) as Readonly<Record<Language, Say>>;

/** The same function for the same language, whenever it is asked for. */
export function sayIn(language: Language): Say {
  return voices[language];
}

/** A calendar date as the station writes it. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A telephone number. */
const DIALLED = /^[\d()]+(?:-\d+)+$/;

const onOneLine = (words: string): string => words.replaceAll('-', `-${WORD_JOINER}`);

function written(say: Say, value: string | number): string | number {
  if (typeof value !== 'string') return value;
  if (DAY.test(value)) return onOneLine(say('date.full', whenParams(value)));
  return DIALLED.test(value) ? onOneLine(value) : value;
}

/** The words of a prompt; dates among its parameters are written as the language writes them, they and telephone numbers each on one line. */
export function sayPrompt(say: Say, { id, params = {} }: Prompt): string {
  return say(id, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, written(say, value)])));
}
