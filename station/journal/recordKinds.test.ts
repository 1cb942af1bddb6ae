import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../machines/errors/errorCatalogue.ts';
import { ruleRegister } from '../../machines/rules/register/ruleRegister.ts';
import { standingsOf } from '../../machines/rules/register/registeredRule.ts';
import { journalKinds } from './records.ts';

const unknown = (named: readonly string[]): string[] => named.filter((kind) => !journalKinds.some((known) => known === kind));

describe('records that are spoken of', () => {
  it('by the catalogue of errors are kinds of the journal', () => {
    expect(unknown(Object.values(errorCatalogue).flatMap(({ journal }) => journal))).toEqual([]);
  });

  it('by the register of rules are kinds of the journal (R-003-75)', () => {
    const recorded = ruleRegister.flatMap((one) =>
      standingsOf(one).flatMap(({ standing }) => (standing.status === 'recorded' ? standing.kinds : [])),
    );
    expect(recorded.length).toBeGreaterThan(0);
    expect(unknown(recorded)).toEqual([]);
  });
});
