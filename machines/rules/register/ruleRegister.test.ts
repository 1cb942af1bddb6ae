import { describe, expect, it } from 'vitest';
import { textIn } from '../../messages/languages.ts';
import { clauseIds } from '../clauseIds.ts';
import { standingsOf } from './registeredRule.ts';
import { ruleDocuments, ruleRegister } from './ruleRegister.ts';

const standings = ruleRegister.flatMap((one) => standingsOf(one).map((each) => ({ id: one.id, ...each })));

describe('the register of rules', () => {
  it('holds every rule once, in order: nothing is silently missing', () => {
    expect(ruleRegister.map(({ id }) => id)).toEqual([...clauseIds]);
  });

  it('keeps each rule with its document', () => {
    for (const { number, rules } of ruleDocuments) {
      expect(rules.filter(({ id }) => !id.startsWith(`R-${number}-`))).toEqual([]);
    }
  });

  it('says each rule in one sentence, and never the same one twice but for rules that two documents share', () => {
    for (const { id, rule } of ruleRegister) expect(rule, id).toMatch(/^\p{Letter}.{15,}[^.]\.$/u);
    expect(new Set(ruleRegister.map(({ rule }) => rule)).size).toBeGreaterThan(230);
  });

  it('says for every kind of every rule how this version stands to it', () => {
    for (const one of ruleRegister) {
      expect(standingsOf(one), one.id).not.toEqual([]);
      expect(one.flows, one.id).not.toEqual([]);
    }
    for (const { id, standing } of standings) {
      if ('where' in standing) expect(standing.where, id).not.toEqual([]);
      if ('texts' in standing) expect(standing.texts, id).not.toEqual([]);
      if ('kinds' in standing) expect(standing.kinds, id).not.toEqual([]);
    }
  });

  it('names texts that exist', () => {
    const texts = standings.flatMap(({ standing }) => (standing.status === 'shown' ? standing.texts : []));
    expect(texts.filter((id) => textIn('en', id) === undefined)).toEqual([]);
  });

  it('keeps records at least as long as the law asks for (R-003-75)', () => {
    expect(standings.filter(({ standing }) => standing.status === 'recorded' && standing.years < 5)).toEqual([]);
  });
});
