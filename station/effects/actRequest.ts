import { revealCardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { ok, type Result } from '../../hardware/ports/result.ts';
import { faultOfLimits } from '../../machines/rules/autoloadLimits.ts';
import { addMonths, type CalendarDate, endOfMonth } from '../../machines/rules/calendar.ts';
import { terms } from '../../machines/rules/decision.ts';
import type { ActApproval, ActRefusal, CardActOrder } from '../../machines/flows/cardAct.ts';
import type { IssuerLink, LinkFault } from '../issuer/issuerLink.ts';
import type { Refusal } from '../issuer/protocol/words.ts';

export type ActAnswer =
  | { readonly outcome: 'approved'; readonly approval: ActApproval }
  | { readonly outcome: 'refused'; readonly refusal: ActRefusal };

/** What an act's request says beside the order itself. */
export interface ActEnvelope {
  readonly key: string;
  readonly machine: string;
  /** ISO 8601, by this machine's clock. */
  readonly at: string;
}

/** Asks the issuer for one act, in the words of its protocol. */
export async function askForAct(link: IssuerLink, order: CardActOrder, envelope: ActEnvelope): Promise<Result<ActAnswer, LinkFault>> {
  const { details, balance, sequence } = order;
  const about = { ...envelope, card: revealCardNumber(order.card) };
  switch (details.act) {
    case 'autoload':
      return answerOf(await link.ask('authorisation', { ...about, amount: details.amount, balance, sequence }), ({ amount }) => ({
        act: 'autoload',
        amount: dollars(amount),
      }));
    case 'enable-autoload':
      return answerOf(
        await link.ask('activation', {
          ...about,
          menu: details.menu === 'cobranded' ? 'cobranded' : 'account-link',
          confirmations: order.consent.confirmations,
        }),
        ({ perTimeLimit, perDayLimit }) => ({
          act: 'enable-autoload',
          perTimeLimit: dollars(perTimeLimit),
          perDayLimit: dollars(perDayLimit),
        }),
      );
    case 'refund':
      return answerOf(await link.ask('refund', { ...about, balance, sequence }), ({ transfer, fee, days }) => ({
        act: 'refund',
        transfer: dollars(transfer),
        fee: dollars(fee),
        days,
      }));
    case 'extend':
      return answerOf(await link.ask('extension', { ...about, expiresOn: details.expiresOn }), ({ expiresOn, concessionEnds }) => ({
        act: 'extend',
        expiresOn,
        concessionEnds,
      }));
    case 'collect':
      return answerOf(
        await link.ask('collection', { ...about, adjustments: details.parts.map(({ id }) => id), balance, sequence }),
        ({ amount }) => ({ act: 'collect', amount: dollars(amount) }),
      );
    case 'buy-pass':
      return answerOf(
        await link.ask('pass', { ...about, ...passRequestOf(details), balance, sequence }),
        ({ lastDay, price, autoload }) => ({
          act: 'buy-pass',
          lastDay,
          price: dollars(price),
          autoload: dollars(autoload),
        }),
      );
  }
}

function passRequestOf({ pass, autoload }: Extract<CardActOrder['details'], { act: 'buy-pass' }>) {
  const { product, area, firstDay, lastDay, price } = pass;
  return { product, area, firstDay, lastDay, price, autoload };
}

function answerOf<Approved extends { readonly outcome: 'approved' }>(
  answer: Result<Approved | Refusal, LinkFault>,
  approve: (approved: Approved) => ActApproval,
): Result<ActAnswer, LinkFault> {
  if (!answer.ok) return answer;
  const { value } = answer;
  if (value.outcome === 'refused') return ok({ outcome: 'refused', refusal: refusalOf(value.code) });
  return ok({ outcome: 'approved', approval: approve(value) });
}

/** Nobody has reversed an act that is just being asked for: who says so speaks of another one. */
function refusalOf(code: Refusal['code']): ActRefusal {
  return code === 'reversed' ? 'mismatch' : code;
}

/** Last whole year of a card's term: cards keep seconds since 1970 in 32 bits, and days in MS-DOS's seven bits of years. */
const LAST_EXPIRY = '2105-12-31';

/**
 * How an approval contradicts what was asked for or the terms, in words for staff; null when it does not.
 * @param today the day in Taipei whose terms hold
 */
export function contradictionIn(order: CardActOrder, approval: ActApproval, today: CalendarDate): string | null {
  const { details, balance } = order;
  switch (approval.act) {
    case 'autoload':
    case 'collect':
      return 'amount' in details && details.amount === approval.amount ? null : `NT$${approval.amount} is not what was asked for`;
    case 'buy-pass': {
      const { lastDay, price, autoload } = approval;
      if (details.act !== 'buy-pass') return 'a period ticket is not what was asked for';
      const same = details.pass.lastDay === lastDay && details.pass.price === price && details.autoload === autoload;
      if (!same) return `a ticket until ${lastDay} for NT$${price} with NT$${autoload} loaded is not what was asked for`;
      return isDayOver(details, today) ? `a ticket from ${details.pass.firstDay} on is not sold on ${today}` : null;
    }
    case 'enable-autoload': {
      const { perTimeLimit, perDayLimit } = approval;
      const agreed = details.act === 'enable-autoload' && details.perTimeLimit === perTimeLimit && details.perDayLimit === perDayLimit;
      if (!agreed) return `NT$${perTimeLimit} each time and NT$${perDayLimit} a day are not what was agreed to`;
      return faultOfLimits(perTimeLimit, perDayLimit, terms(order.issuer, order.cardType, today).parameters);
    }
    case 'refund':
      return approval.transfer === balance - approval.fee
        ? null
        : `NT$${balance} less the fee of NT$${approval.fee} is not NT$${approval.transfer}`;
    case 'extend': {
      const before = details.act === 'extend' ? details.expiresOn : null;
      const { expiresOn } = approval;
      if (expiresOn > LAST_EXPIRY) return `no card can be valid until ${expiresOn}`;
      if (before !== null && expiresOn <= before) return `${expiresOn} is no later than ${before}`;
      return order.cardType === 'IPC' && !isWholeTerm(today, expiresOn) ? `${expiresOn} is no whole term from the end of this month` : null;
    }
  }
}

/** Of a period ticket: is the first of the days that it is to pay for gone? Of everything else, no. */
export function isDayOver(order: CardActOrder['details'], today: CalendarDate): boolean {
  return order.act === 'buy-pass' && order.pass.firstDay < today;
}

/** Does a term that counts from the end of the month of the extension, whole years long, end on that day (R-004-34)? */
function isWholeTerm(today: CalendarDate, expiresOn: CalendarDate): boolean {
  const years = Number(expiresOn.slice(0, 4)) - Number(today.slice(0, 4));
  return years >= 1 && expiresOn === endOfMonth(addMonths(endOfMonth(today), 12 * years));
}
