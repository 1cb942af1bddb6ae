import type { Issuer } from '../../hardware/ports/cardFacts.ts';
import type { CalendarDate } from './calendar.ts';
import type { CardType } from './card.ts';
import type { ClauseId } from './clauseIds.ts';
import type { ParameterName, ParameterValues } from './parameters.ts';

/** A value together with the rules that say so. */
export interface Ruled<Value> {
  readonly value: Value;
  readonly clauses: readonly ClauseId[];
}

/** Rules without a number: what a decision names when it rests on them. */
export type GroundName =
  | 'blocked'
  | 'refunded'
  | 'locked'
  | 'expired'
  | 'worksOnLastDay'
  | 'refundedForAutoload'
  | 'expiredForAutoload'
  | 'advance'
  | 'notRegistered'
  | 'notLinked'
  | 'notEnabled'
  | 'purchaseRefused'
  | 'ownLimit'
  | 'ownBankAccount'
  | 'oneAccount'
  | 'registeredByBank'
  | 'registeredByWallet'
  | 'registeredBeforeOthers'
  | 'expiredIsRefunded'
  | 'refundAtTheMachine'
  | 'refundAfterLoss'
  | 'lostUnregistered'
  | 'depositSetOff'
  | 'damageOnlyOnDeposit'
  | 'damageByIssuer'
  | 'postage'
  | 'newTerm'
  | 'extensionTooLate'
  | 'exchangeFeeUnknown'
  | 'bankTermsOnline'
  | 'issuerBearsAfter'
  | 'paperFeeUnknown'
  | 'refundOfGoodCard'
  | 'refundOfDamagedCard'
  | 'refundOfUnreadableCard'
  | 'refundOfUnreadableDamagedCard';

/**
 * Who speaks (rulebook, section 7): mandatory law stands over the issuer's terms, these over the special terms of a
 * product, all of them over what a machine can do. Third-party articles are hints: they decide nothing.
 */
export type Authority = 'law' | 'issuer' | 'product' | 'machine' | 'third-party';

/**
 * What one set of terms says, for some card types, from a date on. A change of terms is a new pack with its date that
 * names what changes, never an edit: what it does not name goes on as before.
 */
export interface RulePack {
  readonly issuer: Issuer;
  readonly cardTypes: readonly CardType[];
  readonly authority: Authority;
  readonly contractVersion: string;
  /** First day on which it holds (R-003-68, R-003-91). */
  readonly effectiveFrom: CalendarDate;
  /** Last day on which it holds; left out: until something newer speaks. */
  readonly effectiveTo?: CalendarDate;
  /** When the passengers were told. */
  readonly announcedOn?: CalendarDate;
  readonly parameters: { readonly [Name in ParameterName]?: Ruled<ParameterValues[Name]> };
  readonly grounds: { readonly [Name in GroundName]?: readonly ClauseId[] };
}

export function inForce(pack: RulePack, date: CalendarDate): boolean {
  return pack.effectiveFrom <= date && (pack.effectiveTo === undefined || date <= pack.effectiveTo);
}
