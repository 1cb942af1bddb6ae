import { dollars } from '../../hardware/ports/dollars.ts';
import type { Result } from '../../hardware/ports/result.ts';
import type { AutoloadMenu, HostLink, HostView } from '../../machines/flows/hostFacts.ts';
import type { LinkFault } from '../issuer/issuerLink.ts';
import type { AnswerOf } from '../issuer/protocol/operations.ts';

type KnownLink = NonNullable<Extract<AnswerOf<'lookup'>, { outcome: 'known' }>['link']>;

/** What the issuer's host says of a card, in the words of the machines. */
export function hostViewOf(answer: Result<AnswerOf<'lookup'>, LinkFault>): HostView {
  if (!answer.ok) return { state: 'unreachable' };
  if (answer.value.outcome === 'unknown-card') return { state: 'unknown-card' };
  const { registered, status, link, uses, firstUsedOn, adjustments } = answer.value;
  return {
    state: 'known',
    facts: {
      registered,
      status,
      link: link === null ? null : linkOf(link),
      uses,
      firstUsedOn,
      adjustments: adjustments.map(({ adjustment, amount }) => ({ id: adjustment, amount: dollars(amount) })),
    },
  };
}

function linkOf(link: KnownLink): HostLink {
  return {
    menu: menuOf(link),
    enabled: link.enabled,
    ownerIsHolder: link.ownerIsHolder,
    perTimeLimit: dollars(link.perTimeLimit),
    perDayLimit: dollars(link.perDayLimit),
    usedToday: dollars(link.usedToday),
    usedThisMonthForOthers: dollars(link.usedThisMonthForOthers),
    creditCardActivated: link.creditCardActivated ?? null,
  };
}

function menuOf({ menu, account = 'easy-wallet' }: KnownLink): AutoloadMenu {
  if (menu === 'cobranded') return 'cobranded';
  return account === 'bank' ? 'bank-account' : 'easy-wallet';
}
