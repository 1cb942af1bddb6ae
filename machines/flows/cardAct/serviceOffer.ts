import type { Dollars } from '../../../hardware/ports/dollars.ts';
import type { AutoloadLimit } from '../../rules/autoloadLimits.ts';
import type { CalendarDate } from '../../rules/calendar.ts';
import type { ClauseId } from '../../rules/clauseIds.ts';
import { type DeclineCode, isDeclineCode } from '../../rules/declineCode.ts';
import type { ExtendRuling, RefundRuling } from '../../rules/ruling.ts';
import type { Service } from '../../words.ts';
import type { PassChoice } from '../../rules/buyPass.ts';
import type { CardActDetails, SoldPass } from '../cardAct.ts';
import type { HostLink } from '../hostFacts.ts';

/** Why a service cannot be had at this machine: a code, or a reason that has none. */
export type InformReason =
  | DeclineCode
  /** The card has to be registered first (R-001-08). */
  | 'not-registered'
  /** Staff or the issuer decides. */
  | 'ask-staff'
  /** The validity follows the credit card (R-002-14). */
  | 'not-extendable'
  | 'too-early'
  /** Money on the card is to be taken back: no refund until that is settled (R-003-28). */
  | 'disputed'
  /** An amount waits for the card, which takes nothing any more once it is refunded. */
  | 'collect-first'
  /** A co-branded card that has run out is settled by its bank without being asked (R-002-27). */
  | 'bank-settles'
  /** Which one is asked next. */
  | 'choose'
  /** The purse does not pay for the period ticket, and only cash can fill it (R-001-21). */
  | 'short'
  /** Another period ticket still runs, or the same one is not near enough to its end, or the card ends before it would. */
  | 'other-pass'
  | 'pass-too-early'
  | 'card-ends-first'
  /** A period ticket still runs on the card: what becomes of it is settled at the counter before the card is refunded. */
  | 'pass-runs'
  /** The host names limits that the terms do not allow (R-001-30, R-001-33). */
  | 'host-fault';

/** What the machine can say of a service that concerns this card, and of nothing else: money in NT$. */
export type ServiceOffer = { readonly clauses: readonly ClauseId[] } & (
  | { readonly service: 'autoload'; readonly amount: Dollars; readonly balanceAfter: Dollars; readonly act: ActOf<'autoload'> }
  | {
      readonly service: 'enable-easy-wallet' | 'enable-bank-account' | 'enable-cobranded';
      readonly link: HostLink;
      readonly confirmations: number;
      readonly act: ActOf<'enable-autoload'>;
    }
  | { readonly service: 'collect'; readonly amount: Dollars; readonly balanceAfter: Dollars; readonly act: ActOf<'collect'> }
  | {
      readonly service: 'extend';
      readonly expiresOn: CalendarDate | null;
      /** NT$; null: the issuer says. */
      readonly fee: Dollars | null;
      readonly act: ActOf<'extend'>;
    }
  | { readonly service: 'refund'; readonly ruling: RefundRuling; readonly act: ActOf<'refund'> }
  | {
      readonly service: 'period-pass';
      readonly choice: PassChoice;
      readonly balanceAfter: Dollars;
      readonly act: ActOf<'buy-pass'>;
    }
  /** Nothing can be done here, but this is known, and where to go. */
  | {
      readonly service: Service;
      readonly act: null;
      readonly reason: InformReason;
      /** `adjusted`: NT$ that wait for the card, less what is to be taken back; counted in the ruling's balance. */
      readonly refund?: RefundRuling & { readonly adjusted: Dollars };
      /** The limit on autoload that was hit. */
      readonly limit?: AutoloadLimit;
      readonly extension?: ExtendRuling & { readonly expiresOn: CalendarDate | null };
      /** The period ticket that the purse does not pay for, and what is missing. */
      readonly short?: { readonly choice: PassChoice; readonly pass: SoldPass; readonly missing: Dollars };
      /** Until when the period ticket on the card, or the card itself, is good. */
      readonly until?: CalendarDate;
    }
);

type ActOf<Name extends CardActDetails['act']> = Extract<CardActDetails, { readonly act: Name }>;

/** An offer that can be taken here. */
export type OfferedAct = Extract<ServiceOffer, { readonly act: CardActDetails }>;

/** Is it turned down, and not only to be had elsewhere? */
export function isDeclined(offer: ServiceOffer): boolean {
  return offer.act === null && (isDeclineCode(offer.reason) || offer.reason === 'host-fault');
}

/** How often the passenger agrees before the issuer is asked: twice where it can never be undone (R-000-18, R-002-09). */
export function confirmationsBefore(offer: OfferedAct): number {
  return 'confirmations' in offer ? offer.confirmations : 1;
}

/** What is particular about agreeing to a service. */
interface Agreement {
  /** It ends something for good: the contract, or the right to close autoload again (R-002-29, R-002-09). */
  readonly grave: boolean;
  /** The issuer's answer is something new to agree to: the exact figures of a refund, a new date, a concession lost (C-21). */
  readonly weighed: boolean;
}

const agreements: Readonly<Record<OfferedAct['service'], Agreement>> = {
  autoload: { grave: false, weighed: false },
  'enable-easy-wallet': { grave: false, weighed: false },
  'enable-bank-account': { grave: false, weighed: false },
  'enable-cobranded': { grave: true, weighed: false },
  collect: { grave: false, weighed: false },
  'period-pass': { grave: false, weighed: false },
  extend: { grave: false, weighed: true },
  refund: { grave: true, weighed: true },
};

/** Is the issuer's answer shown, and agreed to, before anything is written? */
export function mustBeWeighed({ service }: OfferedAct): boolean {
  return agreements[service].weighed;
}

/** The period ticket that cash can pay for, and what it is short of: instead of autoload, where that was offered. */
export function cashFor(offer: ServiceOffer, balance: Dollars): { readonly choice: PassChoice; readonly price: Dollars } | null {
  if (offer.act === null) return offer.short === undefined ? null : { choice: offer.short.choice, price: offer.short.pass.price };
  if (offer.service !== 'period-pass' || offer.act.pass.price <= balance) return null;
  return { choice: offer.choice, price: offer.act.pass.price };
}

/** Does it end something for good? */
export function isGrave(offer: ServiceOffer): boolean {
  return offer.act !== null && agreements[offer.service].grave;
}
