import type { CardType } from '../card.ts';
import type { ClauseId } from '../clauseIds.ts';
import type { Computed, Enforced, NotHere, Planned, Recorded, Routed, Shown, Standing } from './standing.ts';

/** Flows by the words of the rulebook, section 0. `ALL`: whatever a passenger does. */
export type RuleFlow =
  | 'TU'
  | 'AE'
  | 'AX'
  | 'RF'
  | 'QY'
  | 'EX'
  | 'LC'
  | 'FH'
  | 'RC'
  | 'MT'
  | 'PV'
  | 'HR'
  | 'RR'
  | 'FE'
  | 'RG'
  | 'PU'
  | 'GN'
  | 'ALL';

/** Whom a rule speaks of: card types, or cards by what is known of their holder; `EP` are e-payment accounts. */
export type RuleCards = CardType | 'ANY' | 'ANON' | 'REG' | 'REG linked' | 'EP';

/**
 * The kinds of a rule (rulebook, section 0), each with what answers it: enforce, compute, show, log, route, and N for
 * what is no action of a kiosk. A rule of several kinds has several standings, and a kind may have more than one: what
 * is done today, and what a later version adds.
 */
export interface RuleStandings {
  readonly E?: OneOrMore<Enforced | NotHere | Planned>;
  readonly C?: OneOrMore<Computed | Routed | NotHere | Planned>;
  readonly S?: OneOrMore<Shown | NotHere | Planned>;
  readonly L?: OneOrMore<Recorded | NotHere | Planned>;
  readonly R?: OneOrMore<Routed | NotHere | Planned>;
  readonly N?: NotHere;
}

type OneOrMore<One> = One | readonly [One, ...One[]];

export type RuleKind = keyof RuleStandings;

/** One of the 239 rules, in a sentence of our own, and how this version stands to it. */
export interface RegisteredRule {
  readonly id: ClauseId;
  readonly flows: readonly RuleFlow[];
  readonly cards: readonly RuleCards[];
  readonly rule: string;
  readonly standings: RuleStandings;
}

export function rule(
  id: ClauseId,
  flows: readonly RuleFlow[],
  cards: readonly RuleCards[],
  sentence: string,
  standings: RuleStandings,
): RegisteredRule {
  return { id, flows, cards, rule: sentence, standings };
}

/** Every standing of a rule with its kind, in the order of the kinds as registered. */
export function standingsOf({ standings }: RegisteredRule): readonly { kind: RuleKind; standing: Standing }[] {
  return (Object.entries(standings) as [RuleKind, OneOrMore<Standing>][]) // the keys of a literal, which `Object.entries` forgets
    .flatMap(([kind, one]) => (isSeveral(one) ? one : [one]).map((standing) => ({ kind, standing })));
}

function isSeveral(one: OneOrMore<Standing>): one is readonly [Standing, ...Standing[]] {
  return Array.isArray(one);
}
