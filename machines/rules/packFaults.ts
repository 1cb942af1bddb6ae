import { addDays } from './calendar.ts';
import { type ParameterName, parameterNames, traits } from './parameters.ts';
import { compare, settle } from './precedence.ts';
import { inForce, type RulePack } from './rulePack.ts';

/** What cannot be meant by a set of packs, in plain words; nobody may decide by packs that have any. */
export function packFaults(packs: readonly RulePack[]): readonly string[] {
  return packs.flatMap((pack, index) => [
    ...faultsWithin(pack),
    ...packs.slice(index + 1).flatMap((other) => contradictions(pack, other)),
    ...hastyFees(pack, packs),
  ]);
}

const nameOf = ({ issuer, contractVersion, effectiveFrom, cardTypes }: RulePack): string =>
  `${issuer} ${contractVersion} from ${effectiveFrom} for ${cardTypes.join(' ')}`;

function faultsWithin(pack: RulePack): string[] {
  const faults: string[] = [];
  if (pack.effectiveTo !== undefined && pack.effectiveTo < pack.effectiveFrom) faults.push('ends before it begins');
  for (const [name, ruled] of Object.entries(pack.parameters)) if (ruled.clauses.length === 0) faults.push(`${name} names no rule`);
  for (const [name, clauses] of Object.entries(pack.grounds)) if (clauses.length === 0) faults.push(`${name} names no rule`);
  return faults.map((fault) => `${nameOf(pack)}: ${fault}`);
}

/** Two packs of the same standing and the same day that speak of the same: nothing says which one holds. */
function contradictions(one: RulePack, other: RulePack): string[] {
  const sameStanding = one.issuer === other.issuer && one.authority === other.authority && one.effectiveFrom === other.effectiveFrom;
  const shared = one.cardTypes.filter((type) => other.cardTypes.includes(type));
  if (!sameStanding || shared.length === 0) return [];
  return parameterNames
    .filter((name) => one.parameters[name] !== undefined && other.parameters[name] !== undefined)
    .map((name) => `${nameOf(one)} and ${nameOf(other)} both set ${name}`);
}

/** Fees that become dearer sooner after their notice than the terms in force allow (R-003-68). A kinder fee needs no notice. */
function hastyFees(pack: RulePack, packs: readonly RulePack[]): string[] {
  const eve = addDays(pack.effectiveFrom, -1);
  const faults = new Set<string>();
  for (const type of pack.cardTypes) {
    const speaking = packs.filter(({ issuer, cardTypes }) => issuer === pack.issuer && cardTypes.includes(type));
    const before = speaking.filter((one) => inForce(one, eve));
    const after = speaking.filter((one) => inForce(one, pack.effectiveFrom));
    const days = settle('noticeDays', before)?.value;
    if (days === undefined || (pack.announcedOn !== undefined && addDays(pack.announcedOn, days) <= pack.effectiveFrom)) continue;
    for (const name of parameterNames) {
      if (isFee(name) && pack.parameters[name] !== undefined && isDearer(name, before, after)) {
        faults.add(`${nameOf(pack)}: ${name} becomes dearer less than ${days} days after its notice`);
      }
    }
  }
  return [...faults];
}

const isFee = (name: ParameterName): boolean => traits[name].unit === 'NT$' && traits[name].concerns === 'owed';

function isDearer<Name extends ParameterName>(name: Name, before: readonly RulePack[], after: readonly RulePack[]): boolean {
  const [was, is] = [settle(name, before), settle(name, after)];
  return was !== null && is !== null && compare(name, is.value, was.value) < 0;
}
