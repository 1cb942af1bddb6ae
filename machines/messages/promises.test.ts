import { describe, expect, it } from 'vitest';
import { languages, languageTable } from './languages.ts';

/** A period whose length comes from dated terms: the help tells what issuer and bank say of themselves, never what this machine would do. */
const toldPeriod =
  /\{\w+, number\} ?(?:working days?|days?|hours?|日內|天內|小時內|個工作[天日]|日以内|営業日|日間?|時間|か月|일 이내|시간|영업일|일)/g;

/** The kiosk's own words, without what fills them; when a hotline answers is a fact, and what a balance transfer takes is the bank's word (R-002-03). */
const spoken = languages.flatMap((language) =>
  Object.entries(languageTable[language].catalogue)
    .filter(([id]) => !id.includes('.hotline.') && id !== 'value.days')
    .map(([id, text]) => [id, id.startsWith('help.') ? text.replaceAll(toldPeriod, '') : text] as const)
    .map(([id, text]) => [`${language} ${id}`, text.replaceAll(/\{[^{}]*\}/g, '')] as const),
);

function saying(pattern: RegExp): string[] {
  return spoken.filter(([, text]) => pattern.test(text)).map(([id]) => id);
}

describe('no text', () => {
  it('promises when money comes back (R-000-15), but for the transfer of a refund, about which the terms say it (R-002-03)', () => {
    const promising = saying(
      /工作日|天內|日內|小時內|営業日|日以内|時間以内|영업일|일 이내|시간 이내|\b(?:working |business )?days?\b|\bwithin\b|\bhours?\b/i,
    );
    // What only staff reads promises nobody anything.
    const toPassengers = promising.filter((name) => !/ (staff|printed\.day)\./.test(name));
    expect(toPassengers.filter((name) => !name.endsWith('refund.days'))).toEqual([]);
  });

  it('speaks of a magnetic stripe (R-000-20)', () => {
    expect(saying(/磁條|磁気|자기|magnetic/i)).toEqual([]);
  });

  it('holds a number that rules set: limits, fees and telephones come from dated data', () => {
    expect(saying(/412-?8880|793-?8888|10,?000|3,?000|\b500\b|\b100\b/)).toEqual([]);
  });
});
