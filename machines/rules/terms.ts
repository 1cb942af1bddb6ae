import type { Issuer } from '../../hardware/ports/cardFacts.ts';
import { addDays, type CalendarDate } from './calendar.ts';
import type { CardType } from './card.ts';
import type { ClauseId } from './clauseIds.ts';
import { packFaults } from './packFaults.ts';
import { type ParameterName, parameterNames, type ParameterValues } from './parameters.ts';
import { settle } from './precedence.ts';
import { type Authority, type GroundName, inForce, type RulePack, type Ruled } from './rulePack.ts';

/** null: no terms in force say anything of it. */
type RuledParameters = { readonly [Name in ParameterName]: Ruled<ParameterValues[Name]> | null };

/** What holds for one card type on one day, each value with the rules that say so. */
export interface Terms {
  readonly parameters: RuledParameters;
  readonly grounds: { readonly [Name in GroundName]?: readonly ClauseId[] };
}

/** Answers which terms hold when. */
export type TermsBook = (issuer: Issuer, cardType: CardType, date: CalendarDate) => Terms;

/** Grounds name every pack that speaks, in the order of their authority; articles of third parties none. */
const speakers: readonly Authority[] = ['law', 'issuer', 'product', 'machine'];

function compose(packs: readonly RulePack[]): Terms {
  // Every name with a value of its own type: what `fromEntries` cannot say.
  const parameters = Object.fromEntries(parameterNames.map((name) => [name, settle(name, packs)])) as RuledParameters;

  const grounds: Partial<Record<GroundName, readonly ClauseId[]>> = {};
  for (const authority of speakers) {
    for (const pack of packs.filter((one) => one.authority === authority)) {
      for (const [name, clauses] of Object.entries(pack.grounds) as [GroundName, readonly ClauseId[]][]) {
        grounds[name] = [...new Set([...(grounds[name] ?? []), ...clauses])];
      }
    }
  }
  return { parameters, grounds };
}

/** The days on which something begins to hold, or has ceased to, oldest first. */
export function turningDays(packs: readonly RulePack[]): readonly CalendarDate[] {
  const days = packs.flatMap(({ effectiveFrom, effectiveTo }) =>
    effectiveTo === undefined ? [effectiveFrom] : [effectiveFrom, addDays(effectiveTo, 1)],
  );
  return [...new Set(days)].sort();
}

/**
 * Composes terms of packs: once for every card type and every span of days in which nothing changes.
 * @throws RangeError when the packs contradict each other, or a fee becomes dearer too soon after its notice
 */
export function termsBook(packs: readonly RulePack[]): TermsBook {
  const faults = packFaults(packs);
  if (faults.length > 0) throw new RangeError(faults.join('\n'));
  const turns = turningDays(packs);
  const composed = { easycard: new Map<CardType, Terms[]>(), ipass: new Map<CardType, Terms[]>() };
  return (issuer, cardType, date) => {
    let spans = composed[issuer].get(cardType);
    if (spans === undefined) composed[issuer].set(cardType, (spans = []));
    let span = turns.length;
    while (span > 0 && (turns[span - 1] ?? '') > date) span -= 1;
    return (spans[span] ??= compose(
      packs.filter((pack) => pack.issuer === issuer && pack.cardTypes.includes(cardType) && inForce(pack, date)),
    ));
  };
}
