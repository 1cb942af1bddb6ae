import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { add, type Dollars, dollars, subtract } from '../../../hardware/ports/dollars.ts';
import { autoload } from '../../rules/autoload.ts';
import { limitHit } from '../../rules/autoloadLimits.ts';
import type { Basis } from '../../rules/basis.ts';
import { type CalendarDate, taipeiDay } from '../../rules/calendar.ts';
import { type Decided, decideFor } from '../../rules/decision.ts';
import { enableAutoload } from '../../rules/enableAutoload.ts';
import { extend } from '../../rules/extend.ts';
import { refund } from '../../rules/refund.ts';
import type { Service } from '../../words.ts';
import type { Adjustment, AutoloadMenu, HostLink, HostView } from '../hostFacts.ts';
import { isEnabled } from '../ruleCard.ts';
import { type Asked, askedOf, informed, type Informed, isHostsFault, termsOf } from './asked.ts';
import { offerPasses } from './passOffers.ts';
import type { InformReason, ServiceOffer } from './serviceOffer.ts';

const menuService = {
  'easy-wallet': 'enable-easy-wallet',
  'bank-account': 'enable-bank-account',
  cobranded: 'enable-cobranded',
} as const satisfies Record<AutoloadMenu, Service>;

/**
 * What can be had for this card beside cash, in the order of the menu. Whatever would be refused is not offered; what is
 * done elsewhere is said, with the figures that the rules fix.
 * @param atMs when the card was read, milliseconds since 1970-01-01 UTC
 */
export function serviceOffers(facts: CardFacts, host: HostView, atMs: number): readonly ServiceOffer[] {
  const asked = askedOf(facts, host, atMs);
  if (asked === null) return [];
  return [offerCollection, offerAutoload, offerPasses, offerEnabling, offerExtension, offerRefund].flatMap((offer) => offer(asked) ?? []);
}

function decide<Ruling extends object>({ card, atMs }: Asked, rule: (today: CalendarDate, basis: Basis) => Ruling): Decided<Ruling> | null {
  const decided = decideFor(card, atMs, rule);
  return decided.ok ? decided.value : null;
}

/**
 * What waits for this card, oldest first, as much of it as the purse can hold; what is to be taken back is staff's business
 * (R-003-11).
 */
function offerCollection(asked: Asked): ServiceOffer | null {
  const { facts, card, known } = asked;
  const cap = termsOf(asked).balanceCap;
  if (cap === null || card.status !== 'active') return null;
  const parts: Adjustment[] = [];
  let balanceAfter = facts.balance;
  for (const due of known?.adjustments ?? []) {
    if (due.amount <= 0 || balanceAfter + due.amount > cap.value) continue;
    parts.push(due);
    balanceAfter = add(balanceAfter, due.amount);
  }
  if (parts.length === 0) return null;
  const amount = subtract(balanceAfter, facts.balance);
  const act = { act: 'collect', parts, amount } as const;
  return { service: 'collect', amount, balanceAfter, act, clauses: ['R-003-11', ...cap.clauses] };
}

function offerAutoload(asked: Asked): ServiceOffer | null {
  const { facts, card, known, host, atMs } = asked;
  // The card says that it may ask, and nobody can be asked: said before anything is tried.
  if (host.state === 'unreachable' && facts.attributes?.autoload?.enabled === true) return informed('autoload', 'K14');
  if (known === null) return null;
  const ruling = decide(asked, (today, basis) => autoload({ id: '', ask: 'autoload', atMs, card }, today, basis));
  if (ruling === null) return null;
  if (ruling.outcome === 'deny') return ruling.code === 'K07' ? atItsLimit(asked, ruling.clauses) : null;
  if (isHostsFault(asked)) return informed('autoload', 'host-fault', ruling.clauses);
  if (ruling.outcome === 'allow') return autoloadOf(facts.balance, ruling.amount, ruling.clauses);
  return offerBankAutoload(asked, ruling.clauses);
}

/** Which limit it is, and what is left of it. Limits that cannot be meant are told as what they are: the host's fault. */
function atItsLimit(asked: Asked, clauses: ServiceOffer['clauses']): ServiceOffer | null {
  const { card } = asked;
  const { autoloadAmount } = termsOf(asked);
  if (isHostsFault(asked)) return informed('autoload', 'host-fault', clauses);
  if (card.autoload === undefined || autoloadAmount === null) return null;
  const limit = limitHit(autoloadAmount.value, card, card.autoload, termsOf(asked));
  return limit === null ? null : { ...informed('autoload', 'K07', clauses), limit };
}

/** The credit line of a co-branded card: its bank decides, asked for as much as this machine asks of everybody (C-14). */
function offerBankAutoload(asked: Asked, clauses: ServiceOffer['clauses']): ServiceOffer | null {
  const { facts, known } = asked;
  if (known?.link?.menu !== 'cobranded' || !isEnabled(facts, known)) return null;
  const { autoloadBelow: below, autoloadAmount: amount } = termsOf(asked);
  if (below === null || amount === null || facts.balance >= below.value) return null;
  return autoloadOf(facts.balance, amount.value, [...clauses, ...below.clauses, ...amount.clauses]);
}

function autoloadOf(balance: Dollars, amount: Dollars, clauses: ServiceOffer['clauses']): ServiceOffer {
  return {
    service: 'autoload',
    amount,
    balanceAfter: add(balance, amount),
    act: { act: 'autoload', amount },
    clauses: [...new Set(clauses)],
  };
}

function offerEnabling(asked: Asked): ServiceOffer | null {
  const { facts, card, known, host, atMs } = asked;
  const cobranded = facts.product === 'cobranded';
  const menu: AutoloadMenu = known?.link?.menu ?? (cobranded ? 'cobranded' : 'easy-wallet');
  const service = menuService[menu];
  const ruling = decide(asked, (today, basis) =>
    enableAutoload({ id: '', ask: 'enableAutoload', atMs, card, menu: menu === 'cobranded' ? 'cobranded' : 'account-link' }, today, basis),
  );
  // Kinds of cards that have no such menu are not told of it; whatever else is wrong with the card is told elsewhere.
  if (ruling === null || (ruling.outcome === 'deny' && ['K01', 'K02', 'K03', 'K12', 'K16'].includes(ruling.code ?? ''))) return null;
  if (known === null) return host.state === 'unreachable' ? informed(service, 'K14', ruling.clauses) : null;
  if (isEnabled(facts, known)) return null;
  switch (ruling.outcome) {
    case 'route':
      return informed(service, 'ask-staff', ruling.clauses);
    case 'deny':
      return informed(service, ruling.code ?? 'not-registered', ruling.clauses);
    case 'allow':
      return isHostsFault(asked) ? informed(service, 'host-fault', ruling.clauses) : enabling(service, known.link, ruling);
  }
}

function enabling(
  service: (typeof menuService)[AutoloadMenu],
  link: HostLink | null,
  { confirmations, clauses }: { readonly confirmations: number; readonly clauses: ServiceOffer['clauses'] },
): ServiceOffer {
  if (link === null) return informed(service, 'K04', clauses);
  const { menu, perTimeLimit, perDayLimit } = link;
  return { service, link, confirmations, act: { act: 'enable-autoload', menu, perTimeLimit, perDayLimit }, clauses };
}

function offerExtension(asked: Asked): ServiceOffer | null {
  const { card, facts, known, host, atMs } = asked;
  const { expiresOn } = facts;
  const ruling = decide(asked, (today, basis) => extend({ id: '', ask: 'extend', atMs, card }, today, basis));
  if (ruling === null || ruling.code === 'K02' || ruling.code === 'K03') return null;
  const extension = { ...ruling, expiresOn };
  const inform = (reason: InformReason): ServiceOffer => ({ ...informed('extend', reason, ruling.clauses), extension });
  const act = { act: 'extend', expiresOn } as const;
  switch (ruling.outcome) {
    case 'deny':
      // An EasyCard that is not due: nobody extends it, neither here nor at a counter (R-003-17).
      if (ruling.reason === 'too-early' && card.issuer === 'easycard') return null;
      return inform(ruling.reason === 'too-early' || ruling.reason === 'not-extendable' ? ruling.reason : 'K20');
    case 'allow':
      if (known === null) return inform(host.state === 'unreachable' ? 'K14' : 'ask-staff');
      return { service: 'extend', expiresOn, fee: ruling.fee ?? dollars(0), act, clauses: ruling.clauses };
    case 'route':
      // A card that is due or has run out: its issuer may refuse or name a condition (R-003-17, R-003-18).
      if (known === null || card.issuer !== 'easycard' || expiresOn === null) {
        return inform(host.state === 'unreachable' ? 'K14' : 'ask-staff');
      }
      return { service: 'extend', expiresOn, fee: null, act, clauses: ruling.clauses };
  }
}

/**
 * At this machine the contract of a co-branded card can be ended (R-002-31); every other refund is counted and sent to its counter
 * (C-09). What is counted is the balance with all that waits for the card or is to be taken back; as long as something is to be
 * taken back the money is disputed, and no refund is made (R-003-28).
 */
function offerRefund(asked: Asked): ServiceOffer | null {
  const { card, facts, known, host, atMs } = asked;
  const adjusted = dollars((known?.adjustments ?? []).reduce((sum, { amount }) => sum + amount, 0));
  const counted = { ...card, balance: add(card.balance, adjusted) };
  const ruling = decide(asked, (today, basis) =>
    refund({ id: '', ask: 'refund', atMs, card: counted, postage: dollars(0), lost: false }, today, basis),
  );
  if (ruling === null || ruling.code === 'K02' || ruling.code === 'K03') return null;
  const inform = (reason: InformReason, clauses: ServiceOffer['clauses'] = ruling.clauses): Informed => ({
    ...informed('refund', reason, clauses),
    refund: { ...ruling, adjusted },
  });
  if (known?.adjustments.some(({ amount }) => amount < 0) === true) return inform('disputed', ['R-003-28', ...ruling.clauses]);
  if (ruling.outcome === 'deny') return inform(ruling.code ?? 'ask-staff');
  if (ruling.method !== 'balance-transfer') return inform(ruling.code ?? 'ask-staff');
  // Its last day has passed: the bank settles the balance without being asked (R-002-27).
  if (ruling.outcome === 'route') return inform('bank-settles');
  if (known === null) return inform(host.state === 'unreachable' ? 'K14' : 'ask-staff');
  // Whoever refunds the card loses the ticket on it: its refund is the counter's.
  if (facts.pass !== null && facts.pass.lastDay >= taipeiDay(atMs)) return { ...inform('pass-runs'), until: facts.pass.lastDay };
  if (facts.unknownPass !== undefined) return inform('ask-staff');
  // A card that is refunded takes nothing any more: what waits for it goes onto it first.
  if (known.adjustments.length > 0) return inform('collect-first');
  return { service: 'refund', ruling, act: { act: 'refund' }, clauses: ruling.clauses };
}
