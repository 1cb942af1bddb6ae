import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { hallLanguages, idsOf, languageFor, languages, textIn } from './languages.ts';
import { formatMessage } from './format.ts';
import type { MessageId, MessageParams } from './messages.ts';
import { zhHant } from './zh-Hant.ts';

/** ICU elements that hold no argument: plain text and the `#` of a plural. */
const LITERAL = 0;
const POUND = 7;

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Names of all arguments of a message, those inside plural branches too. */
function argumentNames(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === LITERAL || element.type === POUND) return [];
    const inner = 'options' in element ? Object.values(element.options).flatMap((option) => argumentNames(option.value)) : [];
    return [element.value, ...inner];
  });
}

function argumentsOf(text: string, language: string): string[] {
  return [...new Set(argumentNames(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()))].toSorted();
}

// The declared keys of the reference catalogue are the message ids.
const ids = Object.keys(zhHant) as MessageId[];

describe('the catalogues', () => {
  it('hold the same ids in the same order, so that two of them can be read side by side', () => {
    for (const language of languages) expect(idsOf(language), language).toEqual(ids.filter((id) => textIn(language, id) !== undefined));
    for (const language of hallLanguages) expect(idsOf(language), language).toEqual(ids);
  });

  it('ask for the same parameters in every language', () => {
    for (const id of ids) {
      const expected = argumentsOf(zhHant[id], 'zh-Hant');
      for (const language of languages) {
        const text = textIn(language, id);
        if (text !== undefined) expect(argumentsOf(text, language), `${language} ${id}`).toEqual(expected);
      }
    }
  });

  it('say something wherever all parameters are given', () => {
    for (const language of languages) {
      for (const id of idsOf(language)) {
        const params: MessageParams = Object.fromEntries(argumentsOf(zhHant[id], 'zh-Hant').map((name) => [name, 7]));
        const text = formatMessage(language, id, params);
        expect(text.trim(), `${language} ${id}`).toBe(text);
        expect(text, `${language} ${id}`).not.toBe('');
        expect(text, `${language} ${id}`).not.toMatch(/[{}]|undefined|NaN/);
      }
    }
  });
});

describe('formatMessage', () => {
  it('writes whole dollars with a thousands separator, each language in its own form', () => {
    expect(formatMessage('zh-Hant', 'balance.amount', { balance: 10_000 })).toBe('10,000 元');
    expect(formatMessage('en', 'balance.amount', { balance: 10_000 })).toBe('NT$10,000');
  });

  it('follows the plural of the language', () => {
    expect(formatMessage('en', 'same-card.attempts', { attempts: 1 })).toBe('1 try left');
    expect(formatMessage('en', 'same-card.attempts', { attempts: 2 })).toBe('2 tries left');
    expect(formatMessage('zh-Hant', 'same-card.attempts', { attempts: 2 })).toBe('還可再試 2 次');
  });

  it('writes no particle that only some figures would take in Korean', () => {
    const particles = /\}(?:을|를|이|가|은|는|으로|와|과)(?![가-힣])/u;
    expect(idsOf('ko').filter((id) => particles.test(textIn('ko', id) ?? ''))).toEqual([]);
  });

  it('says that a text for staff is not said in a language that staff does not work in', () => {
    expect(() => formatMessage('ja', 'staff.title.pin')).toThrow('staff.title.pin is not said in ja');
  });

  it('gives a screen one language: the chosen one where it reaches so far, English for the others', () => {
    expect(languageFor('th', ['balance.insert', 'control.finish'])).toBe('th');
    expect(languageFor('th', ['balance.insert', 'menu.title'])).toBe('en');
    expect(languageFor('ko', ['balance.insert', 'menu.title'])).toBe('ko');
    expect(languageFor('ko', ['staff.title.pin'])).toBe('en');
  });

  it('keeps languages apart in its cache', () => {
    expect(formatMessage('en', 'control.call-staff')).toBe('Call staff');
    expect(formatMessage('zh-Hant', 'control.call-staff')).toBe('服務鈴');
    expect(formatMessage('en', 'control.call-staff')).toBe('Call staff');
  });

  it('refuses to leave a hole in a text', () => {
    expect(() => formatMessage('en', 'writing.amount')).toThrow(/amount/);
  });

  it('takes an angle bracket for what it is', () => {
    expect(formatMessage('en', 'same-card.card', { number: '<b>****1234</b>' })).toBe('Card <b>****1234</b>');
  });
});
