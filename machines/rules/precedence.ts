import { type ParameterName, type ParameterValues, traits } from './parameters.ts';
import type { Authority, RulePack, Ruled } from './rulePack.ts';

/** What one pack says of a parameter, and with what standing. */
interface Voice<Value> extends Ruled<Value> {
  readonly since: string;
}

/** 1: `a` is better for the passenger than `b`; -1: worse; 0: the same, or there is no better. */
export function compare<Name extends ParameterName>(name: Name, a: ParameterValues[Name], b: ParameterValues[Name]): -1 | 0 | 1 {
  const { favours } = traits[name];
  const difference = favours === null ? 0 : Number(a) - Number(b);
  if (difference === 0) return 0;
  return difference > 0 === (favours === 'higher') ? 1 : -1;
}

/** The newest of an authority speaks for it. */
function newest<Name extends ParameterName>(
  name: Name,
  packs: readonly RulePack[],
  authority: Authority,
): Voice<ParameterValues[Name]> | null {
  let found: Voice<ParameterValues[Name]> | null = null;
  for (const pack of packs) {
    const said = pack.parameters[name];
    if (pack.authority !== authority || said === undefined) continue;
    if (found === null || pack.effectiveFrom > found.since) found = { ...said, since: pack.effectiveFrom };
  }
  return found;
}

/**
 * The issuer's general terms and a product's special terms: the special ones decide where they speak and are at least
 * as recent or more favourable. Where both say the same, both are named.
 */
function generalOrSpecial<Name extends ParameterName>(
  name: Name,
  general: Voice<ParameterValues[Name]> | null,
  special: Voice<ParameterValues[Name]> | null,
): Ruled<ParameterValues[Name]> | null {
  if (general === null || special === null) return special ?? general;
  if (general.value === special.value) return { value: special.value, clauses: [...new Set([...special.clauses, ...general.clauses])] };
  return special.since >= general.since || compare(name, special.value, general.value) > 0 ? special : general;
}

/**
 * Which value holds, and by which rules, among packs that are in force for one card type: law › issuer › product ›
 * machine (rulebook, section 7). A machine may be stricter in what it offers, never in what is owed, and speaks freely
 * where nobody else does. Third-party articles are never heard.
 */
export function settle<Name extends ParameterName>(name: Name, packs: readonly RulePack[]): Ruled<ParameterValues[Name]> | null {
  const terms = newest(name, packs, 'law') ?? generalOrSpecial(name, newest(name, packs, 'issuer'), newest(name, packs, 'product'));
  const machine = newest(name, packs, 'machine');
  if (machine === null) return terms;
  if (terms === null) return machine;
  return traits[name].concerns === 'offer' && compare(name, machine.value, terms.value) < 0 ? machine : terms;
}
