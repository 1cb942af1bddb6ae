import type { CardFacts, Issuer } from '../ports/cardFacts.ts';
import type { AddValueOrder, AddValuePlan, AddValueVerdict, CardFault } from '../ports/cardReader.ts';
import type { Result } from '../ports/result.ts';
import type { AccessFault, BlockAccess } from './blockAccess.ts';

/**
 * How one kind of card keeps its facts. The only code that knows where anything lies on a card.
 *
 * A profile is versioned: plans kept in the journal name the profile that made them.
 */
export interface CardProfile {
  readonly id: string;
  readonly version: number;
  readonly issuer: Issuer;
  /** Whether the card on the reader is of this kind. */
  recognise(access: BlockAccess): Promise<Result<boolean, AccessFault>>;
  /** Tolerant: odd records are shown or left out, a damaged backup is none. The balance is read first. */
  read(access: BlockAccess, uid: Uint8Array): Promise<Result<CardFacts, CardFault>>;
  /** Strict: fails with `contradictory` unless purse, backup and records agree. Changes nothing. */
  planAddValue(access: BlockAccess, uid: Uint8Array, order: AddValueOrder): Promise<Result<AddValuePlan, CardFault>>;
  /** Brings the card to the end of `plan`. The caller has made sure that it is the plan's card. */
  applyAddValue(access: BlockAccess, plan: AddValuePlan): Promise<AddValueVerdict>;
}
