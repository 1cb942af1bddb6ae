import { standingsOf } from '../../machines/rules/register/registeredRule.ts';

/** Rules that are said to be enforced or computed though none of these titles of tests names them. */
export function unproved(rules, titles) {
  const proved = new Set(titles.flatMap((title) => title.match(/R-\d{3}-\d{2}/g) ?? []));
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
