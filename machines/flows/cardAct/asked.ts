import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { faultOfLimits } from '../../rules/autoloadLimits.ts';
import { taipeiDay } from '../../rules/calendar.ts';
import { type Card, cardTypeOf } from '../../rules/card.ts';
import { terms } from '../../rules/decision.ts';
import type { Terms } from '../../rules/terms.ts';
import type { Service } from '../../words.ts';
import type { HostFacts, HostView } from '../hostFacts.ts';
import { isActivated, ruleCard } from '../ruleCard.ts';
import type { InformReason, ServiceOffer } from './serviceOffer.ts';

/** The card that lies there, what its issuer says, and when. */
export interface Asked {
  readonly facts: CardFacts;
  readonly card: Card;
  readonly host: HostView;
  /** Null unless the issuer knows the card. */
  readonly known: HostFacts | null;
  readonly atMs: number;
}

/**
 * @param atMs when the card was read, milliseconds since 1970-01-01 UTC
 * @returns null for a card that was never activated: nothing can be had for it
 */
export function askedOf(facts: CardFacts, host: HostView, atMs: number): Asked | null {
  if (!isActivated(facts)) return null;
  const known = host.state === 'known' ? host.facts : null;
  return { facts, card: ruleCard(facts, known), host, known, atMs };
}

/** What holds for the card on the day it was read. */
export function termsOf({ card, atMs }: Asked): Terms['parameters'] {
  return terms(card.issuer, cardTypeOf(card), taipeiDay(atMs)).parameters;
}

/** Does the host name limits that the terms do not allow (R-001-30, R-001-33)? Nothing is shown or agreed to by them. */
export function isHostsFault(asked: Asked): boolean {
  const link = asked.known?.link ?? null;
  return link !== null && faultOfLimits(link.perTimeLimit, link.perDayLimit, termsOf(asked)) !== null;
}

export type Informed = Extract<ServiceOffer, { readonly act: null }>;

export function informed(service: Service, reason: InformReason, clauses: ServiceOffer['clauses'] = []): Informed {
  return { service, act: null, reason, clauses };
}
