import type { MessageId } from '../messages/messages.ts';
import type { ClauseId } from '../rules/clauseIds.ts';
import type { DeclineCode } from '../rules/declineCode.ts';
import type { Place } from '../rules/register/standing.ts';
import type { CodeOf, ErrorCode, FamilyName } from './errorFamilies.ts';

/**
 * How much it matters. `notice`: passenger or card, the machine is well; `reduced`: the machine serves with less;
 * `closed`: it serves nobody; `intervention`: staff must look into it, money is concerned.
 */
export type Severity = 'notice' | 'reduced' | 'closed' | 'intervention';

/** Where a passenger's money is while this stands. */
export type MoneyAtRisk = 'none' | 'in the machine' | 'undecided on the card';

/** One thing that can go wrong, with everything that anybody says or does about it. */
export interface CatalogueEntry {
  readonly code: ErrorCode;
  /** What the passenger is told in one sentence, by the screen or by staff who look the code up. */
  readonly text: MessageId;
  /** What the passenger can do now. */
  readonly now: readonly MessageId[];
  /** What staff does about it. */
  readonly remedy: string;
  readonly severity: Severity;
  readonly moneyAtRisk: MoneyAtRisk;
  /** Kinds of the journal's records that tell of it; none where no money and no card is concerned. */
  readonly journal: readonly string[];
  readonly clauses: readonly ClauseId[];
  /** What says so in this version. Empty: nobody yet. */
  readonly raisedBy: readonly Place[];
  /** The code of the rulebook that the hotline files it under. */
  readonly under?: DeclineCode;
}

/** The entries of one family, by name; their codes are of its range. */
export type Family<Name extends FamilyName> = Readonly<Record<string, CatalogueEntry & { readonly code: CodeOf<Name> }>>;
