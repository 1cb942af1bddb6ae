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

/** Texts that are said to be shown though no source but the catalogues of words names them. */
export function unshown(rules, sources) {
  const texts = rules.flatMap((one) => standingsOf(one).flatMap(({ standing }) => (standing.status === 'shown' ? standing.texts : [])));
  return [...new Set(texts)].filter((id) => !sources.some((source) => source.includes(`'${id}'`)));
}

/** Files and questions that the register or the catalogue names as places. */
export function placesOf(rules, entries) {
  const where = rules.flatMap((one) => standingsOf(one).flatMap(({ standing }) => ('where' in standing ? standing.where : [])));
  return new Set([...where, ...entries.flatMap(({ raisedBy }) => raisedBy)]);
}
