import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../machines/errors/errorCatalogue.ts';
import { rule } from '../../machines/rules/register/registeredRule.ts';
import { ruleRegister } from '../../machines/rules/register/ruleRegister.ts';
import { enforced, planned, shown } from '../../machines/rules/register/standing.ts';
import { fromRoot } from '../setup/paths.mjs';
import { placesOf, unproved } from './proofs.mjs';
import { sourceFiles } from './sourceFiles.mjs';
import { testTitles } from './testTitles.mjs';

const entries = Object.values(errorCatalogue);

describe('what the register says of the tree', () => {
  it('is proved: whatever is enforced or computed stands in the title of a test', () => {
    expect(unproved(ruleRegister, testTitles())).toEqual([]);
  });

  it('names files that exist', () => {
    const files = [...placesOf(ruleRegister, entries)].filter((place) => !place.startsWith('explain '));
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !existsSync(fromRoot(file)))).toEqual([]);
  });

  it('does not speak of a question as of a flow: every place of `explain` is one of its asks', () => {
    const asks = [...placesOf(ruleRegister, entries)].filter((place) => place.startsWith('explain ')).map((place) => place.slice(8));
    const sources = sourceFiles(['machines/rules']).map(({ text }) => text);
    expect(asks.filter((ask) => !sources.some((text) => text.includes(`case '${ask}':`) || text.includes(`=== '${ask}'`)))).toEqual([]);
  });
});

describe('what is not so is found', () => {
  const rules = [
    rule('R-003-24', ['TU'], ['ANY'], 'enforced', { E: enforced('explain topUp'), S: shown('added.check') }),
    rule('R-000-18', ['RF'], ['ANY'], 'both', { E: [planned('archive', 'later'), enforced('explain refund')] }),
    rule('R-000-04', ['MT'], ['ANY'], 'planned', { E: planned('self-test', 'later') }),
  ];

  it('a rule that no test names, also beside a plan', () => {
    expect(unproved(rules, ['caps (R-003-24, R-000-04)', '%s'])).toEqual(['R-000-18']);
    expect(unproved(rules, [])).toEqual(['R-003-24', 'R-000-18']);
  });
});
