import type { CardChangeOrder, CardChangePlan } from '../ports/cardChange.ts';
import type { CardFacts, Issuer } from '../ports/cardFacts.ts';
import type { AddValueOrder, AddValuePlan, CardEvidence, CardFault, PurseSeen } from '../ports/cardReader.ts';
import type { Result } from '../ports/result.ts';
import type { AccessFault, BlockAccess } from './blockAccess.ts';
import type { CarryOutVerdict, MayWrite } from './carryOut.ts';

/**
 * What a card is read for. `service`: what a screen shows and a machine acts upon; a card without a valid purse is refused.
 * `inspection`: everything that stands on it, however damaged, for people who must find out what happened to it.
 */
export type ReadPurpose = 'service' | 'inspection';

/** How a card is read; left out: for service, every sector, and only the answer matters. */
export interface Reading {
  readonly purpose?: ReadPurpose;
  /** Sectors that did not open to our keys: they are left out; without the purse's own, nothing is read. */
  readonly closed?: ReadonlySet<number>;
  /** Hears the purse, if it is valid, before anything else is asked for. */
  readonly onPurse?: ((purse: PurseSeen) => void) | undefined;
}

/** Any plan that a journal may hold. */
export type CardPlan = AddValuePlan | CardChangePlan;

/** A plan, and the short way to its end while the session in which it was made lasts (see `carryOutAtOnce`). */
export interface Prepared<Plan extends CardPlan> {
  readonly plan: Plan;
  readonly carryOut: (mayWrite: MayWrite) => Promise<CarryOutVerdict | null>;
}

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
  read(access: BlockAccess, uid: Uint8Array, reading?: Reading): Promise<Result<CardFacts, CardFault>>;
  /** Every block that tells of the purse, its records and what the issuer keeps beside them. */
  readEvidence(access: BlockAccess): Promise<Result<CardEvidence, CardFault>>;
  /** Strict: fails with `contradictory` unless everything that the plan rests on agrees. Changes nothing. */
  prepareAddValue(access: BlockAccess, uid: Uint8Array, order: AddValueOrder): Promise<Result<Prepared<AddValuePlan>, CardFault>>;
  prepareChange(access: BlockAccess, uid: Uint8Array, order: CardChangeOrder): Promise<Result<Prepared<CardChangePlan>, CardFault>>;
  /** Brings the card to the end of `plan` from wherever it stands. The caller has made sure that it is the plan's card. */
  carryOut(access: BlockAccess, plan: CardPlan, mayWrite: MayWrite): Promise<CarryOutVerdict>;
  /** Brings it back to the beginning of `plan`, unless the purse is at the end of it. */
  undo(access: BlockAccess, plan: CardPlan): Promise<CarryOutVerdict>;
  /** Whether `plan` writes to a place that this project invented: never on a passenger's real card. */
  writesSynthetic(plan: CardPlan): boolean;
}
