import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import type { Card } from '../rules/card.ts';
import type { HostFacts } from './hostFacts.ts';

/** What the rules need to know of a card that was read. */
export type ReadCard = Pick<CardFacts, 'issuer' | 'product' | 'registered' | 'status' | 'balance' | 'expiresOn'> &
  Partial<Pick<CardFacts, 'attributes' | 'transactions' | 'issuedOn'>>;

/** A card that was used may have any of its states; one that was never activated is not the rules' business. */
export type UsableCard = ReadCard & { readonly status: Card['status'] };

export function isActivated(card: ReadCard): card is UsableCard {
  return card.status !== 'not-activated';
}

/** The card as the rules see it: what it says of itself, and what its issuer says of it. */
export function ruleCard(card: UsableCard, host: HostFacts | null): Card {
  const { issuer, product, balance, expiresOn, issuedOn, attributes, transactions } = card;
  const link = host?.link ?? null;
  const uses = host?.uses ?? null;
  const firstUsedOn = host?.firstUsedOn ?? null;
  const creditCardActivated = link?.creditCardActivated ?? null;
  return {
    issuer,
    product,
    registered: host?.registered ?? card.registered,
    // A welcome by the issuer opens no lock that the card carries.
    status: card.status === 'active' ? (host?.status ?? 'active') : card.status,
    balance,
    deposit: (attributes?.deposit ?? 0) > 0,
    // Found by people who look at the card, never by a machine.
    damaged: false,
    ...(expiresOn === null ? {} : { expiresOn }),
    ...(issuedOn === null || issuedOn === undefined ? {} : { issuedOn }),
    // What the reader's list of six shows, top-ups not counted (R-004-19).
    ...(transactions === undefined ? {} : usesAmong(transactions)),
    ...(uses === null ? {} : { uses }),
    ...(firstUsedOn === null ? {} : { firstUsedOn }),
    ...(product === 'cobranded' && creditCardActivated !== null
      ? { cobranded: { creditCardActivated, autoloadOpened: link?.enabled === true } }
      : {}),
    ...(link === null
      ? {}
      : {
          autoload: {
            linked: true,
            enabled: isEnabled(card, host),
            ownerIsHolder: link.ownerIsHolder,
            usedToday: link.usedToday,
            usedThisMonthForOthers: link.usedThisMonthForOthers,
            perTimeLimit: link.perTimeLimit,
            perDayLimit: link.perDayLimit,
          },
        }),
  };
}

function usesAmong(transactions: CardFacts['transactions']): Pick<Card, 'useRecordsInLast6' | 'useRecordsAreFloor'> {
  const uses = transactions.filter(({ kind }) => kind !== 'add-value').length;
  return { useRecordsInLast6: uses, useRecordsAreFloor: uses < transactions.length };
}

/** Enabled is what both say: a card laid down while the issuer's word was lost is enabled anew (R-001-01, R-001-42). */
export function isEnabled(card: ReadCard, host: HostFacts | null): boolean {
  return host?.link?.enabled === true && card.attributes?.autoload?.enabled !== false;
}
