import { describe, expect, it } from 'vitest';
import { languageTable, passengerLanguages, textIn } from '../messages/languages.ts';
import { clauseIds } from '../rules/clauseIds.ts';
import { declineCodes } from '../rules/declineCode.ts';
import { auxiliariesErrors } from './auxiliariesErrors.ts';
import { cardErrors } from './cardErrors.ts';
import { cashErrors } from './cashErrors.ts';
import { declineErrors } from './declineErrors.ts';
import { errorCatalogue, errorNames } from './errorCatalogue.ts';
import { journalErrors } from './journalErrors.ts';
import { machineErrors } from './machineErrors.ts';
import { readerErrors } from './readerErrors.ts';
import { slipErrors } from './slipErrors.ts';
import { transactionErrors } from './transactionErrors.ts';

const entries = errorNames.map((name) => ({ name, ...errorCatalogue[name] }));

describe('the catalogue of errors', () => {
  it('has every code of the rulebook under its own name', () => {
    for (const code of declineCodes) expect(errorCatalogue[code].code).toBe(code);
  });

  it('tells no two errors by the same code (R-000-09)', () => {
    expect(new Set(entries.map(({ code }) => code)).size).toBe(entries.length);
    for (const { name, code } of entries) expect(code, name).toMatch(/^(K\d\d|E\d{2,3})$/);
  });

  it('knows no error in two families', () => {
    const families = [
      declineErrors,
      readerErrors,
      cashErrors,
      machineErrors,
      cardErrors,
      transactionErrors,
      slipErrors,
      journalErrors,
      auxiliariesErrors,
    ];
    expect(families.flatMap((family) => Object.keys(family))).toEqual(errorNames);
  });

  it('says in every language what is the matter and what to do now', () => {
    for (const { name, text, now } of entries) {
      expect(now, name).not.toEqual([]);
      for (const language of passengerLanguages)
        for (const id of [text, ...now]) expect(textIn(language, id), `${language} ${name}`).toBeTruthy();
    }
  });

  it('tells staff what to do', () => {
    for (const { name, remedy } of entries) expect(remedy, name).toMatch(/^[A-Z].+\.$/);
  });

  it('rests on rules that exist', () => {
    for (const { name, clauses } of entries) {
      expect(clauses, name).not.toEqual([]);
      expect(
        clauses.filter((clause) => !clauseIds.includes(clause)),
        name,
      ).toEqual([]);
    }
  });

  it('calls for staff wherever money is at risk and the passenger has not simply mistaken the card', () => {
    const risky = entries.filter(({ moneyAtRisk }) => moneyAtRisk !== 'none');
    expect(risky.filter(({ severity }) => severity !== 'intervention').map(({ name }) => name)).toEqual(['other-card']);
    expect(risky.filter(({ under }) => under !== 'K15').map(({ name }) => name)).toEqual(['K15']);
  });

  it('records whatever staff must look into', () => {
    expect(entries.filter(({ severity, journal }) => severity === 'intervention' && journal.length === 0)).toEqual([]);
  });
});

describe('what is said when a card is refused', () => {
  const declines = declineCodes.map((code) => errorCatalogue[code].text);

  it.each(passengerLanguages)('is different for every cause in %s (R-000-11)', (language) => {
    expect(new Set(declines.map((id) => textIn(language, id))).size).toBe(declines.length);
  });

  it('is the wording of the rulebook where it has one (R-000-11)', () => {
    const said = { K01: '票卡已過期', K02: '此卡已退卡', K04: '非帳戶連結之悠遊卡', K15: '交易處理中斷，款項已留存紀錄' } as const;
    expect(languageTable['zh-Hant'].catalogue).toMatchObject({
      'refused.K01': said.K01,
      'refused.K02': said.K02,
      'refused.K04': said.K04,
      'refused.K15': said.K15,
    });
  });
});
