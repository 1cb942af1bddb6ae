import { addDays } from '../../machines/rules/calendar.ts';
import { parameterNames, traits } from '../../machines/rules/parameters.ts';
import { termsBook, turningDays } from '../../machines/rules/terms.ts';

/** @typedef {import('../../machines/rules/rulePack.ts').RulePack} RulePack */

/**
 * One value of the rule packs, changed by one step.
 *
 * @typedef {object} Mutant
 * @property {(string | number)[][]} places   where it stands in the packs
 * @property {unknown} value                  what it is changed to
 * @property {string} title
 * @property {string[]} clauses               the rules that set it: a test of one of them must notice
 */

/**
 * Every value of the packs, one step up and one step down: fees, limits, counts, months, hours and days; switches are
 * thrown, choices made differently. Derived from the packs, so that a new parameter is covered the day it is written.
 *
 * @param {readonly RulePack[]} packs
 * @returns {Mutant[]}
 */
export function mutantsOf(packs) {
  return [...packs.flatMap(ofParameters), ...ofDates(packs)];
}

function ofParameters(pack, index) {
  return parameterNames
    .filter((name) => pack.parameters[name] !== undefined)
    .flatMap((name) => {
      const { value, clauses } = pack.parameters[name];
      return changes(value, traits[name]).map(([inner, was, changed]) => ({
        places: [[index, 'parameters', name, 'value', ...inner]],
        value: changed,
        title: `${pack.contractVersion} ${pack.cardTypes.join(' ')}: ${[name, ...inner].join('.')} ${was} -> ${changed}`,
        clauses: [...clauses],
      }));
    });
}

/** The day on which terms begin or cease to hold is one day for all packs of a contract. */
function ofDates(packs) {
  return ['effectiveFrom', 'effectiveTo'].flatMap((name) => {
    const contracts = Map.groupBy(
      packs.keys().filter((index) => packs[index][name] !== undefined),
      (index) => `${packs[index].issuer} ${packs[index].contractVersion}: ${name} ${packs[index][name]}`,
    );
    return [...contracts].flatMap(([contract, indices]) =>
      [1, -1].map((days) => {
        const value = addDays(packs[indices[0]][name], days);
        const clauses = new Set(indices.flatMap((index) => everyClause(packs[index])));
        return { places: indices.map((index) => [index, name]), value, title: `${contract} -> ${value}`, clauses: [...clauses] };
      }),
    );
  });
}

function everyClause({ parameters, grounds }) {
  return [...Object.values(parameters).flatMap(({ clauses }) => clauses), ...Object.values(grounds).flat()];
}

/** What a value may be changed to: `[path within it, old, new]`. */
function changes(value, trait) {
  if (typeof value === 'boolean') return [[[], value, !value]];
  if (typeof value === 'number') return [value + 1, value - 1].filter((changed) => changed >= 0).map((changed) => [[], value, changed]);
  if (typeof value === 'string') return trait.choices.filter((choice) => choice !== value).map((choice) => [[], value, choice]);
  return Object.entries(value).flatMap(([key, inner]) =>
    changes(inner, trait).map(([path, was, changed]) => [[key, ...path], was, changed]),
  );
}

/**
 * The packs with that one value changed.
 *
 * @param {readonly RulePack[]} packs
 * @param {Mutant} mutant
 * @returns {RulePack[]}
 */
export function mutate(packs, { places, value }) {
  const changed = structuredClone(packs);
  for (const place of places) {
    const holder = place.slice(0, -1).reduce((within, key) => within[key], changed);
    holder[place.at(-1)] = value;
  }
  return changed;
}

/**
 * Does a change show in the terms of any card on any day? A value that another one prevails over everywhere does not: no
 * test can notice, and none needs to.
 *
 * @param {readonly RulePack[]} packs
 * @param {Mutant} mutant
 */
export function matters(packs, mutant) {
  const changed = mutate(packs, mutant);
  const turns = [...turningDays(packs), ...turningDays(changed)];
  const days = [...new Set(turns.flatMap((day) => [addDays(day, -1), day]))];
  const [before, after] = [termsBook(packs), termsBook(changed)];
  const shows = (issuer, type) =>
    days.some((day) => JSON.stringify(before(issuer, type, day)) !== JSON.stringify(after(issuer, type, day)));
  return mutant.places.some(([index]) => packs[index].cardTypes.some((type) => shows(packs[index].issuer, type)));
}
