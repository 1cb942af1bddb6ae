import { standingsOf } from '../../machines/rules/register/registeredRule.ts';
import { idsInTitles } from './testTitles.mjs';

/** Rules that are said to be enforced or computed though no test names them in its title. */
export function unproved(rules, testSources) {
  const proved = new Set(testSources.flatMap((source) => [...idsInTitles(source)]));
  return rules
    .filter((one) => standingsOf(one).some(({ standing }) => standing.status === 'enforced' || standing.status === 'computed'))
    .map(({ id }) => id)
    .filter((id) => !proved.has(id));
}

/** Files and questions that the register or the catalogue names as places. */
export function placesOf(rules, entries) {
  const where = rules.flatMap((one) => standingsOf(one).flatMap(({ standing }) => ('where' in standing ? standing.where : [])));
  return new Set([...where, ...entries.flatMap(({ raisedBy }) => raisedBy)]);
}
